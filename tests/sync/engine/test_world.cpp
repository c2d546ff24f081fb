// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/world.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

struct Range {
    quint64 from = 1;
    int count = 1000;
};
Range g_seeds; // from the command line: test_world --seeds 1000000 --from 1, or --seed 42

} // namespace

/// Many worlds, none of which may break a promise; and planted bugs, each of which must be noticed.
class TestWorld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void promisesHold();
    void aSeedReplays();
    void clocksDecideNothing();
    void aPlantedBugIsCaught_data();
    void aPlantedBugIsCaught();
};

void TestWorld::promisesHold()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < g_seeds.count; ++i) {
        const quint64 seed = g_seeds.from + quint64(i);
        World world(seed);
        const QStringList violations = world.run();
        QVERIFY2(violations.isEmpty(), qPrintable(u"seed %1 (test_world --seed %1): %2\n  %3"_s.arg(seed).arg(
                                           world.summary(), violations.join(u"\n  "_s))));
        if (g_seeds.count == 1 || (i + 1) % 10'000 == 0)
            qInfo("%d worlds; the last: %s", i + 1, qPrintable(world.summary()));
    }
    qInfo("%d worlds from seed %llu in %.1f s", g_seeds.count, g_seeds.from, double(timer.elapsed()) / 1000.0);
}

void TestWorld::aSeedReplays()
{
    for (quint64 seed = 1; seed <= 5; ++seed) {
        World first(seed);
        QVERIFY(first.run().isEmpty());
        World second(seed);
        QVERIFY(second.run().isEmpty());
        QCOMPARE(second.summary(), first.summary());
        QCOMPARE(second.seenBy(u"champion"_s), first.seenBy(u"champion"_s));
    }
}

void TestWorld::clocksDecideNothing() // 17
{
    for (quint64 seed = 1; seed <= 20; ++seed) {
        World wild(seed);
        QVERIFY(wild.run().isEmpty());
        WorldOptions steady;
        steady.clockJumps = false;
        World calm(seed, steady);
        QVERIFY(calm.run().isEmpty());
        for (const QString &device : {u"tablet"_s, u"champion"_s, u"admin"_s})
            QCOMPARE(calm.seenBy(device), wild.seenBy(device));
    }
}

void TestWorld::aPlantedBugIsCaught_data()
{
    QTest::addColumn<int>("mutation");
    QTest::addColumn<QList<int>>("promises"); // of which the first report must be one
    const auto row = [](const char *name, Mutation mutation, QList<int> promises) {
        QTest::newRow(name) << int(mutation) << promises;
    };
    row("an answer counts without its hash", Mutation::AckWithoutHash, {3});
    row("sending counts as having arrived", Mutation::AckOnSend, {3});
    row("applying twice makes two", Mutation::ApplyIsNotIdempotent, {2});
    row("the cursor is written before its content", Mutation::CursorBeforeApply, {1, 2, 7, 21});
    row("a refused envelope is deleted", Mutation::RefusedIsDeleted, {18});
    row("saved is said before it is", Mutation::SavedBeforeCommit, {1, 2});
    row("the service skips a row", Mutation::ServiceSkipsARow, {21});
    row("a rewind forgets data", Mutation::RewindForgets, {1, 2});
    row("nobody relays", Mutation::NobodyRelays, {2});
    row("the kiosk keeps the text", Mutation::KioskKeepsText, {11});
    row("plain text on the wire", Mutation::PlainOnTheWire, {20});
    row("acknowledged bytes change", Mutation::AckedIsSealedAgain, {9});
    row("rows drift", Mutation::RowsDrift, {4});
    row("a start forgets the newest keys", Mutation::StartsWithOldKeys, {12});
}

void TestWorld::aPlantedBugIsCaught()
{
    QFETCH(const int, mutation);
    QFETCH(const QList<int>, promises);
    constexpr quint64 kSeeds = 25;
    for (quint64 seed = 1; seed <= kSeeds; ++seed) {
        WorldOptions options;
        options.mutation = Mutation(mutation);
        World world(seed, options);
        const QStringList violations = world.run();
        if (!violations.isEmpty()) {
            const int promise = violations.first().section(u':', 0, 0).toInt();
            QVERIFY2(promises.contains(promise), qPrintable(u"noticed as something else: "_s + violations.first()));
            qInfo("caught by seed %llu: %s", seed, qPrintable(violations.first()));
            return;
        }
    }
    QFAIL("no world noticed it");
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "2000000000"); // a soak takes its time; CTest has a limit of its own
    QCommandLineParser parser;
    parser.addOption({u"seeds"_s, u"How many worlds."_s, u"count"_s, u"1000"_s});
    parser.addOption({u"from"_s, u"The first seed."_s, u"seed"_s, u"1"_s});
    parser.addOption({u"seed"_s, u"Replays one world."_s, u"seed"_s});
    if (!parser.parse(app.arguments())) { // something for Qt Test
        TestWorld test;
        return QTest::qExec(&test, argc, argv);
    }
    TestWorld test;
    const int soak = qEnvironmentVariableIntValue("SAFELIGHT_SEEDS"); // ./dev soak
    g_seeds = {parser.value(u"from"_s).toULongLong(), parser.value(u"seeds"_s).toInt()};
    if (parser.isSet(u"seed"_s))
        g_seeds = {parser.value(u"seed"_s).toULongLong(), 1};
    if (soak > 0)
        g_seeds.count = soak;
    const bool chosen = soak > 0 || parser.isSet(u"seed"_s) || parser.isSet(u"seeds"_s);
    const QStringList arguments = chosen ? QStringList{app.arguments().first(), u"promisesHold"_s} : app.arguments();
    return QTest::qExec(&test, arguments);
}

#include "test_world.moc"
