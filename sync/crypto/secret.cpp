// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/secret.h"

#include <sodium.h>

#include <utility>

namespace safelight
{

SecretMemory::SecretMemory(std::size_t size)
    : m_size(size)
{
    // Secrets may be members of objects made before initCrypto(); starting twice costs one lock.
    m_data = sodium_init() < 0 ? nullptr : static_cast<std::byte *>(sodium_malloc(size));
    if (m_data == nullptr)
        qFatal("no memory for key material");
    sodium_memzero(m_data, m_size);
}

SecretMemory::~SecretMemory() { sodium_free(m_data); } // wipes; null is fine

SecretMemory::SecretMemory(SecretMemory &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

SecretMemory &SecretMemory::operator=(SecretMemory &&other) noexcept
{
    if (this != &other) {
        sodium_free(m_data);
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

void randomBytes(std::span<std::byte> out) { randombytes_buf(out.data(), out.size()); }

void wipe(std::span<std::byte> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

Done initCrypto()
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Unsupported, QStringLiteral("libsodium does not start")};
    const int major = sodium_library_version_major(); // 10.3 is release 1.0.18
    if (major < 10 || (major == 10 && sodium_library_version_minor() < 3))
        return Error{ErrorCode::Unsupported, QStringLiteral("libsodium is older than 1.0.18")};
    return done();
}

} // namespace safelight
