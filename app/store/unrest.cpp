// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/unrest.h"

#include "app/store/query.h"
#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

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
