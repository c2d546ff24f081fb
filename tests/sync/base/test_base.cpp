// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/beginning.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/uuid7.h"
#include "sync/base/when_ready.h"

#include <QPromise>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <future>
#include <memory>

using namespace safelight;
using namespace Qt::StringLiterals;

namespace
{

class StoppedClock final : public Clock
{
public:
    UnixTime time = fromMs(1'775'000'000'000);
    [[nodiscard]] UnixTime now() const override { return time; }
    [[nodiscard]] std::chrono::milliseconds sinceBoot() const override { return std::chrono::milliseconds(0); }
};

} // namespace

class TestBase final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultCarriesOneOfTwo()
    {
        const Result<int> good = 5;
        QVERIFY(good);
        QCOMPARE(*good, 5);
        const Result<int> bad = Error{ErrorCode::NotFound, QStringLiteral("row")};
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::NotFound);
        QVERIFY(done());
        Result<std::unique_ptr<int>> moveOnly = std::make_unique<int>(7);
        const std::unique_ptr<int> taken = *std::move(moveOnly);
        QCOMPARE(*taken, 7);
    }

    void fixedBytes()
    {
        const QByteArray sixteen(16, 'x');
        QVERIFY(SpaceId::from(QByteArrayView(sixteen)));
        QVERIFY(!SpaceId::from(QByteArrayView(sixteen.left(15))));
        QVERIFY(!SpaceId::from(QByteArrayView(sixteen + 'x')));
        const SpaceId id = *SpaceId::from(QByteArrayView(sixteen));
        QCOMPARE(*SpaceId::fromHex(id.toHex()), id);
        QVERIFY(!SpaceId::fromHex(QStringLiteral("12")));
        QVERIFY(!SpaceId::fromHex(QStringLiteral("zz").repeated(16)));
        QVERIFY(SpaceId().isZero());
        QVERIFY(!id.isZero());
        Uuid low;
        Uuid high;
        low.bytes[0] = std::byte{0x7f};
        high.bytes[0] = std::byte{0x80};
        QVERIFY(low < high); // bytes are unsigned
    }

    void uuidsAlwaysGrow()
    {
        StoppedClock clock;
        SeededRandom random(1);
        Uuid7Generator ids(clock, random);
        Uuid last = ids.next();
        QVERIFY(isUuid7(last));
        QCOMPARE(millisecondsOf(last), toMs(clock.time));
        for (int i = 0; i < 1000; ++i) {
            clock.time += std::chrono::milliseconds(i % 7 - 3); // a clock that shakes
            const Uuid next = ids.next();
            QVERIFY(isUuid7(next));
            QVERIFY(last < next);
            last = next;
        }
        clock.time -= std::chrono::years(10);
        QVERIFY(last < ids.next());
    }

    void uuidsAreAboveTheirParents()
    {
        StoppedClock clock;
        SeededRandom random(1);
        Uuid7Generator ids(clock, random);
        StoppedClock ahead;
        ahead.time += std::chrono::years(10);
        Uuid7Generator other(ahead, random);
        const Uuid parent = other.next();
        const Uuid child = ids.next(std::span(&parent, 1));
        QVERIFY(parent < child);
        QVERIFY(child < ids.next());
    }

    void nobodysIdStopsTheGenerator()
    {
        StoppedClock clock;
        SeededRandom random(1);
        Uuid7Generator ids(clock, random);
        const Uuid before = ids.next();
        Uuid hostile; // the last millisecond that is accepted
        for (std::size_t i = 0; i < 6; ++i)
            hostile.bytes[i] = i == 0 ? std::byte{0x7f} : std::byte{0xff};
        hostile.bytes[6] = std::byte{0x7f};
        hostile.bytes[7] = std::byte{0xff};
        hostile.bytes[8] = std::byte{0x80};
        QVERIFY(isUuid7(hostile));
        Uuid last = ids.next(std::span(&hostile, 1));
        QVERIFY(hostile < last);
        for (int i = 0; i < 1000; ++i) {
            const Uuid next = ids.next();
            QVERIFY(isUuid7(next));
            QVERIFY(last < next);
            last = next;
        }
        Uuid ultimate = hostile; // nothing is above it: it is passed over
        for (std::size_t i = 8; i < 16; ++i)
            ultimate.bytes[i] = i == 8 ? std::byte{0xbf} : std::byte{0xff};
        QVERIFY(isUuid7(ultimate));
        Uuid7Generator others(clock, random);
        const Uuid mine = others.next(std::span(&ultimate, 1));
        QVERIFY(isUuid7(mine));
        QVERIFY(mine < others.next());
        QVERIFY(before < mine);

        Uuid tooLate = hostile;
        tooLate.bytes[0] = std::byte{0x80};
        QVERIFY(!isUuid7(tooLate));
    }

    void sameSeedSameNumbers()
    {
        std::array<std::byte, 20> one{};
        std::array<std::byte, 20> two{};
        SeededRandom(42).fill(one);
        SeededRandom(42).fill(two);
        QVERIFY(one == two);
        SeededRandom(43).fill(two);
        QVERIFY(one != two);
        // splitmix64 of seed 42 (Vigna's reference): 13679457532755275413
        SeededRandom random(42);
        QCOMPARE(random.below(~std::uint64_t(0)), std::uint64_t(13679457532755275413ULL));
        QCOMPARE(random.below(0), std::uint64_t(0));
        for (int i = 0; i < 100; ++i)
            QVERIFY(random.below(7) < 7);
    }

    /// Handed in, so threads share it: together they get each number of the sequence once.
    void sharedSeedLosesNoNumber()
    {
        constexpr int kEach = 50'000;
        const auto draw = [](SeededRandom &random) {
            QList<std::uint64_t> out;
            for (int i = 0; i < kEach; ++i)
                out.append(random.below(~std::uint64_t(0)));
            return out;
        };
        SeededRandom shared(7);
        auto other = std::async(std::launch::async, [&] { return draw(shared); });
        QList<std::uint64_t> together = draw(shared);
        together += other.get();
        SeededRandom alone(7);
        QList<std::uint64_t> expected = draw(alone);
        expected += draw(alone);
        std::ranges::sort(together);
        std::ranges::sort(expected);
        QVERIFY(together == expected);
    }

    void systemRandomFills()
    {
        std::array<std::byte, 33> bytes{};
        SystemRandom().fill(bytes);
        QVERIFY(bytes != (std::array<std::byte, 33>{}));
    }

    void systemClockRuns()
    {
        const SystemClock clock;
        QVERIFY(clock.now() > fromMs(1'700'000'000'000));
        QVERIFY(clock.sinceBoot() <= clock.sinceBoot());
    }

    void whenReadyCalls()
    {
        QPromise<int> promise;
        promise.start();
        int seen = 0;
        whenReady(promise.future(), this, [&](int value) { seen = value; });
        promise.addResult(9);
        promise.finish();
        QCOMPARE(seen, 0); // never from inside the call that finishes
        QTRY_COMPARE(seen, 9);
    }

    void aBeginningCutsNoCharacter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("beginning");
        QTest::newRow("nothing") << QString() << 5 << QString();
        QTest::newRow("fits") << u"abcde"_s << 5 << u"abcde"_s;
        QTest::newRow("cut") << u"abcdef"_s << 5 << u"abcd…"_s;
        QTest::newRow("one line") << u" a\n\tb "_s << 5 << u"a b"_s;
        QTest::newRow("before the space") << u"abc def"_s << 5 << u"abc…"_s;
        QTest::newRow("a pair fits") << u"abc\U0001F622"_s << 5 << u"abc\U0001F622"_s;
        QTest::newRow("a pair in the way") << u"abc\U0001F622def"_s << 5 << u"abc…"_s;
        QTest::newRow("an accent of its own") << u"abce\u0301f"_s << 5 << u"abc…"_s;
        QTest::newRow("mostly spaces") << u"ab"_s + QString(500, u' ') + u"cd"_s << 3 << u"ab…"_s;
    }
    void aBeginningCutsNoCharacter()
    {
        QFETCH(const QString, text);
        QFETCH(const int, most);
        QTEST(beginningOf(text, most), "beginning");
    }

    void whenReadyIsSilentAfterItsContext()
    {
        QPromise<int> promise;
        promise.start();
        int seen = 0;
        auto context = std::make_unique<QObject>();
        whenReady(promise.future(), context.get(), [&](int value) { seen = value; });
        context.reset();
        promise.addResult(9);
        promise.finish();
        QCoreApplication::processEvents();
        QCOMPARE(seen, 0);
    }

    void whenReadyOfAFinishedFuture()
    {
        QPromise<std::unique_ptr<int>> promise;
        promise.start();
        promise.addResult(std::make_unique<int>(3));
        promise.finish();
        int seen = 0;
        whenReady(promise.future(), this, [&](std::unique_ptr<int> value) { seen = *value; });
        QTRY_COMPARE(seen, 3);
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "test_base.moc"
