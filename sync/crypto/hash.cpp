// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/hash.h"

#include <sodium.h>

namespace safelight
{

void blake2b(std::span<std::byte> out, ByteView key, std::initializer_list<ByteView> parts)
{
    Q_ASSERT(out.size() >= crypto_generichash_BYTES_MIN && out.size() <= crypto_generichash_BYTES_MAX);
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.empty() ? nullptr : uchars(key), key.size(), out.size());
    for (const ByteView part : parts)
        crypto_generichash_update(&state, uchars(part), part.size());
    crypto_generichash_final(&state, uchars(out), out.size());
    sodium_memzero(&state, sizeof(state));
}

QByteArray aeadSeal(std::span<const std::byte, 32> key, const AeadNonce &nonce, ByteView associated, ByteView plain)
{
    QByteArray out(static_cast<qsizetype>(plain.size()) + kAeadTagBytes, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(out.data()), nullptr, uchars(plain),
                                               plain.size(), uchars(associated), associated.size(), nullptr,
                                               uchars(nonce.span()), uchars(ByteView(key)));
    return out;
}

std::optional<QByteArray> aeadOpen(std::span<const std::byte, 32> key, const AeadNonce &nonce, ByteView associated,
                                   ByteView sealed)
{
    if (sealed.size() < static_cast<std::size_t>(kAeadTagBytes))
        return std::nullopt;
    QByteArray out(static_cast<qsizetype>(sealed.size()) - kAeadTagBytes, Qt::Uninitialized);
    const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char *>(out.data()), nullptr, nullptr, uchars(sealed), sealed.size(),
        uchars(associated), associated.size(), uchars(nonce.span()), uchars(ByteView(key)));
    if (refused != 0)
        return std::nullopt;
    return out;
}

AeadNonce randomNonce()
{
    AeadNonce nonce;
    randomBytes(nonce.bytes);
    return nonce;
}

QByteArray padTo(ByteView plain, qsizetype size)
{
    Q_ASSERT(size > static_cast<qsizetype>(plain.size()));
    QByteArray out(size, '\0');
    std::copy(plain.begin(), plain.end(), reinterpret_cast<std::byte *>(out.data()));
    out[static_cast<qsizetype>(plain.size())] = static_cast<char>(0x80);
    return out;
}

std::optional<qsizetype> unpaddedSize(ByteView padded)
{
    std::size_t size = padded.size();
    while (size > 0 && padded[size - 1] == std::byte{0})
        --size;
    if (size == 0 || padded[size - 1] != std::byte{0x80})
        return std::nullopt;
    return static_cast<qsizetype>(size) - 1;
}

} // namespace safelight
