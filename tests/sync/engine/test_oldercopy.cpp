// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// Everything at rest, and a copy of the service as it stands now, which will be restored.
struct CopiedWorld : EngineWorld {
    TestService older{org, serviceClock};

    CopiedWorld()
    {
        if (!settleAll())
            qFatal("does not settle");
        older.bringUp();
    }
};

} // namespace

/// A service or a device that was restored from an older copy: what the copy lacks comes back, nothing is lost.
class TestOlderCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void aRestoredServiceGetsEverythingBack();
    void aReaderRelaysWhatItsAuthorCannotSendAgain();
    void aNewEpochThatComesBackFirstLosesNothing();
    void notesOfAnOlderEpochAreRelayedAfterTheNewerOne();
    void aRestoredServiceIsNoticedWhateverIsWrongWithThePush();
    void aRestartWhileRewindingForgetsNoRemoval();
    void aRestoredDeviceTakesItsLostPartBack();
    void whatStandsInTheLogIsNotSealedAgain();
    void aRestoredKioskGoesOn();
};

void TestOlderCopy::aRestoredServiceGetsEverythingBack()
{
    CopiedWorld w;
    for (int i = 0; i < 5; ++i) {
        w.serviceClock.advance(std::chrono::seconds(10));
        QVERIFY(w.tablet.note(w.org.team.id, u"note %1"_s.arg(i)));
        QVERIFY(w.kiosk.note(w.org.intake.id, u"slip %1"_s.arg(i)));
        QVERIFY(w.settleAll());
    }
    const QStringList before = w.champion.texts();
    QCOMPARE(before.size(), 10);

    bool rewound = false;
    QVERIFY(w.champion.note(w.org.team.id, u"written meanwhile"_s));
    for (int round = 0; round < 2; ++round) {
        for (EngineDevice *device : {&w.champion, &w.kiosk, &w.tablet, &w.admin}) {
            for (int i = 0; i < 20; ++i) {
                const Result<SyncOutcome> outcome = device->sync(w.older);
                QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
                rewound = rewound || outcome->rewound;
                QVERIFY(i < 19);
                if (!outcome->again)
                    break;
            }
        }
    }
    QVERIFY(rewound);
    QCOMPARE(w.tablet.texts().size(), 6);
    QCOMPARE(w.champion.texts(), (before + QStringList{u"written meanwhile"_s}));
    for (EngineDevice *device : {&w.champion, &w.kiosk, &w.tablet, &w.admin})
        QVERIFY(device->journal.state.attention.empty());
    QCOMPARE(w.older.head(w.org.team.id).seq, w.service.head(w.org.team.id).seq + 1);
    QCOMPARE(w.older.head(w.org.intake.id).seq, w.service.head(w.org.intake.id).seq);
}

void TestOlderCopy::aReaderRelaysWhatItsAuthorCannotSendAgain()
{
    CopiedWorld w;
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"the tablet falls into the river"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"soon"_s));
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.keysFor(3), Role::Submit)});
    QVERIFY(w.settleAll());
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);

    QVERIFY2(w.champion.settle(w.older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.admin.settle(w.older) > 0);
    QCOMPARE(w.admin.texts(), (QStringList{u"soon"_s, u"the tablet falls into the river"_s}));
    QCOMPARE(w.older.head(w.org.team.id).seq, w.service.head(w.org.team.id).seq);
    QVERIFY(w.admin.engine->roster(w.org.team.id)->members().contains(w.org.keysFor(3).publicKeys().id));
}

void TestOlderCopy::aNewEpochThatComesBackFirstLosesNothing()
{
    CopiedWorld w;
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"under the old keys"_s));
    QVERIFY(w.settleAll());
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();
    QVERIFY(w.tablet.note(w.org.team.id, u"meanwhile"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"under the new keys"_s));

    QVERIFY(w.admin.settle(w.older) > 0); // brings the epoch back
    QVERIFY2(w.tablet.settle(w.older) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY2(w.champion.settle(w.older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.admin.settle(w.older) > 0);
    const QStringList all{u"meanwhile"_s, u"under the new keys"_s, u"under the old keys"_s};
    for (EngineDevice *device : {&w.tablet, &w.champion, &w.admin}) {
        QCOMPARE(device->texts(), all);
        QVERIFY(device->journal.state.attention.empty());
    }
}

void TestOlderCopy::notesOfAnOlderEpochAreRelayedAfterTheNewerOne()
{
    CopiedWorld w;
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"the tablet falls into the river"_s));
    QVERIFY(w.settleAll());
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);

    w.older.bringUp(); // the newer epoch is back before anything else
    QVERIFY2(w.champion.settle(w.older) > 0, qPrintable(w.champion.lastError.detail));
    EngineDevice fresh(w.org, w.org.admin, 31, {w.org.org.id, w.org.team.id});
    QVERIFY(fresh.settle(w.older) > 0);
    QCOMPARE(fresh.texts(), QStringList{u"the tablet falls into the river"_s});
}

/// Found by the simulator (seed 100774): the push was stale and the log another one, and only the first was said.
void TestOlderCopy::aRestoredServiceIsNoticedWhateverIsWrongWithThePush()
{
    CopiedWorld w;
    QVERIFY(w.tablet.note(w.org.team.id, u"one"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.champion.note(w.org.team.id, u"under the old keys"_s)); // not sent before the service goes back

    w.serviceClock.advance(std::chrono::seconds(10));
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.older.bringUp();
    QVERIFY(w.admin.settle(w.older) > 0);
    QVERIFY(w.admin.note(w.org.team.id, u"two"_s));
    QVERIFY(w.admin.note(w.org.team.id, u"three"_s));
    QVERIFY(w.admin.settle(w.older) > 0);
    QVERIFY(w.older.head(w.org.team.id).seq > w.champion.cursor(w.org.team.id).hiSeq);

    QVERIFY2(w.champion.settle(w.older) > 0, qPrintable(w.champion.lastError.detail));
    QCOMPARE(w.champion.last.pending, 0);
    QVERIFY(w.champion.texts().contains(u"three"_s));
    QVERIFY(w.tablet.settle(w.older) > 0);
    QVERIFY(w.tablet.texts().contains(u"under the old keys"_s));
}

/// Two administrators: one adds, the other removes on top of it. The first is switched off between the moment it learns
/// that the log is another one and the first page of it.
void TestOlderCopy::aRestartWhileRewindingForgetsNoRemoval()
{
    EngineWorld w;
    const SpaceId team = w.org.team.id;
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.champion, Role::Admin)});
    w.service.bringUp();
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    QVERIFY(w.settleAll());
    w.serviceClock.advance(std::chrono::seconds(10));
    Engine &first = *w.champion.engine;
    QVERIFY(first.control(w.champion.journal, team, {w.org.memberCtl(w.org.team, w.org.keysFor(3), Role::Submit)}));
    QVERIFY(w.champion.settle(w.service) > 0);
    QVERIFY(w.admin.settle(w.service) > 0);
    const DeviceId lost = w.tablet.id();
    const EpochBody epoch = w.org.nextEpoch(w.org.team, u"removal"_s, lost);
    QVERIFY(w.admin.engine->control(w.admin.journal, team, {RemoveMember{lost, RemoveMode::Lost, 0, epoch}}));
    QVERIFY(w.admin.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.engine->roster(team)->epoch(), 2u);

    const Result<SyncOutcome> outcome = w.champion.sync(older);
    QVERIFY(outcome && outcome->rewound);
    QCOMPARE(w.champion.cursor(team).hiSeq, std::uint64_t(0));
    w.champion.restart();
    QCOMPARE(w.champion.engine->roster(team)->epoch(), 2u);
    QVERIFY(!w.champion.engine->roster(team)->roleOf(lost, 0));
    const auto note = w.champion.note(team, u"not for the lost tablet"_s);
    QVERIFY(note);
    QCOMPARE(w.champion.journal.state.held.at(note->envelope).envelope.envelope.header.epoch, 2u);

    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.champion.last.doubted.isEmpty());
    QCOMPARE(w.champion.last.pending, 0);
    QVERIFY(w.admin.settle(older) > 0);
    QCOMPARE(w.admin.texts(), QStringList{u"not for the lost tablet"_s});
}

void TestOlderCopy::aRestoredDeviceTakesItsLostPartBack()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"one"_s));
    QVERIFY(w.settleAll());
    const MemoryJournal::State backup = w.tablet.journal.state;
    QVERIFY(w.tablet.note(w.org.team.id, u"two"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"three"_s));
    QVERIFY(w.settleAll());
    w.tablet.journal.state = backup;
    w.tablet.restart();
    QVERIFY(w.tablet.note(w.org.team.id, u"four"_s)); // takes a number that is gone already

    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QCOMPARE(w.tablet.texts(), (QStringList{u"four"_s, u"one"_s, u"three"_s, u"two"_s}));
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), w.tablet.texts());
    QVERIFY(w.tablet.journal.state.attention.empty());
}

/// A device that was restored from next to nothing meets its own notes in the log, page by page, and a new epoch among
/// them, before it has come to the last one, by whose hash the service proves the others.
void TestOlderCopy::whatStandsInTheLogIsNotSealedAgain()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (int part = 0; part < 2; ++part) {
        for (int i = 0; i < 8; ++i)
            QVERIFY(w.tablet.note(w.org.team.id, u"note %1 of %2"_s.arg(i).arg(part)));
        QVERIFY(w.tablet.settle(w.service) > 0);
        w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
        w.service.bringUp();
        QVERIFY(w.tablet.settle(w.service) > 0);
    }
    QVERIFY(w.tablet.note(w.org.team.id, u"the last"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);

    EngineDevice restored(w.org, w.org.tablet, 9, {w.org.org.id, w.org.team.id, w.org.intake.id});
    QVERIFY2(restored.settle(w.service, 2048) > 5, qPrintable(restored.lastError.detail));
    QVERIFY(restored.last.doubted.isEmpty());
    QCOMPARE(restored.last.pending, 0);
    QCOMPARE(restored.texts(), w.tablet.texts());
    for (const auto &stored : w.service.log(w.org.team.id))
        QVERIFY(restored.journal.state.held.contains(stored.hash));
    QVERIFY(restored.note(w.org.team.id, u"and on"_s));
    QVERIFY(restored.settle(w.service) > 0);
    QCOMPARE(restored.last.pending, 0);
}

void TestOlderCopy::aRestoredKioskGoesOn()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"one"_s));
    const MemoryJournal::State backup = w.kiosk.journal.state; // not sent yet in the copy
    QVERIFY(w.kiosk.note(w.org.intake.id, u"two"_s));
    QVERIFY(w.settleAll());
    w.kiosk.journal.state = backup;
    w.kiosk.restart();
    QVERIFY(w.kiosk.note(w.org.intake.id, u"three"_s));
    QVERIFY2(w.kiosk.settle(w.service) > 0, qPrintable(w.kiosk.lastError.detail));
    QCOMPARE(w.kiosk.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    const QStringList texts = w.champion.texts();
    QVERIFY(texts.contains(u"one"_s) && texts.contains(u"two"_s) && texts.contains(u"three"_s));
}

QTEST_APPLESS_MAIN(TestOlderCopy)
#include "test_oldercopy.moc"
