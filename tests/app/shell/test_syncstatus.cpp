// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/shell/syncdevice.h"

#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// What people are told of the sync: in words, in kind and with what they can do.
class TestSyncStatus final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

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
        for (int round = 0; round < 2; ++round) {
            QTRY_VERIFY(d.asks());
            QCOMPARE(d.waitS(), 0U);
            d.good();
        }
        QTRY_COMPARE(d.phase(), Phase::Listening); // for what the other spaces bring
        QCOMPARE(d.status.title(), u"2 cannot be sent"_s);
        d.vault.pushes = d.vault.takes = true;
        d.loop.tryNow();
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
                                     << u"its certificate does not fit"_s;
        QTest::newRow("portal") << ErrorCode::Unintelligible << SyncStatus::Kind::Warning << u"sign in"_s;
        QTest::newRow("busy") << ErrorCode::ServiceUnavailable << SyncStatus::Kind::Warning << u"busy"_s;
        QTest::newRow("unknown device") << ErrorCode::Unauthorised << SyncStatus::Kind::Warning << u"does not know"_s;
        QTest::newRow("silence") << ErrorCode::TimedOut << SyncStatus::Kind::Warning << u"No answer came"_s;
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
        d.good();
        QTRY_VERIFY(!d.status.clockText().isEmpty());
    }

    void saysThatACopyFindsNoRoomAndTriesAgain()
    {
        Device d;
        d.vault.pendingCount = 2;
        d.vault.takes = false;
        d.locked.isFull = true;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.loop.detach();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.status.waiting(), 2);
        QCOMPARE(d.status.title(), u"The storage of this device is in trouble"_s);
        d.locked.isFull = false;
        d.loop.tryNow();
        QTRY_VERIFY(d.asks()); // the copies are there now, and on their way
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Resting);
        QCOMPARE(d.status.waiting(), 0);
    }

    void saysThatNothingNewFindsRoom()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.next.onlyFinishing = true;
        d.vault.next.outcome.again = true; // there is more, and no room for it: not in circles
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Pausing);
        QCOMPARE(d.status.title(), u"The storage of this device is in trouble"_s);
        QVERIFY(d.status.text().contains(u"Free some room"_s));
    }

    void saysThatThePersonWasRemoved()
    {
        Device d;
        d.loop.attach(d.vault);
        QTRY_VERIFY(d.asks());
        d.vault.next.outcome.removed = true;
        d.good();
        QTRY_COMPARE(d.phase(), Phase::Listening); // for what the other spaces bring
        QVERIFY(d.status.text().contains(u"no longer"_s));
    }
};

QTEST_GUILESS_MAIN(TestSyncStatus)
#include "test_syncstatus.moc"
