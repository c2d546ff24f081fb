// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/cbor.h"
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// A champion and a tablet that administer the team, and a service that was restored to before what the administrator
/// added there last. The tablet has not seen that and adds somebody else: two histories, all of them honest.
struct TwoHistories : EngineWorld {
    TestService older{org, serviceClock};
    DeviceId addedFirst, addedInstead;

    TwoHistories()
    {
        org.control(
            org.team, org.admin,
            {org.memberCtl(org.team, org.champion, Role::Admin), org.memberCtl(org.team, org.tablet, Role::Admin)});
        service.bringUp();
        older.bringUp();
        if (!settleAll())
            qFatal("does not settle");
        serviceClock.advance(std::chrono::seconds(10));
        const DeviceKeys first = org.keysFor(21);
        const DeviceKeys instead = org.keysFor(22);
        addedFirst = first.publicKeys().id;
        addedInstead = instead.publicKeys().id;
        const AddMember other = org.memberCtl(org.team, instead, Role::Read);
        org.control(org.team, org.admin, {org.memberCtl(org.team, first, Role::Read)});
        service.bringUp();
        if (champion.settle(service) < 0 || admin.settle(service) < 0)
            qFatal("does not settle");
        if (!tablet.engine->control(tablet.journal, org.team.id, {other}) || tablet.settle(older) < 0)
            qFatal("the other history is not made");
    }
};

bool asksFor(const SyncRequest &request, const SpaceId &space)
{
    return std::any_of(request.asks.begin(), request.asks.end(), [&](const Ask &ask) { return ask.space == space; });
}

} // namespace

/// One space that cannot be believed stops nothing but itself (sync-protocol section 21, invariant 18).
class TestDoubt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void anotherHistoryStopsOneSpaceOnly();
    void aNewerProgramsEntryStopsOneSpaceOnly();
    void aDoubtedSpaceIsAskedForAlone();
    void aDoubtEndsWithTheTruth();
    void aRestoredServiceMeetsAClonedDevice_data();
    void aRestoredServiceMeetsAClonedDevice();
};

void TestDoubt::anotherHistoryStopsOneSpaceOnly()
{
    TwoHistories w;
    QVERIFY(w.tablet.note(w.org.team.id, u"by the tablet"_s));
    QVERIFY(w.tablet.settle(w.older) > 0);
    QVERIFY(w.champion.note(w.org.hub.id, u"in the hub"_s));
    QVERIFY(w.champion.note(w.org.team.id, u"in the team"_s));

    for (int round = 0; round < 3; ++round) {
        for (int n = 0; n < 10; ++n)
            QVERIFY2(w.champion.settle(w.older) > 0, qPrintable(w.champion.lastError.detail));
        QCOMPARE(w.champion.last.doubted.keys(), QList<SpaceId>{w.org.team.id});
        QCOMPARE(w.champion.last.doubted.value(w.org.team.id), ErrorCode::Conflict);
        QCOMPARE(w.champion.last.pending, 0); // also what was written in that team: the service holds it
        const Roster &roster = *w.champion.engine->roster(w.org.team.id);
        QVERIFY(roster.members().contains(w.addedFirst)); // nothing proven is given up
        QVERIFY(!roster.members().contains(w.addedInstead));
        QCOMPARE(w.champion.texts(), (QStringList{u"in the hub"_s, u"in the team"_s}));
        if (round == 0)
            w.champion.restart(); // the doubt comes again with the next answer
        else
            EngineDevice::must(w.champion.engine->load(w.champion.journal)); // a roll-back of something else
    }
    QVERIFY(w.tablet.settle(w.older) > 0);
    QCOMPARE(w.tablet.texts(), (QStringList{u"by the tablet"_s, u"in the team"_s}));
}

void TestDoubt::aNewerProgramsEntryStopsOneSpaceOnly()
{
    EngineWorld w;
    QVERIFY(w.settleAll());
    QVERIFY(w.admin.note(w.org.hub.id, u"in the hub"_s));
    QVERIFY(w.admin.settle(w.service) > 0);
    QVERIFY(w.champion.note(w.org.intake.id, u"not a writer there"_s).error().code == ErrorCode::Forbidden);
    QVERIFY(w.champion.note(w.org.desk.id, u"at the desk"_s));

    const SyncRequest request = w.champion.request();
    auto response = w.service.sync(w.org.champion, request);
    QVERIFY(response);
    for (Answer &answer : response->answers) {
        if (answer.space != w.org.team.id)
            continue;
        CborWriter body; // a ctl of a later version of the protocol
        body.map(2).number(0).bytes(bytesOf(w.org.team.roster.controlHash().toByteArray()));
        body.number(1).array(1).map(1).number(0).number(9);
        Envelope entry = *clearEnvelope(w.org.team.id, 1, w.admin.id(), bytesOf(body.result()));
        std::uint64_t seq = 0;
        EnvHash last;
        for (const Envelope &control : w.org.team.control) {
            if (control.header.author == w.admin.id()) {
                seq = control.header.authorSeq;
                last = envHashOf(control);
            }
        }
        signEnvelope(entry, {seq + 1, last, 0, {}}, w.org.admin.signing);
        answer.newer.append({answer.headSeq + 1, 5, encodeEnvelope(entry)});
        answer.headHash = nextLogHash(answer.headHash, ++answer.headSeq, 5, envHashOf(entry));
    }
    const Result<SyncOutcome> outcome = w.champion.absorb(request, *response);
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
    QCOMPARE(outcome->doubted.value(w.org.team.id), ErrorCode::Unsupported);
    QCOMPARE(outcome->acked, 1);
    QCOMPARE(w.champion.texts(), (QStringList{u"at the desk"_s, u"in the hub"_s}));
}

/// Its answer must not use up the room of the others, nor end their long poll at once, every time.
void TestDoubt::aDoubtedSpaceIsAskedForAlone()
{
    TwoHistories w;
    for (int n = 0; n < 5; ++n)
        QVERIFY(w.champion.settle(w.older) > 0);
    QVERIFY(!w.champion.last.doubted.isEmpty());
    int alone = 0;
    for (int n = 0; n < 32; ++n) {
        const auto request = w.champion.engine->nextRequest(w.champion.journal, 50);
        QVERIFY(request);
        const bool doubted = asksFor(*request, w.org.team.id);
        QCOMPARE(request->asks.size(), doubted ? 1 : 4);
        QCOMPARE(request->waitS, doubted ? 0U : 50U);
        alone += doubted ? 1 : 0;
    }
    QCOMPARE(alone, 4);
    QVERIFY(w.champion.note(w.org.team.id, u"waits there"_s));
    const auto first = w.champion.engine->nextRequest(w.champion.journal);
    const auto second = w.champion.engine->nextRequest(w.champion.journal);
    QVERIFY(asksFor(*first, w.org.team.id) != asksFor(*second, w.org.team.id));
}

void TestDoubt::aDoubtEndsWithTheTruth()
{
    TwoHistories w;
    for (int n = 0; n < 5; ++n)
        QVERIFY(w.champion.settle(w.older) > 0);
    QVERIFY(!w.champion.last.doubted.isEmpty());
    QVERIFY(w.admin.note(w.org.team.id, u"the truth"_s));
    QVERIFY(w.admin.settle(w.service) > 0);
    for (int n = 0; n < 12; ++n)
        QVERIFY2(w.champion.settle(w.service) > 0, qPrintable(w.champion.lastError.detail));
    QVERIFY(w.champion.last.doubted.isEmpty());
    QCOMPARE(w.champion.texts(), QStringList{u"the truth"_s});
}

void TestDoubt::aRestoredServiceMeetsAClonedDevice_data()
{
    QTest::addColumn<int>("maxBytes");
    QTest::addColumn<bool>("restarts");
    QTest::newRow("at once") << 512 * 1024 << false;
    QTest::newRow("page by page") << 1 << false;
    QTest::newRow("page by page, with restarts") << 1 << true;
}

/// Section 14, "my own fork": what bears this author's signature is adopted, what was said here is said again behind
/// it.
void TestDoubt::aRestoredServiceMeetsAClonedDevice()
{
    QFETCH(const int, maxBytes);
    QFETCH(const bool, restarts);
    EngineWorld w;
    QVERIFY(w.settleAll());
    TestService older(w.org, w.serviceClock);
    older.bringUp();
    EngineDevice clone(w.org, w.org.tablet, 12, {});
    clone.journal.state = w.tablet.journal.state;
    clone.restart();

    w.serviceClock.advance(std::chrono::seconds(10));
    for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
        QVERIFY(w.tablet.note(w.org.team.id, text));
    QVERIFY(w.tablet.settle(w.service) > 0);
    QVERIFY(clone.note(w.org.team.id, u"by the clone"_s));
    QVERIFY(clone.note(w.org.team.id, u"again by the clone"_s));
    QVERIFY(clone.settle(older) > 0);

    for (int n = 0; n < 60 && (n == 0 || w.tablet.last.again); ++n) {
        const Result<SyncOutcome> outcome = w.tablet.sync(older, std::uint32_t(maxBytes));
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QVERIFY(outcome->doubted.isEmpty());
        w.tablet.last = *outcome;
        if (restarts)
            w.tablet.restart();
    }
    QCOMPARE(w.tablet.last.pending, 0);
    const QStringList all{u"again by the clone"_s, u"by the clone"_s, u"one"_s, u"three"_s, u"two"_s};
    QCOMPARE(w.tablet.texts(), all);
    QVERIFY(w.champion.settle(older) > 0);
    QCOMPARE(w.champion.texts(), all);
    QVERIFY(w.tablet.journal.state.attention.empty());
}

QTEST_APPLESS_MAIN(TestDoubt)
#include "test_doubt.moc"
