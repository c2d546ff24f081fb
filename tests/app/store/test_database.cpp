// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/dbthread.h"
#include "app/store/migration.h"
#include "app/store/query.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;

namespace
{
constexpr std::array kTwoSteps{
    Migration{1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"},
    Migration{2, "ALTER TABLE note ADD COLUMN place TEXT NOT NULL DEFAULT 'unknown';"},
};
constexpr std::array kBrokenSecond{
    kTwoSteps[0],
    Migration{2, "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO no_such_table VALUES (1);"},
};

int versionOf(Database &database) { return database.sqlite().execAndGet("PRAGMA user_version").getInt(); }
} // namespace

class TestDatabase final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init();
    void pragmas_data();
    void pragmas();
    void isEncryptedAndAsksForItsKey();
    void secondConnectionIsRefused();
    void noSideFileButTheLog();
    void noExtensions();
    void writeRollsBackOnError();
    void writeRollsBackOnException();
    void workRunsInOrderOnOneThread();
    void closedAnswersLocked();
    void migratesRowsThatAreThere();
    void failedStepLeavesTheSchemaBefore();
    void newerSchemaIsRefused();
    void vaultAndDeviceSchemas();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("some.db")); }
    std::unique_ptr<QTemporaryDir> m_folder;
    DataKey m_key = DataKey::random();
};

void TestDatabase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestDatabase::pragmas_data()
{
    QTest::addColumn<QString>("pragma");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *pragma, const char *value) {
        QTest::newRow(pragma) << QString::fromLatin1(pragma) << QString::fromLatin1(value);
    };
    row("locking_mode", "exclusive");
    row("journal_mode", "wal");
    row("synchronous", "2");
    row("temp_store", "2");
    row("mmap_size", "0");
    row("secure_delete", "1");
    row("foreign_keys", "1");
    row("trusted_schema", "0");
    row("cell_size_check", "1");
}

void TestDatabase::pragmas()
{
    QFETCH(const QString, pragma);
    QFETCH(const QString, value);
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    const std::string sql = "PRAGMA " + pragma.toStdString();
    QCOMPARE(QString::fromStdString(database->sqlite().execAndGet(sql).getString()), value);
}

void TestDatabase::isEncryptedAndAsksForItsKey()
{
    {
        Result<Database> database = Database::open(path(), m_key);
        QVERIFY(database);
        database->sqlite().exec("CREATE TABLE t (x TEXT) STRICT");
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("SQLite format 3"));

    const Result<Database> wrong = Database::open(path(), DataKey::random());
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::NotAuthentic);
    QVERIFY(!wrong.error().detail.contains(m_folder->path()));
    QVERIFY(Database::open(path(), m_key));
}

void TestDatabase::secondConnectionIsRefused()
{
    const Result<Database> first = Database::open(path(), m_key);
    QVERIFY(first);
    const Result<Database> second = Database::open(path(), m_key);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::InUse);
}

void TestDatabase::noSideFileButTheLog()
{
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    database->sqlite().exec("CREATE TABLE t (x TEXT) STRICT");
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files, QDir::Name),
             QStringList({QStringLiteral("some.db"), QStringLiteral("some.db-wal")}));
}

void TestDatabase::noExtensions()
{
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database->sqlite().exec("SELECT load_extension('x')"));
}

void TestDatabase::writeRollsBackOnError()
{
    Result<std::unique_ptr<SyncStore>> store = SyncStore::inMemory();
    QVERIFY(store);
    const Done failed = (*store)->write([](WriteTx &tx) -> Done {
        execute(tx, "INSERT INTO meta (key, value) VALUES ('a', x'00')");
        return ErrorCode::Invalid;
    });
    QCOMPARE(failed.error().code, ErrorCode::Invalid);
    const Result<int> count = (*store)->read([](ReadTx &tx) -> Result<int> {
        Query row(tx, "SELECT count(*) FROM meta");
        return row.next() ? row.numberAs<int>(0) : -1;
    });
    QCOMPARE(*count, 0);
}

void TestDatabase::writeRollsBackOnException()
{
    Result<std::unique_ptr<SyncStore>> store = SyncStore::inMemory();
    QVERIFY(store);
    const Done failed = (*store)->write([](WriteTx &tx) -> Done {
        execute(tx, "INSERT INTO meta (key, value) VALUES ('a', x'00')");
        execute(tx, "INSERT INTO meta (key, value) VALUES ('a', x'00')"); // the same key
        return done();
    });
    QCOMPARE(failed.error().code, ErrorCode::Internal);
    QVERIFY(failed.error().detail.startsWith(QLatin1String("sqlite=")));
    std::uint64_t committed = 99;
    QVERIFY((*store)->write([&](WriteTx &tx) {
        committed = tx.committed();
        execute(tx, "INSERT INTO meta (key, value) VALUES ('a', x'00')");
        return done();
    }));
    QCOMPARE(committed, std::uint64_t(0));
}

void TestDatabase::workRunsInOrderOnOneThread()
{
    Result<Database> database = Database::inMemory();
    QVERIFY(database);
    QVERIFY(migrate(*database, kTwoSteps));
    DbThread thread(SyncStore(std::move(*database)));
    QList<QFuture<Done>> writes;
    for (int i = 0; i < 100; ++i) {
        writes.append(thread.write([i](WriteTx &tx) {
            execute(tx, "INSERT INTO note (id, text) VALUES (?, 'x')", i);
            return done();
        }));
    }
    QFuture<Result<int>> count = thread.read([](ReadTx &tx) -> Result<int> {
        Query row(tx, "SELECT count(*) FROM note");
        return row.next() ? row.numberAs<int>(0) : -1;
    });
    QCOMPARE(*count.takeResult(), 100);
    for (QFuture<Done> &write : writes)
        QVERIFY(write.takeResult());
}

void TestDatabase::closedAnswersLocked()
{
    Result<Database> database = Database::inMemory();
    QVERIFY(database);
    DbThread thread(SyncStore(std::move(*database)));
    QFuture<Done> before = thread.write([](WriteTx &) { return done(); });
    thread.close();
    QVERIFY(before.isFinished());
    QVERIFY(before.takeResult());
    QCOMPARE(thread.write([](WriteTx &) { return done(); }).takeResult().error().code, ErrorCode::Locked);
    QCOMPARE(thread.read([](ReadTx &) { return done(); }).takeResult().error().code, ErrorCode::Locked);
}

void TestDatabase::migratesRowsThatAreThere()
{
    {
        Result<Database> database = Database::open(path(), m_key);
        QVERIFY(database);
        QVERIFY(migrate(*database, std::span(kTwoSteps).first(1)));
        QCOMPARE(versionOf(*database), 1);
        database->sqlite().exec("INSERT INTO note (id, text) VALUES (7, 'kept')");
    }
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    QVERIFY(migrate(*database, kTwoSteps));
    QCOMPARE(versionOf(*database), 2);
    SQLite::Statement row(database->sqlite(), "SELECT text, place FROM note WHERE id = 7");
    QVERIFY(row.executeStep());
    QCOMPARE(row.getColumn(0).getString(), std::string("kept"));
    QCOMPARE(row.getColumn(1).getString(), std::string("unknown"));
}

void TestDatabase::failedStepLeavesTheSchemaBefore()
{
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    QVERIFY(!migrate(*database, kBrokenSecond));
    QCOMPARE(versionOf(*database), 1);
    QVERIFY(!database->sqlite().tableExists("half"));
    QVERIFY(migrate(*database, kTwoSteps));
}

void TestDatabase::newerSchemaIsRefused()
{
    Result<Database> database = Database::open(path(), m_key);
    QVERIFY(database);
    QVERIFY(migrate(*database, kTwoSteps));
    const Done older = migrate(*database, std::span(kTwoSteps).first(1));
    QCOMPARE(older.error().code, ErrorCode::NewerSchema);
    QCOMPARE(versionOf(*database), 2);
}

void TestDatabase::vaultAndDeviceSchemas()
{
    for (const auto steps : {vaultMigrations(), deviceMigrations()}) {
        Result<Database> database = Database::inMemory();
        QVERIFY(database);
        QVERIFY(migrate(*database, steps));
        SQLite::Statement row(database->sqlite(), "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                                  "AND name NOT LIKE 'record_text%' AND sql NOT LIKE '%STRICT%'");
        while (row.executeStep())
            QFAIL(row.getColumn(0).getText());
    }
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
