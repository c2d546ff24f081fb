// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/passphrase.h"

#include "sync/crypto/hash.h"

#include <sodium.h>

namespace safelight
{

namespace
{

using KeyCommitment = FixedBytes<32, struct KeyCommitmentTag>;
constexpr std::size_t kWrapFront = AeadNonce::kSize + KeyCommitment::kSize;

/// Both come from the key-encryption key, so a second key that gives the same commitment would be a BLAKE2b collision.
KeyCommitment commitmentOf(const KeyEncryptionKey &kek, const AeadNonce &nonce, ByteView associated)
{
    return blake2bOf<KeyCommitment>(kek.span(), {bytesOf(domain("sg1/wrap-commit")), nonce.span(), associated});
}

void wrapKeyOf(ShortKey &out, const KeyEncryptionKey &kek, const AeadNonce &nonce)
{
    blake2b(out.span(), kek.span(), {bytesOf(domain("sg1/wrap")), nonce.span()});
}

void wipeText(QString &text)
{
    if (!text.isEmpty())
        sodium_memzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
}

} // namespace

Passphrase::Passphrase(QStringView typed)
    : m_memory(1)
{
    QString copy(typed.data(), typed.size());
    QString normal = copy.normalized(QString::NormalizationForm_C);
    QByteArray utf8 = normal.toUtf8();
    m_length = static_cast<std::size_t>(utf8.size());
    m_characters = static_cast<std::size_t>(
        std::count_if(normal.cbegin(), normal.cend(), [](QChar c) { return !c.isLowSurrogate(); }));
    m_memory = SecretMemory(std::max<std::size_t>(m_length, 1));
    const ByteView source = bytesOf(utf8);
    std::copy(source.begin(), source.end(), m_memory.bytes().begin());
    wipe(utf8);
    wipeText(normal);
    wipeText(copy);
}

Passphrase Passphrase::clone() const
{
    SecretMemory memory(std::max<std::size_t>(m_length, 1));
    const ByteView source = bytes();
    std::copy(source.begin(), source.end(), memory.bytes().begin());
    return {std::move(memory), m_length, m_characters};
}

Result<KeyEncryptionKey> deriveKey(const Passphrase &passphrase, const Argon2Salt &salt, Argon2Cost cost)
{
    if (!cost.isAcceptable())
        return Error{ErrorCode::Unsupported, QStringLiteral("Argon2 cost out of bounds")};
    KeyEncryptionKey key;
    const int failed =
        crypto_pwhash(uchars(std::span<std::byte>(key.span())), KeyEncryptionKey::kSize,
                      viewOf(passphrase.bytes()).data(), passphrase.bytes().size(), uchars(salt.span()), cost.passes,
                      static_cast<std::size_t>(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return Error{ErrorCode::NoMemory, QStringLiteral("Argon2")};
    return key;
}

QByteArray wrapKey(const KeyEncryptionKey &kek, ByteView associated, ByteView secret)
{
    const AeadNonce nonce = randomNonce();
    ShortKey key;
    wrapKeyOf(key, kek, nonce);
    return nonce.toByteArray() + commitmentOf(kek, nonce, associated).toByteArray() +
           aeadSeal(key.span(), nonce, associated, secret);
}

Result<SecretMemory> unwrapKey(const KeyEncryptionKey &kek, ByteView associated, ByteView wrapped)
{
    if (wrapped.size() <= kWrapFront + static_cast<std::size_t>(kAeadTagBytes))
        return ErrorCode::NotAuthentic;
    const AeadNonce nonce = *AeadNonce::from(wrapped.first(AeadNonce::kSize));
    const KeyCommitment claimed = *KeyCommitment::from(wrapped.subspan(AeadNonce::kSize, KeyCommitment::kSize));
    const KeyCommitment own = commitmentOf(kek, nonce, associated);
    if (sodium_memcmp(claimed.bytes.data(), own.bytes.data(), KeyCommitment::kSize) != 0)
        return ErrorCode::NotAuthentic;
    ShortKey key;
    wrapKeyOf(key, kek, nonce);
    std::optional<QByteArray> plain = aeadOpen(key.span(), nonce, associated, wrapped.subspan(kWrapFront));
    if (!plain)
        return ErrorCode::NotAuthentic;
    SecretMemory out(static_cast<std::size_t>(plain->size()));
    const ByteView source = bytesOf(*plain);
    std::copy(source.begin(), source.end(), out.bytes().begin());
    wipe(*plain);
    return out;
}

QByteArray macUnder(const DataKey &key, QByteArrayView purpose, ByteView message)
{
    ShortKey macKey;
    blake2b(macKey.span(), key.span(), {bytesOf(domain("sg1/mac")), bytesOf(purpose)});
    return blake2bOf<FixedBytes<32, struct MacTag>>(macKey.span(), {message}).toByteArray();
}

} // namespace safelight
