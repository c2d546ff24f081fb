// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only: short spellings for libsodium.

#include "sync/base/bytes.h"
#include "sync/crypto/secret.h"

#include <initializer_list>
#include <optional>

namespace safelight
{

/// A domain string with its final zero byte: domain("sg1/mk") is the seven bytes "sg1/mk\0".
template <std::size_t N>
[[nodiscard]] constexpr QByteArrayView domain(const char (&text)[N])
{
    return QByteArrayView(text, static_cast<qsizetype>(N));
}

/// 32 bytes of key material on the stack, for the length of one call, wiped at its end. For what lives longer: Secret.
class ShortKey
{
public:
    ShortKey() = default;
    ~ShortKey() { wipe(m_bytes); }
    ShortKey(const ShortKey &) = delete;
    ShortKey &operator=(const ShortKey &) = delete;

    [[nodiscard]] std::span<std::byte, 32> span() { return m_bytes; }
    [[nodiscard]] std::span<const std::byte, 32> span() const { return m_bytes; }

private:
    std::array<std::byte, 32> m_bytes{};
};

/// BLAKE2b of the parts one after another, as long as `out` (16 to 64 bytes), keyed unless the key is empty.
void blake2b(std::span<std::byte> out, ByteView key, std::initializer_list<ByteView> parts);

template <class Fixed>
[[nodiscard]] Fixed blake2bOf(ByteView key, std::initializer_list<ByteView> parts)
{
    Fixed out;
    blake2b(out.bytes, key, parts);
    return out;
}

using AeadNonce = FixedBytes<24, struct AeadNonceTag>;
inline constexpr qsizetype kAeadTagBytes = 16;

/// XChaCha20-Poly1305 (IETF). A zero nonce is right only where the key is used once.
[[nodiscard]] QByteArray aeadSeal(std::span<const std::byte, 32> key, const AeadNonce &nonce, ByteView associated,
                                  ByteView plain);
[[nodiscard]] std::optional<QByteArray> aeadOpen(std::span<const std::byte, 32> key, const AeadNonce &nonce,
                                                 ByteView associated, ByteView sealed);
[[nodiscard]] AeadNonce randomNonce();

/// plain ‖ 0x80 ‖ zeros up to `size`; size > plain.size().
[[nodiscard]] QByteArray padTo(ByteView plain, qsizetype size);
/// Next multiple of `block` above `size`.
[[nodiscard]] constexpr qsizetype roundUp(qsizetype size, qsizetype block)
{
    return (size + block - 1) / block * block;
}
/// How many bytes stand before the 0x80; nothing if there is none.
[[nodiscard]] std::optional<qsizetype> unpaddedSize(ByteView padded);

} // namespace safelight
