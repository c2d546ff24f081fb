// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncsides.h"
#include "tests/app/concern/concernworld.h"
#include "tests/support/manualclock.h"
#include "tests/support/testservice.h"
#include "tests/support/vaultsupport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// A real vault and a real device file, as the loop uses them together.
class TestSyncSides final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void whatWasSealedAgainWaitsNowhere();
    void aFullDiskKeepsNothingOfOursBack();

private:
    /// Exchanges until there is nothing left to do; how many copies wait in the device file then, or -1.
    [[nodiscard]] int settle(TestService &service, const DeviceKeys &keys, VaultSide &vault, DeviceSide &device)
    {
        int left = -1;
        for (bool again = true; again;) {
            const auto request = vault.nextRequest(0, {}).takeResult();
            if (!request)
                return -1;
            const auto response = service.sync(keys, *request);
            if (!response)
                return -1;
            const auto report = vault.absorb(*request, *response).takeResult();
            const auto waiting =
                report ? device.acknowledged(*response, report->unsent).takeResult() : Result<int>(ErrorCode::Internal);
            if (!waiting)
                return -1;
            left = *waiting;
            again = report->outcome.again;
        }
        return left;
    }
};

/// Notes are copied for the way while locked; then their space gets a new epoch, and the vault seals them again.
void TestSyncSides::whatWasSealedAgainWaitsNowhere()
{
    ManualClock clock;
    TestOrg org;
    TestService service(org, clock);
    service.bringUp();
    QTemporaryDir folder;
    auto file = DeviceFile::open(folder.path(), DataKey::random());
    QVERIFY(file);
    SeededRandom random(1);
    auto vault =
        vault::create(folder.filePath(u"asha"_s), Passphrase(u"quiet otter paints seven boats"_s), cloned(org.tablet),
                      ownerOf(org, org.tablet, u"Asha Example"_s), spacesOf(org, org.tablet), clock, random, kTestCost);
    QVERIFY(vault);
    VaultSide open(**vault);
    DeviceSide device(**file);
    QCOMPARE(settle(service, org.tablet, open, device), 0);

    QVERIFY((*vault)
                ->write([&](WriteTx &, Journal &journal, Engine &engine) -> Done {
                    for (int n = 0; n < 3; ++n) {
                        const ChangeSet note = engine.begin({CreateOp{engine.nextRecord(), 1, {{1, n}}}});
                        if (const auto saved = engine.record(journal, org.team.id, note); !saved)
                            return saved.error();
                    }
                    return done();
                })
                .takeResult());
    const auto copies = open.unsent().takeResult();
    QVERIFY(copies);
    QVERIFY(device.forward(copies->fresh).takeResult());
    QCOMPARE(*device.acknowledged(SyncResponse()).takeResult(), 3);

    org.control(org.team, org.admin, {NewEpoch{org.nextEpoch(org.team, u"quarter"_s)}});
    service.bringUp();
    QCOMPARE(settle(service, org.tablet, open, device), 0);
    QVERIFY(!*device.nextPush({}).takeResult());
    (*vault)->close();
}

/// The answer to another's note cannot be stored; that ours arrived can, and has to be.
void TestSyncSides::aFullDiskKeepsNothingOfOursBack()
{
    ConcernWorld world;
    ConcernDevice &tablet = *world.tablet;
    const Result<SavedConcern> before = tablet.save(world.note());
    QVERIFY(before && world.settle());
    for (int n = 0; n < 40; ++n) // something new for the tablet, and more than its file has room for
        world.answer(world.org.team, before->concern, world.rules.forms.receipt.stageOpened, u"Owen Pryce"_s);
    QVERIFY(world.champion->sync(world.service));
    QVERIFY(tablet.save(world.note(u"A second one."_s)));

    VaultSide side(*tablet.vault);
    const auto round = [&]() -> Result<SyncReport> {
        const auto request = side.nextRequest(0, {}).takeResult();
        const auto response = world.service.sync(tablet.keys, *request);
        return side.absorb(*request, *response).takeResult();
    };
    const auto allowPages = [&](const char *most) {
        return tablet.write([most](WriteTx &tx, Journal &, Engine &) {
            tx.db().exec(std::string("PRAGMA max_page_count = ") + most);
            return done();
        });
    };
    QVERIFY(allowPages("1")); // no page more than there are
    QCOMPARE(round().error().code, ErrorCode::DiskFull);
    const Result<SyncReport> ours = round();
    QVERIFY(ours);
    QVERIFY(ours->onlyFinishing);
    QVERIFY(ours->outcome.acked > 0);
    QCOMPARE(ours->outcome.pending, 0);
    QCOMPARE(ours->outcome.received, 0);
    QVERIFY(ours->outcome.doubted.isEmpty());

    QVERIFY(allowPages("1073741823"));
    const Result<SyncReport> all = round();
    QVERIFY(all && !all->onlyFinishing);
    QVERIFY(all->outcome.received > 0);
}

QTEST_GUILESS_MAIN(TestSyncSides)
#include "test_syncsides.moc"
