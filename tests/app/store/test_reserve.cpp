// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/devicefile.h"
#include "app/store/drafts.h"
#include "app/store/migration.h"
#include "tests/support/faultvfs.h"
#include "tests/support/storesupport.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <sys/mount.h>

using namespace safelight;
using namespace safelight::testing;

namespace
{

constexpr qint64 kSmallReserve = 2LL * 1024 * 1024;

/// Room of a FaultVfs.
class FakeReserve final : public Reserve
{
public:
    explicit FakeReserve(FaultVfs &disk)
        : m_disk(disk)
    {
    }
    void make() override { held = true; }
    [[nodiscard]] bool release() override
    {
        if (!held)
            return false;
        held = false;
        m_disk.setFreeBytes(kSmallReserve);
        return true;
    }
    [[nodiscard]] bool isSpent() const override { return !held; }

    bool held = true;

private:
    FaultVfs &m_disk;
};

Result<std::unique_ptr<SyncStore>> openStore(const QString &folder, std::shared_ptr<Reserve> reserve)
{
    const DataKey key = DataKey::random();
    Result<Database> database = Database::open(folder + QStringLiteral("/vault.db"), key);
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, vaultMigrations()); !migrated)
        return migrated.error();
    return std::make_unique<SyncStore>(std::move(*database), Reopen(), std::move(reserve));
}

Draft draftNumber(std::uint32_t number)
{
    Draft draft;
    draft.id = uuidAt(1, number);
    draft.content = QByteArray(3'000, 'd');
    draft.changedAtMs = number;
    return draft;
}

Done save(SyncStore &store, std::uint32_t number, RoomFor what = RoomFor::Finishing)
{
    return store.write([&](WriteTx &tx) { return drafts::save(tx, draftNumber(number)); }, what);
}

Done remove(SyncStore &store, std::uint32_t number)
{
    return store.write([&](WriteTx &tx) { return drafts::remove(tx, draftNumber(number).id); });
}

qsizetype draftsIn(SyncStore &store)
{
    const auto all = store.read([](ReadTx &tx) { return drafts::list(tx); });
    return all ? all->size() : -1;
}

/// A real disk of its own that can be filled, where this user may mount one.
class SmallDisk final
{
public:
    explicit SmallDisk(const char *size)
        : m_mounted(::mount("tmpfs", path().constData(), "tmpfs", 0, QByteArray("size=").append(size).constData()) == 0)
    {
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(path().constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    void fill() const
    {
        QFile file(filler());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        for (const int block : {64 * 1024, 4096}) {
            while (file.write(QByteArray(block, 'x')) == block) {
            }
        }
    }
    void empty() const { QVERIFY(QFile::remove(filler())); }

private:
    [[nodiscard]] QByteArray path() const { return QFile::encodeName(m_folder.path()); }
    [[nodiscard]] QString filler() const { return m_folder.filePath(QStringLiteral("filler")); }
    QTemporaryDir m_folder;
    bool m_mounted;
};

} // namespace

/// On a full disk what was begun is finished, and nothing else eats the room that was kept for it.
class TestReserve final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void theFile();
    void finishesOnAFullDisk();
    void controlWithoutAReserveFails();
    void fetchingLeavesItAlone();
    void aRealFullDisk();
    void startsOnAFullDisk();

private:
    QTemporaryDir m_folder;
};

void TestReserve::theFile()
{
    const QString path = m_folder.filePath(QStringLiteral("reserve"));
    ReserveFile reserve(m_folder.path(), kSmallReserve);
    QVERIFY(!reserve.release()); // none yet
    reserve.make();
    QCOMPARE(QFileInfo(path).size(), kSmallReserve);
    ReserveFile another(m_folder.path(), kSmallReserve);
    QVERIFY(another.release());
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(!reserve.release());
    QVERIFY(!reserve.isSpent()); // there is room to make it again
    ReserveFile tooLarge(m_folder.path(), 1LL << 60);
    QVERIFY(tooLarge.isSpent());
    tooLarge.make();
    QVERIFY(!QFileInfo::exists(path));
}

void TestReserve::finishesOnAFullDisk()
{
    FaultVfs disk;
    const QTemporaryDir folder;
    const auto reserve = std::make_shared<FakeReserve>(disk);
    const auto store = openStore(folder.path(), reserve);
    QVERIFY(store);
    QVERIFY(save(**store, 1));
    disk.setFreeBytes(0);
    // Which one is the first to find no room depends on how the log stands; all of them are finished.
    for (std::uint32_t number = 2; number <= 100; ++number)
        QVERIFY(save(**store, number));
    QVERIFY(!reserve->held);
    QVERIFY(remove(**store, 1));
    QCOMPARE(draftsIn(**store), 99);
    for (std::uint32_t number = 101; number < 20'000 && save(**store, number); ++number) {
    }
    QCOMPARE(save(**store, 20'000).error().code, ErrorCode::DiskFull); // the reserve is given once
    QVERIFY(draftsIn(**store) >= 99);
    disk.setFreeBytes(-1);
    QVERIFY(save(**store, 20'000));
}

void TestReserve::controlWithoutAReserveFails()
{
    FaultVfs disk;
    const QTemporaryDir folder;
    const auto store = openStore(folder.path(), {});
    QVERIFY(store);
    QVERIFY(save(**store, 1));
    disk.setFreeBytes(0);
    bool failed = false;
    for (std::uint32_t number = 2; number <= 100 && !failed; ++number)
        failed = !save(**store, number);
    QVERIFY(failed);
    QCOMPARE(remove(**store, 1).error().code, ErrorCode::DiskFull);
}

void TestReserve::fetchingLeavesItAlone()
{
    FaultVfs disk;
    const QTemporaryDir folder;
    const auto reserve = std::make_shared<FakeReserve>(disk);
    const auto store = openStore(folder.path(), reserve);
    QVERIFY(store);
    QVERIFY(save(**store, 1, RoomFor::Fetching));
    disk.setFreeBytes(0);
    Done last = done();
    for (std::uint32_t number = 2; number <= 100 && last; ++number)
        last = save(**store, number, RoomFor::Fetching);
    QCOMPARE(last.error().code, ErrorCode::DiskFull);
    QVERIFY(reserve->held);
    const qsizetype before = draftsIn(**store);
    QVERIFY(save(**store, 200));
    QCOMPARE(save(**store, 201, RoomFor::Fetching).error().code, ErrorCode::DiskFull); // not from what was given away
    QCOMPARE(draftsIn(**store), before + 1);
    reserve->make();
    QVERIFY(save(**store, 201, RoomFor::Fetching));
}

void TestReserve::aRealFullDisk()
{
    const SmallDisk disk("12m");
    if (!disk.isMounted())
        QSKIP("this user may not mount a disk; finishesOnAFullDisk tells the same of a simulated one");
    const auto reserve = std::make_shared<ReserveFile>(disk.folder(), kSmallReserve);
    reserve->make();
    const auto store = openStore(disk.folder(), reserve);
    QVERIFY(store);
    QVERIFY(save(**store, 1));
    disk.fill();
    QVERIFY(!reserve->isSpent());
    std::uint32_t saved = 1;
    while (!reserve->isSpent())
        QVERIFY(save(**store, ++saved));
    QVERIFY(remove(**store, 1));
    QCOMPARE(draftsIn(**store), qsizetype(saved - 1));
    reserve->make();
    QVERIFY(reserve->isSpent()); // still no room
    disk.empty();
    reserve->make();
    QVERIFY(!reserve->isSpent());
    QVERIFY(QFileInfo::exists(disk.folder() + QStringLiteral("/reserve")));
}

void TestReserve::startsOnAFullDisk()
{
    const SmallDisk disk("6m");
    if (!disk.isMounted())
        QSKIP("this user may not mount a disk; test_durablefile's lockNeedsNoRoom tells of the lock");
    const DataKey key = DataKey::random();
    const KnownPerson person{QStringLiteral("p1"), QStringLiteral("Asha Example"), 1};
    QVERIFY((*DeviceFile::open(disk.folder(), key))->addPerson(person).takeResult());
    disk.fill();
    const auto file = DeviceFile::open(disk.folder(), key);
    QVERIFY(file);
    QCOMPARE((*file)->people().takeResult()->size(), 1);
    QVERIFY(!QFileInfo::exists(disk.folder() + QStringLiteral("/reserve")));
    QCOMPARE(DeviceFile::open(disk.folder(), key).error().code, ErrorCode::InUse);
}

QTEST_GUILESS_MAIN(TestReserve)
#include "test_reserve.moc"
