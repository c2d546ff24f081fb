// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/syncstore.h"

#include "app/store/migration.h"
#include "app/store/query.h"

#include <sqlcipher/sqlite3.h>

namespace safelight
{

namespace
{

/// Everything committed goes into the main file, and the log is emptied.
Done emptyLog(Database &database)
{
    return caught([&]() -> Done {
        Query row(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        return row.next() && row.number(0) == 0 ? done() : Done(ErrorCode::DiskFault);
    });
}

} // namespace

Reopen reopener(const QString &path, const DataKey &key)
{
    return [path, kept = std::make_shared<const DataKey>(key.clone())] { return Database::open(path, *kept); };
}

SyncStore::SyncStore(Database database, Reopen reopen, std::shared_ptr<Reserve> reserve)
    : m_database(std::move(database))
    , m_reopen(std::move(reopen))
    , m_reserve(std::move(reserve))
{
}

Result<std::unique_ptr<SyncStore>> SyncStore::inMemory()
{
    Result<Database> database = Database::inMemory();
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, vaultMigrations()); !migrated)
        return migrated.error();
    return std::make_unique<SyncStore>(std::move(*database));
}

Done SyncStore::mend()
{
    if (!m_broken)
        return done();
    if (!m_reopen)
        return ErrorCode::DiskFault;
    if (m_database) {
        // The log still holds the transaction whose flush failed, and its caller was told so: emptied through the
        // connection that knows where the committed ones end, it does not come back.
        static_cast<void>(emptyLog(*m_database));
        m_database.reset(); // before the file is locked again
    }
    Result<Database> fresh = m_reopen();
    if (!fresh)
        return fresh.error();
    // What the system's memory says is in the log need not be on the disk: it is written once more, and flushed.
    if (Done flushed = emptyLog(*fresh); !flushed)
        return flushed;
    m_database.emplace(std::move(*fresh));
    m_broken = false;
    return done();
}

Done SyncStore::checkpoint()
{
    if (Done mended = mend(); !mended)
        return mended;
    return emptyLog(*m_database);
}

Done SyncStore::begin()
{
    if (Done mended = mend(); !mended)
        return mended;
    Done begun = caught([&] {
        Query(*m_database, "BEGIN IMMEDIATE").run();
        return done();
    });
    if (!begun)
        rollback(begun.error());
    return begun;
}

Done SyncStore::commit()
{
    Done committed = caught([&] {
        Query(*m_database, "COMMIT").run();
        return done();
    });
    if (committed)
        ++m_committed;
    else
        rollback(committed.error());
    return committed;
}

void SyncStore::rollback(const Error &why)
{
    // SQLite ends the transaction itself after some faults.
    if (sqlite3_get_autocommit(m_database->sqlite().getHandle()) == 0) {
        const Done undone = caught([&] {
            Query(*m_database, "ROLLBACK").run();
            return done();
        });
        if (!undone)
            m_broken = true;
    }
    if (why.code == ErrorCode::DiskFault && why.detail.startsWith(QLatin1String("sqlite=")))
        m_broken = true;
}

} // namespace safelight
