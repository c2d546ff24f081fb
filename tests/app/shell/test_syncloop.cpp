// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shell/syncdevice.h"

#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace safelight::testing;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using namespace Qt::StringLiterals;

/// When the loop asks the service, what it sends, and how long it pauses.
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

    /// What the service forgot is no longer "Sent": the lists are read again.
    void aServiceThatWasRestoredIsNews()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        QSignalSpy received(&d.loop, &SyncLoop::received);
        d.vault.next.outcome.rewound = true;
        d.vault.next.outcome.again = true;
        d.good();
        QTRY_VERIFY(d.asks());
        QCOMPARE(received.size(), 1);
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

    void aSlowLinkIsSentLessWhileLockedToo()
    {
        Device d;
        d.locked.waiting = 5;
        d.loop.start();
        QTRY_VERIFY(d.asks());
        const qint64 whole = d.locked.asked.pushBytes;
        for (int round = 1; round <= 3; ++round) {
            d.bad(ErrorCode::TimedOut);
            QTRY_COMPARE(d.phase(), Phase::Pausing);
            d.loop.tryNow();
            QTRY_VERIFY(d.asks());
            QVERIFY(d.locked.asked.pushBytes <= (whole >> round));
        }
        const qint64 least = d.locked.asked.pushBytes;
        d.locked.takesPerPush = 0;
        for (int round = 0; round < 20 && d.locked.asked.pushBytes == least; ++round) {
            d.good();
            QTRY_VERIFY(d.asks() || d.phase() == Phase::Pausing);
            d.loop.tryNow();
            QTRY_VERIFY(d.asks());
        }
        QVERIFY(d.locked.asked.pushBytes > least);
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

    void aNetworkThatReturnsDoesNotCutRetryAfterShort()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.bad(ErrorCode::ServiceUnavailable, u"retry-after=120"_s);
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        d.loop.networkReturned();
        QVERIFY(d.loop.state().pause >= 120s);
    }

    void aLinkThatIsNotThereIsNotCalledSlow()
    {
        Device d;
        d.vault.pendingCount = 1;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        for (int i = 0; i < 8; ++i) {
            QTRY_VERIFY(d.asks());
            d.bad(ErrorCode::Offline);
            QTRY_COMPARE(d.phase(), Phase::Pausing);
            d.loop.tryNow();
        }
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.vault.asked, RequestBudget());
    }

    /// A space that this person has left, with a note that nobody takes any more, does not slow the others.
    void whatIsNotPushedDoesNotKeepUsFromListening()
    {
        Device d;
        d.vault.pendingCount = 1;
        d.vault.pushes = false;
        d.vault.takes = false;
        d.loop.attach(d.vault);
        for (int round = 0; round < 3; ++round) {
            QTRY_VERIFY(d.asks());
            d.clock.advance(50s);
            d.vault.next.outcome.removed = true;
            d.good();
            QTRY_VERIFY(d.phase() != Phase::Working);
            QVERIFY(d.phase() != Phase::Pausing);
        }
        QTRY_VERIFY(d.asks());
        QCOMPARE(d.waitS(), SyncLoop::kListenSeconds);
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
};

QTEST_GUILESS_MAIN(TestSyncLoop)
#include "test_syncloop.moc"
