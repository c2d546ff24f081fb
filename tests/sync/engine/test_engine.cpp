// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The engine against the real service: what people do, and what time, distance and administrators do to them.
class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void aNoteTravels();
    void aKioskSubmitsAndOpensNothing();
    void aForwardedNoteKeepsItsAuthor();
    void oneRequestCarriesAThousandNotes();
    void aSlowLinkIsServedInSmallRequests();
    void noSpaceTakesTheBudgetForItself();
    void aLostAnswerIsHandledBySendingAgain();
    void aCrashAtAnyStepLosesNothing();
    void aNewEpochSealsPendingNotesAgain();
    void aGrantThatDoesNotOpenStopsNobody();
    void aNewDevicePullsEverySpaceInSmallPages();
    void aLeaverDrainsItsOutboxSealed();
    void aRemovedDeviceKeepsEverything();
    void aKeyThatComesLaterOpensWhatWaited();
    void aPromotedSubmitterReadsFromTheStart();
    void aRefusedEnvelopeGoesToTheTrayAndTheRestGoesOn();
    void twoRequestsAtOnce();
    void aSecondRefusalOfOneTakesNoOther();
    void twoAdministratorsAtOnce();
    void aForeignEpochFirst();
    void anOrganisationIsSetUpThroughTheEngine();
    void idsGrowAndClocksAreOnlyTold();
};

void TestEngine::aNoteTravels()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    const auto recorded = w.tablet.note(w.org.team.id, u"seen at the bus station"_s);
    QVERIFY(recorded);
    QCOMPARE(recorded->authorSeq, std::uint64_t(1));
    QCOMPARE(w.tablet.texts(), QStringList{u"seen at the bus station"_s}); // merged here at once
    QCOMPARE(w.tablet.cursor(w.org.team.id).ackedSeq, std::uint64_t(0));

    const Result<SyncOutcome> sent = w.tablet.sync(w.service);
    QVERIFY(sent);
    QCOMPARE(sent->acked, 1);
    QCOMPARE(sent->pending, 0);
    QVERIFY(!sent->again);
    QCOMPARE(w.tablet.cursor(w.org.team.id).ackedSeq, std::uint64_t(1));
    QVERIFY(w.tablet.journal.state.held.at(recorded->envelope).heldByServiceMs > 0);

    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), w.tablet.texts());
    QCOMPARE(w.tablet.journal.state.applications, 1); // its own note came back and was recognised
}

void TestEngine::aKioskSubmitsAndOpensNothing()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"a child hides in the library"_s));
    QVERIFY(w.kiosk.texts().isEmpty());
    QVERIFY(w.kiosk.settle(w.service) > 0);
    QVERIFY(w.kiosk.cursor(w.org.intake.id).headOnly);
    QCOMPARE(w.kiosk.cursor(w.org.intake.id).hiSeq, w.service.head(w.org.intake.id).seq);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"a child hides in the library"_s});
    QVERIFY(w.kiosk.settle(w.service) > 0);
    QVERIFY(w.kiosk.texts().isEmpty());
    QCOMPARE(w.kiosk.journal.state.seeds.count({w.org.intake.id, 1}), std::size_t(0));
    QCOMPARE(w.kiosk.note(w.org.desk.id, u"x"_s).error().code, ErrorCode::Forbidden); // reads there
    QCOMPARE(w.kiosk.note(w.org.hub.id, u"x"_s).error().code, ErrorCode::NotFound);
}

void TestEngine::aForwardedNoteKeepsItsAuthor()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    Engine &engine = *w.tablet.engine;
    MemoryJournal &journal = w.tablet.journal;
    const ChangeSet change = engine.begin({CreateOp{engine.nextId(), 1, {{1, u"original"_s}}}});
    const auto recorded = engine.record(journal, w.org.team.id, change);
    QVERIFY(recorded);
    const auto embed = engine.embed(journal, w.org.team.id, *recorded, change);
    QVERIFY(embed);
    QVERIFY(engine.record(journal, w.org.intake.id, engine.begin({*embed}), true));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    // came through the team and through the intake: one change
    const auto &changes = w.champion.journal.state.changes;
    QCOMPARE(changes.count({w.tablet.id(), change.id}), std::size_t(1));
    QCOMPARE(w.champion.texts(), QStringList{u"original"_s});
    QCOMPARE(w.champion.journal.state.applications, 3); // the note, the forward, the note inside it
    QVERIFY(w.champion.journal.state.attention.empty());
}

void TestEngine::oneRequestCarriesAThousandNotes()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (int i = 0; i < 1000; ++i)
        QVERIFY(w.tablet.note(w.org.team.id, u"note %1"_s.arg(i)));
    const SyncRequest request = w.tablet.request();
    const QByteArray bytes = encode(request);
    QVERIFY(bytes.size() <= kMaxRequestBytes);
    int pushed = 0;
    for (const Ask &ask : request.asks)
        pushed += int(ask.push.size());
    QCOMPARE(pushed, 1000);
    QVERIFY(w.tablet.settle(w.service) <= 3);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts().size(), 1000);
}

namespace
{

qsizetype pushedIn(const SyncRequest &request)
{
    qsizetype pushed = 0;
    for (const Ask &ask : request.asks)
        pushed += ask.push.size();
    return pushed;
}

} // namespace

void TestEngine::aSlowLinkIsServedInSmallRequests()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (int i = 0; i < 60; ++i)
        QVERIFY(w.tablet.note(w.org.team.id, u"note %1"_s.arg(i)));
    const QString unpackable = QString::fromLatin1(QByteArray(100'000, Qt::Uninitialized).fill('x'));
    QString noise;
    SeededRandom random(7);
    for (int i = 0; i < 60'000; ++i)
        noise.append(QChar(ushort(0x4e00 + random.below(20'000))));
    QVERIFY(w.tablet.note(w.org.team.id, noise)); // alone above the budget
    QVERIFY(w.tablet.note(w.org.team.id, unpackable));

    const RequestBudget small{RequestBudget::kFloor, RequestBudget::kFloor};
    int requests = 0;
    for (; w.tablet.last.pending > 0 || requests == 0; ++requests) {
        QVERIFY(requests < 20);
        const auto request = w.tablet.engine->nextRequest(w.tablet.journal, 0, small);
        QVERIFY(request);
        QCOMPARE(request->maxBytes, std::uint32_t(small.answerBytes));
        QVERIFY(pushedIn(*request) > 0);
        QVERIFY(encode(*request).size() <= small.pushBytes || pushedIn(*request) == 1);
        const auto response = w.service.sync(w.org.tablet, *request);
        QVERIFY(response);
        const auto outcome = w.tablet.absorb(*request, *response);
        QVERIFY(outcome);
        QVERIFY(outcome->acked > 0);
        w.tablet.last = *outcome;
    }
    QVERIFY(requests >= 3);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts().size(), 62);
}

/// A space whose envelopes the service does not take yet must not use up what others could send.
void TestEngine::noSpaceTakesTheBudgetForItself()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (const SpaceId &space : {w.org.team.id, w.org.intake.id}) {
        for (int i = 0; i < 3; ++i)
            QVERIFY(w.tablet.note(space, u"note %1"_s.arg(i)));
    }
    QSet<SpaceId> reached;
    for (int n = 0; n < 2; ++n) { // no answer comes
        const auto request = w.tablet.engine->nextRequest(w.tablet.journal, 0, RequestBudget{1000, 1000});
        QVERIFY(request);
        for (const Ask &ask : request->asks) {
            if (!ask.push.isEmpty())
                reached.insert(ask.space);
        }
    }
    QCOMPARE(reached, (QSet<SpaceId>{w.org.team.id, w.org.intake.id}));
}

void TestEngine::aLostAnswerIsHandledBySendingAgain()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"once"_s));
    const SyncRequest first = w.tablet.request();
    QVERIFY(w.service.sync(w.org.tablet, first)); // arrives; the answer does not
    const SyncRequest second = w.tablet.request();
    QCOMPARE(encode(second), encode(first)); // byte for byte
    const std::uint64_t before = w.service.head(w.org.team.id).seq;
    const Result<SyncOutcome> outcome = w.tablet.sync(w.service);
    QVERIFY(outcome);
    QCOMPARE(outcome->acked, 1);
    QCOMPARE(w.service.head(w.org.team.id).seq, before);
}

void TestEngine::aCrashAtAnyStepLosesNothing()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"one"_s));
    w.tablet.restart();
    const SyncRequest request = w.tablet.request();
    w.tablet.restart();
    QCOMPARE(encode(w.tablet.request()), encode(request));
    const auto response = w.service.sync(w.org.tablet, request);
    QVERIFY(response);
    w.tablet.restart(); // before the answer was absorbed
    QVERIFY(w.tablet.note(w.org.team.id, u"two"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);
    w.tablet.restart();
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), (QStringList{u"one"_s, u"two"_s}));
}

void TestEngine::aNewEpochSealsPendingNotesAgain()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"already there"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.tablet.note(w.org.team.id, u"offline one"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"offline two"_s, true));
    QVERIFY(w.tablet.note(w.org.team.id, u"offline three"_s));

    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();

    const int rounds = w.tablet.settle(w.service);
    QVERIFY2(rounds > 0 && rounds <= 3, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(),
             (QStringList{u"already there"_s, u"offline one"_s, u"offline three"_s, u"offline two"_s}));
    QVERIFY(w.champion.journal.state.attention.empty());
    std::uint64_t expected = 1;
    for (const auto &stored : w.service.log(w.org.team.id)) {
        if (stored.author == w.tablet.id())
            QCOMPARE(stored.authorSeq, expected++);
    }
    QCOMPARE(expected, std::uint64_t(5));
}

void TestEngine::aGrantThatDoesNotOpenStopsNobody()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"before"_s));
    EpochBody epoch = w.org.nextEpoch(w.org.team, u"quarter"_s);
    for (Grant &grant : epoch.grants) {
        if (grant.reader == w.tablet.id())
            grant.box.bytes[5] ^= std::byte{1};
    }
    w.org.control(w.org.team, w.org.admin, {NewEpoch{epoch}});
    w.service.bringUp();
    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QCOMPARE(w.tablet.engine->currentKeys(w.org.team.id), nullptr);
    const auto after = w.tablet.note(w.org.team.id, u"after"_s);
    QVERIFY2(after, qPrintable(after ? QString() : after.error().detail));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), (QStringList{u"after"_s, u"before"_s}));
    QCOMPARE(w.tablet.texts(), w.champion.texts());
}

void TestEngine::aNewDevicePullsEverySpaceInSmallPages()
{
    EngineWorld w;
    for (EngineDevice *device : {&w.tablet, &w.kiosk, &w.champion}) {
        QVERIFY(device->settle(w.service, 1) > 0);
        for (const auto &[space, cursor] : device->journal.state.cursors) {
            QVERIFY(!device->engine->roster(space)->isEmpty());
            QCOMPARE(cursor.hiSeq, w.service.head(space).seq);
        }
    }
}

void TestEngine::aLeaverDrainsItsOutboxSealed()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"written before leaving"_s));
    AddMember demoted = w.org.memberCtl(w.org.team, w.org.tablet, Role::Submit);
    demoted.untilMs = toMs(w.serviceClock.now()) + 1'000'000;
    const EpochBody epoch = w.org.nextEpoch(w.org.team, u"leaver"_s, w.tablet.id());
    w.org.control(w.org.team, w.org.admin, {demoted, NewEpoch{epoch}});
    w.service.bringUp();

    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QCOMPARE(w.tablet.engine->ownRole(w.org.team.id), Role::Submit);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"written before leaving"_s});
}

void TestEngine::aRemovedDeviceKeepsEverything()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"not sent"_s));
    const DeviceId lost = w.tablet.id();
    w.org.control(w.org.team, w.org.admin,
                  {RemoveMember{lost, RemoveMode::Lost, 0, w.org.nextEpoch(w.org.team, u"removal"_s, lost)}});
    w.service.bringUp();

    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.tablet.last.removed);
    QCOMPARE(w.tablet.last.pending, 1);
    QCOMPARE(w.tablet.texts(), QStringList{u"not sent"_s});
    w.tablet.restart();
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.last.pending, 1);
    // and other spaces go on
    QVERIFY(w.tablet.note(w.org.intake.id, u"still a submitter there"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.last.pending, 1);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"still a submitter there"_s});
}

void TestEngine::aKeyThatComesLaterOpensWhatWaited()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    for (int i = 0; i < 20; ++i)
        QVERIFY(w.tablet.note(w.org.team.id, u"note %1"_s.arg(i, 2, 10, QChar(u'0'))));
    QVERIFY(w.tablet.settle(w.service) > 0);
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    const DeviceKeys late = w.org.keysFor(5);
    w.org.control(w.org.org, w.org.admin, {w.org.memberCtl(w.org.org, late, Role::Read)});
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, late, Role::Read)});
    w.service.bringUp();

    EngineDevice newcomer(w.org, late, 9, {w.org.org.id, w.org.team.id});
    const int rounds = newcomer.settle(w.service, 2048); // the grant is in the last of many small pages
    QVERIFY2(rounds > 5, qPrintable(newcomer.lastError.detail));
    QCOMPARE(newcomer.texts().size(), 20);
    QCOMPARE(newcomer.texts(), w.tablet.texts());
    QVERIFY(newcomer.journal.state.attention.empty());
}

void TestEngine::aPromotedSubmitterReadsFromTheStart()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.intake.id, u"from the tablet"_s));
    QVERIFY(w.kiosk.note(w.org.intake.id, u"from the kiosk"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.cursor(w.org.intake.id).headOnly);
    w.org.control(w.org.intake, w.org.admin, {w.org.memberCtl(w.org.intake, w.org.tablet, Role::Write)});
    w.service.bringUp();
    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QVERIFY(!w.tablet.cursor(w.org.intake.id).headOnly);
    QCOMPARE(w.tablet.texts(), (QStringList{u"from the kiosk"_s}));
    QVERIFY(w.tablet.note(w.org.intake.id, u"now a writer"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.last.pending, 0);
}

void TestEngine::aRefusedEnvelopeGoesToTheTrayAndTheRestGoesOn()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"first"_s));
    const auto second = w.tablet.note(w.org.team.id, u"second"_s);
    QVERIFY(w.tablet.note(w.org.team.id, u"third"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"fourth"_s));

    // a service that does not like the second one
    const SyncRequest request = w.tablet.request();
    SyncRequest liked = request;
    for (Ask &ask : liked.asks)
        ask.push = ask.push.mid(0, 1);
    auto response = w.service.sync(w.org.tablet, liked);
    QVERIFY(response);
    for (Answer &answer : response->answers) {
        if (answer.space == w.org.team.id) {
            answer.status = SpaceStatus::Invalid;
            answer.refusedAuthorSeq = 2;
        }
    }
    const Result<SyncOutcome> outcome = w.tablet.absorb(request, *response);
    QVERIFY(outcome);
    QCOMPARE(outcome->attention, 1);
    QCOMPARE(outcome->acked, 1);
    QCOMPARE(outcome->pending, 2);
    QVERIFY(outcome->again);
    QCOMPARE(w.tablet.journal.state.attention.at(second->envelope), ErrorCode::Invalid);
    QVERIFY(w.tablet.texts().contains(u"second"_s)); // still readable here

    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), (QStringList{u"first"_s, u"fourth"_s, u"third"_s}));
}

/// An approval syncs beside the running loop: two requests from one place, and both are answered.
void TestEngine::twoRequestsAtOnce()
{
    EngineWorld w;
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QVERIFY(w.tablet.note(w.org.team.id, u"while both were asking"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);

    const SyncRequest first = w.champion.request();
    const SyncRequest second = w.champion.request();
    const auto firstAnswer = w.service.sync(w.org.champion, first);
    const auto secondAnswer = w.service.sync(w.org.champion, second);
    QVERIFY(firstAnswer && secondAnswer);
    QVERIFY(w.champion.absorb(first, *firstAnswer));
    // control: taken as an answer to here and now, the second one looks like a lie
    const MemoryJournal::State now = w.champion.journal.state;
    const Result<SyncOutcome> mistaken = w.champion.absorb(w.champion.request(), *secondAnswer);
    QVERIFY(mistaken && mistaken->doubted.contains(w.org.team.id));
    w.champion.journal.state = now;
    w.champion.restart();
    const Result<SyncOutcome> late = w.champion.absorb(second, *secondAnswer);
    QVERIFY2(late, qPrintable(late ? QString() : late.error().detail));
    QVERIFY(late->again);
    QVERIFY(!late->rewound);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"while both were asking"_s});
}

/// Both of two requests carry the same envelope, and both answers say that its number is refused. By the second answer
/// that number is another's.
void TestEngine::aSecondRefusalOfOneTakesNoOther()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    const auto bad = w.tablet.note(w.org.team.id, u"refused"_s);
    QVERIFY(w.tablet.note(w.org.team.id, u"good"_s));
    const SyncRequest first = w.tablet.request();
    const SyncRequest second = w.tablet.request();
    SyncRequest nothing = first;
    for (Ask &ask : nothing.asks)
        ask.push.clear();
    auto response = w.service.sync(w.org.tablet, nothing);
    QVERIFY(response);
    for (Answer &answer : response->answers) {
        if (answer.space == w.org.team.id) {
            answer.status = SpaceStatus::Invalid;
            answer.refusedAuthorSeq = 1;
        }
    }
    QVERIFY(w.tablet.absorb(first, *response));
    QVERIFY(w.tablet.absorb(second, *response));
    QCOMPARE(int(w.tablet.journal.state.attention.size()), 1);
    QVERIFY(w.tablet.journal.state.attention.contains(bad->envelope));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"good"_s});
}

void TestEngine::twoAdministratorsAtOnce()
{
    EngineWorld w;
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.champion, Role::Admin)});
    w.service.bringUp();
    QVERIFY(w.settleAll());
    const DeviceKeys a = w.org.keysFor(11);
    const DeviceKeys b = w.org.keysFor(12);
    QVERIFY(w.champion.note(w.org.team.id, u"before"_s));
    QVERIFY(
        w.champion.engine->control(w.champion.journal, w.org.team.id, {w.org.memberCtl(w.org.team, a, Role::Read)}));
    QVERIFY(w.champion.note(w.org.team.id, u"after"_s));
    // the other administrator is first
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, b, Role::Write)});
    w.service.bringUp();

    QVERIFY2(w.champion.settle(w.service) > 0, qPrintable(w.champion.lastError.detail));
    QCOMPARE(w.champion.last.pending, 0);
    QVERIFY(w.champion.journal.state.attention.empty());
    QVERIFY(w.tablet.settle(w.service) > 0);
    const Roster *roster = w.tablet.engine->roster(w.org.team.id);
    QCOMPARE(roster->roleOf(a.publicKeys().id, 0), Role::Read);
    QCOMPARE(roster->roleOf(b.publicKeys().id, 0), Role::Write);
    QCOMPARE(w.tablet.texts(), (QStringList{u"after"_s, u"before"_s}));
}

void TestEngine::aForeignEpochFirst()
{
    EngineWorld w;
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.champion, Role::Admin)});
    w.service.bringUp();
    QVERIFY(w.settleAll());
    const EpochBody mine = w.org.nextEpoch(w.org.team, u"mine"_s);
    QVERIFY(w.champion.engine->control(w.champion.journal, w.org.team.id, {NewEpoch{mine}}));
    QVERIFY(w.champion.note(w.org.team.id, u"under my own epoch"_s));
    // somebody else's epoch 2 wins: other bytes, other seed
    TestOrg other(w.org.seed);
    const EpochKeys theirs(EpochSeed::from(testBytes(5, 5)));
    EpochBody body;
    body.number = 2;
    body.epk = theirs.epk();
    body.link = theirs.linkTo(w.org.team.id, 2, w.org.team.epochs.value(1)->seed());
    body.reason = u"theirs"_s;
    body.grants = {
        theirs.grantTo(w.org.team.id, 2, recoveryIdOf(w.org.recovery.publicKey()), w.org.recovery.publicKey())};
    for (const Member &member : w.org.team.roster.members()) {
        if (holdsSeed(member.role))
            body.grants.append(theirs.grantTo(w.org.team.id, 2, member.keys.id, member.keys.boxPk));
    }
    w.org.control(w.org.team, w.org.admin, {NewEpoch{body}});
    w.service.bringUp();

    QVERIFY2(w.champion.settle(w.service) > 0, qPrintable(w.champion.lastError.detail));
    QCOMPARE(w.champion.last.pending, 0);
    QCOMPARE(int(w.champion.journal.state.attention.size()), 1); // the epoch that came too late
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.texts(), QStringList{u"under my own epoch"_s});
    QVERIFY(w.tablet.journal.state.attention.empty());
}

void TestEngine::anOrganisationIsSetUpThroughTheEngine()
{
    TestOrg org; // its keys; its logs are not used
    ManualClock clock;
    TestService service(org, clock);
    EngineDevice admin(org, org.admin, 1, {});
    const auto firstEpoch = [&](const SpaceId &space, const EpochKeys &keys) {
        EpochBody body;
        body.epk = keys.epk();
        body.reason = u"set-up"_s;
        body.grants = {keys.grantTo(space, 1, recoveryIdOf(org.recovery.publicKey()), org.recovery.publicKey())};
        return body;
    };
    const auto member = [&](const SpaceId &space, const EpochKeys &keys, const DeviceKeys &device, Role role) {
        const DevicePublic id = device.publicKeys();
        AddMember add{id.id, id.signPk, id.boxPk, role, {}, {}, {}};
        if (holdsSeed(role))
            add.grant = keys.grantTo(space, 1, id.id, id.boxPk);
        return add;
    };
    const EpochKeys orgKeys(EpochSeed::from(testBytes(3, 1)));
    const EpochKeys teamKeys(EpochSeed::from(testBytes(3, 2)));
    Engine &engine = *admin.engine;
    const SpaceId orgId = org.org.id;
    const SpaceId teamId = org.team.id;
    QVERIFY(
        engine.controlAsRoot(admin.journal, orgId, org.root,
                             {CreateSpace{SpaceKind::Organisation, {}, firstEpoch(orgId, orgKeys)},
                              Policy{org.recovery.publicKey(), 90}, member(orgId, orgKeys, org.admin, Role::Admin)}));
    QVERIFY(engine.control(admin.journal, orgId, {member(orgId, orgKeys, org.tablet, Role::Read)}));
    QVERIFY(engine.control(admin.journal, teamId,
                           {CreateSpace{SpaceKind::Team, {}, firstEpoch(teamId, teamKeys)},
                            member(teamId, teamKeys, org.admin, Role::Admin)}));
    QVERIFY(engine.control(admin.journal, teamId, {member(teamId, teamKeys, org.tablet, Role::Write)}));
    QVERIFY(admin.note(teamId, u"welcome"_s));
    admin.restart(); // all of it survives before the first exchange

    QVERIFY2(admin.settle(service) > 0, qPrintable(admin.lastError.detail));
    QCOMPARE(admin.last.pending, 0);
    EngineDevice tablet(org, org.tablet, 2, {orgId, teamId});
    QVERIFY2(tablet.settle(service) > 0, qPrintable(tablet.lastError.detail));
    QCOMPARE(tablet.texts(), QStringList{u"welcome"_s});
    QVERIFY(tablet.note(teamId, u"thank you"_s));
    QVERIFY(tablet.settle(service) > 0);
    QVERIFY(admin.settle(service) > 0);
    QCOMPARE(admin.texts(), (QStringList{u"thank you"_s, u"welcome"_s}));
}

void TestEngine::idsGrowAndClocksAreOnlyTold()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(!w.tablet.engine->clockSuspect());
    const Uuid before = w.tablet.engine->nextId();
    w.tablet.clock.setNow(0); // a flat battery
    const std::array<Uuid, 1> parents{before};
    QVERIFY(w.tablet.engine->nextId(parents) > before);
    QVERIFY(w.tablet.engine->clockSuspect());
    QVERIFY(w.tablet.note(w.org.team.id, u"in 1970"_s));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QCOMPARE(w.tablet.last.pending, 0);
    QCOMPARE(w.tablet.engine->clockOffsetMs(), std::optional(toMs(w.serviceClock.now())));
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"in 1970"_s});
}

QTEST_APPLESS_MAIN(TestEngine)
#include "test_engine.moc"
