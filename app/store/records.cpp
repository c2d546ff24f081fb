// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/records.h"

#include "app/store/recordrow.h"
#include "app/store/unrest.h"
#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

/// One head of a register with what decides between several.
struct Head {
    FieldNumber field = 0;
    Uuid change;
    DeviceId author;
    std::int64_t recordedAtMs = 0;
    std::int64_t recvMs = 0;
    QByteArray value;
};

Head headFrom(const Query &row)
{
    return {
        row.numberAs<FieldNumber>(0), row.id<Uuid>(1), row.id<DeviceId>(2), row.number(3), row.number(4), row.bytes(5)};
}

// In these ?1 is the record, ?2 the field (where it matters) and ?3 whose voices count, for a write and for one that
// says that it replaces it.
#define COUNTS(author) "(?3 = 0 OR " SAFELIGHT_MAY_DECIDE(author) ") "
#define IS_HEAD                                                                                                        \
    "NOT EXISTS (SELECT 1 FROM register_parent p JOIN change by ON by.no = p.change_no "                               \
    "WHERE p.record = w.record AND p.field = w.field AND p.parent = w.change_id AND " COUNTS("by.author") ") "
#define WRITE_COLUMNS "w.field, w.change_id, change.author, change.recorded_at, coalesce(envelope.recv_ms, 0), w.value "
#define WRITES                                                                                                         \
    "FROM register_write w JOIN change ON change.no = w.change_no "                                                    \
    "LEFT JOIN envelope ON envelope.hash = change.envelope "                                                           \
    "WHERE w.record = ?1 AND " COUNTS("change.author")
// All writes of a record's field minus those that another write of the same field names as its parent.
#define HEADS "SELECT " WRITE_COLUMNS WRITES "AND " IS_HEAD

QList<Head> headsOf(Query rows)
{
    QList<Head> out;
    while (rows.next())
        out.append(headFrom(rows));
    return out;
}

int rankOf(const FieldRules &rules, TypeNumber type, const Head &head)
{
    return rules.order ? int(rules.order->value({type, head.field}).indexOf(QCborValue::fromCbor(head.value))) : -1;
}

/// By content alone: the most protective value, then the greatest change_id, then the greatest author.
const Head &provisional(const FieldRules &rules, TypeNumber type, const QList<Head> &heads, qsizetype from,
                        qsizetype to)
{
    qsizetype best = from;
    int bestRank = to - from > 1 ? rankOf(rules, type, heads.at(from)) : 0;
    for (qsizetype i = from + 1; i < to; ++i) {
        const int rank = rankOf(rules, type, heads.at(i));
        const auto key = std::tie(rank, heads.at(i).change, heads.at(i).author);
        if (key > std::tie(bestRank, heads.at(best).change, heads.at(best).author)) {
            best = i;
            bestRank = rank;
        }
    }
    return heads.at(best);
}

std::optional<std::int64_t> recordedAtOf(ReadTx &tx, const Uuid &id)
{
    Query row(tx, "SELECT recorded_at FROM record WHERE id = ? AND shown = 1", id);
    return row.next() ? std::optional(row.number(0)) : std::nullopt;
}

/// Links that their `from` makes, in the words of its author.
bool isTheRecordsOwn(Relation relation)
{
    switch (relation) {
    case Relation::PartOf:
    case Relation::AmendmentOf:
    case Relation::About:
    case Relation::AnswerTo: return true;
    case Relation::SamePerson:
    case Relation::EvidenceFor: return false;
    }
    return false;
}

/// Where a page ends that begins below `before`: everything is below the last possible row.
struct PageEnd {
    std::int64_t recordedAtMs = std::numeric_limits<std::int64_t>::max();
    Uuid id;
};
Result<PageEnd> pageEnd(ReadTx &tx, const Uuid &before)
{
    if (before.isZero())
        return PageEnd{};
    const std::optional<std::int64_t> recordedAt = recordedAtOf(tx, before);
    if (!recordedAt)
        return ErrorCode::NotFound;
    return PageEnd{*recordedAt, before};
}

} // namespace

Record recordFrom(ReadTx &tx, const Query &row, const FieldRules &rules)
{
    Record record;
    record.id = row.id<Uuid>(0);
    record.type = row.numberAs<TypeNumber>(1);
    record.space = row.id<SpaceId>(2);
    record.author = row.id<DeviceId>(3);
    record.envelope = row.id<EnvHash>(4);
    record.original = row.optionalId<EnvHash>(5);
    record.recordedAtMs = row.number(6);
    record.recvMs = row.number(7);
    record.body = QCborValue::fromCbor(row.bytes(8)).toMap();

    const QList<Head> heads = headsOf(Query(tx, HEADS "AND ?2 = 0 ORDER BY w.field", record.id, 0, rules.voices));
    for (qsizetype from = 0, to = 0; from < heads.size(); from = to) {
        const FieldNumber field = heads.at(from).field;
        while (to < heads.size() && heads.at(to).field == field)
            ++to;
        record.settled.insert(field, QCborValue::fromCbor(provisional(rules, record.type, heads, from, to).value));
        if (std::any_of(heads.cbegin() + from, heads.cbegin() + to,
                        [&](const Head &each) { return each.value != heads.at(from).value; }))
            record.openConflicts.append(field);
    }
    return record;
}

QList<Record> recordsFrom(ReadTx &tx, Query rows, const FieldRules &rules)
{
    QList<Record> out;
    while (rows.next())
        out.append(recordFrom(tx, rows, rules));
    return out;
}

namespace records
{

Result<std::optional<Record>> find(ReadTx &tx, const Uuid &id, const FieldRules &rules)
{
    return caught([&]() -> Result<std::optional<Record>> {
        Query row(tx,
                  "SELECT " SAFELIGHT_RECORD_COLUMNS " FROM record" SAFELIGHT_RECORD_JOINS
                  "WHERE record.id = ? AND record.shown = 1",
                  id);
        if (!row.next())
            return std::optional<Record>();
        return std::optional<Record>(recordFrom(tx, row, rules));
    });
}

Result<QList<Record>> list(ReadTx &tx, TypeNumber type, int limit, const Uuid &before)
{
    return caught([&]() -> Result<QList<Record>> {
        const Result<PageEnd> end = pageEnd(tx, before);
        if (!end)
            return end.error();
        return recordsFrom(tx, Query(tx,
                                     "SELECT " SAFELIGHT_RECORD_COLUMNS " FROM record" SAFELIGHT_RECORD_JOINS
                                     "WHERE record.type = ? AND record.shown = 1 "
                                     "AND (record.recorded_at, record.id) < (?, ?) "
                                     "ORDER BY record.recorded_at DESC, record.id DESC LIMIT ?",
                                     type, end->recordedAtMs, end->id, limit));
    });
}

Result<QList<Record>> listBy(ReadTx &tx, const DeviceId &author, TypeNumber type, int limit)
{
    return caught([&]() -> Result<QList<Record>> {
        // `+` keeps the planner away from the index of all records of the type.
        return recordsFrom(tx, Query(tx,
                                     "SELECT " SAFELIGHT_RECORD_COLUMNS " FROM record" SAFELIGHT_RECORD_JOINS
                                     "WHERE change.author = ? AND +record.type = ? AND record.shown = 1 "
                                     "ORDER BY change.id DESC, record.id DESC LIMIT ?",
                                     author, type, limit));
    });
}

Result<QList<Record>> listHalf(ReadTx &tx, const SpaceId &space, TypeNumber type, const AtRest &half,
                               const ProtectiveOrder &order, int limit, const Uuid &before)
{
    return caught([&]() -> Result<QList<Record>> {
        const Result<PageEnd> end = pageEnd(tx, before);
        if (!end)
            return end.error();
        const FieldRules rules{Voices::Deciders, &order};
        if (half.wanted)
            return recordsFrom(tx,
                               Query(tx,
                                     "SELECT " SAFELIGHT_RECORD_COLUMNS
                                     " FROM placed JOIN record ON record.no = placed.record_no" SAFELIGHT_RECORD_JOINS
                                     "WHERE placed.space = ?1 AND placed.type = ?2 AND record.shown = 1 "
                                     "AND (placed.recorded_at, placed.id) < (?3, ?4) AND " SAFELIGHT_IS_AT_REST(
                                         "?6", "?7") " ORDER BY placed.recorded_at DESC, placed.id DESC LIMIT ?5",
                                     space, type, end->recordedAtMs, end->id, limit, half.field,
                                     CborWriter().value(half.value).result()),
                               rules);
        refreshUnrest(tx, space, type, half);
        return recordsFrom(
            tx,
            Query(tx,
                  "SELECT " SAFELIGHT_RECORD_COLUMNS " FROM unrest "
                  "CROSS JOIN record INDEXED BY record_id ON record.id = unrest.record" SAFELIGHT_RECORD_JOINS
                  "WHERE record.type = ? AND record.shown = 1 "
                  "AND (record.recorded_at, record.id) < (?, ?) AND EXISTS (SELECT 1 FROM placed "
                  "WHERE placed.record_no = record.no AND placed.space = ?) "
                  "ORDER BY record.recorded_at DESC, record.id DESC LIMIT ?",
                  type, end->recordedAtMs, end->id, space, limit),
            rules);
    });
}

Result<QList<Record>> linkedTo(ReadTx &tx, const Uuid &to, Relation relation)
{
    return caught([&]() -> Result<QList<Record>> {
        return recordsFrom(tx,
                           Query(tx,
                                 "SELECT " SAFELIGHT_RECORD_COLUMNS
                                 " FROM (SELECT DISTINCT link.from_id, iif(?3, said.author, NULL) AS author FROM link "
                                 "JOIN change said ON said.no = link.change_no "
                                 "WHERE link.to_id = ?1 AND link.relation = ?2) AS linked "
                                 "JOIN record ON record.id = linked.from_id AND record.shown = 1" SAFELIGHT_RECORD_JOINS
                                 "WHERE coalesce(linked.author, change.author) = change.author "
                                 "ORDER BY record.recorded_at, record.id",
                                 to, relation, isTheRecordsOwn(relation)));
    });
}

Result<QList<Record>> unweighed(ReadTx &tx, const Uuid &record)
{
    return caught([&]() -> Result<QList<Record>> {
        return recordsFrom(
            tx, Query(tx,
                      "SELECT " SAFELIGHT_RECORD_COLUMNS " FROM record" SAFELIGHT_RECORD_JOINS
                      "WHERE record.no IN (SELECT added.no FROM " SAFELIGHT_UNWEIGHED(
                          "?1", "(SELECT c.author FROM record r JOIN change c ON c.no = r.change_no "
                                "WHERE r.id = ?1 AND r.shown = 1)") ") ORDER BY record.recorded_at, record.id",
                      record));
    });
}

Result<QList<Uuid>> linkedFrom(ReadTx &tx, const Uuid &from, Relation relation)
{
    return caught([&]() -> Result<QList<Uuid>> {
        QList<Uuid> out;
        Query rows(
            tx,
            "SELECT DISTINCT to_id FROM link JOIN change said ON said.no = link.change_no "
            "WHERE from_id = ?1 AND relation = ?2 AND (NOT ?3 OR said.author IN (SELECT change.author "
            "FROM record JOIN change ON change.no = record.change_no WHERE record.id = ?1 AND record.shown = 1)) "
            "ORDER BY to_id",
            from, relation, isTheRecordsOwn(relation));
        while (rows.next())
            out.append(rows.id<Uuid>(0));
        return out;
    });
}

void sortByArrival(QList<Record> &list)
{
    std::ranges::stable_sort(list, {},
                             [](const Record &r) { return std::tuple(r.recvMs == 0, r.recvMs, r.recordedAtMs, r.id); });
}

Result<QList<FieldHead>> heads(ReadTx &tx, const Uuid &record, FieldNumber field, Voices voices)
{
    return caught([&]() -> Result<QList<FieldHead>> {
        QList<FieldHead> out;
        for (const Head &head :
             headsOf(Query(tx, HEADS "AND w.field = ?2 ORDER BY w.change_id, change.author", record, field, voices)))
            out.append({head.change, head.author, head.recordedAtMs, head.recvMs, QCborValue::fromCbor(head.value)});
        return out;
    });
}

Result<QList<Uuid>> headIds(ReadTx &tx, const Uuid &record, FieldNumber field, Voices voices)
{
    const Result<QList<FieldHead>> found = heads(tx, record, field, voices);
    if (!found)
        return found.error();
    QList<Uuid> out;
    for (const FieldHead &head : *found) {
        if (!out.contains(head.change)) // two authors may have drawn the same id
            out.append(head.change);
    }
    return out;
}

Result<QList<FieldWrite>> history(ReadTx &tx, const Uuid &record, Voices voices)
{
    return caught([&]() -> Result<QList<FieldWrite>> {
        QList<FieldWrite> out;
        Query rows(
            tx, "SELECT " WRITE_COLUMNS ", " IS_HEAD WRITES "AND ?2 = 0 ORDER BY w.change_id, change.author, w.field",
            record, 0, voices);
        while (rows.next()) {
            const Head head = headFrom(rows);
            out.append({head.field,
                        {head.change, head.author, head.recordedAtMs, head.recvMs, QCborValue::fromCbor(head.value)},
                        rows.number(6) != 0});
        }
        return out;
    });
}

} // namespace records

#undef HEADS
#undef WRITES
#undef WRITE_COLUMNS
#undef IS_HEAD
#undef COUNTS

} // namespace safelight
