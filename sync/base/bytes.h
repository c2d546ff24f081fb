// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>

namespace safelight
{

using ByteView = std::span<const std::byte>;

[[nodiscard]] inline ByteView bytesOf(QByteArrayView view)
{
    return {reinterpret_cast<const std::byte *>(view.data()), static_cast<std::size_t>(view.size())};
}
[[nodiscard]] inline QByteArrayView viewOf(ByteView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}
/// For libsodium, which speaks unsigned char.
[[nodiscard]] inline const unsigned char *uchars(ByteView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
[[nodiscard]] inline unsigned char *uchars(std::span<std::byte> bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// N public bytes with a meaning: the Tag keeps a device id from being passed where a space id is wanted.
/// Never for secrets; those are crypto/secret.h.
template <std::size_t N, class Tag>
struct FixedBytes {
    static constexpr std::size_t kSize = N;
    std::array<std::byte, N> bytes{};

    /// Copies exactly N bytes, or nothing.
    [[nodiscard]] static std::optional<FixedBytes> from(ByteView view)
    {
        if (view.size() != N)
            return std::nullopt;
        FixedBytes out;
        std::copy(view.begin(), view.end(), out.bytes.begin());
        return out;
    }
    [[nodiscard]] static std::optional<FixedBytes> from(QByteArrayView view) { return from(bytesOf(view)); }
    [[nodiscard]] static std::optional<FixedBytes> fromHex(const QString &hex)
    {
        if (hex.size() != qsizetype(2 * N))
            return std::nullopt;
        const QByteArray raw = QByteArray::fromHex(hex.toLatin1());
        return from(QByteArrayView(raw));
    }

    [[nodiscard]] std::span<const std::byte, N> span() const { return bytes; }
    [[nodiscard]] QByteArray toByteArray() const
    {
        return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(N)};
    }
    [[nodiscard]] QString toHex() const { return QString::fromLatin1(toByteArray().toHex()); }
    [[nodiscard]] bool isZero() const
    {
        return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
    }

    friend bool operator==(const FixedBytes &, const FixedBytes &) = default;
    friend std::strong_ordering operator<=>(const FixedBytes &a, const FixedBytes &b)
    {
        return std::memcmp(a.bytes.data(), b.bytes.data(), N) <=> 0;
    }
};

template <std::size_t N, class Tag>
size_t qHash(const FixedBytes<N, Tag> &value, size_t seed = 0) noexcept
{
    return qHashBits(value.bytes.data(), N, seed);
}

// Ids of the protocol (sync-protocol section 1). Sizes in bytes.
using OrgId = FixedBytes<16, struct OrgIdTag>;
using DeviceId = FixedBytes<16, struct DeviceIdTag>;   ///< a principal: one person on one device
using InstallId = FixedBytes<16, struct InstallIdTag>; ///< one installed copy of the program
using SpaceId = FixedBytes<16, struct SpaceIdTag>;
using EnvHash = FixedBytes<32, struct EnvHashTag>;       ///< SHA-256(header ‖ sig)
using LogHash = FixedBytes<32, struct LogHashTag>;       ///< chain of a space's log at one position
using SignPublic = FixedBytes<32, struct SignPublicTag>; ///< Ed25519
using BoxPublic = FixedBytes<32, struct BoxPublicTag>;   ///< X25519
using Signature = FixedBytes<64, struct SignatureTag>;
using Lookup = FixedBytes<16, struct LookupTag>; ///< what the service knows of an invitation
/// UUIDv7 (RFC 9562) of a record or of a change. Ordering of the bytes is ordering in time.
using Uuid = FixedBytes<16, struct UuidTag>;

} // namespace safelight
