// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginesteps.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// A tablet that joined its team late, and a laptop that is to follow the team and the intake.
struct LateAuthor : EngineWorld {
    DeviceKeys lateKeys = org.keysFor(31);
    DeviceKeys laptopKeys = org.keysFor(32);
    EngineDevice author{org, lateKeys, 31, {org.org.id, org.team.id, org.intake.id}};
    EngineDevice laptop{org, laptopKeys, 32, {org.org.id, org.team.id, org.intake.id}};

    LateAuthor()
    {
        join(laptopKeys, Role::Read, Role::Read);
        if (!settleAll() || !tablet.note(org.team.id, u"before the author joined"_s) || tablet.settle(service) < 0)
            qFatal("no world");
    }
    void join(const DeviceKeys &device, Role inTeam, Role inIntake)
    {
        org.control(org.org, org.admin, {org.memberCtl(org.org, device, Role::Read)});
        org.control(org.team, org.admin, {org.memberCtl(org.team, device, inTeam)});
        org.control(org.intake, org.admin, {org.memberCtl(org.intake, device, inIntake)});
        service.bringUp();
    }
    /// The author joins, writes in the team and hands the note in.
    void forward(const QString &text)
    {
        join(lateKeys, Role::Write, Role::Submit);
        if (author.settle(service) < 0)
            qFatal("the author does not settle");
        const Forward made = forwardOf(author, org.team.id, text);
        if (!record(author, org.intake.id, made.embed) || author.settle(service) < 0)
            qFatal("the note is not handed in");
    }
    /// One answer to the laptop, as `change` would have it.
    template <class F>
    [[nodiscard]] Result<SyncOutcome> hear(F change)
    {
        const SyncRequest asked = laptop.request();
        Result<SyncResponse> response = service.sync(laptopKeys, asked);
        if (!response)
            return response.error();
        change(*response);
        return laptop.absorb(asked, *response);
    }
    /// Takes the team's answer from one that does not go so far.
    void cutTeam(SyncResponse &response, std::uint64_t upTo) const
    {
        Answer &team = answerOf(response, org.team.id);
        team.newer.removeIf([upTo](const LogEntry &entry) { return entry.seq > upTo; });
        team.more = true;
    }
    [[nodiscard]] std::uint64_t beforeTheAuthor() const { return m_before; }
    void mark() { m_before = service.head(org.team.id).seq; }
    [[nodiscard]] int inTray() const { return int(laptop.journal.state.attention.size()); }

private:
    std::uint64_t m_before = 0;
};

} // namespace

/// A forwarded original is judged by the roster of the space it was written in. The two logs come in any order and in
/// pages: what a page has not brought yet proves nothing against an author (sync-protocol section 21, invariant 4).
class TestForwards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void waitsForTheRestOfItsHomesLog_data();
    void waitsForTheRestOfItsHomesLog();
    void waitsForAHomeThatHasNotBegun();
    void waitsWhileItsHomeIsInDoubt();
    void comesBackFromTheTrayWhenTheAuthorIsKnown();
    void aStrangersStaysInTheTray();
    void aRebuildEmptiesTheTrayOfWhatOpens();
};

void TestForwards::waitsForTheRestOfItsHomesLog_data()
{
    QTest::addColumn<bool>("restarts");
    QTest::newRow("in one run") << false;
    QTest::newRow("over a restart") << true;
}

void TestForwards::waitsForTheRestOfItsHomesLog()
{
    QFETCH(const bool, restarts);
    LateAuthor w;
    w.mark();
    w.forward(u"handed in"_s);

    const auto first = w.hear([&](SyncResponse &response) { w.cutTeam(response, w.beforeTheAuthor()); });
    QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
    QVERIFY(w.laptop.engine->roster(w.org.team.id)->members().contains(w.tablet.id()));
    QVERIFY(!w.laptop.engine->roster(w.org.team.id)->members().contains(w.author.id()));
    QCOMPARE(first->attention, 0);
    QCOMPARE(w.inTray(), 0);
    QCOMPARE(w.laptop.texts(), QStringList{u"before the author joined"_s});

    if (restarts)
        w.laptop.restart();
    // the forward's own page is gone: only what waits can bring it
    QVERIFY2(w.laptop.settle(w.service) > 0, qPrintable(w.laptop.lastError.detail));
    QCOMPARE(w.laptop.texts(), (QStringList{u"before the author joined"_s, u"handed in"_s}));
    QCOMPARE(w.inTray(), 0);
    // and through both spaces, as on a device that was never behind
    QVERIFY(w.champion.settle(w.service) > 0);
    QCOMPARE(w.laptop.journal.state.changes.size(), w.champion.journal.state.changes.size());
    for (const auto &[hash, held] : w.laptop.journal.state.held)
        QVERIFY(!held.envelope.waits);
}

/// Known in the intake alone, an author counts there at once: a champion must not wait for a team's whole history.
void TestForwards::waitsForAHomeThatHasNotBegun()
{
    LateAuthor w;
    w.forward(u"handed in"_s);
    const auto first = w.hear([&](SyncResponse &response) { w.cutTeam(response, 0); });
    QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
    QVERIFY(w.laptop.engine->roster(w.org.team.id)->isEmpty());
    QCOMPARE(w.laptop.texts(), QStringList{u"handed in"_s});
    QCOMPARE(w.inTray(), 0);
    QVERIFY(w.laptop.settle(w.service) > 0);
    QCOMPARE(w.laptop.texts(), (QStringList{u"before the author joined"_s, u"handed in"_s}));
    QCOMPARE(w.inTray(), 0);
}

void TestForwards::waitsWhileItsHomeIsInDoubt()
{
    LateAuthor w;
    QVERIFY(w.laptop.settle(w.service) > 0);
    w.forward(u"handed in"_s);
    const auto doubted = w.hear(
        [&](SyncResponse &response) { answerOf(response, w.org.team.id).newer.first().envelope[200] ^= char(1); });
    QVERIFY2(doubted, qPrintable(doubted ? QString() : doubted.error().detail));
    QVERIFY(doubted->doubted.contains(w.org.team.id));
    QCOMPARE(w.inTray(), 0);
    QCOMPARE(w.laptop.texts(), QStringList{u"before the author joined"_s});

    for (int n = 0; n < 3; ++n)
        QVERIFY(w.laptop.settle(w.service) > 0);
    QVERIFY(w.laptop.last.doubted.isEmpty());
    QCOMPARE(w.laptop.texts(), (QStringList{u"before the author joined"_s, u"handed in"_s}));
    QCOMPARE(w.inTray(), 0);
}

/// A service whose copy of the team lags says "that is all" and is wrong.
void TestForwards::comesBackFromTheTrayWhenTheAuthorIsKnown()
{
    LateAuthor w;
    QVERIFY(w.laptop.settle(w.service) > 0);
    const SpaceCursor before = w.laptop.cursor(w.org.team.id);
    w.forward(u"handed in"_s);
    const auto lagging = w.hear([&](SyncResponse &response) {
        Answer &team = answerOf(response, w.org.team.id);
        team.newer.clear();
        team.more = false;
        team.headSeq = before.hiSeq;
        team.headHash = before.hiHash;
    });
    QVERIFY2(lagging, qPrintable(lagging ? QString() : lagging.error().detail));
    QCOMPARE(lagging->attention, 1);
    QCOMPARE(lagging->setAside, 1); // and nobody refused anything of ours
    QCOMPARE(w.inTray(), 1);
    QCOMPARE(w.laptop.texts(), QStringList{u"before the author joined"_s});

    QVERIFY(w.laptop.settle(w.service) > 0);
    QCOMPARE(w.laptop.texts(), (QStringList{u"before the author joined"_s, u"handed in"_s}));
    QCOMPARE(w.inTray(), 0);
}

void TestForwards::aStrangersStaysInTheTray()
{
    LateAuthor w;
    w.forward(u"handed in"_s);
    // words of a device that belongs to no space, handed in by one that does
    const ChangeSet change =
        w.author.engine->begin({CreateOp{w.author.engine->nextRecord(), 1, {{1, u"a stranger's"_s}}}});
    const Salt salt = *Salt::from(bytesOf(QByteArray(Salt::kSize, 's')));
    Envelope envelope = *sealMemberWith(w.org.team.id, 1, *w.org.team.epochs.value(1), w.org.stranger.publicKeys().id,
                                        bytesOf(encodeChangeSet(change)), {salt, BoxSeed::random(), true});
    signEnvelope(envelope, {1, {}, 0, {}}, w.org.stranger.signing);
    const EmbedOp embed{encodeEnvelope(envelope).first(kSignedHeaderBytes), salt.toByteArray(),
                        encodeChangeSet(change)};
    QVERIFY(record(w.author, w.org.intake.id, embed));
    QVERIFY(w.author.settle(w.service) > 0);

    QVERIFY(w.hear([&](SyncResponse &response) { w.cutTeam(response, 2); }));
    QCOMPARE(w.inTray(), 0); // nobody can say yet
    QVERIFY(w.laptop.settle(w.service) > 0);
    QCOMPARE(w.inTray(), 1);
    QVERIFY(!w.laptop.texts().contains(u"a stranger's"_s));
    // each entry of a control log asks again, and nobody is told twice
    w.join(w.org.keysFor(41), Role::Read, Role::Submit);
    const Result<SyncOutcome> moved = w.laptop.sync(w.service);
    QVERIFY(moved);
    QCOMPARE(moved->attention, 0);
    QCOMPARE(w.inTray(), 1);
}

void TestForwards::aRebuildEmptiesTheTrayOfWhatOpens()
{
    LateAuthor w;
    w.forward(u"handed in"_s);
    QVERIFY(w.laptop.settle(w.service) > 0);
    // as a version before this one left it behind
    const auto forward =
        std::find_if(w.laptop.journal.state.held.begin(), w.laptop.journal.state.held.end(), [&](const auto &entry) {
            return entry.second.envelope.space == w.org.intake.id &&
                   entry.second.envelope.envelope.header.author == w.author.id();
        });
    QVERIFY(forward != w.laptop.journal.state.held.end());
    EngineDevice::must(w.laptop.journal.needsAttention(w.org.intake.id, forward->first, ErrorCode::NotAuthentic));
    w.laptop.restart();
    EngineDevice::must(w.laptop.engine->replay(w.laptop.journal, forward->second.envelope));
    QCOMPARE(w.inTray(), 0);
}

QTEST_APPLESS_MAIN(TestForwards)
#include "test_forwards.moc"
