// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/cbor.h"

#include <QList>

#include <algorithm>

namespace safelight
{

namespace
{

enum Major : unsigned { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4, Map = 5, TagOf = 6, Simple = 7 };

constexpr qsizetype kWideNumber = 9; ///< head and eight bytes

/// Walks one item after another over borrowed bytes; recursion is bounded by kMaxCborDepth.
class Checker
{
public:
    explicit Checker(ByteView bytes)
        : m_size(bytes.size())
        , m_rest(bytes)
    {
    }

    [[nodiscard]] bool oneItemAndNothingElse() { return item(0) && m_rest.empty(); }
    /// Where each -2^64 begins, nine bytes long.
    [[nodiscard]] const QList<qsizetype> &leastNumbers() const { return m_leastNumbers; }

private:
    struct Head {
        unsigned major = 0;
        unsigned info = 0;
        std::uint64_t argument = 0;
    };

    [[nodiscard]] bool head(Head &out)
    {
        if (m_rest.empty())
            return false;
        const auto first = std::to_integer<unsigned>(m_rest.front());
        out.major = first >> 5;
        out.info = first & 0x1f;
        m_rest = m_rest.subspan(1);
        if (out.info < 24) {
            out.argument = out.info;
            return true;
        }
        if (out.info > 27) // reserved, or an indefinite length
            return false;
        const std::size_t width = std::size_t(1) << (out.info - 24);
        if (m_rest.size() < width)
            return false;
        out.argument = 0;
        for (std::size_t i = 0; i < width; ++i)
            out.argument = (out.argument << 8) | std::to_integer<std::uint64_t>(m_rest[i]);
        m_rest = m_rest.subspan(width);
        if (out.major == Simple) // the argument is a float's bits (one byte: a simple value nobody uses)
            return out.info != 24;
        return out.argument >= (width == 1 ? 24 : std::uint64_t(1) << (4 * width)); // shortest form only
    }

    [[nodiscard]] bool item(int depth)
    {
        Head h;
        if (!head(h))
            return false;
        switch (h.major) {
        case Unsigned: return true;
        case Negative:
            if (h.argument == std::numeric_limits<std::uint64_t>::max())
                m_leastNumbers.append(static_cast<qsizetype>(m_size - m_rest.size()) - kWideNumber);
            return true;
        case Bytes:
        case Text: return string(h);
        case Array: return array(h.argument, depth + 1);
        case Map: return map(h.argument, depth + 1);
        case TagOf: return depth + 1 <= kMaxCborDepth && item(depth + 1);
        default: return h.info >= 20 && h.info != 23; // false, true, null, floats; not undefined
        }
    }

    [[nodiscard]] bool string(const Head &h)
    {
        if (h.argument > m_rest.size())
            return false;
        const ByteView body = m_rest.first(static_cast<std::size_t>(h.argument));
        m_rest = m_rest.subspan(body.size());
        return h.major == Bytes || viewOf(body).isValidUtf8();
    }

    [[nodiscard]] bool array(std::uint64_t items, int depth)
    {
        if (depth > kMaxCborDepth || items > m_rest.size())
            return false;
        for (std::uint64_t i = 0; i < items; ++i) {
            if (!item(depth))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool map(std::uint64_t pairs, int depth)
    {
        if (depth > kMaxCborDepth || pairs > m_rest.size() / 2)
            return false;
        ByteView last;
        for (std::uint64_t i = 0; i < pairs; ++i) {
            const ByteView before = m_rest;
            if (!item(depth))
                return false;
            const ByteView key = before.first(before.size() - m_rest.size());
            const bool ascends =
                i == 0 || std::lexicographical_compare(last.begin(), last.end(), key.begin(), key.end());
            if (!ascends || !item(depth))
                return false;
            last = key;
        }
        return true;
    }

    std::size_t m_size;
    ByteView m_rest;
    QList<qsizetype> m_leastNumbers;
};

} // namespace

CborWriter &CborWriter::head(unsigned major, std::uint64_t argument)
{
    const auto lead = [&](unsigned info) { m_out.append(static_cast<char>((major << 5) | info)); };
    int width = 0;
    if (argument < 24) {
        lead(static_cast<unsigned>(argument));
    } else if (argument <= 0xff) {
        lead(24);
        width = 1;
    } else if (argument <= 0xffff) {
        lead(25);
        width = 2;
    } else if (argument <= 0xffffffff) {
        lead(26);
        width = 4;
    } else {
        lead(27);
        width = 8;
    }
    for (int i = width - 1; i >= 0; --i)
        m_out.append(static_cast<char>(argument >> (8 * i)));
    return *this;
}

CborWriter &CborWriter::signedNumber(std::int64_t value)
{
    return value >= 0 ? head(Unsigned, static_cast<std::uint64_t>(value))
                      : head(Negative, ~static_cast<std::uint64_t>(value));
}

CborWriter &CborWriter::bytes(ByteView value)
{
    head(Bytes, value.size());
    m_out.append(viewOf(value));
    return *this;
}

CborWriter &CborWriter::text(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    head(Text, static_cast<std::uint64_t>(utf8.size()));
    m_out.append(utf8);
    return *this;
}

CborWriter &CborWriter::boolean(bool value) { return head(Simple, value ? 21 : 20); }
CborWriter &CborWriter::null() { return head(Simple, 22); }

CborWriter &CborWriter::value(const QCborValue &value)
{
    if (value.isMap()) {
        const QCborMap source = value.toMap();
        QList<std::pair<QByteArray, QCborValue>> members;
        for (auto it = source.cbegin(); it != source.cend(); ++it)
            members.append({CborWriter().value(it.key()).result(), it.value()});
        std::sort(members.begin(), members.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        map(static_cast<std::size_t>(members.size()));
        for (const auto &[key, member] : members) {
            m_out.append(key);
            this->value(member);
        }
    } else if (value.isArray()) {
        const QCborArray source = value.toArray();
        array(static_cast<std::size_t>(source.size()));
        for (const QCborValue element : source)
            this->value(element);
    } else if (value.type() == QCborValue::Tag) {
        head(TagOf, static_cast<std::uint64_t>(value.tag()));
        this->value(value.taggedValue());
    } else if (value.isUndefined() || value.isInvalid()) {
        null();
    } else {
        m_out.append(value.toCbor(QCborValue::UseFloat16));
    }
    return *this;
}

Result<QCborValue> parseCbor(ByteView bytes, qsizetype maxBytes)
{
    if (bytes.size() > static_cast<std::size_t>(maxBytes))
        return ErrorCode::TooLarge;
    Checker checker(bytes);
    if (!checker.oneItemAndNothingElse())
        return ErrorCode::Malformed;
    // Qt keeps integers beyond 64 bits and a sign as floats, so that nobody takes them for one, all but the least of
    // them, which it takes for 0.
    QByteArray encoded = QByteArray::fromRawData(viewOf(bytes).data(), viewOf(bytes).size());
    for (const qsizetype at : checker.leastNumbers())
        encoded.replace(at, kWideNumber, QByteArray::fromHex("fbc3f0000000000000")); // -2^64 as a float of 64 bits
    QCborParserError error;
    QCborValue value = QCborValue::fromCbor(encoded, &error);
    if (error.error != QCborError::NoError)
        return ErrorCode::Malformed;
    return value;
}

QCborValue CborReader::any(qint64 key)
{
    const auto it = m_map.constFind(key);
    if (it == m_map.constEnd()) {
        m_ok = false;
        return {};
    }
    return it.value();
}

std::int64_t CborReader::integer(qint64 key, std::int64_t min, std::int64_t max)
{
    const QCborValue value = any(key);
    if (!value.isInteger() || value.toInteger() < min || value.toInteger() > max) {
        m_ok = false;
        return min;
    }
    return value.toInteger();
}

QByteArray CborReader::bytes(qint64 key, qsizetype min, qsizetype max)
{
    const QCborValue value = any(key);
    QByteArray out = value.toByteArray();
    if (!value.isByteArray() || out.size() < min || out.size() > max) {
        m_ok = false;
        return {};
    }
    return out;
}

QString CborReader::text(qint64 key)
{
    const QCborValue value = any(key);
    if (!value.isString())
        m_ok = false;
    return value.toString();
}

bool CborReader::boolean(qint64 key)
{
    const QCborValue value = any(key);
    if (!value.isBool())
        m_ok = false;
    return value.toBool();
}

QCborArray CborReader::array(qint64 key, qsizetype min, qsizetype max)
{
    const QCborValue value = any(key);
    QCborArray out = value.toArray();
    if (!value.isArray() || out.size() < min || out.size() > max) {
        m_ok = false;
        return {};
    }
    return out;
}

QCborMap CborReader::map(qint64 key)
{
    const QCborValue value = any(key);
    if (!value.isMap())
        m_ok = false;
    return value.toMap();
}

bool CborReader::hasOnlyKeysUpTo(qint64 last) const
{
    for (auto it = m_map.cbegin(); it != m_map.cend(); ++it) {
        if (!it.key().isInteger() || it.key().toInteger() < 0 || it.key().toInteger() > last)
            return false;
    }
    return true;
}

} // namespace safelight
