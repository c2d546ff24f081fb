// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/migration.h"
#include "app/store/query.h"
#include "tests/support/faultvfs.h"
#include "tests/support/storesupport.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>

using namespace safelight;
using namespace safelight::testing;

namespace
{

constexpr int kKills = 120;
constexpr int kControlKills = 12;

DataKey fixedKey()
{
    DataKey key;
    std::fill(key.span().begin(), key.span().end(), std::byte{0x5a});
    return key;
}

Result<std::unique_ptr<SyncStore>> openStore(const QString &path, Reopen reopen = {})
{
    Result<Database> database = Database::open(path, fixedKey());
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, vaultMigrations()); !migrated)
        return migrated.error();
    return std::make_unique<SyncStore>(std::move(*database), std::move(reopen));
}

Draft draftNumber(std::uint32_t number)
{
    Draft draft;
    draft.id = uuidAt(1, number);
    draft.type = 1;
    draft.content = QByteArray(300, char('a' + int(number % 26)));
    draft.changedAtMs = number;
    return draft;
}

Done saveNumber(SyncStore &store, std::uint32_t number)
{
    return store.write([&](WriteTx &tx) { return drafts::save(tx, draftNumber(number)); });
}

void report(std::uint32_t number)
{
    std::fwrite(&number, sizeof number, 1, stdout);
    std::fflush(stdout);
}

/// Saves number after number and says each one, until it is killed. "early" says it before the save: the control.
int writer(const QString &path, std::uint32_t from, bool early)
{
    Result<std::unique_ptr<SyncStore>> store = openStore(path);
    if (!store)
        return 3;
    for (std::uint32_t number = from;; ++number) {
        if (early)
            report(number);
        if (!saveNumber(**store, number))
            return 4;
        if (!early)
            report(number);
    }
}

QSet<std::uint32_t> numbersIn(SyncStore &store)
{
    QSet<std::uint32_t> out;
    const auto all = store.read([](ReadTx &tx) { return drafts::list(tx); });
    for (const Draft &draft : all ? *all : QList<Draft>()) {
        const auto number = std::uint32_t(draft.changedAtMs);
        if (draft.content == draftNumber(number).content)
            out.insert(number);
    }
    return out;
}

} // namespace

/// What was acknowledged is there afterwards, whatever happens.
class TestDurability final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void killedWriterLosesNothing();
    void controlWithEarlyReportsLoses();
    void fullDisk();
    void failedFlushEndsTheConnection();
    void failedFlushIsMendedByReopening_data();
    void failedFlushIsMendedByReopening();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("vault.db")); }
    /// Starts a writer, kills it after some reports and adds what it reported.
    void killOneWriter(SeededRandom &random, bool early, QSet<std::uint32_t> &reported);
    std::unique_ptr<QTemporaryDir> m_folder;
    std::uint32_t m_next = 1;
};

void TestDurability::killOneWriter(SeededRandom &random, bool early, QSet<std::uint32_t> &reported)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--writer"), path(), QString::number(m_next),
                                                            early ? QStringLiteral("early") : QString()});
    const qint64 wanted = qint64(4 * (1 + random.below(25)));
    while (process.bytesAvailable() < wanted)
        QVERIFY(process.waitForReadyRead(20'000));
    process.kill(); // SIGKILL
    QVERIFY(process.waitForFinished(20'000));
    const QByteArray said = process.readAllStandardOutput();
    for (qsizetype at = 0; at + 4 <= said.size(); at += 4) {
        std::uint32_t number = 0;
        std::memcpy(&number, said.constData() + at, 4);
        reported.insert(number);
        m_next = std::max(m_next, number + 1);
    }
    ++m_next; // one may be on the disk that was not reported
}

void TestDurability::killedWriterLosesNothing()
{
    SeededRandom random(20'261'124);
    QSet<std::uint32_t> reported;
    for (int round = 1; round <= kKills; ++round) {
        killOneWriter(random, false, reported);
        Result<std::unique_ptr<SyncStore>> store = openStore(path());
        QVERIFY2(store, qPrintable(QString::number(round)));
        const QSet<std::uint32_t> lost = reported - numbersIn(**store);
        QVERIFY2(lost.isEmpty(), qPrintable(QStringLiteral("round %1 lost %2").arg(round).arg(lost.size())));
        const bool whole = round % 40 == 0;
        const auto checked = (*store)->read([&](ReadTx &tx) -> Result<QString> {
            if (whole) { // reads the main file only, so what is in the log goes there first
                tx.db().exec("PRAGMA wal_checkpoint(TRUNCATE)");
                Query damage(tx, "PRAGMA cipher_integrity_check");
                if (damage.next())
                    return damage.text(0);
            }
            Query row(tx, "PRAGMA quick_check");
            return row.next() ? row.text(0) : QString();
        });
        QCOMPARE(*checked, QStringLiteral("ok"));
    }
    qInfo("%d kills, %lld saves acknowledged, 0 lost", kKills, qlonglong(reported.size()));
}

void TestDurability::controlWithEarlyReportsLoses()
{
    SeededRandom random(5);
    QSet<std::uint32_t> reported;
    for (int round = 0; round < kControlKills; ++round)
        killOneWriter(random, true, reported);
    Result<std::unique_ptr<SyncStore>> store = openStore(path());
    QVERIFY(store);
    const auto lost = (reported - numbersIn(**store)).size();
    QVERIFY2(lost > 0, "a writer that speaks too early was not caught: the test above proves nothing");
}

void TestDurability::fullDisk()
{
    FaultVfs disk;
    for (const qint64 room : {0, 5'000, 60'000, 333'333, 1'500'000}) {
        init();
        QSet<std::uint32_t> saved;
        {
            Result<std::unique_ptr<SyncStore>> store = openStore(path());
            QVERIFY(store);
            disk.setFreeBytes(room);
            std::uint32_t number = 1;
            Done last = done();
            while (number < 20'000 && (last = saveNumber(**store, number)))
                saved.insert(number++);
            QCOMPARE(last.error().code, ErrorCode::DiskFull);
            QCOMPARE(numbersIn(**store), saved); // reading goes on

            disk.setFreeBytes(-1);
            QVERIFY(saveNumber(**store, number)); // and so does writing, when there is room again
            saved.insert(number);
            disk.setFreeBytes(0);
            static_cast<void>(saveNumber(**store, number + 1));
        }
        const Result<std::unique_ptr<SyncStore>> onFullDisk = openStore(path());
        QVERIFY(onFullDisk);
        QVERIFY(numbersIn(**onFullDisk).contains(saved));
        disk.setFreeBytes(-1);
    }
}

/// The control of failedFlushIsMendedByReopening: without a way to open it again the store stays broken.
void TestDurability::failedFlushEndsTheConnection()
{
    FaultVfs disk;
    {
        Result<std::unique_ptr<SyncStore>> store = openStore(path());
        QVERIFY(store);
        QVERIFY(saveNumber(**store, 1));
        disk.setSyncFails(true);
        QCOMPARE(saveNumber(**store, 2).error().code, ErrorCode::DiskFault);
        disk.setSyncFails(false); // a disk that says it is well again is not believed
        QCOMPARE(saveNumber(**store, 3).error().code, ErrorCode::DiskFault);
        QCOMPARE((*store)->read([](ReadTx &tx) { return drafts::list(tx); }).error().code, ErrorCode::DiskFault);
    }
    Result<std::unique_ptr<SyncStore>> store = openStore(path());
    QVERIFY(store);
    QVERIFY(numbersIn(**store).contains(1));
    QVERIFY(saveNumber(**store, 4));
}

void TestDurability::failedFlushIsMendedByReopening_data()
{
    QTest::addColumn<int>("failures");
    QTest::newRow("once") << 1;
    QTest::newRow("until the third attempt") << 3;
}

void TestDurability::failedFlushIsMendedByReopening()
{
    QFETCH(const int, failures);
    FaultVfs disk;
    const auto drafts = [](SyncStore &store) { return store.read([](ReadTx &tx) { return drafts::list(tx); }); };
    {
        const Result<std::unique_ptr<SyncStore>> store = openStore(path(), reopener(path(), fixedKey()));
        QVERIFY(store);
        QVERIFY(saveNumber(**store, 1));
        disk.setSyncFails(true);
        for (int i = 0; i < failures; ++i)
            QCOMPARE(saveNumber(**store, 2).error().code, ErrorCode::DiskFault);
        disk.setSyncFails(false);
        const auto held = drafts(**store); // reading mends too
        QVERIFY(held);
        QVERIFY(numbersIn(**store).contains(1));
        if (failures == 1) // who was told that it failed does not find it saved
            QCOMPARE(held->size(), 1);
        QVERIFY(saveNumber(**store, 2)); // "Try again"
        QVERIFY(saveNumber(**store, 3));
        QCOMPARE(numbersIn(**store), (QSet<std::uint32_t>{1, 2, 3}));
    }
    const Result<std::unique_ptr<SyncStore>> store = openStore(path());
    QVERIFY(store);
    QCOMPARE(numbersIn(**store), (QSet<std::uint32_t>{1, 2, 3}));
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 5 && arguments.at(1) == QLatin1String("--writer"))
        return initCrypto() ? writer(arguments.at(2), arguments.at(3).toUInt(), !arguments.at(4).isEmpty()) : 2;
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_durability.moc"
