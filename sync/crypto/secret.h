// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <memory>
#include <span>

namespace safelight
{

/// N bytes of key material in guarded, locked memory (sodium_malloc) that are wiped when they go. Move-only: there is
/// no copy constructor, no comparison, no streaming, no conversion to QByteArray. A moved-from Secret is empty and
/// must not be used (Q_ASSERT).
class SecretMemory
{
public:
    explicit SecretMemory(std::size_t size);
    ~SecretMemory();
    SecretMemory(SecretMemory &&other) noexcept;
    SecretMemory &operator=(SecretMemory &&other) noexcept;
    SecretMemory(const SecretMemory &) = delete;
    SecretMemory &operator=(const SecretMemory &) = delete;

    [[nodiscard]] std::span<std::byte> bytes() { return {m_data, m_size}; }
    [[nodiscard]] ByteView bytes() const { return {m_data, m_size}; }
    [[nodiscard]] bool isEmpty() const { return m_data == nullptr; }

private:
    std::byte *m_data = nullptr;
    std::size_t m_size = 0;
};

/// A secret of known size and meaning.
template <std::size_t N, class Tag>
class Secret
{
public:
    static constexpr std::size_t kSize = N;

    Secret()
        : m_memory(N)
    {
    }
    /// Copies N bytes in; the caller wipes its own copy.
    [[nodiscard]] static Secret from(std::span<const std::byte, N> bytes)
    {
        Secret out;
        std::copy(bytes.begin(), bytes.end(), out.m_memory.bytes().begin());
        return out;
    }
    /// Fresh from libsodium's generator.
    [[nodiscard]] static Secret random();
    /// A second owner of the same secret, on purpose and visible in the code.
    [[nodiscard]] Secret clone() const { return from(span()); }

    [[nodiscard]] std::span<const std::byte, N> span() const
    {
        return std::span<const std::byte, N>(m_memory.bytes().data(), N);
    }
    [[nodiscard]] std::span<std::byte, N> span() { return std::span<std::byte, N>(m_memory.bytes().data(), N); }

private:
    SecretMemory m_memory;
};

/// Fills from libsodium's generator (seeded by the simulator through randombytes_set_implementation).
void randomBytes(std::span<std::byte> out);
/// Overwrites in a way the compiler may not drop.
void wipe(std::span<std::byte> bytes);
/// Wipes a QByteArray in place when it is not shared; detaches first otherwise. For plain text that passed through.
void wipe(QByteArray &bytes);

template <std::size_t N, class Tag>
Secret<N, Tag> Secret<N, Tag>::random()
{
    Secret out;
    randomBytes(out.span());
    return out;
}

using SigningSeed = Secret<32, struct SigningSeedTag>; ///< Ed25519 seed
using BoxSeed = Secret<32, struct BoxSeedTag>;         ///< crypto_kx seed
using EpochSeed = Secret<32, struct EpochSeedTag>;     ///< S_e
using ContentKey = Secret<32, struct ContentKeyTag>;   ///< K_e
using DataKey = Secret<32, struct DataKeyTag>;         ///< SQLCipher key of one vault
using KeyEncryptionKey = Secret<32, struct KekTag>;

/// Starts libsodium and refuses a version older than 1.0.18. Call once at the start of main. Error: Unsupported.
[[nodiscard]] Done initCrypto();

} // namespace safelight
