// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/database.h"

#include "app/store/sqliteruntime.h"

#include <QVersionNumber>
#include <array>
#include <sqlcipher/sqlite3.h>

namespace safelight
{

namespace
{

constexpr int kStatementsKeptPerText = 4;

struct Setting {
    const char *set;  ///< run as it is
    const char *read; ///< asked afterwards
    const char *want; ///< and must answer this
};
// Order matters: locking_mode before the first read, so that WAL needs no shared memory file (reliability.md F6).
constexpr std::array kSettings{
    Setting{"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA locking_mode", "exclusive"},
    Setting{"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
    Setting{"PRAGMA mmap_size=0", "PRAGMA mmap_size", "0"},
    Setting{"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
    Setting{"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
    Setting{"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    Setting{"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
};
constexpr std::array kFileSettings{
    Setting{"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    Setting{"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
};

std::string answerOf(SQLite::Database &db, const char *sql)
{
    SQLite::Statement statement(db, sql);
    return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
}

void runPragma(SQLite::Database &db, const char *sql)
{
    SQLite::Statement statement(db, sql);
    while (statement.executeStep()) {
    }
}

Done applySetting(SQLite::Database &db, const Setting &setting)
{
    runPragma(db, setting.set);
    if (setting.read == std::string_view("PRAGMA mmap_size") && answerOf(db, setting.read).empty())
        return done(); // in-memory databases know no mmap
    if (answerOf(db, setting.read) != setting.want)
        return Error{ErrorCode::Internal, QString::fromLatin1(setting.set)};
    return done();
}

Done configure(SQLite::Database &db, int option, int value)
{
    int now = -1;
    if (sqlite3_db_config(db.getHandle(), option, value, &now) != SQLITE_OK || now != value)
        return Error{ErrorCode::Internal, QStringLiteral("db_config=%1").arg(option)};
    return done();
}

/// Raw key in hex: x'…', 64 digits. SQLCipher keeps its random salt in the file's first 16 bytes.
Done giveKey(SQLite::Database &db, const DataKey &key)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    SecretMemory text(3 + 2 * DataKey::kSize);
    const std::span<std::byte> out = text.bytes();
    std::size_t at = 0;
    out[at++] = std::byte{'x'};
    out[at++] = std::byte{'\''};
    for (const std::byte byte : key.span()) {
        out[at++] = std::byte(kDigits[std::to_integer<unsigned>(byte >> 4)]);
        out[at++] = std::byte(kDigits[std::to_integer<unsigned>(byte & std::byte{0x0f})]);
    }
    out[at] = std::byte{'\''};
    if (sqlite3_key_v2(db.getHandle(), "main", out.data(), int(out.size())) != SQLITE_OK)
        return ErrorCode::Internal;
    return done();
}

Done prepareConnection(SQLite::Database &db, const DataKey *key)
{
    // SQLCipher's own log goes to stderr unless it is told otherwise.
    runPragma(db, "PRAGMA cipher_log_level=NONE");
    const QString version = QString::fromStdString(answerOf(db, "PRAGMA cipher_version"));
    if (QVersionNumber::fromString(version) < QVersionNumber(4, 6))
        return Error{ErrorCode::Unsupported, QStringLiteral("cipher_version=") + version};
    if (key != nullptr) {
        if (Done keyed = giveKey(db, *key); !keyed)
            return keyed;
    }
    for (const auto &[option, value] :
         {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
          std::pair{SQLITE_DBCONFIG_DQS_DML, 0}, std::pair{SQLITE_DBCONFIG_DQS_DDL, 0}}) {
        if (Done configured = configure(db, option, value); !configured)
            return configured;
    }
    for (const Setting &setting : kSettings) {
        if (Done applied = applySetting(db, setting); !applied)
            return applied;
    }
    if (key != nullptr) {
        for (const Setting &setting : kFileSettings) {
            if (Done applied = applySetting(db, setting); !applied)
                return applied;
        }
    }
    answerOf(db, "SELECT count(*) FROM sqlite_schema"); // the first true read: a wrong key shows here
    return done();
}

} // namespace

Database::Database(std::unique_ptr<SQLite::Database> sqlite)
    : m_sqlite(std::move(sqlite))
{
}
Database::Database(Database &&) noexcept = default;
Database &Database::operator=(Database &&other) noexcept
{
    m_statements = std::move(other.m_statements); // before the connection they belong to
    m_sqlite = std::move(other.m_sqlite);
    return *this;
}
Database::~Database()
{
    m_statements.clear(); // SQLite refuses to close a connection with statements
}

Result<Database> Database::open(const QString &path, const DataKey &key)
{
    prepareSqlite();
    return caught([&]() -> Result<Database> {
        auto sqlite = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOFOLLOW);
        if (Done prepared = prepareConnection(*sqlite, path == QLatin1String(":memory:") ? nullptr : &key); !prepared)
            return prepared.error();
        return Database(std::move(sqlite));
    });
}

Result<Database> Database::inMemory()
{
    prepareSqlite();
    return caught([]() -> Result<Database> {
        auto sqlite = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        if (Done prepared = prepareConnection(*sqlite, nullptr); !prepared)
            return prepared.error();
        return Database(std::move(sqlite));
    });
}

std::unique_ptr<SQLite::Statement> Database::take(std::string_view sql)
{
    const auto found = m_statements.find(sql);
    if (found != m_statements.end() && !found->second.empty()) {
        auto statement = std::move(found->second.back());
        found->second.pop_back();
        return statement;
    }
    return std::make_unique<SQLite::Statement>(*m_sqlite, std::string(sql));
}

void Database::giveBack(std::string_view sql, std::unique_ptr<SQLite::Statement> statement)
{
    statement->tryReset();
    statement->clearBindings(); // frees, and so wipes, what was bound
    auto &kept = m_statements[sql];
    if (kept.size() < kStatementsKeptPerText)
        kept.push_back(std::move(statement));
}

Error errorFromSqlite(const SQLite::Exception &e)
{
    const int extended = e.getExtendedErrorCode() >= 0 ? e.getExtendedErrorCode() : e.getErrorCode();
    const QString detail = QStringLiteral("sqlite=%1").arg(extended);
    switch (extended & 0xff) {
    case SQLITE_FULL: return {ErrorCode::DiskFull, detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM: return {ErrorCode::DiskFault, detail};
    case SQLITE_CORRUPT: return {ErrorCode::Damaged, detail};
    case SQLITE_NOTADB: return {ErrorCode::NotAuthentic, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::InUse, detail};
    case SQLITE_TOOBIG: return {ErrorCode::TooLarge, detail};
    default: return {ErrorCode::Internal, detail};
    }
}

Error errorFromException(const std::exception &e)
{
    if (const auto *sqlite = dynamic_cast<const SQLite::Exception *>(&e))
        return errorFromSqlite(*sqlite);
    return {ErrorCode::Internal, {}};
}

} // namespace safelight
