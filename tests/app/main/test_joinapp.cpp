// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/main/program.h"
#include "tests/support/adminworld.h"
#include "tests/support/qmlsupport.h"

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// An administrator's laptop and a tablet that joins, both whole programs, over a real service in this process.
class TestJoinApp final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AdminWorld> m_world;
    std::unique_ptr<FakeKeyStore> m_laptopKeys;
    std::unique_ptr<FakeKeyStore> m_tabletKeys;
    std::unique_ptr<QTemporaryDir> m_tabletFolder;
    std::unique_ptr<Program> m_laptop;
    std::unique_ptr<Program> m_tablet;
    static QString passphrase() { return u"tin kettle wet bridge"_s; }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(initCrypto());
        safelight::test::prepareQmlApplication();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"qrc:|QML|Cannot"_s));
        m_world = std::make_unique<AdminWorld>();
        m_laptopKeys = std::make_unique<FakeKeyStore>();
        m_tabletKeys = std::make_unique<FakeKeyStore>();
        m_tabletFolder = std::make_unique<QTemporaryDir>();
        AdminWorld &world = *m_world;
        const Result<DataKey> key = readOrMakeKey(*m_laptopKeys, u"device-file"_s);
        QVERIFY(key);
        const QString laptopFolder = world.admin->folder.filePath(u"own"_s);
        Result<std::unique_ptr<DeviceFile>> device = DeviceFile::open(laptopFolder, *key);
        QVERIFY(device);
        world.admin->device = std::move(*device);
        {
            SetUpPlan plan = world.plan(*world.admin);
            plan.dataFolder = laptopFolder;
            OrganisationSetUp setting(*world.admin->device, world.transports(), world.clock, world.random);
            QVERIFY(settled(setting.run(plan, AdminWorld::passphrase())));
        }
        world.admin->device.reset();
        m_laptop =
            std::make_unique<Program>(world.clock, world.random, laptopFolder, *m_laptopKeys, world.transports());
        QTRY_VERIFY_WITH_TIMEOUT(m_laptop->isIn(State::Locked), kPatience);
        m_laptop->app->session()->unlock(u"practice lantern over the harbour"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_laptop->work() && m_laptop->app->addDevice(), kPatience);
        m_tablet = std::make_unique<Program>(world.clock, world.random, m_tabletFolder->path(), *m_tabletKeys,
                                             world.transports());
        QTRY_VERIFY_WITH_TIMEOUT(m_tablet->isIn(State::Nobody), kPatience);
    }
    void cleanup()
    {
        m_tablet.reset();
        m_laptop.reset();
        m_tabletFolder.reset();
        m_world.reset();
    }

    void aPersonJoinsWritesAndIsAnswered()
    {
        answer();
        approve();
        QTRY_COMPARE_WITH_TIMEOUT(m_tablet->app->join()->step(), JoinModel::Step::Finished, kPatience);
        QMetaObject::invokeMethod(m_tablet->app->window(), "joinEnded", Q_ARG(bool, true));
        QTRY_VERIFY_WITH_TIMEOUT(m_tablet->work() && m_tablet->app->capture(), kPatience);
        QCOMPARE(m_tablet->app->session()->state(), State::Unlocked);
        QCOMPARE(m_tablet->app->session()->selectedName(), u"Rowan Ash"_s);
        if (QTest::currentTestFailed())
            return;

        // Written on the tablet.
        CaptureModel &capture = *m_tablet->app->capture();
        QTRY_COMPARE_WITH_TIMEOUT(capture.state(), CaptureModel::State::Editing, kPatience);
        writeNote(capture, u"A grey tent by the east wall. She had no shoes."_s);
        capture.save();
        QTRY_VERIFY2_WITH_TIMEOUT(capture.state() == CaptureModel::State::Saved, qPrintable(capture.failureText()),
                                  kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_tablet->app->syncLoop()->state().waiting, 0, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_tablet->app->notes()->rowCount(), 1, kPatience);

        // Opened and decided on the laptop.
        TriageModel &triage = *m_laptop->app->triage();
        m_laptop->app->syncLoop()->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(triage.inbox()->rowCount(), 1, kPatience);
        const QString concern = triage.inbox()->index(0, 0).data(int(InboxListModel::Role::ConcernId)).toString();
        triage.open(concern);
        QTRY_COMPARE_WITH_TIMEOUT(triage.record()->concernId(), concern, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(triage.record()->status(), triage::Status::Opened, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!triage.record()->busy(), kPatience);
        DecisionModel &decision = *triage.record()->decision();
        decision.chooseOutcome(1);
        decision.writeWhy(u"The outreach team visits her tonight."_s);
        decision.writeAlternatives(u"A referral to adult social care."_s);
        decision.decide();
        QVERIFY2(decision.problemCount() == 0,
                 qPrintable(decision.outcomeProblem() + decision.whyProblem() + decision.alternativesProblem()));
        QTRY_COMPARE_WITH_TIMEOUT(triage.record()->status(), triage::Status::Decided, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_laptop->app->syncLoop()->state().waiting, 0, kPatience);

        // Told back to the author.
        m_tablet->app->syncLoop()->tryNow();
        const auto stage = [&] {
            return m_tablet->app->notes()->index(0, 0).data(int(NotesModel::Role::StageText)).toString();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(stage().contains(u"ecided"_s), qPrintable(stage()), kPatience);
    }

    void whoLeavesAtTheLastPageIsNotSignedInByAnother()
    {
        answer();
        approve();
        QTRY_COMPARE_WITH_TIMEOUT(m_tablet->app->join()->step(), JoinModel::Step::Finished, kPatience);
        m_world->clock.advance(std::chrono::minutes(3));
        QTRY_VERIFY_WITH_TIMEOUT(!m_tablet->app->join(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_tablet->isIn(State::Locked), kPatience);
        QCOMPARE(m_tablet->app->session()->people()->rowCount(), 1);
        QVERIFY2(m_tablet->enter(passphrase()), "as usual");
        QCOMPARE(m_tablet->app->session()->selectedName(), u"Rowan Ash"_s);
    }

private:
    /// The tablet's side, until it waits.
    void answer()
    {
        AddDeviceModel &adding = *m_laptop->app->addDevice();
        adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3, outreach"_s,
                     adding.usualTeam(AddDeviceModel::Kind::Tablet));
        QTRY_COMPARE_WITH_TIMEOUT(adding.step(), AddDeviceModel::Step::Waiting, kPatience);
        m_tablet->app->beginJoin();
        JoinModel &joining = *m_tablet->app->join();
        joining.enter(adding.link());
        QTRY_COMPARE_WITH_TIMEOUT(joining.step(), JoinModel::Step::Confirm, kPatience);
        joining.claim(u"Rowan Ash"_s, passphrase(), passphrase());
        QTRY_COMPARE_WITH_TIMEOUT(joining.step(), JoinModel::Step::Waiting, kPatience);
    }
    void approve()
    {
        AddDeviceModel &adding = *m_laptop->app->addDevice();
        QTRY_COMPARE_WITH_TIMEOUT(adding.step(), AddDeviceModel::Step::Compare, kPatience);
        QCOMPARE(adding.words(), m_tablet->app->join()->words());
        adding.approve();
    }
};

QTEST_MAIN(TestJoinApp)
#include "test_joinapp.moc"
