// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the cipher's version, for CheckSqlcipher.cmake. Plain SQLite answers nothing and fails.
#include <cstdio>
#include <sqlcipher/sqlite3.h>

int main()
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK)
        return 1;
    sqlite3_prepare_v2(database, "PRAGMA cipher_version", -1, &statement, nullptr);
    if (sqlite3_step(statement) != SQLITE_ROW)
        return 2;
    std::puts(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return 0;
}
