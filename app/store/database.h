// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/secret.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>

namespace safelight
{

/// One SQLCipher connection with the pragmas of reliability.md 3.5 set and read back. Not thread-safe: it belongs to
/// one DbThread.
class Database final
{
public:
    /// Opens or creates. path ":memory:" gives an encrypted-in-name-only database for the simulator.
    /// Errors: NotAuthentic (wrong key or not ours), InUse, Damaged, DiskFull, DiskFault, Unsupported (cipher < 4.6).
    [[nodiscard]] static Result<Database> open(const QString &path, const DataKey &key);

    [[nodiscard]] SQLite::Database &sqlite() { return *m_sqlite; }

    Database(Database &&) noexcept;
    Database &operator=(Database &&) noexcept;
    ~Database();

private:
    explicit Database(std::unique_ptr<SQLite::Database> sqlite);
    std::unique_ptr<SQLite::Database> m_sqlite;
};

/// SQLite's and SQLCipher's failure as one of ours. detail carries the extended result code only, no SQL, no path.
[[nodiscard]] Error errorFromSqlite(const SQLite::Exception &e);

} // namespace safelight
