// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The engine against the real service: what people do, and what time and distance do to them.
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
    void aNewDevicePullsEverySpaceInSmallPages();
    void aRefusedEnvelopeGoesToTheTrayAndTheRestGoesOn();
    void twoRequestsAtOnce();
    void aSecondRefusalOfOneTakesNoOther();
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
    const auto [change, embed] = forwardOf(w.tablet, w.org.team.id, u"original"_s);
    QVERIFY(record(w.tablet, w.org.intake.id, embed));
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
    Answer &answer = answerOf(*response, w.org.team.id);
    answer.status = SpaceStatus::Invalid;
    answer.refusedAuthorSeq = 2;
    const Result<SyncOutcome> outcome = w.tablet.absorb(request, *response);
    QVERIFY(outcome);
    QCOMPARE(outcome->attention, 1);
    QCOMPARE(outcome->setAside, 0); // it is this device's own
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
    Answer &answer = answerOf(*response, w.org.team.id);
    answer.status = SpaceStatus::Invalid;
    answer.refusedAuthorSeq = 1;
    QVERIFY(w.tablet.absorb(first, *response));
    QVERIFY(w.tablet.absorb(second, *response));
    QCOMPARE(int(w.tablet.journal.state.attention.size()), 1);
    QVERIFY(w.tablet.journal.state.attention.contains(bad->envelope));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"good"_s});
}

void TestEngine::idsGrowAndClocksAreOnlyTold()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(!w.tablet.engine->clockSuspect());
    const Uuid record = w.tablet.engine->nextRecord();
    const Uuid before = w.tablet.engine->begin({SetOp{record, 20, 1, {}}}).id;
    w.tablet.clock.setNow(0); // a flat battery
    QVERIFY(w.tablet.engine->begin({SetOp{record, 20, 2, {before}}}).id > before);
    QVERIFY(w.tablet.engine->nextRecord() > record);
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
