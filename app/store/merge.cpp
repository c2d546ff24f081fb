// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/merge.h"

#include "app/store/query.h"
#include "app/store/sha256.h"
#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

using ContentHash = FixedBytes<32, struct ContentHashTag>;

struct ChangeRow {
    std::int64_t no = 0;
    EnvHash source;
    ContentHash content;
};

QByteArray canonical(const QCborValue &value) { return CborWriter().value(value).result(); }

void collectText(const QCborValue &value, QStringList &out)
{
    if (value.isString()) {
        out.append(value.toString());
    } else if (value.isArray()) {
        for (const QCborValue item : value.toArray())
            collectText(item, out);
    } else if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &pair : map)
            collectText(pair.second, out);
    }
}

/// 42 bits of time, then 20 bits of the id, then the next number that is free: rowids of the search index stream the
/// newest first, whatever a broken clock wrote.
std::int64_t freeRecordNo(ReadTx &tx, const Uuid &id, std::int64_t recordedAtMs)
{
    const std::int64_t time = std::clamp<std::int64_t>(recordedAtMs, 0, (std::int64_t{1} << 42) - 2);
    std::int64_t tail = 0;
    for (std::size_t i = 5; i < 8; ++i) // the second half is its author's
        tail = (tail << 8) | std::to_integer<std::int64_t>(id.bytes[i]);
    std::int64_t no = (time << 20) | (tail & 0xfffff);
    while (Query(tx, "SELECT 1 FROM record WHERE no = ?", no).next())
        ++no;
    return no;
}

/// Of several creates of one id the first by (change id, author, place in the change) is shown. They are of one author:
/// nobody else's id has that second half (isRecordOf).
void electShown(WriteTx &tx, const Uuid &id)
{
    execute(tx,
            "UPDATE record SET shown = (no = (SELECT r.no FROM record r JOIN change c ON c.no = r.change_no "
            "WHERE r.id = ?1 ORDER BY c.id, c.author, r.op LIMIT 1)) WHERE id = ?1",
            id);
}

void insertRecord(WriteTx &tx, std::int64_t changeNo, int op, const CreateOp &create, std::int64_t recordedAtMs)
{
    const std::int64_t no = freeRecordNo(tx, create.record, recordedAtMs);
    const bool alone = !Query(tx, "SELECT 1 FROM record WHERE id = ?", create.record).next();
    execute(tx, "INSERT INTO record (no, id, change_no, op, type, recorded_at, shown, body) VALUES (?,?,?,?,?,?,?,?)",
            no, create.record, changeNo, op, create.type, recordedAtMs, alone, canonical(QCborValue(create.fields)));
    if (!alone)
        electShown(tx, create.record);
    const QString text = textOf(create.fields);
    if (!text.isEmpty())
        execute(tx, "INSERT INTO record_text (rowid, text) VALUES (?,?)", no, text);
}

void insertWrite(WriteTx &tx, std::int64_t changeNo, const Uuid &change, const SetOp &set)
{
    execute(tx, "INSERT OR REPLACE INTO register_write (record, field, change_no, change_id, value) VALUES (?,?,?,?,?)",
            set.record, set.field, changeNo, change, canonical(set.value));
    for (const Uuid &parent : set.replaces) {
        // A parent that is not older is ignored: parents cannot form a cycle, no field can lose all its heads.
        if (parent < change)
            execute(tx, "INSERT OR IGNORE INTO register_parent (record, field, parent, change_no) VALUES (?,?,?,?)",
                    set.record, set.field, parent, changeNo);
    }
}

/// Lists the change's records under every space that carried this content.
void place(WriteTx &tx, std::int64_t changeNo)
{
    execute(tx,
            "INSERT OR IGNORE INTO placed (space, type, recorded_at, id, record_no) "
            "SELECT DISTINCT carried.space, record.type, record.recorded_at, record.id, record.no "
            "FROM change JOIN carried ON carried.change_no = change.no AND carried.content = change.content "
            "JOIN record ON record.change_no = change.no WHERE change.no = ?",
            changeNo);
}

void applyOps(WriteTx &tx, std::int64_t changeNo, const DeviceId &author, const ChangeSet &change)
{
    for (int i = 0; i < change.ops.size(); ++i) {
        const Op &op = change.ops.at(i);
        if (const auto *create = std::get_if<CreateOp>(&op)) {
            if (isRecordOf(author, create->record)) // else it would stand in the place of somebody's record
                insertRecord(tx, changeNo, i, *create, change.recordedAtMs);
        } else if (const auto *set = std::get_if<SetOp>(&op)) {
            insertWrite(tx, changeNo, change.id, *set);
        } else if (const auto *link = std::get_if<LinkOp>(&op)) {
            execute(tx, "INSERT OR IGNORE INTO link (to_id, relation, from_id, change_no) VALUES (?,?,?,?)", link->to,
                    link->relation, link->from, changeNo);
        } // an embed is a change of its own: the engine proves it and applies it
    }
    place(tx, changeNo);
}

void dropOps(WriteTx &tx, std::int64_t changeNo)
{
    QList<Uuid> ids;
    QList<std::int64_t> rows;
    {
        Query row(tx, "SELECT no, id FROM record WHERE change_no = ?", changeNo);
        while (row.next()) {
            rows.append(row.number(0));
            ids.append(row.id<Uuid>(1));
        }
    }
    for (const std::int64_t no : rows) {
        execute(tx, "DELETE FROM record_text WHERE rowid = ?", no);
        execute(tx, "DELETE FROM placed WHERE record_no = ?", no);
    }
    execute(tx, "DELETE FROM record WHERE change_no = ?", changeNo);
    execute(tx, "DELETE FROM register_write WHERE change_no = ?", changeNo);
    execute(tx, "DELETE FROM register_parent WHERE change_no = ?", changeNo);
    execute(tx, "DELETE FROM link WHERE change_no = ?", changeNo);
    for (const Uuid &id : ids)
        electShown(tx, id);
}

/// source, space, envelope and original of a change from all its carriers of the content that counts.
void refreshCarrier(WriteTx &tx, std::int64_t changeNo)
{
    execute(tx,
            "UPDATE change SET source = best.least, space = best.space, envelope = best.envelope, "
            "original = iif(best.source = best.envelope, NULL, best.source) FROM ("
            "SELECT carried.space, carried.envelope, carried.source, "
            "(SELECT min(c2.source) FROM carried c2 WHERE c2.change_no = ?1 AND c2.content = change.content) AS least "
            "FROM carried JOIN change ON change.no = carried.change_no AND change.content = carried.content "
            "WHERE carried.change_no = ?1 "
            "ORDER BY carried.source <> carried.envelope, carried.envelope, carried.source LIMIT 1) AS best "
            "WHERE change.no = ?1",
            changeNo);
}

/// Leaves these changes, as if these envelopes alone had carried them.
void dropAllBut(WriteTx &tx, const QSet<std::int64_t> &changes, const QSet<EnvHash> &envelopes)
{
    QList<std::pair<std::int64_t, EnvHash>> carriers;
    QSet<std::int64_t> others;
    {
        Query row(tx, "SELECT change_no, envelope FROM carried");
        while (row.next()) {
            const std::int64_t no = row.number(0);
            if (!changes.contains(no))
                others.insert(no);
            else if (const auto envelope = row.id<EnvHash>(1); !envelopes.contains(envelope))
                carriers.append({no, envelope});
        }
    }
    for (const std::int64_t no : std::as_const(others)) {
        dropOps(tx, no);
        execute(tx, "DELETE FROM carried WHERE change_no = ?", no);
        execute(tx, "DELETE FROM change WHERE no = ?", no);
    }
    for (const auto &[no, envelope] : std::as_const(carriers))
        execute(tx, "DELETE FROM carried WHERE change_no = ? AND envelope = ?", no, envelope);
    for (const std::int64_t no : changes) {
        execute(tx, "DELETE FROM placed WHERE record_no IN (SELECT no FROM record WHERE change_no = ?)", no);
        refreshCarrier(tx, no);
        place(tx, no);
    }
}

std::optional<ChangeRow> findChange(ReadTx &tx, const DeviceId &author, const Uuid &id)
{
    Query row(tx, "SELECT no, source, content FROM change WHERE author = ? AND id = ?", author, id);
    if (!row.next())
        return std::nullopt;
    return ChangeRow{row.number(0), row.id<EnvHash>(1), row.id<ContentHash>(2)};
}

} // namespace

QString textOf(const QCborMap &body)
{
    QStringList lines;
    collectText(QCborValue(body), lines);
    return lines.join(u'\n');
}

Result<Merged> merge(WriteTx &tx, const ProvenChange &proven)
{
    const ChangeSet &change = proven.change;
    const EnvHash source = proven.original.value_or(proven.envelope);
    const QByteArray encoded = proven.encoded.isEmpty() ? encodeChangeSet(change) : proven.encoded;
    const ContentHash content = *ContentHash::from(QByteArrayView(Sha256::of(bytesOf(encoded))));

    const std::optional<ChangeRow> known = findChange(tx, proven.author, change.id);
    if (!known) {
        execute(tx,
                "INSERT INTO change (author, id, source, content, recorded_at, space, envelope, original) "
                "VALUES (?,?,?,?,?,?,?,?)",
                proven.author, change.id, source, content, change.recordedAtMs, proven.space, proven.envelope,
                proven.original);
        const std::int64_t no = tx.db().getLastInsertRowid();
        execute(tx, "INSERT INTO carried (change_no, envelope, source, space, content) VALUES (?,?,?,?,?)", no,
                proven.envelope, source, proven.space, content);
        applyOps(tx, no, proven.author, change);
        return Merged::Fresh;
    }

    const int added =
        execute(tx, "INSERT OR IGNORE INTO carried (change_no, envelope, source, space, content) VALUES (?,?,?,?,?)",
                known->no, proven.envelope, source, proven.space, content);
    if (added == 0)
        return Merged::Known;
    if (content == known->content) {
        refreshCarrier(tx, known->no);
        place(tx, known->no);
        return Merged::Fresh;
    }
    if (source < known->source) {
        dropOps(tx, known->no);
        execute(tx, "UPDATE change SET content = ?, recorded_at = ? WHERE no = ?", content, change.recordedAtMs,
                known->no);
        refreshCarrier(tx, known->no);
        applyOps(tx, known->no, proven.author, change);
    }
    return Merged::Forked;
}

void renameCarrier(WriteTx &tx, const EnvHash &old, const EnvHash &fresh)
{
    QSet<std::int64_t> touched;
    {
        Query row(tx, "SELECT change_no FROM carried WHERE envelope = ?1 OR source = ?1", old);
        while (row.next())
            touched.insert(row.number(0));
    }
    execute(tx, "UPDATE carried SET source = ? WHERE source = ?", fresh, old);
    execute(tx, "UPDATE carried SET envelope = ? WHERE envelope = ?", fresh, old);
    for (const std::int64_t no : touched)
        refreshCarrier(tx, no);
}

void dropCache(WriteTx &tx, const QSet<EnvHash> &kept)
{
    QSet<std::int64_t> changes;
    for (const EnvHash &envelope : kept) {
        Query row(tx,
                  "SELECT change.no FROM carried JOIN change ON change.no = carried.change_no "
                  "AND change.content = carried.content WHERE carried.envelope = ?",
                  envelope);
        while (row.next())
            changes.insert(row.number(0));
    }
    if (!changes.isEmpty()) {
        dropAllBut(tx, changes, kept);
        return;
    }
    execute(tx, "INSERT INTO record_text (record_text) VALUES ('delete-all')");
    for (const std::string_view sql :
         {"DELETE FROM placed", "DELETE FROM record", "DELETE FROM register_write", "DELETE FROM register_parent",
          "DELETE FROM link", "DELETE FROM carried", "DELETE FROM change"})
        execute(tx, sql);
}

} // namespace safelight
