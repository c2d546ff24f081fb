// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"
#include "storage_suite.h"
#include "tests/support/faultvfs.h"

#include <QFile>
#include <QTemporaryDir>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::service;

class TestEmbeddedStorage final : public test::StorageSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<Storage> openEmpty() override
    {
        m_folder.emplace();
        return reopen();
    }
    std::unique_ptr<Storage> reopen() override
    {
        auto opened = openEmbeddedStorage(path(), m_key);
        return opened ? std::move(*opened) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void aSecondProcessIsRefused();
    void anotherKeyOpensNothing();
    void aNewerFileIsRefused();
    void nothingIsReadableOnDisk();
    void checkFindsNothingWrongInAGoodFile();
    void checkFindsAChangedEntry();
    void failedFlushIsMendedByOpeningAgain_data();
    void failedFlushIsMendedByOpeningAgain();
    void anotherProcessBelievesNoUnflushedLogEither();
    void controlThatDoesNotFlushShowsWhatFailed();

private:
    QString path() const { return m_folder->filePath(u"service.db"_s); }
    /// Our key, plain SQLite calls.
    void giveKey(SQLite::Database &db);
    /// What somebody with the key could do to the file.
    void tamper(const char *sql);
    static Done save(Storage &store, const QString &name)
    {
        return store.write([&](StorageTx &tx) { return tx.saveSetting(name, "kept"); });
    }
    /// An error, or whether it is there.
    static Result<bool> holds(Storage &store, const QString &name)
    {
        bool found = false;
        const Done read = store.read([&](StorageTx &tx) -> Done {
            const auto value = tx.setting(name);
            if (!value)
                return value.error();
            found = !value->isEmpty();
            return done();
        });
        return read ? Result<bool>(found) : read.error();
    }

    std::optional<QTemporaryDir> m_folder;
    DataKey m_key = DataKey::random();
};

void TestEmbeddedStorage::giveKey(SQLite::Database &db)
{
    const QByteArray key = "x'" + viewOf(m_key.span()).toByteArray().toHex() + "'";
    QCOMPARE(sqlite3_key_v2(db.getHandle(), "main", key.constData(), int(key.size())), SQLITE_OK);
}

void TestEmbeddedStorage::tamper(const char *sql)
{
    SQLite::Database db(path().toStdString(), SQLite::OPEN_READWRITE);
    giveKey(db);
    db.exec(sql);
}

void TestEmbeddedStorage::aSecondProcessIsRefused()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"service.db"_s);
    const auto first = openEmbeddedStorage(file, m_key);
    QVERIFY(first);
    const auto second = openEmbeddedStorage(file, m_key);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::InUse);
}

void TestEmbeddedStorage::anotherKeyOpensNothing()
{
    cleanup();
    const QByteArray before = [&] {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    const auto opened = openEmbeddedStorage(path(), DataKey::random());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Damaged);
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), before);
}

void TestEmbeddedStorage::aNewerFileIsRefused()
{
    cleanup();
    tamper("PRAGMA user_version = 99");
    const auto opened = openEmbeddedStorage(path(), m_key);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerSchema);
}

void TestEmbeddedStorage::nothingIsReadableOnDisk()
{
    auto store = reopen(); // the suite's own is still open: this one must be refused, so close it first
    QVERIFY(!store);
    cleanup();
    store = reopen();
    const QByteArray canary = viewOf(DataKey::random().span()).toByteArray().toHex();
    must(store->write([&](StorageTx &tx) { return tx.saveSetting(u"canary"_s, canary); }));
    for (const QString &name : {u"service.db"_s, u"service.db-wal"_s}) {
        QFile file(m_folder->filePath(name));
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains(canary));
    }
    QVERIFY(!QFile::exists(m_folder->filePath(u"service.db-shm"_s)));
}

void TestEmbeddedStorage::checkFindsNothingWrongInAGoodFile()
{
    cleanup();
    test::ServiceWorld world;
    world.storage = reopen();
    world.core =
        std::make_unique<Core>(*world.storage, world.clock, world.root.publicKey(), world.origin, QByteArray(32, 'm'));
    const test::Person admin = world.enrolled();
    const SpaceId space = world.makeOrganisation(admin);
    for (int i = 0; i < 20; ++i)
        QVERIFY(world.sync(admin, world.ask(space, {world.note(space, admin)})));
    world.core.reset();
    world.storage.reset();
    const auto wrong = checkEmbeddedStorage(path(), m_key);
    QVERIFY(wrong);
    QCOMPARE(*wrong, QStringList());
}

void TestEmbeddedStorage::checkFindsAChangedEntry()
{
    checkFindsNothingWrongInAGoodFile();
    tamper("UPDATE env SET recv_ms = recv_ms + 1 WHERE seq = 7");
    const auto wrong = checkEmbeddedStorage(path(), m_key);
    QVERIFY(wrong);
    QVERIFY(!wrong->isEmpty());
    QVERIFY(wrong->first().contains(u"entry 7"_s));
}

void TestEmbeddedStorage::failedFlushIsMendedByOpeningAgain_data()
{
    QTest::addColumn<bool>("askedMeanwhile");
    QTest::newRow("well again at once") << false;
    QTest::newRow("asked while it still fails") << true;
}

/// What the log says after a failed flush is only in the system's memory: nobody is told that it is held.
void TestEmbeddedStorage::failedFlushIsMendedByOpeningAgain()
{
    QFETCH(const bool, askedMeanwhile);
    cleanup();
    testing::FaultVfs disk;
    auto store = reopen();
    must(save(*store, u"first"_s));
    disk.setSyncFails(true);
    QCOMPARE(save(*store, u"second"_s).error().code, ErrorCode::DiskFault);
    if (askedMeanwhile) {
        const Result<bool> held = holds(*store, u"second"_s);
        QVERIFY2(!held, "the store answers from what no disk has taken");
        QCOMPARE(held.error().code, ErrorCode::DiskFault);
        QCOMPARE(save(*store, u"third"_s).error().code, ErrorCode::DiskFault);
    }
    disk.setSyncFails(false);
    QVERIFY(*holds(*store, u"first"_s));
    if (!askedMeanwhile) // who was told that it failed does not find it saved
        QVERIFY(!*holds(*store, u"second"_s));
    must(save(*store, u"second"_s));
    store.reset();
    store = reopen();
    QVERIFY(*holds(*store, u"first"_s));
    QVERIFY(*holds(*store, u"second"_s));
}

/// As after a failed flush and a restart of the service.
void TestEmbeddedStorage::anotherProcessBelievesNoUnflushedLogEither()
{
    cleanup();
    testing::FaultVfs disk;
    auto store = reopen();
    must(save(*store, u"first"_s));
    disk.setSyncFails(true);
    QCOMPARE(save(*store, u"second"_s).error().code, ErrorCode::DiskFault);
    store.reset();
    const auto opened = openEmbeddedStorage(path(), m_key);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::DiskFault);
    disk.setSyncFails(false);
    store = reopen();
    QVERIFY(store);
    QVERIFY(*holds(*store, u"first"_s));
}

/// Without the flush, the same file and the same disk show as saved what was refused.
void TestEmbeddedStorage::controlThatDoesNotFlushShowsWhatFailed()
{
    cleanup();
    testing::FaultVfs disk;
    auto store = reopen();
    must(save(*store, u"first"_s));
    disk.setSyncFails(true);
    QCOMPARE(save(*store, u"second"_s).error().code, ErrorCode::DiskFault);
    store.reset();
    SQLite::Database db(path().toStdString(), SQLite::OPEN_READWRITE);
    giveKey(db);
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    QCOMPARE(db.execAndGet("SELECT count(*) FROM setting WHERE name = 'second'").getInt(), 1);
}

QTEST_GUILESS_MAIN(TestEmbeddedStorage)
#include "test_embeddedstorage.moc"
