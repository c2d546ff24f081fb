// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/syncstore.h"

#include "app/store/migration.h"
#include "app/store/query.h"

#include <sqlcipher/sqlite3.h>

namespace safelight
{

SyncStore::SyncStore(Database database)
    : m_database(std::move(database))
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

Done SyncStore::begin()
{
    if (m_broken)
        return ErrorCode::DiskFault;
    return caught([&] {
        Query(m_database, "BEGIN IMMEDIATE").run();
        return done();
    });
}

Done SyncStore::commit()
{
    Done committed = caught([&] {
        Query(m_database, "COMMIT").run();
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
    if (sqlite3_get_autocommit(m_database.sqlite().getHandle()) == 0) {
        const Done undone = caught([&] {
            Query(m_database, "ROLLBACK").run();
            return done();
        });
        if (!undone)
            m_broken = true;
    }
    if (why.code == ErrorCode::DiskFault && why.detail.startsWith(QLatin1String("sqlite=")))
        m_broken = true;
}

} // namespace safelight
