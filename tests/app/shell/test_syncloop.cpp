// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncloop.h"
#include "app/shell/syncstatus.h"
#include "tests/app/shell/syncfakes.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace safelight::testing;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using namespace Qt::StringLiterals;

namespace
{

/// One device: fakes around a real loop and its status.
struct Device {
    FakeTransport transport;
    FakeLocked locked;
    FakeUnlocked vault;
    ManualClock clock{1'795'554'240'000}; // 24 Nov 2026, 21:04 UTC
    SeededRandom random{7};
    SyncLoop loop{transport, locked, clock, random};
    SyncStatus status{clock, QTimeZone::utc()};

    Device() { status.follow(&loop); }
    [[nodiscard]] SyncState::Phase phase() const { return loop.state().phase; }
    [[nodiscard]] std::uint32_t waitS() const { return transport.pending.front().request.waitS; }
    [[nodiscard]] bool asks() const { return !transport.pending.empty(); }
    void good() { transport.answer(SyncResponse{}); }
    void bad(ErrorCode code, const QString &detail = {}) { transport.answer(Error{code, detail}); }
};

using Phase = SyncState::Phase;

} // namespace

class TestSyncLoop final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void restsWhileLockedWithNothingToSend()
    {
        Device d;
        d.loop.start();
        QTRY_COMPARE(d.phase(), Phase::Resting);
        QCOMPARE(d.transport.requests, 0);
    }

    void pushesSealedCopiesWhileLocked()
    {
        Device d;
        d.locked.waiting = 3;
        d.locked.takesPerPush = 2;
        d.loop.start();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.transport.pending.front().request.maxBytes, 0U);
        d.good();
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Resting);
        QCOMPARE(d.transport.requests, 2);
        QCOMPARE(d.loop.state().waiting, 0);
    }

    void aPushThatTakesNothingDoesNotRunInCircles()
    {
        Device d;
        d.locked.waiting = 2;
        d.locked.takesPerPush = 0;
        d.loop.start();
        for (int round = 0; round < 2; ++round) {
            QTRY_VERIFY(d.asks());
            d.good();
        }
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.loop.state().waiting, 2);
    }

    void catchesUpThenListens()
    {
        Device d;
        d.loop.start();
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.waitS(), 0U);
        d.vault.next.outcome.received = 10;
        d.vault.next.outcome.again = true;
        QSignalSpy received(&d.loop, &SyncLoop::received);
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(received.size(), 1);
        QCOMPARE(d.waitS(), 0U);
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.waitS(), SyncLoop::kListenSeconds);
        QCOMPARE(d.phase(), Phase::Listening);
    }

    void aSaveInterruptsTheLongPoll()
    {
        Device d;
        listen(d);
        d.vault.pendingCount = 1;
        d.loop.saved();
        QCOMPARE(d.transport.interrupts, 1);
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.waitS(), 0U);
        QCOMPARE(d.transport.pending.front().request.asks.first().push.size(), 1);
        QVERIFY(!d.loop.state().error);
        QTRY_COMPARE(d.locked.forwards, 1);
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Listening);
        QCOMPARE(d.loop.state().waiting, 0);
    }

    void aSaveDuringARequestIsSentRightAfterIt()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.pendingCount = 1;
        d.loop.saved();
        QCOMPARE(d.transport.interrupts, 0);
        d.vault.takes = false;
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.transport.requests, 2);
        QCOMPARE(d.waitS(), 0U);
    }

    void failuresPauseAndTryAgain()
    {
        Device d;
        d.vault.pendingCount = 3;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.takes = false;
        d.good();
        QTRY_COMPARE(d.loop.state().waiting, 3);
        d.loop.tryNow();
        QTRY_VERIFY(d.asks());
        d.bad(ErrorCode::Offline);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(d.loop.state().pause <= 15min);
        d.vault.takes = true;
        d.loop.tryNow();
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Listening);
        QVERIFY(!d.loop.state().error);
    }

    void aSlowLinkIsSentLess()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        const qint64 whole = d.vault.asked.pushBytes;
        for (int round = 1; round <= 3; ++round) {
            d.bad(ErrorCode::TimedOut);
            QTRY_COMPARE(d.phase(), Phase::Pausing);
            d.loop.tryNow();
            QTRY_VERIFY(d.asks());
            QVERIFY(d.vault.asked.pushBytes <= (whole >> round));
        }
        const qint64 least = d.vault.asked.pushBytes;
        for (int round = 0; round < 20 && d.vault.asked.pushBytes == least; ++round) {
            d.vault.next.outcome.again = true;
            d.good();
            QTRY_VERIFY(d.asks());
        }
        QVERIFY(d.vault.asked.pushBytes > least);
    }

    void honoursRetryAfter()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.bad(ErrorCode::ServiceUnavailable, u"retry-after=120"_s);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(d.loop.state().pause >= 120s);
        QVERIFY(d.loop.state().pause <= 180s);
    }

    void whatTheServiceWillNotTakeIsNotPushedInCircles()
    {
        Device d;
        d.vault.pendingCount = 1;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.transport.requests, 1);
    }

    void aLongPollThatComesBackAtOnceIsNotRepeatedAtOnce()
    {
        Device d;
        listen(d);
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(!d.loop.state().error);
    }

    void aLongPollThatRanItsTimeIsRepeated()
    {
        Device d;
        listen(d);
        d.clock.advance(50s);
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.waitS(), SyncLoop::kListenSeconds);
    }

    void aLieIsRefusedAndToldAndTriedAgainLater()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.absorbError = ErrorCode::NotAuthentic;
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Danger);
        QVERIFY(d.status.text().contains(u"SL-14"_s));
    }

    void oneSpaceInDoubtIsToldWhileTheOthersGoOn()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.next.outcome.doubted.insert(SpaceId{}, ErrorCode::Conflict);
        d.good();
        QTRY_VERIFY(d.asks()); // no pause: what the other spaces have to say is heard
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Danger);
        d.good(); // believed again
        QTRY_VERIFY(d.status.kind() != SyncStatus::Kind::Danger);
    }

    void lockingDropsTheRequestAndForgetsItsAnswer()
    {
        Device d;
        d.vault.pendingCount = 2;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        QTRY_COMPARE(d.locked.waiting, 2);
        d.loop.detach();
        QCOMPARE(d.transport.interrupts, 1);
        QTRY_VERIFY(d.asks()); // now push-only
        QCOMPARE(d.transport.pending.front().request.maxBytes, 0U);
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Resting);
        QVERIFY(!d.loop.state().error);
    }

    void inTheBackgroundItDoesNotListen()
    {
        Device d;
        d.loop.setForeground(false);
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(d.loop.state().pause >= SyncLoop::kBackgroundPause);
        d.loop.setForeground(true);
        QTRY_COMPARE(d.phase(), Phase::Listening);
    }

    void colleaguesSealedCopiesGoOutWhileOneVaultIsOpen()
    {
        Device d;
        d.locked.waiting = 4;
        d.locked.takesPerPush = 0;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.transport.pending.front().request.maxBytes, 0U);
        d.locked.takesPerPush = 100;
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Listening);
        QCOMPARE(d.loop.state().waiting, 0);
    }

    void aSaveCountsBeforeAnyAnswer()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.bad(ErrorCode::Offline);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.status.title(), u"No connection"_s);
        d.vault.pendingCount = 1;
        d.loop.saved();
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.loop.state().waiting, 1);
        d.bad(ErrorCode::Offline);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.loop.state().waiting, 1);
        QCOMPARE(d.status.title(), u"1 waiting, safe here"_s);
    }

    void whatWasUnsentAtUnlockingCountsBeforeAnyAnswer()
    {
        Device d;
        d.vault.pendingCount = 4;
        d.loop.attach(d.vault);
        QTRY_COMPARE(d.loop.state().waiting, 4);
        QVERIFY(d.asks()); // nothing was answered
    }

    void isNeverFineWhileSomethingWaits()
    {
        Device d;
        listen(d);
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Success);
        QSignalSpy changed(&d.loop, &SyncLoop::changed);
        bool wasFine = false;
        QObject::connect(&d.status, &SyncStatus::changed, &d.status,
                         [&] { wasFine = wasFine || d.status.kind() == SyncStatus::Kind::Success; });
        d.vault.pendingCount = 2;
        d.loop.saved();
        QCOMPARE(changed.size(), 1); // at once
        QVERIFY(d.status.kind() != SyncStatus::Kind::Success);
        QTRY_COMPARE(d.loop.state().waiting, 2);
        QTRY_VERIFY(d.asks());
        QVERIFY(!wasFine);
        d.good();
        QTRY_COMPARE(d.status.kind(), SyncStatus::Kind::Success);
    }

    void aLockRightAfterASaveStillSendsIt()
    {
        Device d;
        listen(d);
        d.vault.pendingCount = 1; // durable, but its signal has not come: the model is gone with the lock
        d.locked.takesPerPush = 1;
        d.loop.detach();
        QTRY_COMPARE(d.locked.forwards, 1);
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.transport.pending.front().request.maxBytes, 0U);
        QCOMPARE(d.loop.state().waiting, 1);
        QVERIFY(d.status.kind() != SyncStatus::Kind::Success);
        d.good();
        QTRY_COMPARE(d.loop.state().waiting, 0);
        QTRY_COMPARE(d.phase(), Phase::Resting);
    }

    void pausesGrowWhileSomethingStaysBehind()
    {
        Device d;
        d.vault.pendingCount = 1;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        milliseconds longest{0};
        for (int round = 0; round < 12; ++round) {
            QTRY_VERIFY(d.asks());
            d.good();
            QTRY_COMPARE(d.phase(), Phase::Pausing);
            longest = std::max(longest, d.loop.state().pause);
            d.loop.tryNow();
        }
        QVERIFY2(longest > 1min, "twelve fruitless rounds in a row, and still no longer pause");
    }

    void refusedCopiesOfColleaguesAreNotPushedAfterEveryLongPoll()
    {
        Device d;
        d.locked.waiting = 4;
        d.locked.takesPerPush = 0;
        d.loop.attach(d.vault);
        int pushes = 0;
        for (int round = 0; round < 60; ++round) {
            QTRY_VERIFY(d.asks());
            pushes += d.transport.pending.front().request.maxBytes == 0 ? 1 : 0;
            d.clock.advance(10s);
            d.good();
        }
        QVERIFY2(pushes >= 2 && pushes < 20, qPrintable(QString::number(pushes)));
    }

    // What people are told

    void saysThatThereIsNoServiceYet()
    {
        ManualClock clock;
        SyncStatus status(clock, QTimeZone::utc());
        QCOMPARE(status.title(), u"Not connected to a service"_s);
        QVERIFY(status.text().contains(u"administrator"_s));
        QCOMPARE(status.kind(), SyncStatus::Kind::Info);
        QVERIFY(status.actionText().isEmpty());
        status.follow(nullptr, Error{ErrorCode::DiskFault, {}});
        QVERIFY2(status.text().contains(u"SL-24"_s), qPrintable(status.text()));
        QCOMPARE(status.title(), u"The storage of this device is in trouble"_s);
        QCOMPARE(status.actionText(), u"Try now"_s);
        QSignalSpy asked(&status, &SyncStatus::connectRequested);
        status.tryNow();
        QCOMPARE(asked.size(), 1);
    }

    void saysThatARemovedAuthorsNotesCannotBeSent()
    {
        Device d;
        d.locked.waiting = 3;
        d.locked.takesPerPush = 0;
        d.loop.start();
        QTRY_VERIFY(d.asks());
        d.transport.answer(SyncResponse{0, {Answer{{}, SpaceStatus::Forbidden, 0, {}, {}, {}, false, {}, 0}}});
        QTRY_VERIFY(d.loop.state().stuck > 0);
        QCOMPARE(d.status.title(), u"3 cannot be sent"_s);
        QVERIFY(d.status.text().contains(u"administrator"_s));
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Warning);
    }

    void saysThatADemotedAuthorsNotesCannotBeSent()
    {
        Device d;
        d.vault.pendingCount = 2;
        d.vault.takes = false;
        d.vault.pushes = false; // the engine knows that it may not
        d.loop.attach(d.vault);
        for (int round = 0; round < 3; ++round) {
            QTRY_VERIFY(d.asks());
            d.good();
            QTRY_COMPARE(d.phase(), Phase::Pausing);
            d.loop.tryNow();
        }
        QCOMPARE(d.status.title(), u"2 cannot be sent"_s);
        d.vault.pushes = d.vault.takes = true;
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.status.kind(), SyncStatus::Kind::Success);
    }

    void saysWhenEverythingIsThere()
    {
        Device d;
        QCOMPARE(d.status.title(), u"Looking for the service"_s);
        listen(d);
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Success);
        QCOMPARE(d.status.text(), u"Everything is with the service, 21:04."_s);
        QVERIFY(d.status.actionText().isEmpty());
    }

    void saysHowManyWaitAndThatTheyAreSafe()
    {
        Device d;
        d.vault.pendingCount = 3;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.loop.state().waiting, 3);
        d.loop.tryNow();
        QTRY_VERIFY(d.asks());
        d.bad(ErrorCode::Offline);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(d.status.text().startsWith(u"3 "_s));
        QVERIFY(d.status.text().contains(u"safe"_s));
        QCOMPARE(d.status.actionText(), u"Try now"_s);
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Info); // offline is information, not an error
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<SyncStatus::Kind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("certificate") << ErrorCode::UntrustedCertificate << SyncStatus::Kind::Danger
                                     << u"certificate is not the one this device was given"_s;
        QTest::newRow("portal") << ErrorCode::Unintelligible << SyncStatus::Kind::Warning << u"sign in"_s;
        QTest::newRow("busy") << ErrorCode::ServiceUnavailable << SyncStatus::Kind::Warning << u"busy"_s;
        QTest::newRow("unknown device") << ErrorCode::Unauthorised << SyncStatus::Kind::Warning << u"does not know"_s;
        QTest::newRow("silence") << ErrorCode::TimedOut << SyncStatus::Kind::Warning << u"did not answer in time"_s;
        QTest::newRow("refused") << ErrorCode::ServiceUnavailable << SyncStatus::Kind::Warning << u"does not answer"_s;
        QTest::newRow("full") << ErrorCode::DiskFull << SyncStatus::Kind::Warning << u"saved is safe here"_s;
        QTest::newRow("no connection") << ErrorCode::Offline << SyncStatus::Kind::Info << u"go on writing"_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(const ErrorCode, code);
        QFETCH(const SyncStatus::Kind, kind);
        QFETCH(const QString, words);
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.bad(code);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.status.kind(), kind);
        QVERIFY2(d.status.text().contains(words), qPrintable(d.status.text()));
        QCOMPARE(d.status.actionText(), u"Try now"_s);
    }

    void saysThatTheClockLooksWrong()
    {
        Device d;
        QVERIFY(d.status.clockText().isEmpty());
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.next.clockSuspect = true;
        d.vault.next.attention = 2;
        d.good();
        QTRY_VERIFY(!d.status.clockText().isEmpty());
        QCOMPARE(d.status.attention(), 2);
        QCOMPARE(d.status.kind(), SyncStatus::Kind::Warning);
    }

    void saysThatThePersonWasRemoved()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.next.outcome.removed = true;
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QVERIFY(d.status.text().contains(u"no longer"_s));
    }

private:
    static void listen(Device &d)
    {
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Listening);
        QTRY_VERIFY(d.asks());
    }
};

QTEST_GUILESS_MAIN(TestSyncLoop)
#include "test_syncloop.moc"
