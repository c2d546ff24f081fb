// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/envelope.h"
#include "sync/service/sqlschema.h"
#include "sync/service/sqltx.h"

#include <QFile>
#include <SQLiteCpp/SQLiteCpp.h>
#include <mutex>
#include <optional>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr const char *kPragmas[] = {
    // locking_mode comes before the first read: the -shm file is then never made (reliability.md F6).
    "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA cipher_memory_security = OFF",
    "PRAGMA temp_store = MEMORY",      "PRAGMA mmap_size = 0",
    "PRAGMA journal_mode = WAL",       "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",       "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",     "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -16384"};

/// x'64 hex digits': SQLCipher's raw key form, no key derivation. Lives in wiping memory only.
SecretMemory rawKeyText(const DataKey &key)
{
    constexpr std::string_view digits = "0123456789abcdef";
    SecretMemory text(2 + 2 * DataKey::kSize + 1);
    const std::span<std::byte> out = text.bytes();
    std::size_t at = 0;
    const auto put = [&](char c) { out[at++] = std::byte(c); };
    put('x');
    put('\'');
    for (const std::byte b : key.span()) {
        put(digits[std::to_integer<unsigned>(b) >> 4]);
        put(digits[std::to_integer<unsigned>(b) & 15]);
    }
    put('\'');
    return text;
}

/// Everything committed goes into the main file, flushed, and the log is emptied. Harmless on an empty log.
Done emptyLog(SQLite::Database &db)
{
    try {
        SQLite::Statement row(db, "PRAGMA wal_checkpoint(TRUNCATE)");
        return row.executeStep() && row.getColumn(0).getInt() == 0 ? done() : Done(ErrorCode::DiskFault);
    } catch (const SQLite::Exception &exception) {
        return errorFrom(exception);
    }
}

class EmbeddedStorage final : public Storage
{
public:
    EmbeddedStorage(QString path, const DataKey &key)
        : m_path(std::move(path))
        , m_key(key.clone())
    {
    }

    [[nodiscard]] Done open()
    {
        const std::lock_guard lock(m_mutex);
        return openLocked();
    }
    [[nodiscard]] Done write(const std::function<Done(StorageTx &)> &work) override
    {
        return transact("BEGIN IMMEDIATE", work);
    }
    [[nodiscard]] Done read(const std::function<Done(StorageTx &)> &work) override { return transact("BEGIN", work); }

    /// What the database itself says about its pages, after a checkpoint (reliability.md F4).
    [[nodiscard]] Result<QStringList> checkPages()
    {
        const std::lock_guard lock(m_mutex);
        QStringList wrong;
        if (const Done emptied = emptyLog(*m_db); !emptied)
            wrong.append(emptied.error().detail);
        try {
            for (const char *pragma :
                 {"PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
                SQLite::Statement rows(*m_db, pragma);
                while (rows.executeStep()) {
                    const QString row = QString::fromUtf8(rows.getColumn(0).getText());
                    if (row != "ok"_L1)
                        wrong.append(row);
                }
            }
        } catch (const SQLite::Exception &exception) {
            wrong.append(errorFrom(exception).detail);
        }
        return wrong;
    }

private:
    [[nodiscard]] bool isInMemory() const { return m_path == ":memory:"_L1; }

    [[nodiscard]] Done openLocked()
    {
        m_tx.reset();
        // The log still holds the transaction whose flush failed, and its caller was told so: emptied through the
        // connection that knows where the committed ones end, it does not come back.
        if (m_db)
            static_cast<void>(emptyLog(*m_db));
        m_db.reset();
        try {
            m_db.emplace(m_path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
            {
                const SecretMemory text = rawKeyText(m_key);
                if (sqlite3_key_v2(m_db->getHandle(), "main", text.bytes().data(), int(text.bytes().size())) !=
                    SQLITE_OK)
                    return Error{ErrorCode::Internal, u"SQLCipher did not take the key"_s};
            }
            // After the key: the first one in a process turns SQLCipher's own log to stderr on, whatever was said
            // before.
            m_db->exec("PRAGMA cipher_log_level = NONE");
            sqlite3_db_config(m_db->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
            for (const char *pragma : kPragmas)
                SQLite::Statement(*m_db, pragma).executeStep();
            if (Done fits = checkPragmas(); !fits)
                return fits;
            // What the system's memory says is in the log need not be on the disk: it is written once more, and
            // flushed, before anybody is told that it is held.
            if (Done flushed = emptyLog(*m_db); !flushed)
                return flushed;
            if (Done migrated = migrate(*m_db); !migrated)
                return migrated;
            m_tx.emplace(*m_db);
            m_broken = false;
            return done();
        } catch (const SQLite::Exception &exception) {
            return errorFrom(exception);
        }
    }

    [[nodiscard]] Done checkPragmas()
    {
        const bool good = m_db->execAndGet("PRAGMA synchronous").getInt() == 2 &&
                          m_db->execAndGet("PRAGMA temp_store").getInt() == 2 &&
                          m_db->execAndGet("PRAGMA locking_mode").getString() == "exclusive" &&
                          m_db->execAndGet("PRAGMA journal_mode").getString() == (isInMemory() ? "memory" : "wal") &&
                          !m_db->execAndGet("PRAGMA cipher_version").getString().empty();
        return good ? done() : Done(Error{ErrorCode::Internal, u"a pragma does not hold"_s});
    }

    [[nodiscard]] Done transact(const char *begin, const std::function<Done(StorageTx &)> &work)
    {
        const std::lock_guard lock(m_mutex);
        // After a failed fsync nothing in this connection's cache may be trusted: start again from the file.
        if (m_broken) {
            if (Done reopened = openLocked(); !reopened)
                return reopened;
        }
        try {
            m_db->exec(begin);
        } catch (const SQLite::Exception &exception) {
            return noted(errorFrom(exception));
        }
        Done result = guarded(work);
        if (result) {
            try {
                m_db->exec("COMMIT");
                return result;
            } catch (const SQLite::Exception &exception) {
                result = errorFrom(exception);
            }
        }
        m_db->tryExec("ROLLBACK"); // fails harmlessly where SQLite has already rolled back
        return noted(result.error());
    }

    /// An exception (out of memory, say) is a refusal like any other: no transaction stays open behind it.
    [[nodiscard]] Done guarded(const std::function<Done(StorageTx &)> &work)
    {
        try {
            return work(*m_tx);
        } catch (const std::exception &) {
            m_broken = !isInMemory();
            return Error{ErrorCode::ServiceUnavailable, u"an exception ended a transaction"_s};
        }
    }

    Error noted(Error error)
    {
        m_broken = m_broken || (error.code == ErrorCode::DiskFault && !isInMemory());
        return error;
    }

    QString m_path;
    DataKey m_key;
    std::mutex m_mutex;
    std::optional<SQLite::Database> m_db;
    std::optional<SqlTx> m_tx; ///< its statements go before the database does
    bool m_broken = false;
};

/// Follows one space from its first entry and says where the chains do not fit.
Result<QStringList> checkSpace(StorageTx &tx, const SpaceHead &head)
{
    constexpr qint64 kPage = qint64{1024} * 1024;
    QStringList wrong;
    const QString name = head.space.toHex().first(8);
    QMap<DeviceId, AuthorHead> authors;
    std::uint64_t seq = 0;
    LogHash hash;
    for (;;) {
        const auto page = tx.range(head.space, seq, kPage);
        if (!page)
            return page.error();
        if (page->isEmpty())
            break;
        for (const StoredEnvelope &entry : *page) {
            const Result<Header> header = parseHeader(bytesOf(entry.bytes).first(kHeaderBytes));
            AuthorHead &author = authors[entry.author];
            if (entry.seq != seq + 1)
                wrong.append(u"space %1: entry %2 follows %3"_s.arg(name).arg(entry.seq).arg(seq));
            if (!header || header->space != head.space || header->author != entry.author ||
                header->authorSeq != author.seq + 1 || header->prev != author.hash)
                wrong.append(u"space %1: entry %2 does not continue its author's chain"_s.arg(name).arg(entry.seq));
            hash = nextLogHash(hash, entry.seq, entry.recvMs, entry.hash);
            if (hash != entry.logHash)
                wrong.append(u"space %1: log hash of entry %2 does not recompute"_s.arg(name).arg(entry.seq));
            author = {entry.authorSeq, entry.hash};
            seq = entry.seq;
        }
    }
    if (seq != head.seq || hash != head.hash)
        wrong.append(u"space %1: head says %2, log ends at %3"_s.arg(name).arg(head.seq).arg(seq));
    return wrong;
}

} // namespace

Result<std::unique_ptr<Storage>> openEmbeddedStorage(const QString &path, const DataKey &key)
{
    auto storage = std::make_unique<EmbeddedStorage>(path, key);
    if (Done opened = storage->open(); !opened)
        return opened.error();
    return std::unique_ptr<Storage>(std::move(storage));
}

Result<QStringList> checkEmbeddedStorage(const QString &path, const DataKey &key)
{
    EmbeddedStorage storage(path, key);
    if (Done opened = storage.open(); !opened)
        return opened.error();
    Result<QStringList> wrong = storage.checkPages();
    if (!wrong || !wrong->isEmpty())
        return wrong;
    const Done followed = storage.read([&](StorageTx &tx) -> Done {
        const auto heads = tx.heads();
        if (!heads)
            return heads.error();
        for (const SpaceHead &head : *heads) {
            const auto found = checkSpace(tx, head);
            if (!found)
                return found.error();
            wrong->append(*found);
        }
        return done();
    });
    if (!followed)
        return followed.error();
    return wrong;
}

} // namespace safelight::service
