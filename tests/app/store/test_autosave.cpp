// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/autosave.h"

#include <QElapsedTimer>
#include <QTest>

using namespace safelight;
using namespace std::chrono_literals;

namespace
{

/// A disk that answers when it is told to, with what it is told to.
struct Disk {
    std::vector<QPromise<Done>> asked;
    std::optional<Done> atOnce;
    int writes = 0;
    QList<bool> told;

    QFuture<Done> write()
    {
        ++writes;
        asked.emplace_back();
        asked.back().start();
        QFuture<Done> future = asked.back().future();
        if (atOnce)
            answer(*atOnce);
        return future;
    }
    void answer(Done result, std::size_t which = SIZE_MAX)
    {
        QPromise<Done> &promise = asked[which == SIZE_MAX ? asked.size() - 1 : which];
        promise.addResult(std::move(result));
        promise.finish();
    }
};

constexpr Autosave::Pace kQuick{1ms, 1ms, 4ms};

} // namespace

/// The clockwork behind every draft: kept means that the disk said so, and a failure is tried again by itself.
class TestAutosave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreKeptOnlyWhenTheDiskSaysSo()
    {
        Disk disk;
        Autosave autosave([&] { return disk.write(); }, [&](const Done &r) { disk.told << r.has_value(); }, kQuick);
        QVERIFY(!autosave.isDirty());
        autosave.touched();
        QVERIFY(autosave.isDirty());
        QTRY_COMPARE(disk.writes, 1);
        QVERIFY(autosave.isDirty()); // on its way is not there
        disk.answer(done());
        QTRY_VERIFY(!autosave.isDirty());
        QCOMPARE(disk.told, QList<bool>{true});
        autosave.flush();
        QCOMPARE(disk.writes, 1);
    }

    void whatChangedMeanwhileIsWrittenToo()
    {
        Disk disk;
        Autosave autosave([&] { return disk.write(); }, [&](const Done &r) { disk.told << r.has_value(); }, kQuick);
        autosave.touched();
        autosave.flush();
        autosave.touched();
        disk.answer(done());
        QTRY_COMPARE(disk.told.size(), 1);
        QVERIFY(autosave.isDirty());
        QTRY_COMPARE(disk.writes, 2);
        disk.answer(done());
        QTRY_VERIFY(!autosave.isDirty());
    }

    void aFullDiskIsTriedAgainWithoutAnotherKey()
    {
        Disk disk;
        disk.atOnce = Done(ErrorCode::DiskFull);
        Autosave autosave([&] { return disk.write(); }, [&](const Done &r) { disk.told << r.has_value(); }, kQuick);
        autosave.touched();
        QTRY_VERIFY(disk.writes >= 3);
        QVERIFY(autosave.isDirty());
        disk.atOnce = done(); // room again
        QTRY_VERIFY(!autosave.isDirty());
        QVERIFY(disk.told.last());
    }

    void thePauseGrowsToItsLimit()
    {
        Disk disk;
        disk.atOnce = Done(ErrorCode::DiskFull);
        Autosave autosave([&] { return disk.write(); }, [](const Done &) {}, {1ms, 10ms, 40ms});
        QElapsedTimer timer;
        timer.start();
        autosave.touched();
        QTRY_COMPARE(disk.writes, 5);
        QVERIFY2(timer.elapsed() >= 10 + 20 + 40 + 40 - 4, qPrintable(QString::number(timer.elapsed())));
    }

    void leavingWaitsForTheDisk_data()
    {
        QTest::addColumn<bool>("well");
        QTest::newRow("kept") << true;
        QTest::newRow("refused") << false;
    }
    void leavingWaitsForTheDisk()
    {
        QFETCH(const bool, well);
        Disk disk;
        Autosave autosave([&] { return disk.write(); }, [&](const Done &r) { disk.told << r.has_value(); });
        QList<bool> left;
        autosave.whenSafe([&](const Done &r) { left << r.has_value(); });
        QCOMPARE(left, QList<bool>{true}); // nothing to keep: at once
        autosave.touched();
        autosave.whenSafe([&](const Done &r) { left << r.has_value(); });
        QCOMPARE(left.size(), 1);
        disk.answer(well ? done() : Done(ErrorCode::DiskFull));
        QTRY_COMPARE(left.size(), 2);
        QCOMPARE(left.last(), well);
        QCOMPARE(autosave.isDirty(), !well);
    }

    void leavingTakesTheLastWordAlong()
    {
        Disk disk;
        Autosave autosave([&] { return disk.write(); }, [](const Done &) {});
        int left = 0;
        autosave.touched();
        autosave.whenSafe([&](const Done &) { ++left; });
        autosave.touched(); // after the write was on its way
        disk.answer(done());
        QTRY_COMPARE(disk.writes, 2);
        QCOMPARE(left, 0);
        disk.answer(done());
        QTRY_COMPARE(left, 1);
    }

    void answersToWhatWasForgottenAreForNobody()
    {
        Disk disk;
        Autosave autosave([&] { return disk.write(); }, [&](const Done &r) { disk.told << r.has_value(); }, kQuick);
        autosave.touched();
        autosave.flush();
        autosave.forget();
        QVERIFY(!autosave.isDirty());
        autosave.touched(); // of another record
        QTRY_COMPARE(disk.writes, 2);
        disk.answer(Done(ErrorCode::DiskFull), 0);
        disk.answer(done(), 1);
        QTRY_COMPARE(disk.told, QList<bool>{true});
        QVERIFY(!autosave.isDirty());
    }
};

QTEST_GUILESS_MAIN(TestAutosave)
#include "test_autosave.moc"
