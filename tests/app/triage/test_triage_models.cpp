// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/decisiondraft.h"
#include "app/triage/recordview.h"
#include "app/triage/triagemodel.h"
#include "tests/app/triage/triageworld.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

namespace
{

InboxItem item(std::uint64_t number, Urgency urgency = Urgency::Routine)
{
    InboxItem out;
    SeededRandom random(number);
    random.fill(out.concern.bytes);
    out.who = u"Somebody %1"_s.arg(number);
    out.urgency = urgency;
    out.status = Status::Opened;
    out.dueMs = 2'000;
    return out;
}

QStringList titles(const InboxListModel &model)
{
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i)
        out.append(model.index(i).data(int(InboxListModel::Role::Title)).toString());
    return out;
}

} // namespace

/// The champion's view models, over real vaults.
class TestTriageModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void cleanup()
    {
        m_model.reset();
        m_world.reset();
    }

    void inboxChangesOnlyWhatChanged();
    void inboxSaysWhatIsOverdue();
    void chronologyTester();
    void emptyThenFilled();
    void opening();
    void failedIsSaidAndTriedAgain();
    void decisionIsKeptAsDraft();
    void aDecisionBegunIsMentioned();
    void aBlankDecisionIsNoDraft();
    void decisionListsWhatIsMissing();
    void decisionByModel();
    void decisionIsSentOnWhenAnotherIsOpened();
    void wordsStayWhereTheDiskRefuses();
    void failedDecisionKeepsItsWords();
    void conflictIsShownAndSettled();
    void searching();
    void decidedList();

private:
    void start()
    {
        m_world = std::make_unique<TriageWorld>();
        make();
    }
    void make()
    {
        TriageDevice &device = *m_world->champion;
        m_model = std::make_unique<TriageModel>(*device.vault, device.forms, device.rules, m_world->clock, &explained);
    }
    /// Saves a concern, sends it on and opens it on the champion's desk.
    Uuid openOne()
    {
        const Uuid concern = m_world->save();
        if (!m_world->settle())
            qFatal("no rest");
        m_model->refresh();
        m_model->open(concern.toHex());
        const RecordModel &record = *m_model->record(); // the one before goes only once it is safe
        if (!QTest::qWaitFor(
                [&] { return record.concernId() == concern.toHex() && record.state() == LoadState::Filled; }))
            qFatal("not opened");
        return concern;
    }
    std::unique_ptr<TriageWorld> m_world;
    std::unique_ptr<TriageModel> m_model;
};

void TestTriageModels::inboxChangesOnlyWhatChanged()
{
    InboxListModel model(nullptr);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const Text text(QTimeZone::utc());

    model.show({item(1), item(2), item(3)}, text, 1'000);
    QCOMPARE(titles(model), (QStringList{u"Somebody 1"_s, u"Somebody 2"_s, u"Somebody 3"_s}));
    QCOMPARE(inserted.size(), 3);
    model.show({item(1), item(2), item(3)}, text, 1'000);
    QCOMPARE(changed.size(), 0);

    model.show({item(3, Urgency::Immediate), item(1), item(4)}, text, 1'000);
    QCOMPARE(titles(model), (QStringList{u"Somebody 3"_s, u"Somebody 1"_s, u"Somebody 4"_s}));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(inserted.size(), 4);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.rowOf(item(4).concern.toHex()), 2);
    QCOMPARE(model.rowOf(item(2).concern.toHex()), -1);
    QCOMPARE(model.concernAt(0), item(3).concern.toHex());
    QCOMPARE(model.concernAt(7), QString());
    QCOMPARE(model.rowCount(model.index(0)), 0);
}

void TestTriageModels::inboxSaysWhatIsOverdue()
{
    InboxListModel model(nullptr);
    const Text text(QTimeZone::utc());
    model.show({item(1)}, text, 1'000);
    const auto overdue = [&] { return model.index(0).data(int(InboxListModel::Role::Overdue)).toBool(); };
    QVERIFY(!overdue());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.show({item(1)}, text, 3'000); // nothing changed but the time
    QVERIFY(overdue());
    QCOMPARE(changed.size(), 1);
    QVERIFY(model.index(0).data(int(InboxListModel::Role::DueText)).toString().startsWith(u"Overdue"_s));
}

void TestTriageModels::chronologyTester()
{
    ChronologyModel model(triageForms(), Text(QTimeZone::utc()));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    ChronologyEntry said;
    said.record.bytes[0] = std::byte{1};
    said.kind = EntryKind::Said;
    said.text = u"I cannot go home."_s;
    ChronologyEntry recorded;
    recorded.record.bytes[0] = std::byte{2};
    ChronologyEntry told;
    told.record.bytes[0] = std::byte{3};
    told.kind = EntryKind::Told;
    told.source = u"the caretaker"_s;
    model.show({said, recorded}, false);
    QCOMPARE(resets.size(), 1);
    model.show({said, told, recorded}, true);
    QCOMPARE(resets.size(), 1);
    const auto at = [&](int row, ChronologyModel::Role role) { return model.index(row).data(int(role)); };
    QCOMPARE(at(0, ChronologyModel::Role::Heading).toString(), u"They said"_s);
    QCOMPARE(at(1, ChronologyModel::Role::Heading).toString(), u"I was told by the caretaker"_s);
    QVERIFY(at(0, ChronologyModel::Role::FirstOfSection).toBool());
    QVERIFY(!at(1, ChronologyModel::Role::FirstOfSection).toBool());
    QVERIFY(at(2, ChronologyModel::Role::FirstOfSection).toBool());
    QVERIFY(!at(0, ChronologyModel::Role::Author).toString().isEmpty()); // somebody not known has words, too
}

void TestTriageModels::emptyThenFilled()
{
    start();
    QCOMPARE(m_model->state(), LoadState::Loading);
    QTRY_COMPARE(m_model->state(), LoadState::Empty);
    (void)m_world->save();
    QVERIFY(m_world->settle());
    m_model->refresh();
    m_model->refresh(); // put together
    QTRY_COMPARE(m_model->state(), LoadState::Filled);
    QCOMPARE(m_model->inbox()->count(), 1);
    QCOMPARE(m_model->notTriagedCount(), 1);
    QCOMPARE(m_model->overdueCount(), 0);
}

void TestTriageModels::opening()
{
    start();
    QSignalSpy saved(m_model.get(), &TriageModel::saved);
    (void)openOne();
    RecordModel &record = *m_model->record();
    QCOMPARE(saved.size(), 1);
    QCOMPARE(record.title(), u"Woman about 40, grey tent"_s);
    QCOMPARE(record.status(), Status::Opened);
    QVERIFY(record.mine());
    QVERIFY(record.feedbackText().contains(u"Amina Rahman"_s));
    QVERIFY(record.chronology()->count() > 3);

    QSignalSpy announced(m_model.get(), &TriageModel::announced);
    record.chooseUrgency(Urgency::Today);
    QTRY_COMPARE(record.urgency(), Urgency::Today);
    QTRY_COMPARE(m_model->inbox()->rows().first().item.urgency, Urgency::Today);
    QCOMPARE(announced.size(), 1);
    record.setDueInDays(3);
    QTRY_VERIFY(!record.busy());
    record.take();
    QTRY_COMPARE(record.status(), Status::InProgress);
    QCOMPARE(saved.size(), 4);

    m_model->close();
    QCOMPARE(record.state(), LoadState::Empty);
    QCOMPARE(record.concernId(), QString());
    m_model->open(u"nonsense"_s);
    QCOMPARE(record.state(), LoadState::Empty);
    m_model->open(QString(32, u'a')); // not held here
    QTRY_COMPARE(record.state(), LoadState::Failed);
    QVERIFY(record.failureText().contains(u"SL-8"_s));
}

void TestTriageModels::failedIsSaidAndTriedAgain()
{
    start();
    QTRY_COMPARE(m_model->state(), LoadState::Empty);
    m_world->champion->vault->close();
    m_model->refresh();
    QTRY_COMPARE(m_model->state(), LoadState::Failed);
    QVERIFY(m_model->failureText().contains(u"SL-16"_s));
    m_model->refresh(); // again, and again an answer
    QTRY_COMPARE(m_model->state(), LoadState::Failed);
}

void TestTriageModels::decisionIsKeptAsDraft()
{
    start();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    decision.chooseOutcome(2);
    decision.writeWhy(u"She asked for"_s);
    QVERIFY(!decision.draftSaved());
    QTRY_VERIFY_WITH_TIMEOUT(decision.draftSaved(), 1'000);
    decision.writeWhy(u"She asked for a bed."_s);
    const Uuid other = openOne(); // leaving does not wait for the timer
    QCOMPARE(decision.why(), QString());
    m_model->open(concern.toHex());
    QTRY_COMPARE(decision.why(), u"She asked for a bed."_s);
    QCOMPARE(decision.outcome(), 2);

    decision.writeAlternatives(u"Wait"_s);
    m_model.reset(); // a lock: what is unsaved is handed to the vault
    const auto draft = m_world->champion->read([&](ReadTx &tx) { return drafts::find(tx, concern); });
    QVERIFY(draft && draft->has_value());
    const auto input = inputOf(*m_world->champion->forms, **draft);
    QVERIFY(input);
    QCOMPARE(input->alternatives, u"Wait"_s);
    QVERIFY(!*m_world->champion->read([&](ReadTx &tx) { return drafts::find(tx, other); }));
}

void TestTriageModels::aDecisionBegunIsMentioned()
{
    start();
    const Uuid other = openOne();
    const Uuid concern = openOne();
    const auto isMentioned = [&](const Uuid &of) {
        const QModelIndex row = m_model->inbox()->index(m_model->inbox()->rowOf(of.toHex()));
        return row.data(int(InboxListModel::Role::DecisionBegun)).toBool();
    };
    QTRY_COMPARE(m_model->inbox()->count(), 2);
    QVERIFY(!isMentioned(concern));
    m_model->record()->decision()->writeWhy(u"She asked for a bed."_s);
    QTRY_VERIFY(isMentioned(concern)); // as soon as it is on the disk
    QVERIFY(!m_model->record()->decision()->isResumed());

    m_model.reset(); // a lock
    make();
    QTRY_COMPARE(m_model->inbox()->count(), 2);
    QVERIFY(isMentioned(concern));
    QVERIFY(!isMentioned(other));
    m_model->open(concern.toHex());
    DecisionModel &decision = *m_model->record()->decision();
    QTRY_COMPARE(decision.why(), u"She asked for a bed."_s);
    QVERIFY(decision.isResumed());
    decision.chooseOutcome(1);
    decision.writeAlternatives(u"Wait."_s);
    decision.decide();
    QTRY_COMPARE(m_model->record()->status(), Status::Decided);
    QVERIFY(!decision.isResumed());
    m_model->setShowDecided(true);
    QTRY_COMPARE(m_model->inbox()->rowOf(concern.toHex()), 0);
    QVERIFY(!isMentioned(concern));
}

void TestTriageModels::aBlankDecisionIsNoDraft()
{
    start();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    decision.writeWhy(u"x"_s);
    QTRY_VERIFY(decision.draftSaved());
    decision.writeWhy({});
    QSignalSpy told(&decision, &DecisionModel::draftSavedChanged);
    decision.flush();
    QVERIFY(told.wait());
    QVERIFY(!decision.draftSaved());
    const auto draft = m_world->champion->read([&](ReadTx &tx) { return drafts::find(tx, concern); });
    QVERIFY(draft && !draft->has_value());
    QTRY_VERIFY(!m_model->inbox()->rows().first().item.decisionBegun);
}

void TestTriageModels::decisionListsWhatIsMissing()
{
    start();
    (void)openOne();
    DecisionModel &decision = *m_model->record()->decision();
    QSignalSpy refused(&decision, &DecisionModel::refused);
    QCOMPARE(decision.problemCount(), 0); // nobody is scolded before they tried
    decision.decide();
    QCOMPARE(refused.size(), 1);
    QCOMPARE(decision.problemCount(), 3);
    QVERIFY(!decision.whyProblem().isEmpty());
    decision.writeWhy(u"Because."_s);
    QCOMPARE(decision.problemCount(), 2);
    QVERIFY(decision.whyProblem().isEmpty());
    QVERIFY(!decision.alternativesProblem().isEmpty());
    QVERIFY(!decision.busy());
    QAbstractItemModelTester problems(decision.problems(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester outcomes(decision.outcomes(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(decision.outcomes()->rowCount(), 4);
}

void TestTriageModels::decisionByModel()
{
    start();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    QSignalSpy decided(&decision, &DecisionModel::decided);
    decision.chooseOutcome(1);
    decision.writeWhy(u"She is with her sister."_s);
    decision.writeAlternatives(u"A referral."_s);
    decision.writeMessage(u"Thank you."_s);
    decision.decide();
    QVERIFY(decision.busy());
    decision.decide(); // a second press changes nothing
    QVERIFY(decided.wait());
    QCOMPARE(decided.size(), 1);
    QTRY_COMPARE(m_model->record()->status(), Status::Decided);
    QVERIFY(m_model->record()->feedbackText().contains(u"decided"_s));
    QTRY_COMPARE(m_model->state(), LoadState::Empty); // nothing open is left
    QCOMPARE(decision.why(), QString());
    QVERIFY(!*m_world->champion->read([&](ReadTx &tx) { return drafts::find(tx, concern); }));
    QVERIFY(m_world->settle());
    QCOMPARE(
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::AnswerTo); })->size(),
        2);
}

void TestTriageModels::decisionIsSentOnWhenAnotherIsOpened()
{
    start();
    const Uuid other = openOne();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    decision.chooseOutcome(1);
    decision.writeWhy(u"She is with her sister."_s);
    decision.writeAlternatives(u"A referral."_s);
    QSignalSpy saved(m_model.get(), &TriageModel::saved);
    decision.decide();
    m_model->open(other.toHex()); // at once
    QTRY_COMPARE(m_model->record()->concernId(), other.toHex());
    QTRY_COMPARE(m_model->record()->state(), LoadState::Filled);
    QCOMPARE(saved.size(), 1); // the sync loop knows
    QCOMPARE(decision.why(), QString());
    const auto seen = m_world->champion->act([&](const Action &a) { return view(a, concern); });
    QCOMPARE(seen->item.status, Status::Decided);
    QVERIFY(!seen->draft);
}

void TestTriageModels::wordsStayWhereTheDiskRefuses()
{
    start();
    const Uuid other = openOne();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    decision.writeWhy(u"She asked for a bed."_s);
    m_world->champion->vault->close(); // every write is refused from here on
    for (const QString &next : {other.toHex(), QString()}) {
        m_model->open(next);
        QTRY_VERIFY(m_model->record()->failureText().contains(u"SL-16"_s));
        QCOMPARE(m_model->record()->concernId(), concern.toHex());
        QCOMPARE(decision.why(), u"She asked for a bed."_s);
        QVERIFY(!decision.draftSaved());
        QVERIFY(decision.draftTrouble().contains(u"SL-16"_s));
        QVERIFY(decision.failureText().isEmpty()); // nobody tried to record it
    }
}

void TestTriageModels::failedDecisionKeepsItsWords()
{
    start();
    const Uuid concern = openOne();
    DecisionModel &decision = *m_model->record()->decision();
    decision.chooseOutcome(1);
    decision.writeWhy(u"She is with her sister."_s);
    decision.writeAlternatives(u"A referral."_s);
    QSignalSpy failed(&decision, &DecisionModel::failed);
    QSignalSpy announced(m_model.get(), &TriageModel::announced);
    m_world->champion->vault->close();
    decision.decide();
    m_model->close(); // at once: it waits for the decision, and stays
    QVERIFY(failed.wait());
    QVERIFY(!decision.busy());
    QVERIFY(decision.failureText().contains(u"SL-16"_s));
    QCOMPARE(announced.size(), 1);
    QCOMPARE(decision.why(), u"She is with her sister."_s);
    QCOMPARE(m_model->record()->concernId(), concern.toHex());
}

void TestTriageModels::conflictIsShownAndSettled()
{
    start();
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Routine); }));
    QVERIFY(m_world->admin->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Immediate); }));
    QVERIFY(m_world->settle());
    m_model->refresh();
    m_model->open(concern.toHex());
    ConflictModel &conflict = *m_model->record()->conflict();
    QTRY_COMPARE(conflict.count(), 2);
    QAbstractItemModelTester tester(&conflict, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(conflict.fieldText(), u"Response urgency"_s);
    QCOMPARE(m_model->record()->urgency(), Urgency::Immediate);
    m_model->record()->chooseUrgency(Urgency::Today);
    QTRY_VERIFY(m_model->record()->failureText().contains(u"SL-9"_s));

    const auto routine = std::ranges::find(conflict.rows(), u"Routine"_s, &ConflictRow::valueText);
    QVERIFY(routine != conflict.rows().end());
    m_model->record()->settle(routine->head.change.toHex());
    QTRY_COMPARE(m_model->record()->urgency(), Urgency::Routine);
    QTRY_VERIFY(conflict.fieldText() != u"Response urgency"_s || conflict.count() == 0);
}

void TestTriageModels::searching()
{
    start();
    const Uuid concern = openOne();
    FoundModel &found = *m_model->found();
    QAbstractItemModelTester tester(&found, QAbstractItemModelTester::FailureReportingMode::QtTest);
    found.search(u"sho"_s);
    found.search(u"shoe"_s);
    QVERIFY(found.active());
    QTRY_COMPARE(found.count(), 1);
    QCOMPARE(found.index(0, 0).data(int(FoundModel::Role::ConcernId)).toString(), concern.toHex());
    found.search(u"zebra"_s);
    QTRY_COMPARE(found.count(), 0);
    found.search({});
    QVERIFY(!found.active());
}

void TestTriageModels::decidedList()
{
    start();
    const Uuid concern = openOne();
    QVERIFY(m_world->champion->act([&](const Action &a) {
        return decide(a, concern, {1, u"Safe."_s, u"A visit."_s, {}}, {});
    }));
    m_model->setShowDecided(true);
    QTRY_COMPARE(m_model->state(), LoadState::Filled);
    QCOMPARE(m_model->inbox()->count(), 1);
    QCOMPARE(m_model->overdueCount(), 0);
    m_model->setShowDecided(false);
    QTRY_COMPARE(m_model->state(), LoadState::Empty);
}

QTEST_MAIN(TestTriageModels)
#include "test_triage_models.moc"
