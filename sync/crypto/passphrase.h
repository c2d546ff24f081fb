// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/secret.h"

namespace safelight
{

/// Argon2id cost as libsodium counts it (parallelism is fixed at 1). Checked against floor and ceiling before any
/// derivation: a tampered header must neither weaken nor exhaust (reliability.md 3.1).
struct Argon2Cost {
    std::uint64_t memoryBytes = 256ULL << 20;
    std::uint32_t passes = 3;

    static constexpr std::uint64_t kFloorBytes = 64ULL << 20;
    static constexpr std::uint64_t kCeilingBytes = 1ULL << 30;
    static constexpr std::uint32_t kFloorPasses = 3;
    static constexpr std::uint32_t kCeilingPasses = 10;
    [[nodiscard]] bool isAcceptable() const
    {
        return memoryBytes >= kFloorBytes && memoryBytes <= kCeilingBytes && passes >= kFloorPasses &&
               passes <= kCeilingPasses;
    }
    friend bool operator==(const Argon2Cost &, const Argon2Cost &) = default;
};

using Argon2Salt = FixedBytes<16, struct Argon2SaltTag>;

/// Text a person typed, as UTF-8 (NFC), in wiping memory. Never a QString member anywhere.
class Passphrase
{
public:
    /// Normalises to NFC and wipes nothing of the caller's.
    explicit Passphrase(QStringView typed);
    [[nodiscard]] ByteView bytes() const { return std::as_const(m_memory).bytes().first(m_length); }
    [[nodiscard]] std::size_t lengthInCharacters() const { return m_characters; }
    [[nodiscard]] Passphrase clone() const;

private:
    Passphrase(SecretMemory memory, std::size_t length, std::size_t characters)
        : m_memory(std::move(memory))
        , m_length(length)
        , m_characters(characters)
    {
    }
    SecretMemory m_memory;
    std::size_t m_length = 0;
    std::size_t m_characters = 0;
};

/// Takes 0.5 to 1 s: never on the GUI thread. Errors: Unsupported (cost out of bounds), Internal (out of memory).
[[nodiscard]] Result<KeyEncryptionKey> deriveKey(const Passphrase &passphrase, const Argon2Salt &salt, Argon2Cost cost);

/// XChaCha20-Poly1305 with a random nonce, associated data, and a BLAKE2b commitment to the key (the AEAD alone does
/// not commit): nonce(24) ‖ commitment(32) ‖ ct. For key slots.
[[nodiscard]] QByteArray wrapKey(const KeyEncryptionKey &kek, ByteView associated, ByteView secret);
/// Error: NotAuthentic.
[[nodiscard]] Result<SecretMemory> unwrapKey(const KeyEncryptionKey &kek, ByteView associated, ByteView wrapped);

/// Keyed BLAKE2b-256 under a data key, for the check over a whole vault header.
[[nodiscard]] QByteArray macUnder(const DataKey &key, QByteArrayView purpose, ByteView message);

} // namespace safelight
