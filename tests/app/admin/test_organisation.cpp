// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/pendingsetup.h"
#include "app/admin/syncnow.h"
#include "tests/support/adminworld.h"

#include <QDir>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// Setting up an organisation: real vault, real service rules, interrupted at every step.
class TestOrganisation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void administratorHoldsAllFiveSpaces()
    {
        AdminWorld world;
        const std::unique_ptr<Vault> vault = world.setUp();
        QVERIFY(vault);
        QCOMPARE(vault->owner().organisation, u"Example Borough"_s);
        QCOMPARE(vault->owner().deviceKind, quint8(DeviceKind::Laptop));
        const auto roles = settled(vault->write([](WriteTx &tx, Journal &, Engine &engine) -> Result<int> {
            const auto followed = spaces::followed(tx);
            if (!followed)
                return followed.error();
            int admin = 0;
            for (const FollowedSpace &space : *followed)
                admin += engine.ownRole(space.id) == Role::Admin && engine.currentKeys(space.id) ? 1 : 0;
            return admin;
        }));
        QVERIFY(roles);
        QCOMPARE(*roles, 5);
        QVERIFY(!QFile::exists(QDir(world.admin->folder.path()).filePath(u"organisation.pending"_s)));
        const auto people = settled(world.admin->device->people());
        QVERIFY(people);
        QCOMPARE(people->size(), 1);
        QCOMPARE(people->first().name, u"Amina Khatun"_s);
        QVERIFY(*settled(world.admin->device->service()));
    }

    void aSecondSetUpOfTheSameFolderSaysSo()
    {
        AdminWorld world;
        QVERIFY(world.setUp());
        OrganisationSetUp again(*world.admin->device, world.transports(), world.clock, world.random);
        const auto vault = settled(again.run(world.plan(*world.admin), AdminWorld::passphrase()));
        QVERIFY(!vault);
        QCOMPARE(vault.error().code, ErrorCode::AlreadyUsed);
    }

    /// The service cannot be reached, or the answer to a step gets lost: the next run ends well, with the same root.
    void goesOnAfterAnInterruption_data()
    {
        QTest::addColumn<int>("failingCall"); // setup, the entries, the proving sync
        QTest::addColumn<bool>("carriedOut");
        for (int call = 0; call < 3; ++call) {
            QTest::addRow("call %d never arrives", call) << call << false;
            QTest::addRow("answer %d is lost", call) << call << true;
        }
    }
    void goesOnAfterAnInterruption()
    {
        QFETCH(const int, failingCall);
        QFETCH(const bool, carriedOut);
        AdminWorld world;
        world.tamper = [&](CoreTransport &transport) { transport.failCall(failingCall, carriedOut); };
        {
            OrganisationSetUp first(*world.admin->device, world.transports(), world.clock, world.random);
            const auto vault = settled(first.run(world.plan(*world.admin), AdminWorld::passphrase()));
            QVERIFY(!vault);
            QVERIFY(*pendingsetup::read(world.admin->folder.path()));
        }
        world.tamper = {};
        const std::unique_ptr<Vault> vault = world.setUp();
        QVERIFY(vault);
        const auto way = world.transportOf(*world.admin);
        QObject context;
        const auto outcome = settled(syncNow(*vault, *way, &context));
        QVERIFY(outcome);
        QCOMPARE(outcome->pending, 0);
    }

    void aLostVaultBeforeAnythingWasSentIsMadeAgain()
    {
        AdminWorld world;
        world.tamper = [](CoreTransport &transport) { transport.fail(ErrorCode::Offline); };
        {
            OrganisationSetUp first(*world.admin->device, world.transports(), world.clock, world.random);
            QCOMPARE(settled(first.run(world.plan(*world.admin), AdminWorld::passphrase())).error().code,
                     ErrorCode::Offline);
        }
        const auto pending = pendingsetup::read(world.admin->folder.path());
        QVERIFY(pending && *pending);
        QVERIFY(QDir(QDir(world.admin->folder.path()).filePath((*pending)->folder)).removeRecursively());
        world.tamper = {};
        QVERIFY(world.setUp());
    }

    void theWrongPassphraseAfterAnInterruptionSaysSo()
    {
        AdminWorld world;
        world.tamper = [](CoreTransport &transport) { transport.fail(ErrorCode::Offline); };
        {
            OrganisationSetUp first(*world.admin->device, world.transports(), world.clock, world.random);
            QVERIFY(!settled(first.run(world.plan(*world.admin), AdminWorld::passphrase())));
        }
        world.tamper = {};
        OrganisationSetUp again(*world.admin->device, world.transports(), world.clock, world.random);
        const auto vault = settled(again.run(world.plan(*world.admin), Passphrase(u"some other lantern entirely")));
        QVERIFY(!vault);
        QCOMPARE(vault.error().code, ErrorCode::WrongPassphrase);
    }

    void aServiceOfAnotherOrganisationRefuses()
    {
        AdminWorld world;
        SetUpPlan plan = world.plan(*world.admin);
        plan.rootFile = world.keys.filePath(u"other.key"_s);
        OrganisationSetUp setUp(*world.admin->device, world.transports(), world.clock, world.random);
        const auto vault = settled(setUp.run(plan, AdminWorld::passphrase()));
        QVERIFY(!vault);
        QCOMPARE(vault.error().code, ErrorCode::NotAuthentic);
    }

    void aWeakPassphraseLeavesNothingBehind()
    {
        AdminWorld world;
        OrganisationSetUp setUp(*world.admin->device, world.transports(), world.clock, world.random);
        const auto vault = settled(setUp.run(world.plan(*world.admin), Passphrase(u"short")));
        QVERIFY(!vault);
        QCOMPARE(vault.error().code, ErrorCode::WeakPassphrase);
        QVERIFY(world.setUp());
    }
};

QTEST_GUILESS_MAIN(TestOrganisation)
#include "test_organisation.moc"
