// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/recordview.h"
#include "tests/app/triage/triagesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

/// What an author adds to a concern finds somebody who deals with it, however far the concern had come.
class TestAdditions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { m_world = std::make_unique<TriageWorld>(); }
    void cleanup() { m_world.reset(); }

    void whatIsAddedAfterTheDecisionBringsTheConcernBack_data();
    void whatIsAddedAfterTheDecisionBringsTheConcernBack();
    void whatNobodyCouldHaveKnownCountsAsAddedAfterwards();
    void whatWasKnownIsWeighed();
    void onlyTheAuthorAddsAndOnlyDecidersWeigh();
    void anOpenConcernSaysThatItWasAddedTo();

private:
    /// The unread part of the record as the champion's screen has it.
    [[nodiscard]] QList<Uuid> unweighedOn(TriageDevice &device, const Uuid &concern)
    {
        const auto seen = device.act([&](const Action &a) { return view(a, concern); });
        return seen ? seen->unweighed : QList<Uuid>();
    }
    [[nodiscard]] bool decideOn(TriageDevice &device, const Uuid &concern, const QList<Uuid> &seen)
    {
        return bool(device.act([&](const Action &a) { return decide(a, concern, goodDecision(), seen); }));
    }

    std::unique_ptr<TriageWorld> m_world;
};

void TestAdditions::whatIsAddedAfterTheDecisionBringsTheConcernBack_data()
{
    QTest::addColumn<bool>("toAStatement");
    QTest::newRow("to the concern") << false;
    QTest::newRow("to a statement of it") << true;
}

void TestAdditions::whatIsAddedAfterTheDecisionBringsTheConcernBack()
{
    QFETCH(const bool, toAStatement);
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(decideOn(*m_world->champion, concern, {}));
    QVERIFY(m_world->settle());
    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        QVERIFY(inboxOf(*device).isEmpty());
        QCOMPARE(inboxOf(*device, true).size(), 1);
    }

    m_world->clock.advance(std::chrono::hours(24 * 30));
    const auto parts =
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::PartOf); });
    const Uuid added = m_world->amend(toAStatement ? parts->first().id : concern, u"She has a knife."_s);
    QVERIFY(m_world->settle());
    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        const QList<InboxItem> open = inboxOf(*device);
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first().status, Status::Decided);
        QVERIFY(open.first().addedMs > 0);
        QVERIFY(!open.first().isAtRest());
        QVERIFY(open.first().dueMs > toMs(device->clock.now())); // from now on, not then
        QVERIFY(!open.first().isOverdue(toMs(device->clock.now())));
        QVERIFY(inboxOf(*device, true).isEmpty());
        QCOMPARE(unweighedOn(*device, concern), QList<Uuid>{added});
    }
    QVERIFY(decideOn(*m_world->admin, concern, unweighedOn(*m_world->admin, concern)));
    QVERIFY(m_world->settle());
    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        QVERIFY(inboxOf(*device).isEmpty());
        QCOMPARE(inboxOf(*device, true).size(), 1);
        QCOMPARE(inboxOf(*device, true).first().addedMs, 0);
    }
}

void TestAdditions::whatNobodyCouldHaveKnownCountsAsAddedAfterwards()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    // The service has the addition before the decision; the champion, out of reach, has not.
    const Uuid added = m_world->amend(concern, u"She has a knife."_s);
    QVERIFY(m_world->tablet->sync(m_world->service));
    m_world->clock.advance(std::chrono::minutes(5));
    QVERIFY(decideOn(*m_world->champion, concern, unweighedOn(*m_world->champion, concern)));
    QVERIFY(inboxOf(*m_world->champion).isEmpty());
    QVERIFY(m_world->settle());
    QCOMPARE(inboxOf(*m_world->champion).size(), 1);
    QCOMPARE(unweighedOn(*m_world->champion, concern), QList<Uuid>{added});
}

void TestAdditions::whatWasKnownIsWeighed()
{
    const Uuid concern = m_world->save();
    (void)m_world->amend(concern, u"She has a knife."_s);
    QVERIFY(m_world->settle());
    const QList<Uuid> seen = unweighedOn(*m_world->champion, concern);
    QCOMPARE(seen.size(), 1);
    const Uuid later = m_world->amend(concern, u"She gave it to me."_s);
    QVERIFY(m_world->settle()); // it came while the decision was being written, from another record on the screen
    QVERIFY(decideOn(*m_world->champion, concern, seen));
    QVERIFY(m_world->settle());
    QCOMPARE(unweighedOn(*m_world->champion, concern), QList<Uuid>{later});
    QCOMPARE(inboxOf(*m_world->admin).size(), 1);
    QVERIFY(decideOn(*m_world->champion, concern, {later}));
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->admin).isEmpty());
}

void TestAdditions::onlyTheAuthorAddsAndOnlyDecidersWeigh()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(decideOn(*m_world->champion, concern, {}));
    const auto link = [&](TriageDevice &by, const Uuid &from, Relation relation, const Uuid &to) {
        return bool(by.write([&](WriteTx &, Journal &journal, Engine &engine) {
            return engine.record(journal, m_world->org.team.id, engine.begin({LinkOp{from, relation, to}}));
        }));
    };
    // Somebody else's words about it are no addition of the author's.
    QVERIFY(m_world->champion->write([&](WriteTx &, Journal &journal, Engine &engine) {
        const AmendmentForm &a = m_world->champion->forms->amendment;
        const Uuid id = engine.nextRecord();
        return engine.record(journal, m_world->org.team.id,
                             engine.begin({CreateOp{id, a.type, {{qint64(a.text), u"No."_s}}},
                                           LinkOp{id, Relation::AmendmentOf, concern}}));
    }));
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->champion).isEmpty());
    // And the author cannot say that it was taken into account.
    const Uuid added = m_world->amend(concern, u"She has a knife."_s);
    QVERIFY(link(*m_world->tablet, added, Relation::EvidenceFor, concern));
    QVERIFY(m_world->settle());
    QCOMPARE(unweighedOn(*m_world->champion, concern), QList<Uuid>{added});
    QCOMPARE(inboxOf(*m_world->champion).size(), 1);
    QVERIFY(link(*m_world->champion, added, Relation::EvidenceFor, concern)); // the control
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->champion).isEmpty());
}

void TestAdditions::anOpenConcernSaysThatItWasAddedTo()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QCOMPARE(inboxOf(*m_world->champion).first().addedMs, 0);
    QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    const std::int64_t due = inboxOf(*m_world->champion).first().dueMs;
    (void)m_world->amend(concern, u"She has a knife."_s);
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->champion).first().addedMs > 0);
    QCOMPARE(inboxOf(*m_world->champion).first().dueMs, due); // what somebody chose stands
}

QTEST_GUILESS_MAIN(TestAdditions)
#include "test_additions.moc"
