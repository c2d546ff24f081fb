// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/schedule.h"

#include <QTest>

using namespace safelight;
using namespace std::chrono_literals;

/// When to try again.
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
            QCOMPARE(schedule.failures(), 40);
        }
        QVERIFY(longest > 10min); // and they do grow
    }
    void aSaveForgetsTheFailures()
    {
        SeededRandom random(1);
        SyncSchedule schedule(random);
        for (int n = 0; n < 10; ++n)
            (void)schedule.afterFailure();
        schedule.saved();
        QCOMPARE(schedule.failures(), 0);
        QVERIFY(schedule.afterFailure() <= 2s);
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
        (void)schedule.afterFailure();
        SyncOutcome outcome;
        outcome.again = true;
        QCOMPARE(schedule.afterSuccess(outcome), 0ms);
        outcome.again = false;
        QVERIFY(schedule.afterSuccess(outcome) > 0ms);
        QCOMPARE(schedule.failures(), 0);
    }
    void aReturningNetworkIsNotStormed()
    {
        SeededRandom random(1);
        SyncSchedule schedule(random);
        for (int n = 0; n < 100; ++n)
            QVERIFY(schedule.afterNetworkReturned() <= 5s);
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "test_schedule.moc"
