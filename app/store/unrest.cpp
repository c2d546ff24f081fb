// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/unrest.h"

#include "app/store/query.h"
#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

// What a link says of a record: an amendment (1) of it or of a part of it, evidence (3) that such an amendment is, or a
// part (4) that may have been amended before.
#define LINK_TRIGGER(when, row)                                                                                        \
    "CREATE TEMP TRIGGER IF NOT EXISTS " when " ON main.link WHEN " row ".relation IN (1, 3, 4) BEGIN "                \
    "INSERT OR IGNORE INTO stirred SELECT " row ".to_id WHERE " row ".relation IN (1, 4) "                             \
    "UNION SELECT p.to_id FROM main.link p WHERE p.from_id = " row ".to_id AND p.relation = 4 "                        \
    "AND " row ".relation = 1 "                                                                                        \
    "UNION SELECT a.to_id FROM main.link a WHERE a.from_id = " row ".from_id AND a.relation = 1 "                      \
    "AND " row ".relation = 3 "                                                                                        \
    "UNION SELECT p.to_id FROM main.link a JOIN main.link p ON p.from_id = a.to_id AND p.relation = 4 "                \
    "WHERE a.from_id = " row ".from_id AND a.relation = 1 AND " row ".relation = 3; END"

// unrest_of: which list. stirred: records to look at. A row of all_stirred: all of them.
constexpr const char *kSchema[] = {
    "CREATE TEMP TABLE IF NOT EXISTS unrest (record BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS unrest_of (space BLOB, type INTEGER, field INTEGER, value BLOB)",
    "CREATE TEMP TABLE IF NOT EXISTS stirred (record BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS all_stirred (why INTEGER)",
    "CREATE TEMP TRIGGER IF NOT EXISTS placed_in AFTER INSERT ON main.placed WHEN NEW.type = (SELECT type FROM "
    "unrest_of) "
    "BEGIN INSERT OR IGNORE INTO stirred VALUES (NEW.id); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS placed_out AFTER DELETE ON main.placed WHEN OLD.type = (SELECT type FROM "
    "unrest_of) "
    "BEGIN INSERT OR IGNORE INTO stirred VALUES (OLD.id); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS write_in AFTER INSERT ON main.register_write "
    "WHEN NEW.field = (SELECT field FROM unrest_of) BEGIN INSERT OR IGNORE INTO stirred VALUES (NEW.record); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS write_out AFTER DELETE ON main.register_write "
    "WHEN OLD.field = (SELECT field FROM unrest_of) BEGIN INSERT OR IGNORE INTO stirred VALUES (OLD.record); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS parent_in AFTER INSERT ON main.register_parent "
    "WHEN NEW.field = (SELECT field FROM unrest_of) BEGIN INSERT OR IGNORE INTO stirred VALUES (NEW.record); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS parent_out AFTER DELETE ON main.register_parent "
    "WHEN OLD.field = (SELECT field FROM unrest_of) BEGIN INSERT OR IGNORE INTO stirred VALUES (OLD.record); END",
    LINK_TRIGGER("link_in AFTER INSERT", "NEW"),
    LINK_TRIGGER("link_out AFTER DELETE", "OLD"),
    "CREATE TEMP TRIGGER IF NOT EXISTS reader_in AFTER INSERT ON main.meta WHEN NEW.key GLOB 'reader/*' "
    "BEGIN INSERT INTO all_stirred VALUES (1); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS space_in AFTER INSERT ON main.space BEGIN INSERT INTO all_stirred VALUES (2); "
    "END",
    "CREATE TEMP TRIGGER IF NOT EXISTS space_turned AFTER UPDATE OF kind ON main.space WHEN OLD.kind <> NEW.kind "
    "BEGIN INSERT INTO all_stirred VALUES (3); END",
};

void runAll(ReadTx &tx, std::initializer_list<std::string_view> statements)
{
    for (const std::string_view sql : statements)
        Query(tx, sql).run();
}

} // namespace

void refreshUnrest(ReadTx &tx, const SpaceId &space, TypeNumber type, const AtRest &half)
{
    const QByteArray value = CborWriter().value(half.value).result();
    if (!Query(tx, "SELECT 1 FROM temp.sqlite_master WHERE name = 'space_turned'").next()) { // the last
        for (const char *sql : kSchema)
            tx.db().exec(sql);
    }
    const bool same = Query(tx, "SELECT 1 FROM unrest_of WHERE space = ? AND type = ? AND field = ? AND value = ?",
                            space, type, half.field, value)
                          .next() &&
                      !Query(tx, "SELECT 1 FROM all_stirred").next();
    if (same) {
        Query(tx, "DELETE FROM unrest WHERE record IN (SELECT record FROM stirred)").run();
        Query(tx,
              "INSERT OR IGNORE INTO unrest SELECT placed.id FROM stirred "
              "CROSS JOIN record INDEXED BY record_id ON record.id = stirred.record "
              "CROSS JOIN placed INDEXED BY placed_record ON placed.record_no = record.no "
              "WHERE placed.space = ?1 AND placed.type = ?2 AND NOT " SAFELIGHT_IS_AT_REST("?3", "?4"),
              space, type, half.field, value)
            .run();
        runAll(tx, {"DELETE FROM stirred"});
        return;
    }
    runAll(tx, {"DELETE FROM unrest", "DELETE FROM unrest_of", "DELETE FROM stirred", "DELETE FROM all_stirred"});
    Query(tx,
          "INSERT OR IGNORE INTO unrest SELECT placed.id FROM placed "
          "WHERE placed.space = ?1 AND placed.type = ?2 AND NOT " SAFELIGHT_IS_AT_REST("?3", "?4"),
          space, type, half.field, value)
        .run();
    Query(tx, "INSERT INTO unrest_of VALUES (?,?,?,?)", space, type, half.field, value).run();
}

} // namespace safelight
