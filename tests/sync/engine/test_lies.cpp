// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// What a lying service makes of an honest answer.
struct Lie {
    std::function<void(EngineWorld &, SyncResponse &)> tell;
};

Answer &answerOf(SyncResponse &response, const SpaceId &space)
{
    for (Answer &answer : response.answers) {
        if (answer.space == space)
            return answer;
    }
    qFatal("no answer for that space");
}

void flip(QByteArray &bytes, qsizetype at) { bytes[at] = char(bytes[at] ^ 1); }

/// The log's hash over what the answer shows now, so that only the lie itself can be noticed.
void recompute(Answer &answer, LogHash from)
{
    for (const LogEntry &entry : answer.newer) {
        const std::optional<EnvHash> pushed = EnvHash::from(bytesOf(entry.envelope));
        from = nextLogHash(from, entry.seq, entry.recvMs,
                           pushed ? *pushed : envHashOf(bytesOf(QByteArrayView(entry.envelope).first(240))));
    }
    answer.headHash = from;
    answer.headSeq = answer.newer.isEmpty() ? answer.headSeq : answer.newer.last().seq;
}

} // namespace

/// A service that lies changes nothing on a device; what it may do (withhold, restore, refuse) loses nothing.
class TestLies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void aLieChangesNothing_data();
    void aLieChangesNothing();
    void aHostileMemberDoesNotBlockTheLog();
    void aForgedForwardIsSetAside();
    void aForwardFromBeyondARemovalIsSetAside();
    void onlyAMatchingHashClearsTheOutbox();
    void aRestoredServiceGetsEverythingBack();
    void aReaderRelaysWhatItsAuthorCannotSendAgain();
    void aNewEpochThatComesBackFirstLosesNothing();
    void notesOfAnOlderEpochAreRelayedAfterTheNewerOne();
    void aRestoredServiceIsNoticedWhateverIsWrongWithThePush();
    void aRestartWhileRewindingForgetsNoRemoval();
    void aRestoredDeviceTakesItsLostPartBack();
    void aRestoredKioskGoesOn();
    void unknownSpacesAreIgnored();
};

void TestLies::aLieChangesNothing_data()
{
    QTest::addColumn<Lie>("lie");
    const auto row = [](const char *name, std::function<void(EngineWorld &, Answer &)> tell) {
        QTest::newRow(name) << Lie{
            [tell](EngineWorld &w, SyncResponse &response) { tell(w, answerOf(response, w.org.team.id)); }};
    };
    const auto hi = [](EngineWorld &w) { return w.champion.cursor(w.org.team.id).hiHash; };
    row("one envelope is missing in the middle", [](EngineWorld &, Answer &a) { a.newer.removeAt(1); });
    row("the same, renumbered", [hi](EngineWorld &w, Answer &a) {
        a.newer.removeAt(1);
        for (qsizetype i = 1; i < a.newer.size(); ++i)
            --a.newer[i].seq;
        recompute(a, hi(w));
    });
    row("two of one author exchanged", [hi](EngineWorld &w, Answer &a) {
        std::swap(a.newer[0].envelope, a.newer[1].envelope);
        recompute(a, hi(w));
    });
    row("the end is missing, and more is denied", [](EngineWorld &, Answer &a) { a.newer.removeLast(); });
    row("everything is missing", [](EngineWorld &, Answer &a) { a.newer.clear(); });
    row("a byte of the signature", [hi](EngineWorld &w, Answer &a) {
        flip(a.newer[1].envelope, 200);
        recompute(a, hi(w));
    });
    row("a byte of the header", [hi](EngineWorld &w, Answer &a) {
        flip(a.newer[1].envelope, 45);
        recompute(a, hi(w));
    });
    row("another author's name", [hi](EngineWorld &w, Answer &a) {
        const QByteArray id = w.admin.id().toByteArray();
        a.newer[1].envelope.replace(24, 16, id);
        recompute(a, hi(w));
    });
    row("a time of arrival", [](EngineWorld &, Answer &a) { a.newer[1].recvMs += 1; });
    row("the head's hash", [](EngineWorld &, Answer &a) { a.headHash.bytes[3] ^= std::byte{1}; });
    row("a head beyond the log", [](EngineWorld &, Answer &a) { a.headSeq += 1; });
    row("an envelope of another space", [hi](EngineWorld &w, Answer &a) {
        const auto other = w.service.log(w.org.hub.id).last();
        a.newer[1].envelope = other.bytes;
        recompute(a, hi(w));
    });
    row("cut short", [hi](EngineWorld &w, Answer &a) {
        a.newer[1].envelope.chop(16);
        recompute(a, hi(w));
    });
    row("the hash of what is not held here", [](EngineWorld &, Answer &a) {
        a.newer[1].envelope = envHashOf(*parseEnvelope(bytesOf(a.newer[1].envelope))).toByteArray();
    });
    row("not an envelope at all", [](EngineWorld &, Answer &a) { a.newer[1].envelope = "<html>"; });
    row("a stranger's envelope", [hi](EngineWorld &w, Answer &a) {
        Envelope forged = *parseEnvelope(bytesOf(a.newer.first().envelope));
        forged.header.author = w.org.stranger.publicKeys().id;
        signEnvelope(forged, {1, {}, 0, {}}, w.org.stranger.signing);
        a.newer.append({a.newer.last().seq + 1, 5, encodeEnvelope(forged)});
        recompute(a, hi(w));
    });
    row("a stranger's control entry", [hi](EngineWorld &w, Answer &a) {
        const Envelope forged =
            w.org.forge(w.org.team, w.org.stranger.publicKeys().id, w.org.stranger.signing,
                        w.org.team.roster.controlHash(), {w.org.memberCtl(w.org.team, w.org.stranger, Role::Admin)});
        a.newer.append({a.newer.last().seq + 1, 5, encodeEnvelope(forged)});
        recompute(a, hi(w));
    });
    row("control entries where a log is due", [](EngineWorld &w, Answer &a) {
        a.newer.clear();
        a.control = {encodeEnvelope(w.org.team.control.last())};
    });
    row("holds more of this device's own than it ever wrote", [](EngineWorld &w, Answer &a) {
        a.authors[w.champion.id()] = {7, envHashOf(w.org.team.control.first())};
    });
    row("holds other bytes of this device's own",
        [](EngineWorld &w, Answer &a) { a.authors[w.champion.id()].hash = envHashOf(w.org.team.control.first()); });
    row("diverged from nothing", [](EngineWorld &w, Answer &a) {
        a = Answer{};
        a.space = w.org.team.id;
        a.status = SpaceStatus::Diverged;
    });
}

void TestLies::aLieChangesNothing()
{
    QFETCH(const Lie, lie);
    const bool nothingPulledYet = QLatin1StringView(QTest::currentDataTag()) == "diverged from nothing"_L1;
    EngineWorld w;
    if (!nothingPulledYet)
        QVERIFY(w.settleAll());
    if (!nothingPulledYet) {
        QVERIFY(w.champion.note(w.org.team.id, u"by the champion"_s));
        for (int i = 0; i < 3; ++i)
            QVERIFY(w.tablet.note(w.org.team.id, u"by the tablet %1"_s.arg(i)));
        QVERIFY(w.tablet.settle(w.service) > 0);
    }

    const SyncRequest request = w.champion.request();
    const Result<SyncResponse> honest = w.service.sync(w.org.champion, request);
    QVERIFY(honest);
    SyncResponse told = *honest;
    lie.tell(w, told);
    const auto heldIn = [&] {
        const auto &all = w.champion.journal.state.held;
        return std::count_if(all.begin(), all.end(),
                             [&](const auto &row) { return row.second.envelope.space == w.org.team.id; });
    };
    const auto held = heldIn();
    const SpaceCursor cursor = w.champion.cursor(w.org.team.id);
    const QStringList texts = w.champion.texts();

    const Result<SyncOutcome> outcome = w.champion.absorb(request, told);
    QVERIFY(outcome);
    QVERIFY2(outcome->doubted.contains(w.org.team.id), "the lie was believed");
    const QList<ErrorCode> expected{ErrorCode::Conflict, ErrorCode::NotAuthentic, ErrorCode::Malformed,
                                    ErrorCode::TooLarge, ErrorCode::Unsupported};
    QVERIFY(expected.contains(outcome->doubted.value(w.org.team.id)));
    QCOMPARE(outcome->doubted.size(), 1);
    QCOMPARE(heldIn(), held);
    QCOMPARE(w.champion.cursor(w.org.team.id).hiSeq, cursor.hiSeq);
    QCOMPARE(w.champion.cursor(w.org.team.id).hiHash, cursor.hiHash);
    QCOMPARE(w.champion.texts(), texts);

    if (nothingPulledYet)
        return;
    const Result<SyncOutcome> truth = w.champion.absorb(request, *honest);
    QVERIFY(truth);
    QVERIFY2(truth->doubted.isEmpty(), "the truth is refused afterwards");
    QCOMPARE(w.champion.texts().size(), 4);
    QCOMPARE(w.champion.cursor(w.org.team.id).ackedSeq, std::uint64_t(1));
}

void TestLies::aHostileMemberDoesNotBlockTheLog()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    const EpochKeys &keys = *w.org.team.epochs.value(1);
    const QList<QByteArray> hostile{
        encodeEnvelope(*sealMember(w.org.team.id, 1, keys, w.tablet.id(), bytesOf("not CBOR"_ba))),
        encodeEnvelope(*sealMember(w.org.team.id, 1, EpochKeys(EpochSeed::from(testBytes(1, 2))), w.tablet.id(),
                                   bytesOf("sealed under a key of its own"_ba))),
    };
    AuthorHead head;
    Ask ask{w.org.team.id, 0, {}, {}};
    for (const QByteArray &bytes : hostile) {
        Envelope envelope = *parseEnvelope(bytesOf(bytes));
        signEnvelope(envelope, {head.seq + 1, head.hash, 0, {}}, w.org.tablet.signing);
        head = {head.seq + 1, envHashOf(envelope)};
        ask.push.append(encodeEnvelope(envelope));
    }
    const auto response = w.service.sync(w.org.tablet, {0, 0, {ask}});
    QVERIFY(response && response->answers.first().status == SpaceStatus::Ok);
    QVERIFY(w.admin.note(w.org.team.id, u"after them"_s));
    QVERIFY(w.admin.settle(w.service) > 0);

    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"after them"_s});
    QCOMPARE(int(w.champion.journal.state.attention.size()), 2);
    QCOMPARE(w.champion.cursor(w.org.team.id).hiSeq, w.service.head(w.org.team.id).seq);
}

void TestLies::aForgedForwardIsSetAside()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    Engine &engine = *w.tablet.engine;
    MemoryJournal &journal = w.tablet.journal;
    const ChangeSet change = engine.begin({CreateOp{engine.nextId(), 1, {{1, u"true words"_s}}}});
    const auto recorded = engine.record(journal, w.org.team.id, change);
    QVERIFY(recorded);
    EmbedOp embed = *engine.embed(journal, w.org.team.id, *recorded, change);
    ChangeSet other = change;
    std::get<CreateOp>(other.ops.first()).fields[1] = u"words put into a mouth"_s;
    embed.changeset = encodeChangeSet(other);
    QVERIFY(engine.record(journal, w.org.intake.id, engine.begin({embed}), true));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"true words"_s}); // from the team space
    QCOMPARE(int(w.champion.journal.state.attention.size()), 1);
}

/// Removed from the team, still a submitter in the intake: what it claims to have written in the team since is no
/// member's word.
void TestLies::aForwardFromBeyondARemovalIsSetAside()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    Engine &engine = *w.tablet.engine;
    MemoryJournal &journal = w.tablet.journal;
    QList<EmbedOp> originals;
    for (const QString &text : {u"before"_s, u"after"_s}) {
        const ChangeSet change = engine.begin({CreateOp{engine.nextId(), 1, {{1, text}}}});
        const auto recorded = engine.record(journal, w.org.team.id, change);
        QVERIFY(recorded);
        originals.append(*engine.embed(journal, w.org.team.id, *recorded, change));
    }
    const DeviceId lost = w.tablet.id();
    w.org.control(w.org.team, w.org.admin,
                  {RemoveMember{lost, RemoveMode::Lost, 1, w.org.nextEpoch(w.org.team, u"removal"_s, lost)}});
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);
    for (const EmbedOp &original : std::as_const(originals))
        QVERIFY(engine.record(journal, w.org.intake.id, engine.begin({original}), true));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), QStringList{u"before"_s});
    QCOMPARE(int(w.champion.journal.state.attention.size()), 1);
}

void TestLies::onlyAMatchingHashClearsTheOutbox()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"handed in"_s));
    const SyncRequest request = w.kiosk.request();
    SyncResponse silent = *w.service.sync(w.org.kiosk, [&] {
        SyncRequest without = request;
        for (Ask &ask : without.asks)
            ask.push.clear();
        return without;
    }());
    // "200 OK", but nothing was stored
    Result<SyncOutcome> outcome = w.kiosk.absorb(request, silent);
    QVERIFY(outcome);
    QCOMPARE(outcome->acked, 0);
    QCOMPARE(outcome->pending, 1);
    // or an answer that says nothing about this device
    answerOf(silent, w.org.intake.id).authors.clear();
    outcome = w.kiosk.absorb(request, silent);
    QVERIFY(outcome && outcome->pending == 1);
    QVERIFY(w.kiosk.settle(w.service) > 0);
    QCOMPARE(w.kiosk.last.pending, 0);
}

void TestLies::aRestoredServiceGetsEverythingBack()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock); // the copy that will be restored: as the log stands now
    older.bringUp();
    for (int i = 0; i < 5; ++i) {
        w.serviceClock.advance(std::chrono::seconds(10));
        QVERIFY(w.tablet.note(w.org.team.id, u"note %1"_s.arg(i)));
        QVERIFY(w.kiosk.note(w.org.intake.id, u"slip %1"_s.arg(i)));
        QVERIFY(w.settleAll());
    }
    const QStringList before = w.champion.texts();
    QCOMPARE(before.size(), 10);

    bool rewound = false;
    QVERIFY(w.champion.note(w.org.team.id, u"written meanwhile"_s));
    for (int round = 0; round < 2; ++round) {
        for (EngineDevice *device : {&w.champion, &w.kiosk, &w.tablet, &w.admin}) {
            for (int i = 0; i < 20; ++i) {
                const Result<SyncOutcome> outcome = device->sync(older);
                QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
                rewound = rewound || outcome->rewound;
                QVERIFY(i < 19);
                if (!outcome->again)
                    break;
            }
        }
    }
    QVERIFY(rewound);
    QCOMPARE(w.tablet.texts().size(), 6);
    QCOMPARE(w.champion.texts(), (before + QStringList{u"written meanwhile"_s}));
    for (EngineDevice *device : {&w.champion, &w.kiosk, &w.tablet, &w.admin})
        QVERIFY(device->journal.state.attention.empty());
    QCOMPARE(older.head(w.org.team.id).seq, w.service.head(w.org.team.id).seq + 1);
    QCOMPARE(older.head(w.org.intake.id).seq, w.service.head(w.org.intake.id).seq);
}

void TestLies::aReaderRelaysWhatItsAuthorCannotSendAgain()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"the tablet falls into the river"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"soon"_s));
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.keysFor(3), Role::Submit)});
    QVERIFY(w.settleAll());
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);

    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.admin.settle(older) > 0);
    QCOMPARE(w.admin.texts(), (QStringList{u"soon"_s, u"the tablet falls into the river"_s}));
    QCOMPARE(older.head(w.org.team.id).seq, w.service.head(w.org.team.id).seq);
    QVERIFY(w.admin.engine->roster(w.org.team.id)->members().contains(w.org.keysFor(3).publicKeys().id));
}

void TestLies::aNewEpochThatComesBackFirstLosesNothing()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"under the old keys"_s));
    QVERIFY(w.settleAll());
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();
    QVERIFY(w.tablet.note(w.org.team.id, u"meanwhile"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"under the new keys"_s));

    QVERIFY(w.admin.settle(older) > 0); // brings the epoch back
    QVERIFY2(w.tablet.settle(older) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.admin.settle(older) > 0);
    const QStringList all{u"meanwhile"_s, u"under the new keys"_s, u"under the old keys"_s};
    for (EngineDevice *device : {&w.tablet, &w.champion, &w.admin}) {
        QCOMPARE(device->texts(), all);
        QVERIFY(device->journal.state.attention.empty());
    }
}

void TestLies::notesOfAnOlderEpochAreRelayedAfterTheNewerOne()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    w.serviceClock.advance(std::chrono::seconds(10));
    QVERIFY(w.tablet.note(w.org.team.id, u"the tablet falls into the river"_s));
    QVERIFY(w.settleAll());
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);

    older.bringUp(); // the newer epoch is back before anything else
    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    EngineDevice fresh(w.org, w.org.admin, 31, {w.org.org.id, w.org.team.id});
    QVERIFY(fresh.settle(older) > 0);
    QCOMPARE(fresh.texts(), QStringList{u"the tablet falls into the river"_s});
}

/// Found by the simulator (seed 100774): the push was stale and the log another one, and only the first was said.
void TestLies::aRestoredServiceIsNoticedWhateverIsWrongWithThePush()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    QVERIFY(w.tablet.note(w.org.team.id, u"one"_s));
    QVERIFY(w.settleAll());
    QVERIFY(w.champion.note(w.org.team.id, u"under the old keys"_s)); // not sent before the service goes back

    w.serviceClock.advance(std::chrono::seconds(10));
    w.org.control(w.org.team, w.org.admin, {NewEpoch{w.org.nextEpoch(w.org.team, u"quarter"_s)}});
    older.bringUp();
    QVERIFY(w.admin.settle(older) > 0);
    QVERIFY(w.admin.note(w.org.team.id, u"two"_s));
    QVERIFY(w.admin.note(w.org.team.id, u"three"_s));
    QVERIFY(w.admin.settle(older) > 0);
    QVERIFY(older.head(w.org.team.id).seq > w.champion.cursor(w.org.team.id).hiSeq);

    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    QCOMPARE(w.champion.last.pending, 0);
    QVERIFY(w.champion.texts().contains(u"three"_s));
    QVERIFY(w.tablet.settle(older) > 0);
    QVERIFY(w.tablet.texts().contains(u"under the old keys"_s));
}

/// Two administrators: one adds, the other removes on top of it. The first is switched off between the moment it learns
/// that the log is another one and the first page of it.
void TestLies::aRestartWhileRewindingForgetsNoRemoval()
{
    EngineWorld w;
    const SpaceId team = w.org.team.id;
    w.org.control(w.org.team, w.org.admin, {w.org.memberCtl(w.org.team, w.org.champion, Role::Admin)});
    w.service.bringUp();
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    QVERIFY(w.settleAll());
    w.serviceClock.advance(std::chrono::seconds(10));
    Engine &first = *w.champion.engine;
    QVERIFY(first.control(w.champion.journal, team, {w.org.memberCtl(w.org.team, w.org.keysFor(3), Role::Submit)}));
    QVERIFY(w.champion.settle(w.service) > 0);
    QVERIFY(w.admin.settle(w.service) > 0);
    const DeviceId lost = w.tablet.id();
    const EpochBody epoch = w.org.nextEpoch(w.org.team, u"removal"_s, lost);
    QVERIFY(w.admin.engine->control(w.admin.journal, team, {RemoveMember{lost, RemoveMode::Lost, 0, epoch}}));
    QVERIFY(w.admin.settle(w.service) > 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.engine->roster(team)->epoch(), 2u);

    const Result<SyncOutcome> outcome = w.champion.sync(older);
    QVERIFY(outcome && outcome->rewound);
    QCOMPARE(w.champion.cursor(team).hiSeq, std::uint64_t(0));
    w.champion.restart();
    QCOMPARE(w.champion.engine->roster(team)->epoch(), 2u);
    QVERIFY(!w.champion.engine->roster(team)->roleOf(lost, 0));
    const auto note = w.champion.note(team, u"not for the lost tablet"_s);
    QVERIFY(note);
    QCOMPARE(w.champion.journal.state.held.at(note->envelope).envelope.envelope.header.epoch, 2u);

    QVERIFY2(w.champion.settle(older) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.champion.last.doubted.isEmpty());
    QCOMPARE(w.champion.last.pending, 0);
    QVERIFY(w.admin.settle(older) > 0);
    QCOMPARE(w.admin.texts(), QStringList{u"not for the lost tablet"_s});
}

void TestLies::aRestoredDeviceTakesItsLostPartBack()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.tablet.note(w.org.team.id, u"one"_s));
    QVERIFY(w.settleAll());
    const MemoryJournal::State backup = w.tablet.journal.state;
    QVERIFY(w.tablet.note(w.org.team.id, u"two"_s));
    QVERIFY(w.tablet.note(w.org.team.id, u"three"_s));
    QVERIFY(w.settleAll());
    w.tablet.journal.state = backup;
    w.tablet.restart();
    QVERIFY(w.tablet.note(w.org.team.id, u"four"_s)); // takes a number that is gone already

    QVERIFY2(w.tablet.settle(w.service) > 0, qPrintable(w.tablet.lastError.detail));
    QCOMPARE(w.tablet.last.pending, 0);
    QCOMPARE(w.tablet.texts(), (QStringList{u"four"_s, u"one"_s, u"three"_s, u"two"_s}));
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.champion.texts(), w.tablet.texts());
    QVERIFY(w.tablet.journal.state.attention.empty());
}

void TestLies::aRestoredKioskGoesOn()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.kiosk.note(w.org.intake.id, u"one"_s));
    const MemoryJournal::State backup = w.kiosk.journal.state; // not sent yet in the copy
    QVERIFY(w.kiosk.note(w.org.intake.id, u"two"_s));
    QVERIFY(w.settleAll());
    w.kiosk.journal.state = backup;
    w.kiosk.restart();
    QVERIFY(w.kiosk.note(w.org.intake.id, u"three"_s));
    QVERIFY2(w.kiosk.settle(w.service) > 0, qPrintable(w.kiosk.lastError.detail));
    QCOMPARE(w.kiosk.last.pending, 0);
    QVERIFY(w.champion.settle(w.service) > 0);
    const QStringList texts = w.champion.texts();
    QVERIFY(texts.contains(u"one"_s) && texts.contains(u"two"_s) && texts.contains(u"three"_s));
}

void TestLies::unknownSpacesAreIgnored()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    SyncResponse response = *w.service.sync(w.org.champion, w.champion.request());
    const auto cursors = w.tablet.journal.state.cursors;
    Answer hub = answerOf(response, w.org.hub.id);
    QVERIFY(w.tablet.absorb(w.tablet.request(), {response.serverTimeMs, {hub}}));
    QCOMPARE(w.tablet.journal.state.cursors, cursors);
}

QTEST_APPLESS_MAIN(TestLies)
#include "test_lies.moc"
