// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// Sign-in, set-up, invitations: who gets in, and in which order.
class TestCoreEnrolment final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void aSignedChallengeGivesAToken();
    void wrongLoginsGetOneAnswer_data();
    void wrongLoginsGetOneAnswer();
    void challengesGoStale();
    void anyKnownOriginWillDo();
    void tokensRunOutAndRenew();
    void forgedTokensAreRefused();
    void blockedInstallationsStopAtOnce();
    void setupNeedsTheRoot();
    void setupAgainIsHarmlessAndTakesNothingOver();
    void anInvitationIsClaimedOnce();
    void invitationsExpire();
    void theSameInvitationIsHarmlessAtAnyTime_data();
    void theSameInvitationIsHarmlessAtAnyTime();
    void onlyAdministratorsInvite();
    void aClaimTakesNothingOver();
    void welcomeComesAfterTheClaim();

private:
    static ClaimRequest claimOf(const Person &who)
    {
        return {who.install,    who.login->publicKey(), who.id().signPk,
                who.id().boxPk, "sealed label",         QByteArray(32, 'm')};
    }
    static Person newcomer()
    {
        Person who;
        randomBytes(who.install.bytes);
        return who;
    }
    static Lookup lookupNamed(char name) { return *Lookup::from(QByteArrayView(QByteArray(16, name))); }
    template <class T>
    static ErrorCode codeOf(const Result<T> &result)
    {
        return result ? ErrorCode::Internal : result.error().code;
    }
};

void TestCoreEnrolment::aSignedChallengeGivesAToken()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    QCOMPARE(world.core->challenge().bytes.size(), 32);
    QVERIFY(world.core->challenge().bytes != world.core->challenge().bytes);
    const auto install = world.core->authenticate(world.tokenOf(who));
    QVERIFY(install);
    QVERIFY(*install == who.install);
}

void TestCoreEnrolment::wrongLoginsGetOneAnswer_data()
{
    QTest::addColumn<QString>("wrong");
    for (const char *wrong : {"key", "install", "origin", "challenge", "short challenge"})
        QTest::newRow(wrong) << QString::fromLatin1(wrong);
}

void TestCoreEnrolment::wrongLoginsGetOneAnswer()
{
    QFETCH(const QString, wrong);
    ServiceWorld world;
    const Person who = world.enrolled();
    const Person other = world.enrolled();
    TokenRequest request{wrong == u"install"_s ? InstallId{} : who.install, world.core->challenge().bytes, {}};
    if (wrong == u"challenge"_s)
        request.challenge[20] = char(request.challenge[20] ^ 1);
    if (wrong == u"short challenge"_s)
        request.challenge.chop(1);
    const QString origin = wrong == u"origin"_s ? u"https://elsewhere.example:443"_s : world.origin;
    request.signature =
        signLogin(wrong == u"key"_s ? *other.login : *who.login, origin, request.install, bytesOf(request.challenge));
    QCOMPARE(codeOf(world.core->token(request)), ErrorCode::Unauthorised);
}

void TestCoreEnrolment::challengesGoStale()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    TokenRequest request{who.install, world.core->challenge().bytes, {}};
    request.signature = signLogin(*who.login, world.origin, who.install, bytesOf(request.challenge));
    world.clock.advance(std::chrono::seconds(120));
    QVERIFY(world.core->token(request));
    world.clock.advance(std::chrono::milliseconds(1));
    QCOMPARE(codeOf(world.core->token(request)), ErrorCode::Unauthorised);
    world.clock.advance(std::chrono::hours(-1));
    QCOMPARE(codeOf(world.core->token(request)), ErrorCode::Unauthorised); // from the future
}

void TestCoreEnrolment::anyKnownOriginWillDo()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    Core core(*world.storage, world.clock, world.root.publicKey(), world.origin, QByteArray(32, 'm'),
              {u"https://127.0.0.1:8443"_s});
    TokenRequest request{who.install, core.challenge().bytes, {}};
    request.signature = signLogin(*who.login, u"https://127.0.0.1:8443"_s, who.install, bytesOf(request.challenge));
    QVERIFY(core.token(request));
}

void TestCoreEnrolment::tokensRunOutAndRenew()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    QByteArray token = world.tokenOf(who);
    QVERIFY(!world.core->renewed(token));
    int renewals = 0;
    for (int quarter = 0; quarter < 4 * 14; ++quarter) {
        world.clock.advance(std::chrono::minutes(15));
        if (!world.core->authenticate(token))
            break;
        if (const auto later = world.core->renewed(token)) {
            token = *later;
            ++renewals;
        }
    }
    QVERIFY(renewals > 10);
    // Twelve hours after the login it ends, however often it slid.
    QCOMPARE(codeOf(world.core->authenticate(token)), ErrorCode::Unauthorised);
    QVERIFY(world.clock.now() <= fromMs(1'800'000'000'000) + std::chrono::hours(12));
}

void TestCoreEnrolment::forgedTokensAreRefused()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    const QByteArray token = world.tokenOf(who);
    for (qsizetype bit = 0; bit < token.size() * 8; ++bit) {
        QByteArray forged = token;
        forged[bit / 8] = char(forged[bit / 8] ^ (1 << (bit % 8)));
        QCOMPARE(codeOf(world.core->authenticate(forged)), ErrorCode::Unauthorised);
    }
    QCOMPARE(codeOf(world.core->authenticate({})), ErrorCode::Unauthorised);
    QCOMPARE(codeOf(world.core->authenticate(token + 'x')), ErrorCode::Unauthorised);
}

void TestCoreEnrolment::blockedInstallationsStopAtOnce()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    const QByteArray token = world.tokenOf(who);
    QVERIFY(world.storage->write([&](StorageTx &tx) {
        return tx.saveInstall({who.install, who.login->publicKey(), true});
    }));
    QCOMPARE(codeOf(world.core->authenticate(token)), ErrorCode::Forbidden);
    TokenRequest request{who.install, world.core->challenge().bytes, {}};
    request.signature = signLogin(*who.login, world.origin, who.install, bytesOf(request.challenge));
    QCOMPARE(codeOf(world.core->token(request)), ErrorCode::Forbidden);
}

void TestCoreEnrolment::setupNeedsTheRoot()
{
    ServiceWorld world;
    const Person who = newcomer();
    const DevicePublic id = who.id();
    SetupRequest request{who.install, who.login->publicKey(), id.id, id.signPk, id.boxPk, {}};
    request.rootSignature = signSetup(who.keys.signing, request);
    QCOMPARE(codeOf(world.core->setup(request)), ErrorCode::NotAuthentic);
    request.device = {};
    request.rootSignature = signSetup(world.root, request);
    QCOMPARE(codeOf(world.core->setup(request)), ErrorCode::NotAuthentic); // an id that is not of these keys
}

void TestCoreEnrolment::setupAgainIsHarmlessAndTakesNothingOver()
{
    ServiceWorld world;
    const Person who = world.enrolled();
    const DevicePublic id = who.id();
    SetupRequest request{who.install, who.login->publicKey(), id.id, id.signPk, id.boxPk, {}};
    request.rootSignature = signSetup(world.root, request);
    QVERIFY(world.core->setup(request));
    randomBytes(request.install.bytes);
    request.rootSignature = signSetup(world.root, request);
    QCOMPARE(codeOf(world.core->setup(request)), ErrorCode::AlreadyUsed);
}

void TestCoreEnrolment::anInvitationIsClaimedOnce()
{
    ServiceWorld world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const Lookup lookup = lookupNamed('a');
    const InviteRequest invite{lookup, toMs(world.clock.now()) + 3'600'000, "info"};
    QVERIFY(world.core->createInvite(admin.install, invite));
    QVERIFY(world.core->createInvite(admin.install, invite)); // a lost answer, asked again
    QCOMPARE(codeOf(world.core->createInvite(admin.install, {lookup, invite.expiresMs, "other"})),
             ErrorCode::AlreadyUsed);

    const Person first = newcomer();
    const Person second = newcomer();
    QVERIFY(world.core->claim(lookup, claimOf(first)));
    QVERIFY(world.core->claim(lookup, claimOf(first)));
    QVERIFY(world.core->createInvite(admin.install, invite)); // the answer was lost, and somebody was quick
    QCOMPARE(codeOf(world.core->claim(lookup, claimOf(second))), ErrorCode::AlreadyUsed);
    QVERIFY(world.core->invite(lookup)->claim == claimOf(first));
    QVERIFY(world.core->authenticate(world.tokenOf(first)));
    QCOMPARE(codeOf(world.core->claim(lookupNamed('b'), claimOf(second))), ErrorCode::NotFound);
}

void TestCoreEnrolment::invitationsExpire()
{
    ServiceWorld world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const std::int64_t now = toMs(world.clock.now());
    QCOMPARE(codeOf(world.core->createInvite(admin.install, {lookupNamed('a'), now, "info"})), ErrorCode::Expired);
    QVERIFY(world.core->createInvite(admin.install, {lookupNamed('a'), now + 1000, "info"}));
    QVERIFY(world.core->createInvite(admin.install, {lookupNamed('b'), now + 1000, "info"}));
    QVERIFY(world.core->createInvite(admin.install, {lookupNamed('c'), now + 1000LL * 3600 * 24 * 365, "info"}));
    QVERIFY(world.core->claim(lookupNamed('b'), claimOf(newcomer())));
    world.clock.advance(std::chrono::seconds(1));
    QCOMPARE(codeOf(world.core->invite(lookupNamed('a'))), ErrorCode::Expired);
    QCOMPARE(codeOf(world.core->claim(lookupNamed('a'), claimOf(newcomer()))), ErrorCode::Expired);
    const InviteRequest later{lookupNamed('a'), toMs(world.clock.now()) + 1000, "info"};
    QVERIFY(world.core->createInvite(admin.install, later));
    QCOMPARE(codeOf(world.core->invite(lookupNamed('a'))), ErrorCode::Expired); // no time runs again
    QVERIFY(world.core->invite(lookupNamed('b'))); // claimed in time: the welcome may still be on its way
    world.clock.advance(std::chrono::hours(25));
    QCOMPARE(codeOf(world.core->invite(lookupNamed('c'))), ErrorCode::Expired); // cut to a day
    world.clock.advance(std::chrono::hours(24 * 8));
    QCOMPARE(codeOf(world.core->claim(lookupNamed('a'), claimOf(newcomer()))), ErrorCode::NotFound);
    QCOMPARE(codeOf(world.core->welcome(admin.install, lookupNamed('b'), {"w"})), ErrorCode::NotFound);
    QCOMPARE(codeOf(world.core->invite(lookupNamed('b'))), ErrorCode::NotFound);
}

/// Only what a lookup holds decides: a lost answer can be asked for as long as there is anything to answer.
void TestCoreEnrolment::theSameInvitationIsHarmlessAtAnyTime_data()
{
    QTest::addColumn<bool>("claimed");
    QTest::addColumn<bool>("welcomed");
    QTest::newRow("unclaimed") << false << false;
    QTest::newRow("claimed") << true << false;
    QTest::newRow("welcomed") << true << true;
}

void TestCoreEnrolment::theSameInvitationIsHarmlessAtAnyTime()
{
    QFETCH(const bool, claimed);
    QFETCH(const bool, welcomed);
    ServiceWorld world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const Lookup lookup = lookupNamed('a');
    const std::int64_t expires = toMs(world.clock.now()) + 1000;
    const auto post = [&](const QByteArray &info, std::int64_t expiresMs) {
        const Done done = world.core->createInvite(admin.install, {lookup, expiresMs, info});
        return done ? std::optional<ErrorCode>() : done.error().code;
    };
    QCOMPARE(post("info", expires), std::nullopt);
    if (claimed)
        QVERIFY(world.core->claim(lookup, claimOf(newcomer())));
    if (welcomed)
        QVERIFY(world.core->welcome(admin.install, lookup, {"welcome"}));
    for (const auto time : {std::chrono::hours(0), std::chrono::hours(1), std::chrono::hours(24 * 6)}) {
        world.clock.advance(time);
        QCOMPARE(post("info", expires), std::nullopt);
        QCOMPARE(post("info", expires + 5'000'000), std::nullopt); // the first time stays
        QCOMPARE(post("other", expires), std::optional(ErrorCode::AlreadyUsed));
        if (claimed)
            QCOMPARE(world.core->invite(lookup)->expiresMs, expires);
    }
    if (welcomed)
        QCOMPARE(world.core->invite(lookup)->welcome, QByteArray("welcome"));
    world.clock.advance(std::chrono::hours(24 * 2)); // gone: what is asked for is a new one, and over
    QCOMPARE(post("info", expires), std::optional(ErrorCode::Expired));
}

void TestCoreEnrolment::onlyAdministratorsInvite()
{
    ServiceWorld world;
    const Person admin = world.enrolled();
    const Person nobody = world.enrolled();
    const InviteRequest invite{lookupNamed('a'), toMs(world.clock.now()) + 1000, "info"};
    QCOMPARE(codeOf(world.core->createInvite(admin.install, invite)), ErrorCode::Forbidden); // no organisation yet
    const SpaceId org = world.makeOrganisation(admin);
    QCOMPARE(codeOf(world.core->createInvite(nobody.install, invite)), ErrorCode::Forbidden);
    for (const Role role : {Role::Submit, Role::Read, Role::Write}) {
        const Person who = world.enrolled();
        world.addMember(org, admin, who, role);
        QCOMPARE(codeOf(world.core->createInvite(who.install, invite)), ErrorCode::Forbidden);
        QCOMPARE(codeOf(world.core->welcome(who.install, invite.lookup, {"w"})), ErrorCode::Forbidden);
    }
    QVERIFY(world.core->createInvite(admin.install, invite));
}

void TestCoreEnrolment::aClaimTakesNothingOver()
{
    ServiceWorld world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    QVERIFY(world.core->createInvite(admin.install, {lookupNamed('a'), toMs(world.clock.now()) + 1000, "info"}));
    // Another's public keys are in every roster: claiming them would bring their right to pull along.
    ClaimRequest stolen = claimOf(newcomer());
    stolen.signPk = admin.id().signPk;
    stolen.boxPk = admin.id().boxPk;
    QCOMPARE(codeOf(world.core->claim(lookupNamed('a'), stolen)), ErrorCode::AlreadyUsed);
    ClaimRequest hijack = claimOf(newcomer());
    hijack.install = admin.install;
    QCOMPARE(codeOf(world.core->claim(lookupNamed('a'), hijack)), ErrorCode::AlreadyUsed);
    QVERIFY(world.core->authenticate(world.tokenOf(admin)));
    // A second person on the same installation is no take-over.
    ClaimRequest colleague = claimOf(newcomer());
    colleague.install = admin.install;
    colleague.loginPk = admin.login->publicKey();
    QVERIFY(world.core->claim(lookupNamed('a'), colleague));
}

void TestCoreEnrolment::welcomeComesAfterTheClaim()
{
    ServiceWorld world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const Lookup lookup = lookupNamed('a');
    const InviteRequest invite{lookup, toMs(world.clock.now()) + 1000, "info"};
    QVERIFY(world.core->createInvite(admin.install, invite));
    QCOMPARE(codeOf(world.core->welcome(admin.install, lookup, {"w"})), ErrorCode::NotFound);
    QVERIFY(world.core->claim(lookup, claimOf(newcomer())));
    QVERIFY(world.core->invite(lookup)->welcome.isEmpty());
    QVERIFY(world.core->welcome(admin.install, lookup, {"welcome"}));
    QCOMPARE(world.core->invite(lookup)->welcome, QByteArray("welcome"));
    QVERIFY(world.core->createInvite(admin.install, invite)); // once more is harmless, and changes nothing
    QCOMPARE(world.core->invite(lookup)->welcome, QByteArray("welcome"));
    QCOMPARE(codeOf(world.core->welcome(admin.install, lookup, {QByteArray(40'000, 'w')})), ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(TestCoreEnrolment)
#include "test_core_enrolment.moc"
