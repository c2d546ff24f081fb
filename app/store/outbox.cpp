// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/outbox.h"

#include "app/store/query.h"

namespace safelight
{

namespace
{

// Held by the service only as far as its last proof reaches: after a restore there the mark goes back.
#define CUSTODY_COLUMNS                                                                                                \
    "e.hash, e.space, e.saved_ms, "                                                                                    \
    "iif(e.author_seq <= coalesce(cursor.acked_seq, 0), iif(e.held_ms > 0, e.held_ms, e.recv_ms), 0), e.refused "

Custody custodyFrom(const Query &row)
{
    Custody out{row.id<EnvHash>(0), row.id<SpaceId>(1), row.number(2), row.number(3), {}};
    if (!row.isNull(4)) {
        out.refused = row.numberAs<ErrorCode>(4);
        out.heldByServiceMs = 0;
    }
    return out;
}

QList<Custody> custodiesFrom(Query rows)
{
    QList<Custody> out;
    while (rows.next())
        out.append(custodyFrom(rows));
    return out;
}

/// The first space after this one that holds own envelopes: a step of the index, however many there are.
std::optional<SpaceId> nextSpaceWithOwn(ReadTx &tx, const SpaceId &after)
{
    Query row(tx,
              "SELECT space FROM envelope WHERE own = 1 AND refused IS NULL AND space > ? ORDER BY space, author_seq "
              "LIMIT 1",
              after);
    return row.next() ? std::optional(row.id<SpaceId>(0)) : std::nullopt;
}

std::uint64_t ackedIn(ReadTx &tx, const SpaceId &space)
{
    Query row(tx, "SELECT acked_seq FROM cursor WHERE space = ?", space);
    return row.next() ? row.numberAs<std::uint64_t>(0) : 0;
}

bool isStillOwn(ReadTx &tx, const SpaceId &space, const AuthorHead &head)
{
    Query row(tx, "SELECT hash FROM envelope WHERE space = ? AND own = 1 AND refused IS NULL AND author_seq = ?", space,
              head.seq);
    return row.next() && row.id<EnvHash>(0) == head.hash;
}

constexpr char kCrockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kSlipCharacters = 10;
constexpr int kSlipGroup = 5;

/// Ten Crockford characters as they are stored, or empty.
QString grouped(const QString &number) { return number.left(kSlipGroup) + u'-' + number.mid(kSlipGroup); }

} // namespace

namespace outbox
{

Result<QList<Custody>> custodyOf(ReadTx &tx, const Uuid &record)
{
    return caught([&]() -> Result<QList<Custody>> {
        return custodiesFrom(Query(tx,
                                   "SELECT " CUSTODY_COLUMNS "FROM envelope e "
                                   "LEFT JOIN cursor ON cursor.space = e.space WHERE e.own = 1 AND e.hash IN ("
                                   "SELECT envelope FROM tie WHERE record = ?1 UNION "
                                   "SELECT carried.envelope FROM record "
                                   "JOIN carried ON carried.change_no = record.change_no WHERE record.id = ?1) "
                                   "ORDER BY e.no",
                                   record));
    });
}

Result<std::optional<Custody>> custodyOf(ReadTx &tx, const EnvHash &envelope)
{
    return caught([&]() -> Result<std::optional<Custody>> {
        Query row(tx,
                  "SELECT " CUSTODY_COLUMNS "FROM envelope e "
                  "LEFT JOIN cursor ON cursor.space = e.space WHERE e.own = 1 AND e.hash = ?",
                  envelope);
        return row.next() ? std::optional(custodyFrom(row)) : std::nullopt;
    });
}

Result<QList<TrayItem>> tray(ReadTx &tx)
{
    return caught([&]() -> Result<QList<TrayItem>> {
        QList<TrayItem> out;
        Query row(tx, "SELECT a.envelope, a.space, coalesce(e.own, 0), a.why, a.at_ms, a.dismissed_ms FROM attention a "
                      "LEFT JOIN envelope e ON e.hash = a.envelope ORDER BY a.at_ms, a.envelope");
        while (row.next())
            out.append({row.id<EnvHash>(0), row.id<SpaceId>(1),
                        row.number(2) != 0 ? TrayItem::Kind::OwnRefused : TrayItem::Kind::Unreadable,
                        row.numberAs<ErrorCode>(3), row.number(4), row.number(5) != 0});
        return out;
    });
}

Done dismiss(WriteTx &tx, const EnvHash &envelope, std::int64_t nowMs)
{
    return caught([&]() -> Done {
        if (execute(tx, "UPDATE attention SET dismissed_ms = ? WHERE envelope = ?", nowMs, envelope) == 0)
            return ErrorCode::NotFound;
        return done();
    });
}

Done tie(WriteTx &tx, const EnvHash &envelope, const Uuid &record)
{
    return caught([&] {
        execute(tx, "INSERT OR IGNORE INTO tie (record, envelope) VALUES (?,?)", record, envelope);
        return done();
    });
}

Result<Unsent> unsentAfter(ReadTx &tx, const CopiedUpTo &copied)
{
    return caught([&]() -> Result<Unsent> {
        Unsent out{{}, 0, copied};
        SpaceId space;
        while (const std::optional<SpaceId> next = nextSpaceWithOwn(tx, space)) {
            space = *next;
            const std::uint64_t acked = ackedIn(tx, space);
            Copied upTo = copied.value(space);
            if (acked < upTo.ackedSeq || !isStillOwn(tx, space, upTo.head))
                upTo.head = {};
            upTo.ackedSeq = acked;
            Query row(tx,
                      "SELECT author_seq, hash, bytes FROM envelope WHERE space = ? AND own = 1 AND refused IS NULL "
                      "AND author_seq > ? ORDER BY author_seq",
                      space, std::max(acked, upTo.head.seq));
            while (row.next()) {
                upTo.head = {row.numberAs<std::uint64_t>(0), row.id<EnvHash>(1)};
                out.envelopes.append(row.bytes(2));
            }
            out.upTo.insert(space, upTo);
            Query count(
                tx, "SELECT count(*) FROM envelope WHERE space = ? AND own = 1 AND refused IS NULL AND author_seq > ?",
                space, acked);
            if (count.next())
                out.waiting += count.numberAs<int>(0);
        }
        return out;
    });
}

Result<OwnUnsent> ownUnsent(ReadTx &tx, const DeviceId &author)
{
    Result<Unsent> all = unsentAfter(tx, {});
    if (!all)
        return all.error();
    return OwnUnsent{author, std::move(all->envelopes)};
}

#undef CUSTODY_COLUMNS

} // namespace outbox

namespace slips
{

QString numberOf(const Uuid &changeId)
{
    // The last 50 bits: chance, where the first ones are time.
    quint64 bits = 0;
    for (std::size_t i = 8; i < 16; ++i)
        bits = (bits << 8) | std::to_integer<quint64>(changeId.bytes[i]);
    QString out;
    for (int i = kSlipCharacters - 1; i >= 0; --i)
        out.append(QLatin1Char(kCrockford[(bits >> (5 * i)) & 31]));
    return grouped(out);
}

QString normalised(const QString &typed)
{
    QString out;
    for (const QChar given : typed) {
        QChar c = given.toUpper();
        if (c == u'-' || c.isSpace())
            continue;
        if (c == u'O')
            c = u'0';
        else if (c == u'I' || c == u'L')
            c = u'1';
        if (c.unicode() > 127 || std::string_view(kCrockford).find(char(c.unicode())) == std::string_view::npos)
            return {};
        out.append(c);
    }
    return out.size() == kSlipCharacters ? out : QString();
}

Done add(WriteTx &tx, const Slip &slip)
{
    const QString number = normalised(slip.number);
    if (number.isEmpty())
        return ErrorCode::Malformed;
    return caught([&] {
        execute(tx, "INSERT OR IGNORE INTO slip (number, envelope, handed_in) VALUES (?,?,?)", number, slip.envelope,
                slip.handedInMs);
        // The number itself and no time: clocks go back.
        execute(tx, "INSERT OR REPLACE INTO meta (key, value) VALUES ('slip_unread', ?)", number.toLatin1());
        return done();
    });
}

Result<std::optional<Slip>> find(ReadTx &tx, const QString &typed)
{
    return caught([&]() -> Result<std::optional<Slip>> {
        const QString number = normalised(typed);
        Query row(tx, "SELECT number, envelope, handed_in FROM slip WHERE number = ?", number);
        if (!row.next())
            return std::optional<Slip>();
        return std::optional(Slip{grouped(row.text(0)), row.id<EnvHash>(1), row.number(2)});
    });
}

Result<std::optional<Slip>> lastUnread(ReadTx &tx)
{
    return caught([&]() -> Result<std::optional<Slip>> {
        Query row(tx, "SELECT CAST(value AS TEXT) FROM meta WHERE key = 'slip_unread'");
        return row.next() ? find(tx, row.text(0)) : Result<std::optional<Slip>>(std::nullopt);
    });
}

Done markRead(WriteTx &tx)
{
    return caught([&] {
        execute(tx, "DELETE FROM meta WHERE key = 'slip_unread'");
        return done();
    });
}

} // namespace slips

} // namespace safelight
