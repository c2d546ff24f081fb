// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/search.h"
#include "app/triage/feedback.h"
#include "app/triage/recordview.h"
#include "tests/app/triage/triagesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

/// Opening and deciding over real vaults and the real service, and what the author is told of it.
class TestFeedback final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { m_world = std::make_unique<TriageWorld>(); }
    void cleanup() { m_world.reset(); }

    void openingIsRecordedOnceAndTold();
    void decisionWithoutReasonsIsRefused();
    void decisionClosesAndTellsTheAuthor();
    void aFurtherDecisionIsToldWithItsOwnWords();
    void kioskLearnsTheStatusOnly();
    void noWayToTellIsNoError();
    void aMissedAnswerIsSentLater();

private:
    QList<Record> receiptsOf(TriageDevice &device, const Uuid &concern)
    {
        return *device.read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::AnswerTo); });
    }
    void removeFromDesk(const DeviceKeys &device)
    {
        RemoveMember gone;
        gone.device = device.publicKeys().id;
        gone.epoch = m_world->org.nextEpoch(m_world->org.desk, u"removal"_s, gone.device);
        (void)m_world->org.control(m_world->org.desk, m_world->org.admin, {gone});
        m_world->service.bringUp();
        QVERIFY(m_world->champion->sync(m_world->service));
    }
    std::unique_ptr<TriageWorld> m_world;
};

void TestFeedback::openingIsRecordedOnceAndTold()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    const auto first = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(first);
    QVERIFY(first->first);
    QCOMPARE(first->feedback, Feedback::Sent);
    const auto again = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(again);
    QVERIFY(!again->first);
    QCOMPARE(again->feedback, Feedback::AlreadySent);
    QVERIFY(m_world->settle());
    const auto other = m_world->admin->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(other);
    QVERIFY(!other->first);
    QVERIFY(m_world->settle());

    const QList<Record> receipts = receiptsOf(*m_world->tablet, concern);
    QCOMPARE(receipts.size(), 1);
    const ReceiptForm &r = m_world->tablet->forms->receipt;
    QCOMPARE(receipts.first().type, r.type);
    QCOMPARE(receipts.first().body.value(qint64(r.stage)).toInteger(), r.stageOpened);
    QCOMPARE(receipts.first().body.value(qint64(r.byName)).toString(), u"Owen Pryce"_s);
    QCOMPARE(receipts.first().space, m_world->org.team.id);
}

void TestFeedback::decisionWithoutReasonsIsRefused()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    for (DecisionInput input : {DecisionInput{}, DecisionInput{1, u"Because."_s, u" \n"_s, {}}}) {
        const auto refused = m_world->champion->act([&](const Action &a) { return decide(a, concern, input, {}); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QCOMPARE(inboxOf(*m_world->champion).size(), 1); // still open
        QVERIFY(receiptsOf(*m_world->champion, concern).isEmpty());
    }
}

void TestFeedback::decisionClosesAndTellsTheAuthor()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    const auto decided =
        m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); });
    QVERIFY(decided);
    QCOMPARE(decided->feedback, Feedback::Sent);
    QVERIFY(m_world->settle());

    QVERIFY(inboxOf(*m_world->admin).isEmpty());
    QCOMPARE(inboxOf(*m_world->admin, true).size(), 1);
    const QList<Record> receipts = receiptsOf(*m_world->tablet, concern);
    QCOMPARE(receipts.size(), 2);
    const ReceiptForm &r = m_world->tablet->forms->receipt;
    QCOMPARE(receipts.last().body.value(qint64(r.stage)).toInteger(), r.stageDecided);
    QCOMPARE(receipts.last().body.value(qint64(r.message)).toString(), u"Thank you. She is being looked after."_s);
    // The reasons stay in the hub.
    QVERIFY(
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::About); })->isEmpty());
    QVERIFY(m_world->tablet->read([&](ReadTx &tx) { return search::find(tx, u"nurse"_s, 5); })->isEmpty());
    const auto entries = chronologyOf(*m_world->admin, concern);
    const auto decision = std::ranges::find(entries, EntryKind::Decision, &ChronologyEntry::kind);
    QVERIFY(decision != entries.end());
    QCOMPARE(decision->author, u"Owen Pryce"_s);
    QVERIFY(decision->receivedMs > 0);
    QCOMPARE(decision->text, goodDecision().why);
    QCOMPARE(decision->alternative, goodDecision().alternatives);
}

void TestFeedback::aFurtherDecisionIsToldWithItsOwnWords()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    QVERIFY(m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    m_world->clock.advance(std::chrono::hours(2));
    DecisionInput further = goodDecision();
    further.messageToAuthor = u"She has a room now. Thank you for asking again."_s;
    const auto decided = m_world->champion->act([&](const Action &a) { return decide(a, concern, further, {}); });
    QVERIFY(decided);
    QCOMPARE(decided->feedback, Feedback::Sent);
    QVERIFY(m_world->settle());
    // Looking at it again tells nothing twice.
    QCOMPARE(m_world->admin->act([&](const Action &a) { return open(a, concern); })->feedback, Feedback::AlreadySent);
    QVERIFY(m_world->settle());

    const QList<Record> receipts = receiptsOf(*m_world->tablet, concern);
    QCOMPARE(receipts.size(), 3); // opened, decided, decided
    const ReceiptForm &r = m_world->tablet->forms->receipt;
    QCOMPARE(receipts.last().body.value(qint64(r.stage)).toInteger(), r.stageDecided);
    QCOMPARE(receipts.last().body.value(qint64(r.message)).toString(), further.messageToAuthor);
}

void TestFeedback::kioskLearnsTheStatusOnly()
{
    const Uuid concern = m_world->handIn({}, u"ABCDE-FGHJK"_s);
    QVERIFY(m_world->settle());
    const auto opened = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(opened);
    QCOMPARE(opened->feedback, Feedback::StatusOnly);
    const auto decided =
        m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); });
    QVERIFY(decided);
    QCOMPARE(decided->feedback, Feedback::StatusOnly);
    QVERIFY(m_world->settle());

    const QList<Record> receipts = receiptsOf(*m_world->kiosk, concern);
    QCOMPARE(receipts.size(), 2);
    const ReceiptForm &r = m_world->kiosk->forms->receipt;
    for (const Record &receipt : receipts) {
        QCOMPARE(receipt.space, m_world->org.desk.id);
        QCOMPARE(receipt.body.value(qint64(r.slip)).toString(), u"ABCDE-FGHJK"_s);
        QVERIFY(!receipt.body.contains(qint64(r.byName)));
        QVERIFY(!receipt.body.contains(qint64(r.message)));
        QCOMPARE(receipt.body.size(), 3); // stage, time, slip: nothing else
    }
    QVERIFY(!*m_world->kiosk->read([&](ReadTx &tx) { return records::find(tx, concern); }));
    QVERIFY(receiptsOf(*m_world->tablet, concern).isEmpty());
}

void TestFeedback::noWayToTellIsNoError()
{
    const Uuid concern = m_world->handIn({}, u"ABCDE-FGHJK"_s);
    QVERIFY(m_world->settle());
    removeFromDesk(m_world->org.kiosk);
    const auto opened = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(opened);
    QCOMPARE(opened->feedback, Feedback::NoWay);
    const auto decided =
        m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); });
    QVERIFY(decided);
    QCOMPARE(decided->feedback, Feedback::NoWay);
    QCOMPARE(m_world->champion->act([&](const Action &a) { return view(a, concern); })->feedback, Feedback::NoWay);
    QVERIFY(inboxOf(*m_world->champion).isEmpty());
}

void TestFeedback::aMissedAnswerIsSentLater()
{
    const Uuid concern = m_world->handIn({}, u"ABCDE-FGHJK"_s);
    QVERIFY(m_world->settle());
    removeFromDesk(m_world->org.kiosk);
    QCOMPARE(m_world->champion->act([&](const Action &a) { return open(a, concern); })->feedback, Feedback::NoWay);

    TestOrg &org = m_world->org;
    (void)org.control(org.team, org.admin, {org.memberCtl(org.team, org.kiosk, Role::Read)});
    m_world->service.bringUp();
    QVERIFY(m_world->champion->sync(m_world->service));
    const auto again = m_world->champion->act([&](const Action &a) { return open(a, concern); });
    QVERIFY(again);
    QCOMPARE(again->feedback, Feedback::StatusOnly);
    QVERIFY(!again->first);
    QCOMPARE(receiptsOf(*m_world->champion, concern).size(), 1);
}

QTEST_GUILESS_MAIN(TestFeedback)
#include "test_feedback.moc"
