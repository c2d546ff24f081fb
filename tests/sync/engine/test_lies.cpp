// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginesteps.h"

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

/// A service or a member that lies changes nothing on a device; what a service may do (withhold, refuse) loses nothing.
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
    void aFalseOwnHeadLeavesNothingPending();
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
    auto [change, embed] = forwardOf(w.tablet, w.org.team.id, u"true words"_s);
    std::get<CreateOp>(change.ops.first()).fields[1] = u"words put into a mouth"_s;
    embed.changeset = encodeChangeSet(change);
    QVERIFY(record(w.tablet, w.org.intake.id, embed));
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
    QList<EmbedOp> originals;
    for (const QString &text : {u"before"_s, u"after"_s})
        originals.append(forwardOf(w.tablet, w.org.team.id, text).embed);
    const DeviceId lost = w.tablet.id();
    w.org.control(w.org.team, w.org.admin,
                  {RemoveMember{lost, RemoveMode::Lost, 1, w.org.nextEpoch(w.org.team, u"removal"_s, lost)}});
    w.service.bringUp();
    QVERIFY(w.champion.settle(w.service) > 0);
    for (const EmbedOp &original : std::as_const(originals))
        QVERIFY(record(w.tablet, w.org.intake.id, original));
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

/// A device that sees no log follows the service's word about its own chain, and so it must come back from it.
void TestLies::aFalseOwnHeadLeavesNothingPending()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    const SyncRequest request = w.kiosk.request();
    Result<SyncResponse> told = w.service.sync(w.org.kiosk, request);
    QVERIFY(told);
    answerOf(*told, w.org.intake.id).authors[w.kiosk.id()] = {5, {}};
    QVERIFY(w.kiosk.absorb(request, *told));
    QVERIFY(w.kiosk.settle(w.service) > 0);
    QCOMPARE(w.kiosk.last.pending, 0); // it never wrote anything
    QVERIFY(w.kiosk.note(w.org.intake.id, u"the first"_s));
    QVERIFY(w.kiosk.settle(w.service) > 0);
    QCOMPARE(w.kiosk.last.pending, 0);
    QCOMPARE(w.kiosk.cursor(w.org.intake.id).ackedSeq, std::uint64_t(1));
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
