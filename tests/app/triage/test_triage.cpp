// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/found.h"
#include "app/triage/recordview.h"
#include "tests/app/triage/triagesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

/// What a champion finds, orders and settles, over real vaults and the real service.
class TestTriage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { m_world = std::make_unique<TriageWorld>(); }
    void cleanup() { m_world.reset(); }

    void aConcernReachesTheInbox();
    void everyItemHasAnOwnerAndADueDate();
    void inboxOrder();
    void whatWaitedLongestIsNotCutOff_data();
    void whatWaitedLongestIsNotCutOff();
    void theUseOf999IsSeen();
    void twoChampionsChooseDifferently();
    void theMoreProtectiveValueIsShown_data();
    void theMoreProtectiveValueIsShown();
    void settlingLeavesWhatNobodySaw();
    void urgencyMovesTheDueDate();
    void dueDateIsNotInThePast();
    void chronologyKeepsKindsApart();
    void amendmentIsShownWithWhatItCorrects();
    void searchFindsTheConcernOfAStatement();
    void notesThatWereNotSentStayOut();
    void theSearchIsOverWhatWasSent();
    void nothingIsDoneToANoteThatWasNotSent();
    void aDecidedConcernKeepsItsOwner();

private:
    std::unique_ptr<TriageWorld> m_world;
};

void TestTriage::aConcernReachesTheInbox()
{
    const Uuid concern = m_world->save();
    QVERIFY(inboxOf(*m_world->champion).isEmpty());
    QVERIFY(m_world->settle());
    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        const QList<InboxItem> items = inboxOf(*device);
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().concern, concern);
        QCOMPARE(items.first().who, u"Woman about 40, grey tent"_s);
        QCOMPARE(items.first().firstWords, u"She had no shoes."_s);
        QCOMPARE(items.first().author, u"Amina Rahman"_s);
        QCOMPARE(items.first().urgency, Urgency::NotTriaged);
        QCOMPARE(items.first().status, Status::New);
    }
}

void TestTriage::everyItemHasAnOwnerAndADueDate()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    InboxItem item = inboxOf(*m_world->champion).first();
    QVERIFY(item.ownerByDefault);
    QCOMPARE(item.owner, u"Grace Adeyemi"_s); // the intake's administrator answers until somebody opens it
    QVERIFY(item.dueByDefault);
    QVERIFY(item.dueMs > 0);

    QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    item = inboxOf(*m_world->champion).first();
    QVERIFY(!item.ownerByDefault);
    QCOMPARE(item.owner, u"Owen Pryce"_s);
    QVERIFY(!item.dueByDefault);
    QVERIFY(!item.isOverdue(toMs(m_world->clock.now())));
    m_world->clock.advance(std::chrono::hours(30));
    QVERIFY(item.isOverdue(toMs(m_world->clock.now())));
}

void TestTriage::inboxOrder()
{
    const Uuid routine = m_world->save();
    m_world->clock.advance(std::chrono::minutes(1));
    const Uuid today = m_world->save();
    m_world->clock.advance(std::chrono::minutes(1));
    const Uuid plain = m_world->save();
    m_world->clock.advance(std::chrono::minutes(1));
    TestConcern doubtful;
    doubtful.danger = Danger::Unsure;
    const Uuid unsure = m_world->save(doubtful);
    m_world->clock.advance(std::chrono::minutes(1));
    TestConcern urgent;
    urgent.danger = Danger::Yes;
    const Uuid danger = m_world->save(urgent);
    m_world->clock.advance(std::chrono::minutes(1));
    const Uuid immediate = m_world->save();
    m_world->clock.advance(std::chrono::minutes(1));
    const Uuid immediateLater = m_world->save();
    QVERIFY(m_world->settle());
    const QList<std::pair<Uuid, Urgency>> chosen{{routine, Urgency::Routine},
                                                 {today, Urgency::Today},
                                                 {immediateLater, Urgency::Immediate},
                                                 {immediate, Urgency::Immediate}};
    for (const auto &[concern, urgency] : chosen)
        QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, urgency); }));
    QList<Uuid> order;
    for (const InboxItem &item : inboxOf(*m_world->champion))
        order.append(item.concern);
    QCOMPARE(order, (QList<Uuid>{immediate, immediateLater, danger, unsure, plain, today, routine}));
}

void TestTriage::whatWaitedLongestIsNotCutOff_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("truncated");
    QTest::newRow("one") << 1 << true; // cut many times on the way
    QTest::newRow("three") << 3 << true;
    QTest::newRow("one too few") << 6 << true;
    QTest::newRow("just enough") << 7 << false;
    QTest::newRow("plenty") << 1000 << false;
}

void TestTriage::whatWaitedLongestIsNotCutOff()
{
    QFETCH(const int, limit);
    QFETCH(const bool, truncated);
    QList<Uuid> order;
    for (int i = 0; i < 6; ++i) {
        order.append(m_world->save());
        m_world->clock.advance(std::chrono::hours(20));
    }
    TestConcern urgent;
    urgent.danger = Danger::Yes;
    order.prepend(m_world->save(urgent)); // the newest of all, and the first to be looked at
    QVERIFY(m_world->settle());
    const auto read = m_world->champion->act([&](const Action &a) {
        return inbox(a.tx, a.forms, a.rules, {a.nowMs, dutyChampion(a.tx, a.engine), false, limit});
    });
    QVERIFY(read);
    QList<Uuid> shown;
    for (const InboxItem &item : read->items) {
        shown.append(item.concern);
        QVERIFY(!item.firstWords.isEmpty() && !item.author.isEmpty() && !item.owner.isEmpty());
    }
    QCOMPARE(shown, order.first(std::min<qsizetype>(limit, order.size())));
    QCOMPARE(read->truncated, truncated);
}

void TestTriage::theUseOf999IsSeen()
{
    const std::int64_t dialled = toMs(m_world->clock.now()) - 60'000;
    TestConcern called;
    called.danger = Danger::Yes;
    called.dialled999Ms = dialled;
    const Uuid concern = m_world->save(called);
    const Uuid quiet = m_world->save();
    QVERIFY(m_world->settle());
    const auto dialledIn = [&](const Uuid &id) {
        const auto seen = m_world->champion->act([&](const Action &a) { return view(a, id); });
        return seen ? seen->facts.dialled999Ms : -1;
    };
    QCOMPARE(dialledIn(concern), dialled);
    QCOMPARE(dialledIn(quiet), 0);
}

void TestTriage::twoChampionsChooseDifferently()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    // Both offline. The later, less protective choice must not win.
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Immediate); }));
    m_world->clock.advance(std::chrono::minutes(2));
    QVERIFY(m_world->admin->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Routine); }));
    QVERIFY(m_world->settle());

    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        const InboxItem item = inboxOf(*device).first();
        QVERIFY(item.openConflict);
        QCOMPARE(item.urgency, Urgency::Immediate);
        const auto open = device->act([&](const Action &a) { return conflicts(a.tx, a.forms, concern); });
        QVERIFY(open);
        QCOMPARE(open->first().field, TriageField::Urgency);
        QCOMPARE(open->first().heads.size(), 2);
        QCOMPARE(open->first().heads.at(0).author, u"Owen Pryce"_s);
        QVERIFY(open->first().heads.at(0).shown);
        QCOMPARE(open->first().heads.at(1).author, u"Grace Adeyemi"_s);
        QVERIFY(!open->first().heads.at(1).shown);
        const Done blind = device->act([&](const Action &a) { return setUrgency(a, concern, Urgency::Today); });
        QVERIFY(!blind);
        QCOMPARE(blind.error().code, ErrorCode::Stale);
    }
    const auto open = m_world->admin->act([&](const Action &a) { return conflicts(a.tx, a.forms, concern); });
    const QList<Uuid> seen{open->first().heads.at(0).change, open->first().heads.at(1).change};
    QVERIFY(m_world->admin->act(
        [&](const Action &a) { return settle(a, concern, TriageField::Urgency, qint64(Urgency::Routine), seen); }));
    QVERIFY(m_world->settle());
    QCOMPARE(inboxOf(*m_world->champion).first().urgency, Urgency::Routine);
    const auto left = m_world->champion->act([&](const Action &a) { return conflicts(a.tx, a.forms, concern); });
    QVERIFY(std::ranges::none_of(*left, [](const Conflict &c) { return c.field == TriageField::Urgency; }));
    // Both choices stay in the record.
    const auto entries = chronologyOf(*m_world->champion, concern);
    QCOMPARE(std::ranges::count(entries, EntryKind::UrgencySet, &ChronologyEntry::kind), 3);
}

void TestTriage::theMoreProtectiveValueIsShown_data()
{
    QTest::addColumn<bool>("protectiveFirst");
    QTest::newRow("immediate, then routine") << true;
    QTest::newRow("routine, then immediate") << false;
}

/// Whoever opened the vault, and whatever they told it: the forms that triage reads with say which value that is.
void TestTriage::theMoreProtectiveValueIsShown()
{
    QFETCH(const bool, protectiveFirst);
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    const Urgency first = protectiveFirst ? Urgency::Immediate : Urgency::Routine;
    const Urgency second = protectiveFirst ? Urgency::Routine : Urgency::Immediate;
    QVERIFY(m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, first); }));
    m_world->clock.advance(std::chrono::minutes(1));
    QVERIFY(m_world->admin->act([&](const Action &a) { return setUrgency(a, concern, second); }));
    QVERIFY(m_world->settle());
    for (TriageDevice *device : {m_world->champion.get(), m_world->admin.get()}) {
        const QList<InboxItem> items = inboxOf(*device);
        QCOMPARE(items.size(), 1);
        QVERIFY(items.first().openConflict);
        QCOMPARE(items.first().urgency, Urgency::Immediate);
        const auto open = device->act([&](const Action &a) { return triage::view(a, concern); });
        QVERIFY(open);
        QCOMPARE(open->item.urgency, Urgency::Immediate);
    }
}

void TestTriage::settlingLeavesWhatNobodySaw()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    const DeviceId owen = m_world->org.champion.publicKeys().id;
    const DeviceId grace = m_world->org.admin.publicKeys().id;
    const auto set = [&](TriageDevice &device, const DeviceId &owner) {
        m_world->clock.advance(std::chrono::minutes(1));
        return device.act([&](const Action &a) { return setOwner(a, concern, owner); });
    };
    const auto ownerConflict = [&](TriageDevice &device) -> std::optional<Conflict> {
        const auto open = device.act([&](const Action &a) { return conflicts(a.tx, a.forms, concern); });
        const auto found = std::ranges::find(*open, TriageField::Owner, &Conflict::field);
        return found == open->end() ? std::nullopt : std::optional(*found);
    };
    QVERIFY(set(*m_world->champion, owen));
    QVERIFY(set(*m_world->admin, grace));
    QVERIFY(m_world->champion->sync(m_world->service));
    QVERIFY(m_world->admin->sync(m_world->service));
    const auto seen = ownerConflict(*m_world->admin);
    QVERIFY(seen);
    QCOMPARE(seen->heads.size(), 2);
    QCOMPARE(seen->heads.first().ownerName, u"Owen Pryce"_s);

    QVERIFY(set(*m_world->champion, grace)); // without having pulled: a head that Grace does not see
    const auto settleOn = [&](const QList<Uuid> &heads) {
        return m_world->admin->act(
            [&](const Action &a) { return settle(a, concern, TriageField::Owner, seen->heads.first().value, heads); });
    };
    const Done oneSided = settleOn({seen->heads.first().change});
    QVERIFY(!oneSided);
    QCOMPARE(oneSided.error().code, ErrorCode::Invalid); // nobody settles what they saw one side of
    m_world->clock.advance(std::chrono::minutes(1));
    QVERIFY(settleOn({seen->heads.at(0).change, seen->heads.at(1).change}));
    QVERIFY(!ownerConflict(*m_world->admin));
    QVERIFY(m_world->settle());
    const auto left = ownerConflict(*m_world->admin);
    QVERIFY(left); // what Owen chose meanwhile is not lost
    QCOMPARE(left->heads.size(), 2);
}

void TestTriage::urgencyMovesTheDueDate()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    const auto due = [&](Urgency urgency) {
        if (!m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, urgency); }))
            return std::int64_t(0);
        return inboxOf(*m_world->champion).first().dueMs;
    };
    const std::int64_t now = toMs(m_world->clock.now());
    const TriageRules rules;
    QCOMPARE(due(Urgency::Immediate), defaultDueMs(Urgency::Immediate, now, rules));
    QCOMPARE(due(Urgency::Routine), defaultDueMs(Urgency::Routine, now, rules));
    QVERIFY(due(Urgency::Today) < defaultDueMs(Urgency::Routine, now, rules));
    const Done back =
        m_world->champion->act([&](const Action &a) { return setUrgency(a, concern, Urgency::NotTriaged); });
    QVERIFY(!back);
}

void TestTriage::dueDateIsNotInThePast()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    const std::int64_t now = toMs(m_world->clock.now());
    const Done past = m_world->champion->act([&](const Action &a) { return setDue(a, concern, now - 1); });
    QVERIFY(!past);
    QCOMPARE(past.error().code, ErrorCode::Invalid);
    QVERIFY(m_world->champion->act([&](const Action &a) { return setDue(a, concern, now + 5'000); }));
    QCOMPARE(inboxOf(*m_world->champion).first().dueMs, now + 5'000);
}

void TestTriage::chronologyKeepsKindsApart()
{
    TestConcern mixed;
    mixed.statements = {{EntryKind::Think, u"She may be cold."_s, {}, u"She may have been waiting for somebody."_s},
                        {EntryKind::Saw, u"No shoes."_s, {}, {}},
                        {EntryKind::Told, u"She sleeps here."_s, u"the kiosk owner"_s, {}},
                        {EntryKind::Said, u"I cannot go home."_s, {}, {}},
                        {EntryKind::Saw, u"A torn coat."_s, {}, {}}};
    const Uuid concern = m_world->save(mixed);
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return open(a, concern); }));
    const QList<ChronologyEntry> entries = chronologyOf(*m_world->champion, concern);
    QList<EntryKind> kinds;
    QStringList texts;
    for (const ChronologyEntry &entry : entries.first(5)) {
        kinds.append(entry.kind);
        texts.append(entry.text);
        QCOMPARE(entry.author, u"Amina Rahman"_s);
        QVERIFY(entry.occurredMs > 0 && entry.recordedMs > entry.occurredMs && entry.receivedMs > 0);
    }
    QCOMPARE(kinds,
             (QList<EntryKind>{EntryKind::Saw, EntryKind::Saw, EntryKind::Said, EntryKind::Told, EntryKind::Think}));
    QCOMPARE(texts, (QStringList{u"No shoes."_s, u"A torn coat."_s, u"I cannot go home."_s, u"She sleeps here."_s,
                                 u"She may be cold."_s}));
    QCOMPARE(entries.at(3).source, u"the kiosk owner"_s);
    QCOMPARE(entries.at(4).alternative, u"She may have been waiting for somebody."_s);
    QCOMPARE(entries.at(5).kind, EntryKind::Recorded);
    for (qsizetype i = 6; i < entries.size(); ++i) {
        QVERIFY(entries.at(i).recordedMs >= entries.at(i - 1).recordedMs);
        QVERIFY(!entries.at(i).author.isEmpty());
    }
}

void TestTriage::amendmentIsShownWithWhatItCorrects()
{
    const Uuid concern = m_world->save();
    const auto parts =
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::PartOf); });
    m_world->clock.advance(std::chrono::minutes(5));
    (void)m_world->amend(parts->first().id, u"She had one shoe."_s);
    QVERIFY(m_world->settle());
    const QList<ChronologyEntry> entries = chronologyOf(*m_world->champion, concern);
    QVERIFY(entries.first().amended);
    QCOMPARE(entries.first().text, u"She had no shoes."_s); // never rewritten
    const auto amendment = std::ranges::find(entries, EntryKind::Amendment, &ChronologyEntry::kind);
    QVERIFY(amendment != entries.end());
    QCOMPARE(amendment->about, EntryKind::Saw);
    QCOMPARE(amendment->text, u"She had one shoe."_s);
}

void TestTriage::searchFindsTheConcernOfAStatement()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    for (const QString &words : {u"shoes"_s, u"aldgate"_s, u"nurse"_s}) {
        const auto hits =
            m_world->champion->read([&](ReadTx &tx) { return found(tx, *m_world->champion->forms, words, 10); });
        QVERIFY(hits);
        QCOMPARE(hits->size(), 1);
        QCOMPARE(hits->first().concern, concern);
        QCOMPARE(hits->first().who, u"Woman about 40, grey tent"_s);
    }
    QVERIFY(m_world->champion->read([&](ReadTx &tx) { return found(tx, *m_world->champion->forms, u"\"(*"_s, 10); }));
}

void TestTriage::notesThatWereNotSentStayOut()
{
    TestConcern kept;
    kept.send = false;
    (void)m_world->save(kept);
    QVERIFY(m_world->settle());
    QVERIFY(inboxOf(*m_world->champion).isEmpty()); // although the champion reads the team's space
}

void TestTriage::theSearchIsOverWhatWasSent()
{
    const Uuid sent = m_world->save();
    TestConcern kept;
    kept.send = false;
    for (int i = 0; i < 5; ++i) {
        m_world->clock.advance(std::chrono::minutes(1));
        (void)m_world->save(kept);
    }
    QVERIFY(m_world->settle());
    const auto hits =
        m_world->champion->read([&](ReadTx &tx) { return found(tx, *m_world->champion->forms, u"shoes"_s, 2); });
    QVERIFY(hits);
    QCOMPARE(hits->size(), 1); // newer ones that are not the champion's hide nothing
    QCOMPARE(hits->first().concern, sent);
}

void TestTriage::nothingIsDoneToANoteThatWasNotSent()
{
    TestConcern kept;
    kept.send = false;
    const Uuid concern = m_world->save(kept);
    QVERIFY(m_world->settle());
    TriageDevice &champion = *m_world->champion;
    const DeviceId owen = m_world->org.champion.publicKeys().id;
    const auto refused = [&](auto work) {
        const auto acted = champion.act(work);
        return !acted && acted.error().code == ErrorCode::NotFound;
    };
    QVERIFY(refused([&](const Action &a) { return open(a, concern); }));
    QVERIFY(refused([&](const Action &a) { return triage::view(a, concern); }));
    QVERIFY(refused([&](const Action &a) { return setUrgency(a, concern, Urgency::Today); }));
    QVERIFY(refused([&](const Action &a) { return setOwner(a, concern, owen); }));
    QVERIFY(refused([&](const Action &a) { return setDue(a, concern, a.nowMs + 1'000); }));
    QVERIFY(refused([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    QVERIFY(m_world->settle());
    const auto told =
        m_world->tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, concern, Relation::AnswerTo); });
    QVERIFY(told && told->isEmpty()); // "Nobody else is told"
    const auto written = champion.read([&](ReadTx &tx) { return records::history(tx, concern); });
    QVERIFY(written && written->isEmpty());
}

void TestTriage::aDecidedConcernKeepsItsOwner()
{
    const Uuid concern = m_world->save();
    QVERIFY(m_world->settle());
    QVERIFY(m_world->champion->act([&](const Action &a) { return decide(a, concern, goodDecision(), {}); }));
    QVERIFY(m_world->settle());
    const auto writes = [&] {
        return m_world->admin->read([&](ReadTx &tx) { return records::history(tx, concern); })->size();
    };
    const auto before = writes();
    const Done taken = m_world->admin->act([&](const Action &a) { return takeOwnership(a, concern); });
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::Stale);
    QCOMPARE(writes(), before);
}

QTEST_GUILESS_MAIN(TestTriage)
#include "test_triage.moc"
