// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// A service restored from a copy that is older than a whole space: the devices bring the space back.
class TestRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void aSpaceThatTheCopyLacksComesBack_data();
    void aSpaceThatTheCopyLacksComesBack();
    void everyOrderOfReturnLosesNothing_data();
    void everyOrderOfReturnLosesNothing();
    void aReaderBringsBackNotesBetweenControlEntries();
    void aSpaceThatNeverWasIsNoLie();
    void aKioskTakesControlEntriesInPages();
};

namespace
{

/// As the service stood when only these spaces had been made.
std::unique_ptr<TestService> copyWith(EngineWorld &w, const QList<TestSpace *> &spaces)
{
    auto older = std::make_unique<TestService>(w.org, w.serviceClock);
    for (TestSpace *space : spaces) {
        Ask ask{space->id, 0, {}, {}};
        for (const Envelope &entry : std::as_const(space->control))
            ask.push.append(encodeEnvelope(entry));
        const auto response = older->sync(w.org.admin, {0, 0, {ask}});
        if (!response || response->answers.first().status != SpaceStatus::Ok)
            qFatal("the copy is refused");
    }
    return older;
}

EngineDevice &deviceNamed(EngineWorld &w, const QString &name)
{
    return name == "admin"_L1 ? w.admin : name == "tablet"_L1 ? w.tablet : name == "kiosk"_L1 ? w.kiosk : w.champion;
}

} // namespace

void TestRestore::aSpaceThatTheCopyLacksComesBack_data()
{
    QTest::addColumn<QString>("first");
    QTest::newRow("its maker comes first") << u"admin"_s;
    QTest::newRow("a writer comes first") << u"tablet"_s;
    QTest::newRow("another writer comes first") << u"champion"_s;
}

void TestRestore::aSpaceThatTheCopyLacksComesBack()
{
    QFETCH(const QString, first);
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"seen at the bus station"_s));
    QVERIFY(w.champion.note(w.org.team.id, u"seen again"_s));
    QVERIFY(w.settleAll());
    const std::uint64_t head = w.service.head(w.org.team.id).seq;

    w.serviceClock.advance(std::chrono::seconds(10));
    const auto older = copyWith(w, {&w.org.org, &w.org.desk, &w.org.intake, &w.org.hub});
    EngineDevice &device = deviceNamed(w, first);
    bool rewound = false;
    for (int i = 0; i < 20; ++i) {
        const Result<SyncOutcome> outcome = device.sync(*older);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        rewound = rewound || outcome->rewound;
        QVERIFY(!outcome->removed);
        if (!outcome->again)
            break;
    }
    QVERIFY(rewound);
    QCOMPARE(older->head(w.org.team.id).seq, head); // one device alone brought all of it
    for (EngineDevice *other : {&w.kiosk, &w.tablet, &w.champion, &w.admin}) {
        QVERIFY2(other->settle(*older) > 0, qPrintable(other->lastError.detail));
        QCOMPARE(other->last.pending, 0);
        QVERIFY(other->journal.state.attention.empty());
    }
    QCOMPARE(older->head(w.org.team.id).seq, head);
    QCOMPARE(w.admin.texts(), (QStringList{u"seen again"_s, u"seen at the bus station"_s}));
}

void TestRestore::everyOrderOfReturnLosesNothing_data()
{
    QTest::addColumn<QStringList>("order");
    QStringList order{u"admin"_s, u"champion"_s, u"kiosk"_s, u"tablet"_s};
    do
        QTest::addRow("%s", qPrintable(order.join(u", "_s))) << order;
    while (std::next_permutation(order.begin(), order.end()));
}

/// The intake and the team are gone; every device wrote something that is not sent yet, a kiosk into a space that it
/// cannot bring back itself.
void TestRestore::everyOrderOfReturnLosesNothing()
{
    QFETCH(const QStringList, order);
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"k1"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"t1"_s));
    QVERIFY(w.tablet.note(w.org.intake.id, u"t2"_s));
    QVERIFY(w.settleAll());
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();
    QVERIFY(w.champion.note(w.org.team.id, u"c1"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"k2"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"t3"_s));
    QVERIFY(w.champion.note(w.org.team.id, u"c2"_s));

    w.serviceClock.advance(std::chrono::seconds(10));
    const auto older = copyWith(w, {&w.org.org, &w.org.desk, &w.org.hub});
    for (int round = 0; round < 2; ++round) {
        for (const QString &name : order) {
            EngineDevice &device = deviceNamed(w, name);
            QVERIFY2(device.settle(*older) > 0, qPrintable(name + u": "_s + device.lastError.detail));
        }
    }
    for (const QString &name : order) {
        EngineDevice &device = deviceNamed(w, name);
        QVERIFY2(device.settle(*older) > 0, qPrintable(device.lastError.detail));
        QCOMPARE(device.last.pending, 0);
        QVERIFY(device.journal.state.attention.empty());
    }
    QCOMPARE(w.champion.texts(), (QStringList{u"c1"_s, u"c2"_s, u"k1"_s, u"k2"_s, u"t1"_s, u"t2"_s, u"t3"_s}));
}

/// A reader offers control entries first, so what an administrator wrote between two of them comes out of turn.
void TestRestore::aReaderBringsBackNotesBetweenControlEntries()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(w.admin.note(w.org.team.id, u"between %1"_s.arg(i)));
        QVERIFY(w.settleAll());
        QVERIFY(w.admin.write([&] {
            return w.admin.engine->control(w.admin.journal, w.org.team.id,
                                           {w.org.memberCtl(w.org.team, w.org.keysFor(20 + i), Role::Submit)});
        }));
        QVERIFY(w.settleAll());
    }
    const std::uint64_t head = w.service.head(w.org.team.id).seq;
    w.serviceClock.advance(std::chrono::seconds(10));
    const auto older = copyWith(w, {&w.org.org, &w.org.desk, &w.org.intake, &w.org.hub});
    QVERIFY2(w.champion.settle(*older) > 0, qPrintable(w.champion.lastError.detail));
    QCOMPARE(older->head(w.org.team.id).seq, head);
}

/// A welcome may name a space before its first entry has arrived at the service.
void TestRestore::aSpaceThatNeverWasIsNoLie()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    SpaceId ahead;
    ahead.bytes.fill(std::byte{7});
    QVERIFY(w.tablet.engine->follow(w.tablet.journal, ahead));
    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QVERIFY(!w.tablet.last.removed);
    QCOMPARE(w.tablet.cursor(ahead).hiSeq, std::uint64_t(0));
}

/// More control entries than fit into one answer reach a device that may not read the log.
void TestRestore::aKioskTakesControlEntriesInPages()
{
    EngineWorld w;
    for (int i = 0; i < 20; ++i)
        w.org.control(w.org.intake, w.org.admin, {w.org.memberCtl(w.org.intake, w.org.keysFor(30 + i), Role::Submit)});
    w.service.bringUp();
    const int exchanges = w.kiosk.settle(w.service, 2048);
    QVERIFY2(exchanges > 3, qPrintable(w.kiosk.lastError.detail));
    QCOMPARE(w.kiosk.cursor(w.org.intake.id).hiSeq, w.service.head(w.org.intake.id).seq);
    QCOMPARE(w.kiosk.engine->roster(w.org.intake.id)->controlHash(), w.org.intake.roster.controlHash());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"after all of them"_s));
    QVERIFY(w.kiosk.settle(w.service, 2048) > 0);
    QCOMPARE(w.kiosk.last.pending, 0);
}

QTEST_APPLESS_MAIN(TestRestore)
#include "test_restore.moc"
