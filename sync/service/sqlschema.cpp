// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/sqlschema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

// sync-protocol section 10, embedded form. Every hot table leads with space_id, so that the same shape partitions.
constexpr const char *kFirst = R"sql(
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE install (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    login_pk BLOB NOT NULL CHECK (length(login_pk) = 32),
    blocked  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    sign_pk    BLOB NOT NULL CHECK (length(sign_pk) = 32),
    box_pk     BLOB NOT NULL CHECK (length(box_pk) = 32),
    install_id BLOB NOT NULL REFERENCES install (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_of_install ON device (install_id);

CREATE TABLE space (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    head_seq     INTEGER NOT NULL,
    head_hash    BLOB NOT NULL CHECK (length(head_hash) = 32),
    control_hash BLOB NOT NULL CHECK (length(control_hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
    space_id  BLOB NOT NULL,
    device_id BLOB NOT NULL CHECK (length(device_id) = 16),
    head_seq  INTEGER NOT NULL,
    head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
    PRIMARY KEY (space_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE env (
    space_id   BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    author     BLOB NOT NULL,
    author_seq INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    recv_ms    INTEGER NOT NULL,
    hdr        BLOB NOT NULL CHECK (length(hdr) = 240),
    ct         BLOB,
    log_hash   BLOB NOT NULL CHECK (length(log_hash) = 32),
    PRIMARY KEY (space_id, seq)
) STRICT;
CREATE UNIQUE INDEX env_of_author ON env (space_id, author, author_seq);
CREATE INDEX env_control ON env (space_id, seq) WHERE kind = 2;

CREATE TABLE invite (
    lookup     BLOB PRIMARY KEY CHECK (length(lookup) = 16),
    info       BLOB NOT NULL,
    expires_ms INTEGER NOT NULL,
    claim      BLOB,
    welcome    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_by_expiry ON invite (expires_ms);
)sql";

constexpr std::array kSteps = {kFirst};
static_assert(kSteps.size() == kSchemaVersion);

} // namespace

Done migrate(SQLite::Database &db)
{
    try {
        const int found = db.execAndGet("PRAGMA user_version").getInt();
        if (found > kSchemaVersion)
            return Error{ErrorCode::NewerSchema, u"schema %1, this program knows %2"_s.arg(found).arg(kSchemaVersion)};
        for (int step = found; step < kSchemaVersion; ++step) {
            SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
            db.exec(kSteps.at(std::size_t(step)));
            db.exec("PRAGMA user_version = " + std::to_string(step + 1));
            transaction.commit();
        }
        return done();
    } catch (const SQLite::Exception &exception) {
        return errorFrom(exception);
    }
}

Error errorFrom(const SQLite::Exception &exception)
{
    const QString detail = u"sqlite %1"_s.arg(exception.getExtendedErrorCode());
    switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::InUse, detail};
    case SQLITE_FULL: return {ErrorCode::DiskFull, detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {ErrorCode::Damaged, detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY: return {ErrorCode::DiskFault, detail};
    case SQLITE_CONSTRAINT: return {ErrorCode::Conflict, detail};
    default: return {ErrorCode::Internal, detail};
    }
}

} // namespace safelight::service
