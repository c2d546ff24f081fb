// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"

#include <sodium/crypto_hash_sha256.h>

namespace safelight
{

/// SHA-256 over pieces: check sums and content names inside the store.
class Sha256 final
{
public:
    Sha256() { crypto_hash_sha256_init(&m_state); }
    void add(ByteView bytes) { crypto_hash_sha256_update(&m_state, uchars(bytes), bytes.size()); }
    [[nodiscard]] QByteArray result()
    {
        QByteArray out(crypto_hash_sha256_BYTES, Qt::Uninitialized);
        crypto_hash_sha256_final(&m_state, reinterpret_cast<unsigned char *>(out.data()));
        return out;
    }
    [[nodiscard]] static QByteArray of(ByteView bytes)
    {
        Sha256 hash;
        hash.add(bytes);
        return hash.result();
    }

private:
    crypto_hash_sha256_state m_state{};
};

} // namespace safelight
