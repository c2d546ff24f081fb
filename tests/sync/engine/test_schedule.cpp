// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/requestbudget.h"
#include "sync/engine/schedule.h"

#include <QTest>

using namespace safelight;
using namespace std::chrono_literals;

/// When to try again, and how much at once.
class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesGrowAndAreBounded()
    {
        std::chrono::milliseconds longest = 0ms;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SeededRandom random(seed);
            SyncSchedule schedule(random);
            std::chrono::milliseconds limit = 2s;
            for (int n = 0; n < 40; ++n) {
                const auto pause = schedule.afterFailure();
                QVERIFY(pause >= 0ms && pause <= limit);
                longest = std::max(longest, pause);
                limit = std::min<std::chrono::milliseconds>(limit * 2, 15min);
            }
        }
        QVERIFY(longest > 10min); // and they do grow
    }
    void aSaveForgetsTheFailures()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SeededRandom random(seed);
            SyncSchedule schedule(random);
            for (int n = 0; n < 10; ++n)
                (void)schedule.afterFailure();
            schedule.saved();
            QVERIFY(schedule.afterFailure() <= 2s);
        }
    }
    void retryAfterIsHonoured()
    {
        SeededRandom random(1);
        SyncSchedule schedule(random);
        for (int n = 0; n < 100; ++n) {
            const auto pause = schedule.afterFailure(60s);
            QVERIFY(pause >= 60s && pause <= 90s);
        }
        QVERIFY(schedule.afterFailure(-5s) >= 0ms);
        QVERIFY(schedule.afterFailure(std::chrono::hours(1'000'000)) <= 36h);
    }
    void successGoesOnWhileThereIsMore()
    {
        SeededRandom random(1);
        SyncSchedule schedule(random);
        SyncOutcome outcome;
        outcome.again = true;
        QCOMPARE(schedule.afterSuccess(outcome), 0ms);
        outcome.again = false;
        QVERIFY(schedule.afterSuccess(outcome) > 0ms);
    }
    void aSuccessForgetsTheFailures()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SeededRandom random(seed);
            SyncSchedule schedule(random);
            for (int n = 0; n < 10; ++n)
                (void)schedule.afterFailure();
            (void)schedule.afterSuccess({});
            QVERIFY(schedule.afterFailure() <= 2s);
        }
    }
    void aReturningNetworkIsNotStormed()
    {
        SeededRandom random(1);
        SyncSchedule schedule(random);
        for (int n = 0; n < 100; ++n)
            QVERIFY(schedule.afterNetworkReturned() <= 5s);
    }
    void aSlowLinkIsGivenLess_data()
    {
        QTest::addColumn<ErrorCode>("why");
        QTest::addColumn<bool>("lessThen");
        QTest::newRow("timed out") << ErrorCode::TimedOut << true;
        QTest::newRow("no network") << ErrorCode::Offline << false;
        QTest::newRow("busy") << ErrorCode::ServiceUnavailable << false;
        QTest::newRow("signed out") << ErrorCode::Unauthorised << false;
    }
    void aSlowLinkIsGivenLess()
    {
        QFETCH(ErrorCode, why);
        QFETCH(bool, lessThen);
        LinkBudget link;
        QCOMPARE(link.next(), RequestBudget());
        link.failed(why);
        QCOMPARE(link.next().pushBytes, RequestBudget().pushBytes / (lessThen ? 2 : 1));
        QCOMPARE(link.next().answerBytes, RequestBudget().answerBytes / (lessThen ? 2 : 1));
        for (int n = 0; n < 20; ++n)
            link.failed(why);
        if (lessThen)
            QCOMPARE(link.next(), (RequestBudget{RequestBudget::kFloor, RequestBudget::kFloor}));
    }
    void aLinkThatAnswersIsGivenMore()
    {
        LinkBudget link;
        link.answered();
        QCOMPARE(link.next(), RequestBudget()); // never more than the service takes
        for (int n = 0; n < 20; ++n)
            link.failed(ErrorCode::TimedOut);
        for (int n = 0; n < 3; ++n)
            link.answered();
        QCOMPARE(link.next().pushBytes, RequestBudget::kFloor); // proves itself first
        link.answered();
        QCOMPARE(link.next().pushBytes, 2 * RequestBudget::kFloor);
        link.answered();
        QCOMPARE(link.next().pushBytes, 4 * RequestBudget::kFloor);
        for (int n = 0; n < 20; ++n)
            link.answered();
        QCOMPARE(link.next(), RequestBudget());
    }
    void mostRequestsGetThroughASteadyLink()
    {
        constexpr qint64 kCarries = qint64(100) * 1024;
        LinkBudget link;
        int through = 0;
        for (int n = 0; n < 1000; ++n) {
            const bool fits = link.next().pushBytes <= kCarries;
            through += fits ? 1 : 0;
            fits ? link.answered() : link.failed(ErrorCode::TimedOut);
        }
        QVERIFY2(through > 700, qPrintable(QString::number(through)));
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "test_schedule.moc"
