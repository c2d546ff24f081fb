// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include <QTest>

using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// Which entry makes a space, and that the organisation's comes before all others (PROTOCOL.md sections 8 and 10).
class TestCoreFounding final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void onlyOneEntryMakesASpace_data();
    void onlyOneEntryMakesASpace();
    void nothingComesBeforeTheOrganisation();
    void theOrganisationIsServedFirst();
};

namespace
{

SpaceId newSpace()
{
    SpaceId space;
    randomBytes(space.bytes);
    return space;
}

/// A service that knows one device and has no space, or the organisation's alone.
struct Founding {
    ServiceWorld world;
    Person admin = world.enrolled();

    /// What makes that space, with the administrator in it.
    QList<Ctl> creationOf(const SpaceId &space, SpaceKind kind)
    {
        ServiceWorld::Keys &keys = world.keys[space];
        keys.epoch = std::make_shared<const EpochKeys>(EpochSeed::random());
        const BoxPublic &recovery = world.recovery.publicKey();
        const DevicePublic id = admin.id();
        EpochBody body;
        body.number = 1;
        body.epk = keys.epoch->epk();
        body.grants = {keys.epoch->grantTo(space, 1, recoveryIdOf(recovery), recovery),
                       keys.epoch->grantTo(space, 1, id.id, id.boxPk)};
        const CreateSpace create{kind, sealLabel(space, *keys.epoch, QStringLiteral("Space")), body};
        QList<Ctl> ctls{create};
        if (kind == SpaceKind::Organisation)
            ctls.append(Policy{recovery, 90});
        ctls.append(world.memberCtl(space, admin, Role::Admin));
        return ctls;
    }
    Envelope byRoot(const SpaceId &space, const QList<Ctl> &ctls)
    {
        return world.control(space, rootAuthorOf(world.root.publicKey()), world.root, ctls);
    }
    Envelope byAdmin(const SpaceId &space, const QList<Ctl> &ctls, const EnvHash &base, const ChainLink &link)
    {
        Envelope entry = *clearEnvelope(space, 1, admin.id().id, bytesOf(encodeControl({base, ctls})));
        signEnvelope(entry, link, admin.keys.signing);
        return entry;
    }
};

} // namespace

void TestCoreFounding::onlyOneEntryMakesASpace_data()
{
    QTest::addColumn<bool>("based");
    QTest::addColumn<bool>("creates");
    QTest::addColumn<quint64>("authorSeq");
    QTest::addColumn<bool>("follows");
    QTest::addColumn<bool>("damaged");
    QTest::addColumn<SpaceStatus>("status");
    QTest::newRow("it") << false << true << quint64(1) << false << false << SpaceStatus::Ok;
    QTest::newRow("a base") << true << true << quint64(1) << false << false << SpaceStatus::Gap;
    QTest::newRow("a base, and another ct than signed")
        << true << true << quint64(1) << false << true << SpaceStatus::Gap;
    QTest::newRow("another ct than signed") << false << true << quint64(1) << false << true << SpaceStatus::Invalid;
    QTest::newRow("the author's second") << false << true << quint64(2) << true << false << SpaceStatus::Gap;
    QTest::newRow("the first, with one before it") << false << true << quint64(1) << true << false << SpaceStatus::Fork;
    QTest::newRow("no number") << false << true << quint64(0) << false << false << SpaceStatus::Invalid;
    QTest::newRow("another ctl first") << false << false << quint64(1) << false << false << SpaceStatus::Invalid;
}

void TestCoreFounding::onlyOneEntryMakesASpace()
{
    QFETCH(const bool, based);
    QFETCH(const bool, creates);
    QFETCH(const quint64, authorSeq);
    QFETCH(const bool, follows);
    QFETCH(const bool, damaged);
    QFETCH(const SpaceStatus, status);
    Founding t;
    t.world.makeOrganisation(t.admin);
    const SpaceId team = newSpace();
    EnvHash some;
    some.bytes.fill(std::byte{7});
    QList<Ctl> ctls = t.creationOf(team, SpaceKind::Team);
    if (!creates)
        ctls.removeFirst();
    Envelope entry = t.byAdmin(team, ctls, based ? some : EnvHash{}, {authorSeq, follows ? some : EnvHash{}, 0, {}});
    if (damaged)
        entry.ct.back() = char(entry.ct.back() ^ 1);
    const auto answer = t.world.sync(t.admin, t.world.ask(team, {entry}));
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->refusedAuthorSeq, status == SpaceStatus::Ok ? 0U : authorSeq);
}

/// What comes too early is good later, byte for byte: it must not be called what can never stand.
void TestCoreFounding::nothingComesBeforeTheOrganisation()
{
    Founding t;
    const SpaceId org = newSpace();
    const SpaceId team = newSpace();
    const Envelope creation = t.byRoot(team, t.creationOf(team, SpaceKind::Team));
    const auto early = t.world.sync(t.admin, t.world.ask(team, {creation}));
    QVERIFY(early);
    QCOMPARE(early->status, SpaceStatus::Gap);
    QCOMPARE(early->refusedAuthorSeq, 1U);
    const Envelope founding = t.byRoot(org, t.creationOf(org, SpaceKind::Organisation));
    QCOMPARE(t.world.sync(t.admin, t.world.ask(org, {founding}))->status, SpaceStatus::Ok);
    QCOMPARE(t.world.sync(t.admin, t.world.ask(team, {creation}))->status, SpaceStatus::Ok);
    // There is one organisation: a second can never stand.
    const SpaceId second = newSpace();
    const Envelope another = t.byRoot(second, t.creationOf(second, SpaceKind::Organisation));
    QCOMPARE(t.world.sync(t.admin, t.world.ask(second, {another}))->status, SpaceStatus::Invalid);
}

void TestCoreFounding::theOrganisationIsServedFirst()
{
    Founding t;
    const SpaceId org = newSpace();
    const SpaceId team = newSpace();
    const Envelope creation = t.byRoot(team, t.creationOf(team, SpaceKind::Team));
    const Envelope founding = t.byRoot(org, t.creationOf(org, SpaceKind::Organisation));
    const SyncRequest request{0, 512 * 1024, {t.world.ask(team, {creation}), t.world.ask(org, {founding})}};
    const auto response = t.world.core->sync(t.admin.install, request);
    QVERIFY(response);
    QCOMPARE(response->answers.size(), 2);
    QVERIFY(response->answers.first().space == org);
    for (const Answer &answer : response->answers)
        QCOMPARE(answer.status, SpaceStatus::Ok);
}

QTEST_GUILESS_MAIN(TestCoreFounding)
#include "test_core_founding.moc"
