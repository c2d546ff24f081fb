// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testorg.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// One control entry that must be refused: how it is made, and how it must fail.
struct Forgery {
    std::function<Envelope(TestOrg &)> make;
    ErrorCode expected;
    TestSpace TestOrg::*offeredTo = &TestOrg::team;
};

Envelope teamEntry(TestOrg &o, const DeviceKeys &by, QList<Ctl> ctls)
{
    return o.forge(o.team, by.publicKeys().id, by.signing, o.team.roster.controlHash(), std::move(ctls));
}

/// An envelope of changes; what is inside does not matter here.
Envelope changeBy(const DeviceKeys &author, const TestSpace &space, bool sealed, std::uint32_t epoch,
                  std::uint64_t authorSeq = 1)
{
    const QByteArray plain("not a real change-set");
    const DeviceId id = author.publicKeys().id;
    const EpochKeys &keys = *space.epochs.value(epoch);
    Envelope envelope = sealed ? sealSubmission(space.id, epoch, keys.epk(), id, bytesOf(plain)).value()
                               : sealMember(space.id, epoch, keys, id, bytesOf(plain)).value();
    ChainLink chain;
    chain.authorSeq = authorSeq;
    signEnvelope(envelope, chain, author.signing);
    return envelope;
}

ErrorCode codeOf(const Done &result) { return result ? ErrorCode{} : result.error().code; }

} // namespace

class TestRoster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void provesAnOrganisationFromItsRoot();
    void rebuildsTheSameFromTheSameEntries();
    void refusesForgeries_data();
    void refusesForgeries();
    void neverHalfApplies();
    void changesARole();
    void removesAReaderWithANewEpoch();
    void countsALatecomerUpToItsLastNumber();
    void letsALeaverDrainItsOutboxSealed();
    void admitsByRole_data();
    void admitsByRole();
    void admitsAnyEpochOfTheSpace();
    void keepsAStrangersAndASwappedSignatureOut();
    void theRootCanReplaceTheRecoveryKey();
};

void TestRoster::provesAnOrganisationFromItsRoot()
{
    TestOrg o;
    QCOMPARE(o.org.roster.kind(), SpaceKind::Organisation);
    QCOMPARE(o.team.roster.kind(), SpaceKind::Team);
    QCOMPARE(o.org.roster.policy()->recoveryPk, o.recovery.publicKey());
    QCOMPARE(o.team.roster.roleOf(o.tablet.publicKeys().id, 0), Role::Write);
    QCOMPARE(o.intake.roster.roleOf(o.tablet.publicKeys().id, 0), Role::Submit);
    QCOMPARE(o.hub.roster.roleOf(o.tablet.publicKeys().id, 0), std::optional<Role>());

    // the grant in the roster opens to the seed whose public half is published
    const auto grant = o.intake.roster.grantFor(o.champion.publicKeys().id, 1);
    QVERIFY(grant.has_value());
    const auto seed = openGrant(o.intake.id, 1, *grant, o.champion.box, o.intake.roster.epochs().value(1).epk);
    QVERIFY(seed);
    const auto recovery = o.intake.roster.grantFor(recoveryIdOf(o.recovery.publicKey()), 1);
    QVERIFY(recovery.has_value());
    QVERIFY(openGrant(o.intake.id, 1, *recovery, o.recovery, o.intake.roster.epochs().value(1).epk));
    QVERIFY(!o.intake.roster.grantFor(o.kiosk.publicKeys().id, 1));
}

void TestRoster::rebuildsTheSameFromTheSameEntries()
{
    TestOrg o;
    for (TestSpace *space : o.spaces()) {
        Roster roster(space->id);
        for (const Envelope &entry : space->control) {
            const Result<Roster> next = roster.with(entry, o.trustFor(*space));
            QVERIFY2(next, next ? "" : qPrintable(next.error().detail));
            roster = *next;
        }
        QCOMPARE(roster.controlHash(), space->roster.controlHash());
        QCOMPARE(roster.members(), space->roster.members());
    }
}

void TestRoster::refusesForgeries_data()
{
    QTest::addColumn<Forgery>("forgery");
    const auto row = [](const char *name, Forgery forgery) { QTest::newRow(name) << forgery; };

    row("a stranger signs",
        {[](TestOrg &o) { return teamEntry(o, o.stranger, {o.memberCtl(o.team, o.stranger, Role::Admin)}); },
         ErrorCode::Forbidden});
    row("a stranger signs in an administrator's name",
        {[](TestOrg &o) {
             return o.forge(o.team, o.admin.publicKeys().id, o.stranger.signing, o.team.roster.controlHash(),
                            {o.memberCtl(o.team, o.stranger, Role::Admin)});
         },
         ErrorCode::NotAuthentic});
    row("a stranger signs in the root's name", {[](TestOrg &o) {
                                                    return o.forge(o.team, rootAuthorOf(o.root.publicKey()),
                                                                   o.stranger.signing, o.team.roster.controlHash(),
                                                                   {o.memberCtl(o.team, o.stranger, Role::Admin)});
                                                },
                                                ErrorCode::NotAuthentic});
    row("a member makes itself administrator",
        {[](TestOrg &o) { return teamEntry(o, o.tablet, {o.memberCtl(o.team, o.tablet, Role::Admin)}); },
         ErrorCode::Forbidden});
    row("an organisation reader adds a friend", {[](TestOrg &o) {
                                                     return o.forge(o.org, o.champion.publicKeys().id,
                                                                    o.champion.signing, o.org.roster.controlHash(),
                                                                    {o.memberCtl(o.org, o.stranger, Role::Read)});
                                                 },
                                                 ErrorCode::Forbidden, &TestOrg::org});
    row("wrong base", {[](TestOrg &o) {
                           return o.forge(o.team, o.admin.publicKeys().id, o.admin.signing,
                                          envHashOf(o.team.control.first()),
                                          {o.memberCtl(o.team, o.stranger, Role::Read)});
                       },
                       ErrorCode::Stale});
    row("the same entry again", {[](TestOrg &o) { return o.team.control.last(); }, ErrorCode::Stale});
    row("an entry of another space", {[](TestOrg &o) { return o.hub.control.last(); }, ErrorCode::NotAuthentic});
    row("another space's number painted over", {[](TestOrg &o) {
                                                    Envelope envelope = o.hub.control.last();
                                                    envelope.header.space = o.team.id;
                                                    return envelope;
                                                },
                                                ErrorCode::NotAuthentic});
    row("body exchanged under the signature",
        {[](TestOrg &o) {
             Envelope envelope = teamEntry(o, o.admin, {o.memberCtl(o.team, o.stranger, Role::Read)});
             const Envelope other = teamEntry(o, o.admin, {o.memberCtl(o.team, o.keysFor(1), Role::Read)});
             envelope.ct = other.ct;
             return envelope;
         },
         ErrorCode::NotAuthentic});
    row("keys do not match the id", {[](TestOrg &o) {
                                         AddMember add = o.memberCtl(o.team, o.stranger, Role::Read);
                                         add.boxPk = o.keysFor(1).box.publicKey();
                                         return teamEntry(o, o.admin, {add});
                                     },
                                     ErrorCode::NotAuthentic});
    row("a reader without a grant", {[](TestOrg &o) {
                                         AddMember add = o.memberCtl(o.team, o.stranger, Role::Read);
                                         add.grant.reset();
                                         return teamEntry(o, o.admin, {add});
                                     },
                                     ErrorCode::Malformed});
    row("a submitter with a grant", {[](TestOrg &o) {
                                         AddMember add = o.memberCtl(o.team, o.stranger, Role::Read);
                                         add.role = Role::Submit;
                                         return teamEntry(o, o.admin, {add});
                                     },
                                     ErrorCode::Malformed});
    row("a grant addressed to somebody else", {[](TestOrg &o) {
                                                   AddMember add = o.memberCtl(o.team, o.stranger, Role::Read);
                                                   add.grant->reader = o.keysFor(1).publicKeys().id;
                                                   return teamEntry(o, o.admin, {add});
                                               },
                                               ErrorCode::Malformed});
    row("an administrator that runs out", {[](TestOrg &o) {
                                               AddMember add = o.memberCtl(o.team, o.stranger, Role::Admin);
                                               add.untilMs = 1;
                                               return teamEntry(o, o.admin, {add});
                                           },
                                           ErrorCode::Malformed});
    row("a reader that runs out, and would keep the key", {[](TestOrg &o) {
                                                               AddMember add =
                                                                   o.memberCtl(o.team, o.stranger, Role::Read);
                                                               add.untilMs = 1;
                                                               return teamEntry(o, o.admin, {add});
                                                           },
                                                           ErrorCode::Malformed});
    row("a skipped epoch", {[](TestOrg &o) {
                                EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                body.number += 1;
                                return teamEntry(o, o.admin, {NewEpoch{body}});
                            },
                            ErrorCode::Malformed});
    row("the same epoch again", {[](TestOrg &o) {
                                     EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                     body.number = 1;
                                     return teamEntry(o, o.admin, {NewEpoch{body}});
                                 },
                                 ErrorCode::Malformed});
    row("an epoch without a link", {[](TestOrg &o) {
                                        EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                        body.link.reset();
                                        return teamEntry(o, o.admin, {NewEpoch{body}});
                                    },
                                    ErrorCode::Malformed});
    row("an epoch without the recovery grant", {[](TestOrg &o) {
                                                    EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                                    body.grants.removeFirst();
                                                    return teamEntry(o, o.admin, {NewEpoch{body}});
                                                },
                                                ErrorCode::Malformed});
    row("an epoch that forgets a reader", {[](TestOrg &o) {
                                               EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                               body.grants.removeLast();
                                               return teamEntry(o, o.admin, {NewEpoch{body}});
                                           },
                                           ErrorCode::Malformed});
    row("an epoch with a hidden reader",
        {[](TestOrg &o) {
             EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
             const DevicePublic spy = o.stranger.publicKeys();
             body.grants.append(o.team.epochs.value(2)->grantTo(o.team.id, 2, spy.id, spy.boxPk));
             return teamEntry(o, o.admin, {NewEpoch{body}});
         },
         ErrorCode::Malformed});
    row("a reader for a moment, who keeps the seed in force",
        {[](TestOrg &o) {
             return teamEntry(o, o.admin,
                              {o.memberCtl(o.team, o.kiosk, Role::Read), o.memberCtl(o.team, o.kiosk, Role::Submit)});
         },
         ErrorCode::Malformed});
    row("a stranger for a moment a reader, then a submitter",
        {[](TestOrg &o) {
             return teamEntry(
                 o, o.admin,
                 {o.memberCtl(o.team, o.stranger, Role::Write), o.memberCtl(o.team, o.stranger, Role::Submit)});
         },
         ErrorCode::Malformed});
    row("two grants for one reader", {[](TestOrg &o) {
                                          EpochBody body = o.nextEpoch(o.team, u"quarter"_s);
                                          body.grants.append(body.grants.last());
                                          return teamEntry(o, o.admin, {NewEpoch{body}});
                                      },
                                      ErrorCode::Malformed});
    row("a reader demoted under the same epoch",
        {[](TestOrg &o) { return teamEntry(o, o.admin, {o.memberCtl(o.team, o.tablet, Role::Submit)}); },
         ErrorCode::Malformed});
    row("a reader removed without a new epoch",
        {[](TestOrg &o) {
             return teamEntry(o, o.admin, {RemoveMember{o.tablet.publicKeys().id, RemoveMode::Lost, 0, {}}});
         },
         ErrorCode::Malformed});
    row("a removed reader granted the new epoch",
        {[](TestOrg &o) {
             RemoveMember remove{o.tablet.publicKeys().id, RemoveMode::Lost, 0, o.nextEpoch(o.team, u"removal"_s)};
             return teamEntry(o, o.admin, {remove});
         },
         ErrorCode::Malformed});
    row("removes nobody",
        {[](TestOrg &o) {
             return teamEntry(o, o.admin, {RemoveMember{o.stranger.publicKeys().id, RemoveMode::Lost, 0, {}}});
         },
         ErrorCode::Malformed});
    row("created twice",
        {[](TestOrg &o) {
             return teamEntry(o, o.admin, {CreateSpace{SpaceKind::Team, {}, o.nextEpoch(o.team, u"x"_s)}});
         },
         ErrorCode::Malformed});
    row("a policy in a team", {[](TestOrg &o) {
                                   return teamEntry(o, o.admin, {Policy{o.stranger.box.publicKey(), 90}});
                               },
                               ErrorCode::Malformed});
    row("a policy by an administrator", {[](TestOrg &o) {
                                             return o.forge(o.org, o.admin.publicKeys().id, o.admin.signing,
                                                            o.org.roster.controlHash(),
                                                            {Policy{o.stranger.box.publicKey(), 90}});
                                         },
                                         ErrorCode::Malformed, &TestOrg::org});
    row("nothing in it", {[](TestOrg &o) { return teamEntry(o, o.admin, {}); }, ErrorCode::Malformed});
    row("an envelope of changes",
        {[](TestOrg &o) { return changeBy(o.admin, o.team, false, 1); }, ErrorCode::Malformed});
}

void TestRoster::refusesForgeries()
{
    QFETCH(const Forgery, forgery);
    TestOrg o;
    const Envelope entry = forgery.make(o);
    const TestSpace &space = o.*forgery.offeredTo;
    const Result<Roster> next = space.roster.with(entry, o.trustFor(space));
    QVERIFY(!next);
    QCOMPARE(next.error().code, forgery.expected);
}

void TestRoster::neverHalfApplies()
{
    TestOrg o;
    const Roster before = o.team.roster;
    EpochBody bad = o.nextEpoch(o.team, u"quarter"_s);
    bad.grants.removeFirst();
    const Envelope entry = teamEntry(o, o.admin, {o.memberCtl(o.team, o.kiosk, Role::Submit), NewEpoch{bad}});
    QVERIFY(!before.with(entry, o.trustFor(o.team)));
    QVERIFY(!before.members().contains(o.kiosk.publicKeys().id));
    QCOMPARE(before.controlHash(), o.team.roster.controlHash());
}

void TestRoster::changesARole()
{
    TestOrg o;
    o.control(o.team, o.admin, {o.memberCtl(o.team, o.champion, Role::Admin)});
    QCOMPARE(o.team.roster.roleOf(o.champion.publicKeys().id, 0), Role::Admin);
    o.control(o.team, o.champion, {o.memberCtl(o.team, o.kiosk, Role::Submit)}); // and it counts at once
    QCOMPARE(o.team.roster.roleOf(o.kiosk.publicKeys().id, 0), Role::Submit);
}

void TestRoster::removesAReaderWithANewEpoch()
{
    TestOrg o;
    const DeviceId lost = o.tablet.publicKeys().id;
    o.control(o.team, o.admin, {RemoveMember{lost, RemoveMode::Lost, 3, o.nextEpoch(o.team, u"removal"_s, lost)}});
    QCOMPARE(o.team.roster.epoch(), 2u);
    QVERIFY(!o.team.roster.roleOf(lost, 0));
    QVERIFY(!o.team.roster.grantFor(lost, 2));
    QVERIFY(o.team.roster.grantFor(o.champion.publicKeys().id, 2));

    // the newest seed opens the older one
    const EpochBody &body = o.team.roster.epochs()[2];
    const auto older = o.team.epochs.value(2)->openLink(o.team.id, 2, *body.link);
    QVERIFY(older);
    QCOMPARE(EpochKeys(older->clone()).epk(), o.team.roster.epochs().value(1).epk);

    // and the device cannot come back under its old id
    const Envelope again = teamEntry(o, o.admin, {o.memberCtl(o.team, o.tablet, Role::Read)});
    const Result<Roster> next = o.team.roster.with(again, o.trustFor(o.team));
    QVERIFY(!next);
    QCOMPARE(next.error().code, ErrorCode::Malformed); // no administrator can make it right: the entry itself is wrong
}

void TestRoster::countsALatecomerUpToItsLastNumber()
{
    TestOrg o;
    const DeviceId lost = o.kiosk.publicKeys().id;
    o.control(o.intake, o.admin, {RemoveMember{lost, RemoveMode::Lost, 3, {}}});
    QVERIFY(o.intake.roster.admits(changeBy(o.kiosk, o.intake, true, 1, 3), 0));
    QCOMPARE(codeOf(o.intake.roster.admits(changeBy(o.kiosk, o.intake, true, 1, 4), 0)), ErrorCode::Forbidden);
}

void TestRoster::letsALeaverDrainItsOutboxSealed()
{
    TestOrg o;
    AddMember demoted = o.memberCtl(o.team, o.tablet, Role::Submit);
    demoted.untilMs = 1000;
    const EpochBody epoch = o.nextEpoch(o.team, u"leaver"_s, o.tablet.publicKeys().id);
    o.control(o.team, o.admin, {demoted, NewEpoch{epoch}});
    QVERIFY(o.team.roster.admits(changeBy(o.tablet, o.team, true, 2), 999));
    QVERIFY(o.team.roster.admits(changeBy(o.tablet, o.team, true, 1), 999));
    QCOMPARE(codeOf(o.team.roster.admits(changeBy(o.tablet, o.team, true, 2), 1000)), ErrorCode::Forbidden);
    QCOMPARE(codeOf(o.team.roster.admits(changeBy(o.tablet, o.team, false, 1), 999)), ErrorCode::Forbidden);
    QVERIFY(!o.team.roster.roleOf(o.tablet.publicKeys().id, 1000));
}

void TestRoster::admitsByRole_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<bool>("member");
    QTest::addColumn<bool>("sealed");
    QTest::newRow("submit") << int(Role::Submit) << false << true;
    QTest::newRow("read") << int(Role::Read) << false << false;
    QTest::newRow("write") << int(Role::Write) << true << true;
    QTest::newRow("admin") << int(Role::Admin) << true << true;
}

void TestRoster::admitsByRole()
{
    QFETCH(const int, role);
    TestOrg o;
    const DeviceKeys device = o.keysFor(7);
    o.control(o.hub, o.admin, {o.memberCtl(o.hub, device, Role(role))});
    QTEST(bool(o.hub.roster.admits(changeBy(device, o.hub, false, 1), 0)), "member");
    QTEST(bool(o.hub.roster.admits(changeBy(device, o.hub, true, 1), 0)), "sealed");
}

void TestRoster::admitsAnyEpochOfTheSpace()
{
    TestOrg o;
    o.control(o.team, o.admin, {NewEpoch{o.nextEpoch(o.team, u"quarter"_s)}});
    for (const std::uint32_t epoch : {1, 2}) {
        QVERIFY(o.team.roster.admits(changeBy(o.tablet, o.team, false, epoch), 0));
        QVERIFY(o.team.roster.admits(changeBy(o.tablet, o.team, true, epoch), 0));
    }
    const Roster before = o.team.roster;
    o.control(o.team, o.admin, {NewEpoch{o.nextEpoch(o.team, u"next quarter"_s)}});
    QCOMPARE(codeOf(before.admits(changeBy(o.tablet, o.team, false, 3), 0)), ErrorCode::Stale);
    QCOMPARE(codeOf(before.admits(changeBy(o.tablet, o.team, true, 3), 0)), ErrorCode::Stale);
}

void TestRoster::keepsAStrangersAndASwappedSignatureOut()
{
    TestOrg o;
    QCOMPARE(codeOf(o.team.roster.admits(changeBy(o.stranger, o.team, false, 1), 0)), ErrorCode::Forbidden);
    Envelope envelope = changeBy(o.tablet, o.team, false, 1);
    signEnvelope(envelope, {2, {}, 0, {}}, o.stranger.signing);
    QCOMPARE(codeOf(o.team.roster.admits(envelope, 0)), ErrorCode::NotAuthentic);
    QCOMPARE(codeOf(o.hub.roster.admits(changeBy(o.champion, o.team, false, 1), 0)), ErrorCode::NotAuthentic);
    QCOMPARE(codeOf(o.team.roster.admits(o.team.control.last(), 0)), ErrorCode::Forbidden);
}

void TestRoster::theRootCanReplaceTheRecoveryKey()
{
    TestOrg o;
    const BoxKey fresh(BoxSeed::from(testBytes(9, 9)));
    o.controlByRoot(o.org, {Policy{fresh.publicKey(), 30}});
    QCOMPARE(o.org.roster.policy()->windowDays, 30u);

    // a new epoch may now be granted to the new key, and the old entries still verify
    EpochBody body = o.nextEpoch(o.team, u"recovery key"_s);
    body.grants.first() =
        o.team.epochs.value(2)->grantTo(o.team.id, 2, recoveryIdOf(fresh.publicKey()), fresh.publicKey());
    o.control(o.team, o.admin, {NewEpoch{body}});
    Roster roster(o.team.id);
    for (const Envelope &entry : o.team.control)
        roster = roster.with(entry, o.trustFor(o.team)).value();
    QCOMPARE(roster.epoch(), 2u);
}

QTEST_APPLESS_MAIN(TestRoster)
#include "test_roster.moc"
