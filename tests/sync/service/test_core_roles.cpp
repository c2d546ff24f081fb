// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamworld.h"

#include <QTest>

using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// POST /v1/sync without sockets: who may push what, who sees what, and what those who left may still do.
class TestCoreRoles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void aStrangersControlIsRefused();
    void removedMembersDrainNothingMore();
    void membershipRunsOut();
    void everyRoleSeesItsPart_data();
    void everyRoleSeesItsPart();
    void everyRolePushesItsKind_data();
    void everyRolePushesItsKind();
    void readersRelayOthersEntries();
    void newsIsOnlyWhatTheAskerMaySee();
    void aFormerAdministratorMakesNoSpaces();
};

void TestCoreRoles::aStrangersControlIsRefused()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Person friendOfWorker = t.world.enrolled();
    const Envelope entry = t.world.control(t.team, worker.id().id, worker.keys.signing,
                                           {t.world.memberCtl(t.team, friendOfWorker, Role::Read)}, false);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {entry}))->status, SpaceStatus::Forbidden);
    QCOMPARE(t.world.sync(friendOfWorker, t.world.ask(t.team))->status, SpaceStatus::Forbidden);
}

void TestCoreRoles::removedMembersDrainNothingMore()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Envelope before = t.world.note(t.team, worker);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {before}))->status, SpaceStatus::Ok);
    t.world.removeMember(t.team, t.admin, worker, 1);
    const auto answer = t.world.sync(worker, t.world.ask(t.team, {t.world.note(t.team, worker)}));
    QCOMPARE(answer->status, SpaceStatus::Forbidden);
    QCOMPARE(answer->authors.value(worker.id().id).seq, 1U); // what was acked stays acked
    QCOMPARE(answer->headSeq, 0U);
    QVERIFY(answer->newer.isEmpty());
    QVERIFY(answer->control.isEmpty());
}

void TestCoreRoles::membershipRunsOut()
{
    Team t;
    const Person guest = t.world.enrolled();
    t.world.addMember(t.team, t.admin, guest, Role::Submit, toMs(t.world.clock.now()) + 1000);
    const Envelope first = t.world.note(t.team, guest, EnvelopeMode::Sealed);
    QCOMPARE(t.world.sync(guest, t.world.ask(t.team, {first}))->status, SpaceStatus::Ok);
    t.world.clock.advance(std::chrono::milliseconds(1000));
    const Envelope late = t.world.note(t.team, guest, EnvelopeMode::Sealed);
    QCOMPARE(t.world.sync(guest, t.world.ask(t.team, {late}))->status, SpaceStatus::Forbidden);
}

void TestCoreRoles::everyRoleSeesItsPart_data()
{
    QTest::addColumn<int>("role"); // 0: a stranger to the space
    QTest::addColumn<bool>("seesHead");
    QTest::addColumn<bool>("seesChanges");
    QTest::addColumn<bool>("seesControlAlone");
    QTest::newRow("stranger") << 0 << false << false << false;
    QTest::newRow("submit") << 1 << true << false << true;
    QTest::newRow("read") << 2 << true << true << false;
    QTest::newRow("write") << 3 << true << true << false;
    QTest::newRow("admin") << 4 << true << true << false;
}

void TestCoreRoles::everyRoleSeesItsPart()
{
    QFETCH(const int, role);
    QFETCH(const bool, seesHead);
    QFETCH(const bool, seesChanges);
    QFETCH(const bool, seesControlAlone);
    Team t;
    const Person who = role ? t.with(Role(role)) : t.world.enrolled();
    QCOMPARE(t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)}))->status, SpaceStatus::Ok);
    const auto answer = t.world.sync(who, t.world.ask(t.team));
    QVERIFY(answer);
    QCOMPARE(answer->status, seesHead ? SpaceStatus::Ok : SpaceStatus::Forbidden);
    QCOMPARE(answer->headSeq > 0, seesHead);
    QCOMPARE(answer->headHash.isZero(), !seesHead);
    QCOMPARE(!answer->newer.isEmpty(), seesChanges);
    QCOMPARE(!answer->control.isEmpty(), seesControlAlone);
    QCOMPARE(answer->authors.contains(who.id().id), seesHead);
    for (const QByteArray &bytes : answer->control)
        QCOMPARE(parseEnvelope(bytesOf(bytes))->header.kind, EnvelopeKind::Control);
    QVERIFY(!answer->authors.contains(role == 4 ? who.id().id : t.admin.id().id) || role == 4);
    // Push only: heads and nothing else.
    const auto bare = t.world.sync(who, t.world.ask(t.team), 0);
    QVERIFY(bare->newer.isEmpty() && bare->control.isEmpty());
    QCOMPARE(bare->headSeq > 0, seesHead);
}

void TestCoreRoles::everyRolePushesItsKind_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("accepted");
    const bool member[] = {false, false, false, true, true};
    const bool sealed[] = {false, true, false, true, true};
    for (int role = 0; role <= 4; ++role) {
        QTest::addRow("role %d member", role) << role << int(EnvelopeMode::Member) << member[role];
        QTest::addRow("role %d sealed", role) << role << int(EnvelopeMode::Sealed) << sealed[role];
    }
}

void TestCoreRoles::everyRolePushesItsKind()
{
    QFETCH(const int, role);
    QFETCH(const int, mode);
    QFETCH(const bool, accepted);
    Team t;
    const Person who = role ? t.with(Role(role)) : t.world.enrolled();
    const auto answer = t.world.sync(who, t.world.ask(t.team, {t.world.note(t.team, who, EnvelopeMode(mode))}));
    QCOMPARE(answer->status, accepted ? SpaceStatus::Ok : SpaceStatus::Forbidden);
}

void TestCoreRoles::readersRelayOthersEntries()
{
    Team t;
    const Person author = t.with(Role::Write);
    const Person reader = t.with(Role::Read);
    const Person kiosk = t.with(Role::Submit);
    const Envelope note = t.world.note(t.team, author);
    QCOMPARE(t.world.sync(kiosk, t.world.ask(t.team, {note}))->status, SpaceStatus::Forbidden);
    QCOMPARE(t.world.sync(reader, t.world.ask(t.team, {note}))->status, SpaceStatus::Ok);
    QCOMPARE(t.world.sync(author, t.world.ask(t.team))->authors.value(author.id().id).seq, 1U);
}

void TestCoreRoles::newsIsOnlyWhatTheAskerMaySee()
{
    Team t;
    const Person reader = t.with(Role::Read);
    const Person kiosk = t.with(Role::Submit);
    const Person stranger = t.world.enrolled();
    const auto head = t.world.sync(reader, t.world.ask(t.team));
    Ask here = t.world.ask(t.team);
    here.hiSeq = head->headSeq;
    here.hiHash = seenHashOf(head->headHash);
    const SyncRequest request{50, 1024, {here}};
    const auto news = [&](const Person &who) { return t.world.core->changed(who.install, request)->any; };
    QVERIFY(!news(reader) && !news(kiosk) && !news(stranger));
    QVERIFY(t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)})));
    QVERIFY(news(reader));
    QVERIFY(!news(kiosk)); // a note is nothing a kiosk may have
    t.world.addMember(t.team, t.admin, stranger, Role::Submit);
    QVERIFY(news(kiosk) && news(stranger));
}

void TestCoreRoles::aFormerAdministratorMakesNoSpaces()
{
    Team t;
    const Person other = t.world.enrolled();
    t.world.addMember(t.org, t.admin, other, Role::Admin);
    const SpaceId theirs = t.world.makeSpace(SpaceKind::Team, other);
    t.world.removeMember(t.org, t.admin, other, 0);
    SpaceId fresh;
    randomBytes(fresh.bytes);
    auto &keys = t.world.keys[fresh];
    keys.epoch = std::make_shared<const EpochKeys>(EpochSeed::random());
    EpochBody body;
    body.epk = keys.epoch->epk();
    const BoxPublic &recovery = t.world.recovery.publicKey();
    const DevicePublic id = other.id();
    body.grants = {keys.epoch->grantTo(fresh, 1, recoveryIdOf(recovery), recovery),
                   keys.epoch->grantTo(fresh, 1, id.id, id.boxPk)};
    body.reason = QStringLiteral("test");
    const CreateSpace create{SpaceKind::Team, sealLabel(fresh, *keys.epoch, QStringLiteral("Mine")), body};
    const Envelope entry =
        t.world.control(fresh, id.id, other.keys.signing, {create, t.world.memberCtl(fresh, other, Role::Admin)});
    QCOMPARE(t.world.sync(other, t.world.ask(fresh, {entry}))->status, SpaceStatus::Forbidden);
    QCOMPARE(t.world.sync(other, t.world.ask(theirs))->status, SpaceStatus::Ok); // what stood stands
}

QTEST_GUILESS_MAIN(TestCoreRoles)
#include "test_core_roles.moc"
