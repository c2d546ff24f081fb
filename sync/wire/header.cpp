// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/header.h"

namespace safelight
{

namespace
{

template <class T>
void putLittle(QByteArray &out, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.append(static_cast<char>(value >> (8 * i)));
}

template <std::size_t N, class Tag>
void put(QByteArray &out, const FixedBytes<N, Tag> &value)
{
    out.append(viewOf(value.bytes));
}

/// Takes fields off the front of bytes whose length was checked before.
class Cursor
{
public:
    explicit Cursor(ByteView bytes)
        : m_rest(bytes)
    {
    }

    template <class T>
    [[nodiscard]] T little()
    {
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i)
            value = static_cast<T>(value | (static_cast<T>(std::to_integer<std::uint8_t>(m_rest[i])) << (8 * i)));
        m_rest = m_rest.subspan(sizeof(T));
        return value;
    }
    template <class Fixed>
    [[nodiscard]] Fixed fixed()
    {
        Fixed out;
        std::copy_n(m_rest.begin(), Fixed::kSize, out.bytes.begin());
        m_rest = m_rest.subspan(Fixed::kSize);
        return out;
    }

private:
    ByteView m_rest;
};

constexpr std::uint8_t kSuite = 1;

} // namespace

QByteArray encodeBoxHeader(const Header &header)
{
    QByteArray out;
    out.reserve(kHeaderBytes);
    putLittle(out, header.suite);
    putLittle(out, static_cast<std::uint8_t>(header.mode));
    putLittle(out, static_cast<std::uint8_t>(header.kind));
    putLittle(out, header.codec);
    putLittle(out, header.epoch);
    put(out, header.space);
    put(out, header.author);
    put(out, header.commit);
    put(out, header.eph);
    putLittle(out, header.ctLen);
    putLittle(out, std::uint32_t(0));
    return out;
}

QByteArray encodeHeader(const Header &header)
{
    QByteArray out = encodeBoxHeader(header);
    putLittle(out, header.authorSeq);
    put(out, header.prev);
    putLittle(out, header.seenSeq);
    put(out, header.seenHash);
    return out;
}

QByteArray encodeEnvelope(const Envelope &envelope)
{
    QByteArray out = encodeHeader(envelope.header);
    out.reserve(kSignedHeaderBytes + envelope.ct.size());
    put(out, envelope.signature);
    out.append(envelope.ct);
    return out;
}

Result<Header> parseHeader(ByteView bytes)
{
    if (bytes.size() != static_cast<std::size_t>(kHeaderBytes))
        return ErrorCode::Malformed;
    Cursor in(bytes);
    Header header;
    header.suite = in.little<std::uint8_t>();
    if (header.suite != kSuite)
        return ErrorCode::Unsupported;
    const auto mode = in.little<std::uint8_t>();
    const auto kind = in.little<std::uint8_t>();
    if (mode > static_cast<std::uint8_t>(EnvelopeMode::Clear) || kind < 1 || kind > 2)
        return ErrorCode::Malformed;
    header.mode = static_cast<EnvelopeMode>(mode);
    header.kind = static_cast<EnvelopeKind>(kind);
    header.codec = in.little<std::uint8_t>();
    header.epoch = in.little<std::uint32_t>();
    header.space = in.fixed<SpaceId>();
    header.author = in.fixed<DeviceId>();
    header.commit = in.fixed<Commit>();
    header.eph = in.fixed<BoxPublic>();
    header.ctLen = in.little<std::uint32_t>();
    const auto reserved = in.little<std::uint32_t>();
    header.authorSeq = in.little<std::uint64_t>();
    header.prev = in.fixed<EnvHash>();
    header.seenSeq = in.little<std::uint64_t>();
    header.seenHash = in.fixed<SeenHash>();

    const bool clear = header.mode == EnvelopeMode::Clear;
    if (reserved != 0 || clear != (header.kind == EnvelopeKind::Control) || (clear && header.codec != 0) ||
        (header.mode == EnvelopeMode::Sealed) == header.eph.isZero())
        return ErrorCode::Malformed;
    return header;
}

Result<Envelope> parseEnvelope(ByteView bytes)
{
    if (bytes.size() > static_cast<std::size_t>(kMaxEnvelopeBytes))
        return ErrorCode::TooLarge;
    if (bytes.size() < static_cast<std::size_t>(kSignedHeaderBytes))
        return ErrorCode::Malformed;
    Result<Header> header = parseHeader(bytes.first(kHeaderBytes));
    if (!header)
        return header.error();
    const ByteView ct = bytes.subspan(kSignedHeaderBytes);
    if (ct.size() != header->ctLen)
        return ErrorCode::Malformed;
    const ByteView signature = bytes.subspan(kHeaderBytes, kSignedHeaderBytes - kHeaderBytes);
    return Envelope{*header, *Signature::from(signature), viewOf(ct).toByteArray()};
}

} // namespace safelight
