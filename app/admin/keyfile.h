// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/secret.h"

#include <QString>

namespace safelight::keyfile
{

/// A secret in a file of its own, meant to be taken offline: lines that begin with '#' are for people, the rest is
/// hexadecimal, in any grouping. Written 0600 and synced to disk before this returns. Never replaces a file.
/// Errors: AlreadyUsed (something is there), DiskFull, DiskFault.
[[nodiscard]] Done writeNew(const QString &path, const QString &comment, ByteView secret);

/// Exactly sizeBytes. What passed through memory is wiped. Errors: NotFound, Malformed, DiskFault.
[[nodiscard]] Result<SecretMemory> read(const QString &path, std::size_t sizeBytes);

/// The same into a Secret of known meaning.
template <class S>
[[nodiscard]] Result<S> readSecret(const QString &path)
{
    Result<SecretMemory> memory = read(path, S::kSize);
    if (!memory)
        return memory.error();
    return S::from(std::span<const std::byte, S::kSize>(std::as_const(*memory).bytes().data(), S::kSize));
}

} // namespace safelight::keyfile
