// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/wire/limits.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <limits>

namespace safelight
{

/// Writes deterministic CBOR (RFC 8949 section 4.2.1): shortest heads, definite lengths. The caller writes the members
/// of a map in ascending order of their keys and says their number first.
class CborWriter
{
public:
    CborWriter &map(std::size_t pairs) { return head(5, pairs); }
    CborWriter &array(std::size_t items) { return head(4, items); }
    CborWriter &number(std::uint64_t value) { return head(0, value); }
    CborWriter &signedNumber(std::int64_t value);
    CborWriter &bytes(ByteView value);
    CborWriter &bytes(const QByteArray &value) { return bytes(bytesOf(value)); }
    template <std::size_t N, class Tag>
    CborWriter &bytes(const FixedBytes<N, Tag> &value)
    {
        return bytes(ByteView(value.bytes));
    }
    CborWriter &text(const QString &value);
    CborWriter &boolean(bool value);
    CborWriter &null();
    /// Any value; maps inside it are sorted. Undefined becomes null.
    CborWriter &value(const QCborValue &value);

    [[nodiscard]] const QByteArray &result() const { return m_out; }

private:
    CborWriter &head(unsigned major, std::uint64_t argument);
    QByteArray m_out;
};

/// Exactly one item of deterministic CBOR, checked byte by byte before anything is allocated for it.
/// Errors: TooLarge (more than maxBytes), Malformed (cut short, trailing bytes, nesting above kMaxCborDepth, indefinite
/// or over-long lengths, keys not strictly ascending, text that is not UTF-8, unassigned simple values).
/// Integers beyond -2^63 ... 2^63 - 1 become floats: fine as any value, and none that is asked for as an integer.
[[nodiscard]] Result<QCborValue> parseCbor(ByteView bytes, qsizetype maxBytes);

/// Reads the members of one map with integer keys. The first member that is missing or of the wrong kind makes it fail;
/// what is read after that is empty, so a decoder asks once at its end.
class CborReader
{
public:
    explicit CborReader(const QCborValue &value)
        : m_map(value.toMap())
        , m_ok(value.isMap())
    {
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    void fail() { m_ok = false; }
    [[nodiscard]] bool has(qint64 key) const { return m_map.contains(key); }
    [[nodiscard]] qsizetype size() const { return m_map.size(); }
    [[nodiscard]] QCborValue any(qint64 key);

    [[nodiscard]] std::int64_t integer(qint64 key, std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                       std::int64_t max = std::numeric_limits<std::int64_t>::max());
    /// 0 … 2^63 - 1.
    [[nodiscard]] std::uint64_t counter(qint64 key) { return static_cast<std::uint64_t>(integer(key, 0)); }
    template <class T>
    [[nodiscard]] T unsignedNumber(qint64 key, T min = 0, T max = std::numeric_limits<T>::max())
    {
        return static_cast<T>(integer(key, static_cast<std::int64_t>(min), static_cast<std::int64_t>(max)));
    }
    template <class Enum>
    [[nodiscard]] Enum choice(qint64 key, Enum first, Enum last)
    {
        return static_cast<Enum>(integer(key, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)));
    }
    [[nodiscard]] QByteArray bytes(qint64 key, qsizetype min = 0,
                                   qsizetype max = std::numeric_limits<qsizetype>::max());
    template <class Fixed>
    [[nodiscard]] Fixed fixed(qint64 key)
    {
        return fixedFrom<Fixed>(any(key));
    }
    template <class Fixed>
    [[nodiscard]] Fixed fixedFrom(const QCborValue &value)
    {
        const std::optional<Fixed> out = value.isByteArray() ? Fixed::from(value.toByteArray()) : std::nullopt;
        if (!out)
            m_ok = false;
        return out.value_or(Fixed{});
    }
    [[nodiscard]] QString text(qint64 key);
    [[nodiscard]] bool boolean(qint64 key);
    [[nodiscard]] QCborArray array(qint64 key, qsizetype min = 0,
                                   qsizetype max = std::numeric_limits<qsizetype>::max());
    [[nodiscard]] QCborMap map(qint64 key);
    /// Every key is one of 0 … last: for statements that must not be half understood.
    [[nodiscard]] bool hasOnlyKeysUpTo(qint64 last) const;

private:
    QCborMap m_map;
    bool m_ok;
};

} // namespace safelight
