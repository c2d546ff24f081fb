// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/feedback.h"
#include "app/triage/found.h"
#include "app/triage/recordview.h"
#include "tests/app/triage/triagesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

/// Whoever can push anything can write anything about a concern. Only the word of who reads the intake or the hub
/// counts, and a note is its author's alone.
class TestVoices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { m_world = std::make_unique<TriageWorld>(); }
    void cleanup() { m_world.reset(); }

    void aForgedDecisionLeavesTheConcernOpen_data();
    void aForgedDecisionLeavesTheConcernOpen();
    void aForgedReplacementReplacesNothing();
    void aForgedValueIsNoConflict();
    void aForgedReceiptTellsNobody();
    void aForgedDecisionRecordIsNoDecision();
    void nobodyPutsWordsIntoAnothersNote();
    void whatALeaverDecidedStaysDecided();

private:
    /// The tablet's altered client.
    [[nodiscard]] bool forge(QList<Op> ops, const TestSpace &space, bool sealed = false)
    {
        return m_world->settle() && m_world->tablet->write([&](WriteTx &, Journal &journal, Engine &engine) {
            return engine.record(journal, space.id, engine.begin(std::move(ops)), sealed);
        }) && m_world->settle();
    }
    [[nodiscard]] Uuid fresh()
    {
        return *m_world->tablet->write(
            [](WriteTx &, Journal &, Engine &engine) -> Result<Uuid> { return engine.nextRecord(); });
    }
    [[nodiscard]] const TriageForms &forms() const { return *m_world->champion->forms; }
    [[nodiscard]] QList<Uuid> everyHead(const Uuid &concern, FieldNumber field)
    {
        return *m_world->champion->read([&](ReadTx &tx) { return records::headIds(tx, concern, field); });
    }
    std::unique_ptr<TriageWorld> m_world;
};

void TestVoices::aForgedDecisionLeavesTheConcernOpen_data()
{
    QTest::addColumn<bool>("sealed");
    QTest::addColumn<bool>("opened");
    QTest::newRow("in the team, before anybody opened it") << false << false;
    QTest::newRow("in the team, after it was opened") << false << true;
    QTest::newRow("sealed into the intake, before anybody opened it") << true << false;
    QTest::newRow("sealed into the intake, after it was opened") << true << true;
}

void TestVoices::aForgedDecisionLeavesTheConcernOpen()
{
    QFETCH(const bool, sealed);
    QFETCH(const bool, opened);
    TestConcern inDanger;
    inDanger.danger = Danger::Yes;
    const Uuid concern = m_world->handIn(inDanger, u"ABCDEFGHJK"_s);
    QVERIFY(m_world->settle());
    if (opened)
        QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    const FieldNumber status = forms().concern.status;
    QVERIFY(
        forge({SetOp{concern, status, qint64(Status::Decided), opened ? everyHead(concern, status) : QList<Uuid>()}},
              sealed ? m_world->org.intake : m_world->org.team, sealed));

    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        const QList<InboxItem> items = inboxOf(*device);
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().status, opened ? Status::Opened : Status::New);
        QVERIFY(!items.first().openConflict);
        QVERIFY(inboxOf(*device, true).isEmpty());
        for (const ChronologyEntry &entry : chronologyOf(*device, concern))
            QVERIFY(entry.kind != EntryKind::StatusSet || entry.author == u"Owen Pryce"_s);
        const auto view = device->act([&](const Action &a) { return triage::view(a, concern); });
        QVERIFY(view);
        QCOMPARE(view->item.status, opened ? Status::Opened : Status::New);
    }
    // and a champion goes on as if nothing had been written
    const auto first = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(first);
    QCOMPARE(first->first, !opened);
    QVERIFY(m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->admin).isEmpty());
    QCOMPARE(inboxOf(*m_world->admin, true).size(), 1);
}

void TestVoices::aForgedReplacementReplacesNothing()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Immediate); }));
    QVERIFY(m_world->settle());
    const FieldNumber urgency = forms().concern.urgency;
    QVERIFY(forge({SetOp{concern, urgency, qint64(Urgency::Routine), everyHead(concern, urgency)}}, m_world->org.team));
    const QList<InboxItem> items = inboxOf(*m_world->champion);
    QCOMPARE(items.size(), 1);
    QCOMPARE(items.first().urgency, Urgency::Immediate);
    QVERIFY(!items.first().openConflict);
}

void TestVoices::aForgedValueIsNoConflict()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Today); }));
    QVERIFY(m_world->settle());
    QVERIFY(forge({SetOp{concern, forms().concern.urgency, qint64(Urgency::Immediate), {}}}, m_world->org.team));
    const auto open = m_world->champion->act([&](const Action &a) { return conflicts(a.tx, a.forms, concern); });
    QVERIFY(open && open->isEmpty());
    // what a champion chooses is one head, whatever else was written
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Routine); }));
    QCOMPARE(inboxOf(*m_world->champion).first().urgency, Urgency::Routine);
}

void TestVoices::aForgedReceiptTellsNobody()
{
    const Uuid concern = m_world->save();
    const ReceiptForm &n = forms().receipt;
    const Uuid receipt = fresh();
    QVERIFY(forge({CreateOp{receipt, n.type, {{qint64(n.stage), n.stageOpened}, {qint64(n.atMs), qint64(5)}}},
                   LinkOp{receipt, Relation::AnswerTo, concern}},
                  m_world->org.team));
    QVERIFY(!*m_world->champion->read(
        [&](ReadTx &tx) { return wasTold(tx, *m_world->champion->forms, concern, Stage::Opened); }));
    for (const ChronologyEntry &entry : chronologyOf(*m_world->champion, concern))
        QVERIFY(entry.kind != EntryKind::FeedbackSent);
    const auto opened = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(opened);
    QCOMPARE(opened->feedback, Feedback::Sent);
}

void TestVoices::aForgedDecisionRecordIsNoDecision()
{
    const Uuid concern = m_world->save();
    const DecisionForm &n = forms().decision;
    const Uuid decision = fresh();
    QVERIFY(forge({CreateOp{decision, n.type, {{qint64(n.outcome), n.outcomeNoFurtherAction}, {qint64(n.why), u"x"_s}}},
                   LinkOp{decision, Relation::About, concern}},
                  m_world->org.team));
    for (const ChronologyEntry &entry : chronologyOf(*m_world->champion, concern))
        QVERIFY(entry.kind != EntryKind::Decision);
}

void TestVoices::nobodyPutsWordsIntoAnothersNote()
{
    TestConcern mine;
    mine.statements = {{EntryKind::Saw, u"No shoes."_s, {}, {}}};
    const Uuid concern = m_world->handIn(mine, u"ABCDEFGHJK"_s);
    const Uuid other = m_world->handIn({.statements = {{EntryKind::Saw, u"Elsewhere."_s, {}, {}}}}, u"ABCDEFGHJ0"_s);
    QVERIFY(m_world->settle());
    const StatementForm &s = forms().statement;
    const auto elsewhere =
        m_world->champion->read([&](ReadTx &tx) { return records::linkedTo(tx, other, Relation::PartOf); });
    QVERIFY(elsewhere && elsewhere->size() == 1);
    const Uuid words = fresh();
    const Uuid correction = fresh();
    QVERIFY(forge({CreateOp{words,
                            s.type,
                            {{qint64(s.kind), s.kindSaw}, {qint64(s.text), u"All is well."_s}, {qint64(s.order), -1}}},
                   LinkOp{words, Relation::PartOf, concern},
                   LinkOp{elsewhere->first().id, Relation::PartOf, concern}, // true words, in another note
                   CreateOp{correction, forms().amendment.type, {{qint64(forms().amendment.text), u"I lied."_s}}},
                   LinkOp{correction, Relation::AmendmentOf, concern}},
                  m_world->org.team));
    const QList<ChronologyEntry> entries = chronologyOf(*m_world->champion, concern);
    QCOMPARE(entries.size(), 2); // the statement, and that it was recorded
    QCOMPARE(entries.first().text, u"No shoes."_s);
    QVERIFY(!entries.last().amended);
    for (const InboxItem &item : inboxOf(*m_world->champion))
        QCOMPARE(item.firstWords, item.concern == concern ? u"No shoes."_s : u"Elsewhere."_s);
    const auto hits =
        m_world->champion->read([&](ReadTx &tx) { return found(tx, *m_world->champion->forms, u"elsewhere"_s, 10); });
    QVERIFY(hits && hits->size() == 1);
    QCOMPARE(hits->first().concern, other);
}

/// Also on a device that joins when the one who decided has no role there any more.
void TestVoices::whatALeaverDecidedStaysDecided()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    QVERIFY(m_world->settle());
    TestOrg &org = m_world->org;
    const DeviceId leaver = org.champion.publicKeys().id;
    const DeviceKeys late = org.keysFor(61);
    for (TestSpace *space : {&org.intake, &org.hub}) {
        const EpochBody epoch = org.nextEpoch(*space, u"leaver"_s, leaver);
        (void)org.control(*space, org.admin, {org.memberCtl(*space, org.champion, Role::Submit), NewEpoch{epoch}});
        (void)org.control(*space, org.admin, {org.memberCtl(*space, late, Role::Write)});
    }
    (void)org.control(org.org, org.admin, {org.memberCtl(org.org, late, Role::Read)});
    m_world->service.bringUp();
    TriageDevice laptop(m_world->folder.filePath(u"late"_s), u"Late"_s, quint8(3), late, org,
                        QList<const TestSpace *>{&org.org, &org.intake, &org.hub}, m_world->clock, 71);
    QVERIFY(laptop.sync(m_world->service));
    QVERIFY(inboxOf(laptop).isEmpty());
    QCOMPARE(inboxOf(laptop, true).size(), 1);
}

QTEST_GUILESS_MAIN(TestVoices)
#include "test_voices.moc"
