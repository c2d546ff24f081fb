// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/secret.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace safelight
{

/// One SQLCipher connection with the pragmas of reliability.md 3.5 set and read back, and its prepared statements.
/// Not thread-safe: it belongs to one SyncStore, which belongs to one thread.
class Database final
{
public:
    /// Opens or creates. path ":memory:" gives an unencrypted database without files for the simulator and tests.
    /// Errors: NotAuthentic (wrong key or not ours), InUse, Damaged, DiskFull, DiskFault, Unsupported (cipher < 4.6).
    [[nodiscard]] static Result<Database> open(const QString &path, const DataKey &key);
    /// ":memory:", without a key.
    [[nodiscard]] static Result<Database> inMemory();

    [[nodiscard]] SQLite::Database &sqlite() { return *m_sqlite; }

    /// A prepared statement, taken out of the cache while it runs (so a query may run inside the same query) and put
    /// back, reset and with its bindings cleared, by giveBack. For Query; throws SQLite::Exception.
    [[nodiscard]] std::unique_ptr<SQLite::Statement> take(std::string_view sql);
    void giveBack(std::string_view sql, std::unique_ptr<SQLite::Statement> statement);

    Database(Database &&) noexcept;
    Database &operator=(Database &&) noexcept;
    ~Database();

private:
    explicit Database(std::unique_ptr<SQLite::Database> sqlite);
    std::unique_ptr<SQLite::Database> m_sqlite;
    /// Keys are string literals of the program.
    std::unordered_map<std::string_view, std::vector<std::unique_ptr<SQLite::Statement>>> m_statements;
};

/// SQLite's and SQLCipher's failure as one of ours. detail carries "sqlite=" and the extended result code, nothing
/// else: no SQL, no path.
[[nodiscard]] Error errorFromSqlite(const SQLite::Exception &e);
/// Any library's exception as one of ours: SQLite's as above, everything else Internal without text.
[[nodiscard]] Error errorFromException(const std::exception &e);

/// Runs fn() -> Result<T> and turns what the library throws into an Error: the edge where exceptions end.
template <class F>
[[nodiscard]] auto caught(F fn) -> std::invoke_result_t<F>
{
    try {
        return fn();
    } catch (const std::exception &e) {
        return errorFromException(e);
    }
}

} // namespace safelight
