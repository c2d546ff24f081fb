// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/engine/enginedevice.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The engine against the real service, while administrators make epochs, roles, removals and whole organisations.
class TestMembership : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void aNewEpochSealsPendingNotesAgain();
    void aGrantThatDoesNotOpenStopsNobody();
    void aLeaverDrainsItsOutboxSealed();
    void aRemovedDeviceKeepsEverything();
    void aKeyThatComesLaterOpensWhatWaited();
    void aPromotedSubmitterReadsFromTheStart();
    void twoAdministratorsAtOnce();
    void aForeignEpochFirst();
    void anOrganisationIsSetUpThroughTheEngine();
};

void TestMembership::aNewEpochSealsPendingNotesAgain()
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

void TestMembership::aGrantThatDoesNotOpenStopsNobody()
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

void TestMembership::aLeaverDrainsItsOutboxSealed()
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

void TestMembership::aRemovedDeviceKeepsEverything()
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

void TestMembership::aKeyThatComesLaterOpensWhatWaited()
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

void TestMembership::aPromotedSubmitterReadsFromTheStart()
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

void TestMembership::twoAdministratorsAtOnce()
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

void TestMembership::aForeignEpochFirst()
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

void TestMembership::anOrganisationIsSetUpThroughTheEngine()
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

QTEST_APPLESS_MAIN(TestMembership)
#include "test_membership.moc"
