// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpworld.h"
#include "sync/service/problem.h"
#include "tests/support/await.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// The service and the client's transport, over real TLS on the loopback.
class TestHttps final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void anOrganisationGrows();
    void codesOfEnrolmentComeThrough();
    void tokensAreRenewedInside();
    void aStrangersLoginIsRefused();
    void aBlockedInstallationIsForbidden();
    void aPollEndsWithTheNews();
    void aPollEndsWithItsTime();
    void aPollHeldByOneDoesNotHoldAnother();
    void stoppingAnswersWhoWaits();
    void aBigRequestGoesThrough();
    void tooManyRequestsAreToldWhenToComeAgain();
    void aFullDiskIsSaidAndReadingGoesOn();
    void moreWaitThanThePoolHolds();
    void aNoteDoesNotWakeAKiosk();
    void whatNoAskerCausedIsTheServicesFault();

private:
    static SyncRequest asking(const Ask &ask, std::uint32_t waitS = 0) { return {waitS, 512 * 1024, {ask}}; }
    template <class T>
    static ErrorCode codeOf(const Result<T> &result)
    {
        return result ? ErrorCode::Internal : result.error().code;
    }
    static Person newcomer()
    {
        Person who;
        randomBytes(who.install.bytes);
        return who;
    }
    static ClaimRequest claimOf(const Person &who)
    {
        return {who.install,    who.login->publicKey(), who.id().signPk,
                who.id().boxPk, "sealed label",         QByteArray(32, 'm')};
    }
};

/// No request makes these: who hears of one can only come again.
void TestHttps::whatNoAskerCausedIsTheServicesFault()
{
    for (const ErrorCode code : {ErrorCode::Conflict, ErrorCode::Stale, ErrorCode::Invalid}) {
        const HttpAnswer answer = problem(code);
        QCOMPARE(answer.status, 500);
        QVERIFY(answer.body.contains("urn:safelight:problem:internal"));
    }
}

void TestHttps::anOrganisationGrows()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = newcomer();
    const auto office = http.transportOf(admin);
    const DevicePublic id = admin.id();
    SetupRequest setup{admin.install, admin.login->publicKey(), id.id, id.signPk, id.boxPk, {}};
    setup.rootSignature = signSetup(world.root, setup);
    QVERIFY(await(office->setup(setup)));
    world.makeOrganisation(admin);
    const SpaceId team = world.makeSpace(SpaceKind::Team, admin);

    // Invited, claimed, added, welcomed.
    const Lookup lookup = *Lookup::from(QByteArrayView(QByteArray(16, 'l')));
    QVERIFY(await(office->createInvite({lookup, toMs(world.clock.now()) + 3'600'000, "info"})));
    const Person worker = newcomer();
    const auto tablet = http.transportOf(worker);
    const auto offered = await(tablet->invite(lookup));
    QVERIFY(offered);
    QCOMPARE(offered->info, QByteArray("info"));
    QVERIFY(await(tablet->claim(lookup, claimOf(worker))));
    QVERIFY(await(office->invite(lookup))->claim == claimOf(worker));
    world.addMember(team, admin, worker, Role::Write);
    QVERIFY(await(office->welcome(lookup, {"welcome"})));
    QCOMPARE(await(tablet->invite(lookup))->welcome, QByteArray("welcome"));

    // A note there, the note here.
    const Envelope note = world.note(team, worker);
    const auto sent = await(tablet->sync(asking(world.ask(team, {note}))));
    QVERIFY(sent);
    QCOMPARE(sent->serverTimeMs, toMs(world.clock.now()));
    QCOMPARE(sent->answers.first().status, SpaceStatus::Ok);
    QVERIFY(sent->answers.first().authors.value(worker.id().id).hash == envHashOf(note));
    const auto seen = await(office->sync(asking(world.ask(team))));
    QCOMPARE(seen->answers.first().newer.last().envelope, encodeEnvelope(note));
}

void TestHttps::codesOfEnrolmentComeThrough()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const Person worker = world.enrolled();
    const auto office = http.transportOf(admin);
    const auto tablet = http.transportOf(worker);
    const Lookup lookup = *Lookup::from(QByteArrayView(QByteArray(16, 'l')));
    const InviteRequest invite{lookup, toMs(world.clock.now()) + 1000, "info"};
    QCOMPARE(codeOf(await(tablet->createInvite(invite))), ErrorCode::Forbidden);
    QCOMPARE(codeOf(await(tablet->invite(lookup))), ErrorCode::NotFound);
    QVERIFY(await(office->createInvite(invite)));
    QVERIFY(await(tablet->claim(lookup, claimOf(newcomer()))));
    QCOMPARE(codeOf(await(tablet->claim(lookup, claimOf(newcomer())))), ErrorCode::AlreadyUsed);
    const Lookup late = *Lookup::from(QByteArrayView(QByteArray(16, 'm')));
    QVERIFY(await(office->createInvite({late, invite.expiresMs, "info"})));
    world.clock.advance(std::chrono::seconds(2));
    QCOMPARE(codeOf(await(tablet->claim(late, claimOf(newcomer())))), ErrorCode::Expired);
    QCOMPARE(codeOf(await(tablet->invite(late))), ErrorCode::Expired);
    QCOMPARE(codeOf(await(tablet->welcome(lookup, {"w"}))), ErrorCode::Forbidden);
    SetupRequest forged;
    forged.install = worker.install;
    QCOMPARE(codeOf(await(tablet->setup(forged))), ErrorCode::Forbidden);
}

void TestHttps::tokensAreRenewedInside()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    for (int i = 0; i < 6; ++i) {
        QVERIFY(await(office->sync(asking(world.ask(org)))));
        world.clock.advance(std::chrono::minutes(i % 2 ? 45 : 90)); // slid forward, or run out
    }
}

void TestHttps::aStrangersLoginIsRefused()
{
    HttpWorld http;
    const Person admin = http.world.enrolled();
    const SpaceId org = http.world.makeOrganisation(admin);
    Person impostor = newcomer();
    impostor.install = admin.install;
    QCOMPARE(codeOf(await(http.transportOf(impostor)->sync(asking(http.world.ask(org))))), ErrorCode::Unauthorised);
    QCOMPARE(codeOf(await(http.transportOf(newcomer())->sync(asking(http.world.ask(org))))), ErrorCode::Unauthorised);
}

void TestHttps::aBlockedInstallationIsForbidden()
{
    HttpWorld http;
    const Person admin = http.world.enrolled();
    const SpaceId org = http.world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    QVERIFY(await(office->sync(asking(http.world.ask(org)))));
    QVERIFY(http.world.storage->write([&](StorageTx &tx) {
        return tx.saveInstall({admin.install, admin.login->publicKey(), true});
    }));
    QCOMPARE(codeOf(await(office->sync(asking(http.world.ask(org))))), ErrorCode::Forbidden);
}

void TestHttps::aPollEndsWithTheNews()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const SpaceId other = world.makeSpace(SpaceKind::Team, admin);
    const auto office = http.transportOf(admin);
    const auto head = await(office->sync(asking(world.ask(org))));
    Ask here = world.ask(org);
    here.hiSeq = head->answers.first().headSeq;
    here.hiHash = seenHashOf(head->answers.first().headHash);
    QElapsedTimer timer;
    timer.start();
    const auto poll = office->sync(asking(here, 30));
    // Another request on the same service proves that the poll is in, or on its way in: either must see the push.
    QVERIFY(await(http.transportOf(admin)->sync(asking(world.ask(other)))));
    const Envelope note = world.note(org, admin);
    QCOMPARE(world.sync(admin, world.ask(org, {note}))->status, SpaceStatus::Ok);
    const auto news = await(poll);
    QVERIFY(news);
    QCOMPARE(news->answers.first().newer.size(), 1);
    QCOMPARE(news->answers.first().newer.first().envelope, encodeEnvelope(note));
    QVERIFY(timer.elapsed() < 15'000);
}

void TestHttps::aPollEndsWithItsTime()
{
    HttpWorld http;
    const Person admin = http.world.enrolled();
    const SpaceId org = http.world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    const auto head = await(office->sync(asking(http.world.ask(org))));
    Ask here = http.world.ask(org);
    here.hiSeq = head->answers.first().headSeq;
    here.hiHash = seenHashOf(head->answers.first().headHash);
    QElapsedTimer timer;
    timer.start();
    const auto quiet = await(office->sync(asking(here, 1)));
    QVERIFY(quiet);
    QVERIFY(timer.elapsed() >= 900);
    QCOMPARE(quiet->answers.first().status, SpaceStatus::Ok);
    QVERIFY(quiet->answers.first().newer.isEmpty());
}

void TestHttps::aPollHeldByOneDoesNotHoldAnother()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto head = world.sync(admin, world.ask(org));
    Ask here = world.ask(org);
    here.hiSeq = head->headSeq;
    here.hiHash = seenHashOf(head->headHash);
    std::vector<std::unique_ptr<Transport>> waiting; // more than there are threads of any kind
    QList<Reply<SyncResponse>> polls;
    for (int i = 0; i < 20; ++i) {
        waiting.push_back(http.transportOf(admin));
        polls.append(waiting.back()->sync(asking(here, 30)));
    }
    const auto busy = http.transportOf(admin);
    for (int i = 0; i < 5; ++i)
        QVERIFY(await(busy->sync(asking(world.ask(org)))));
    QVERIFY(await(busy->sync(asking(world.ask(org, {world.note(org, admin)})))));
    for (const auto &poll : polls)
        QVERIFY(await(poll));
}

void TestHttps::stoppingAnswersWhoWaits()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    const auto head = await(office->sync(asking(world.ask(org))));
    Ask here = world.ask(org);
    here.hiSeq = head->answers.first().headSeq;
    here.hiHash = seenHashOf(head->answers.first().headHash);
    const auto poll = office->sync(asking(here, 50));
    QVERIFY(await(http.transportOf(admin)->sync(asking(world.ask(org)))));
    QElapsedTimer timer;
    timer.start();
    http.server->stop();
    (void)await(poll); // an answer or a closed door, but at once
    QVERIFY(timer.elapsed() < 8'000);
    QCOMPARE(codeOf(await(http.transportOf(admin)->sync(asking(world.ask(org))))), ErrorCode::ServiceUnavailable);
}

void TestHttps::aBigRequestGoesThrough()
{
    HttpWorld http;
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    QList<Envelope> notes;
    for (int i = 0; i < 1000; ++i)
        notes.append(world.note(org, admin));
    SyncRequest request = asking(world.ask(org, notes));
    request.maxBytes = 0;
    QElapsedTimer timer;
    timer.start();
    const auto sent = await(office->sync(request));
    QVERIFY(sent);
    QCOMPARE(sent->answers.first().status, SpaceStatus::Ok);
    QCOMPARE(sent->answers.first().authors.value(admin.id().id).seq, 1000U);
    qInfo("1,000 notes in one request: %lld ms", timer.elapsed());

    const QByteArray tooMuch(300 * 1024, 'x');
    SyncRequest over = asking(world.ask(org));
    for (int i = 0; i < 4; ++i)
        over.asks.first().push.append(tooMuch);
    QCOMPARE(codeOf(await(office->sync(over))), ErrorCode::TooLarge);
}

void TestHttps::tooManyRequestsAreToldWhenToComeAgain()
{
    Limits limits;
    limits.requestsPerMinute = 6;
    limits.requestBurst = 3;
    HttpWorld http(limits);
    const Person admin = http.world.enrolled();
    const SpaceId org = http.world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    for (int i = 0; i < 3; ++i)
        QVERIFY(await(office->sync(asking(http.world.ask(org)))));
    const auto fourth = await(office->sync(asking(http.world.ask(org))));
    QCOMPARE(codeOf(fourth), ErrorCode::ServiceUnavailable);
    QCOMPARE(fourth.error().detail, u"retry-after=10"_s);
    const Person other = http.world.enrolled();
    QVERIFY(await(http.transportOf(other)->sync(asking(http.world.ask(org))))); // one's haste is not another's
    http.world.clock.advance(std::chrono::seconds(10));
    QVERIFY(await(office->sync(asking(http.world.ask(org)))));
}

namespace
{

/// A store whose disk is full: reads work, writes do not.
class FullStorage final : public Storage
{
public:
    explicit FullStorage(Storage *&real)
        : m_real(real)
    {
    }
    Done write(const std::function<Done(StorageTx &)> &work) override
    {
        return full ? Done(Error{ErrorCode::DiskFull, {}}) : m_real->write(work);
    }
    Done read(const std::function<Done(StorageTx &)> &work) override { return m_real->read(work); }
    std::atomic<bool> full = false;

private:
    Storage *&m_real;
};

QByteArray statusOfHealth(const HttpWorld &http)
{
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(http.certs.authority().certificatePem, QSsl::Pem));
    socket.setSslConfiguration(tls);
    socket.connectToHostEncrypted(u"localhost"_s, http.server->port());
    if (!socket.waitForEncrypted(5000))
        return {};
    socket.write("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    while (!socket.canReadLine() && socket.waitForReadyRead(5000)) {
    }
    return socket.readLine().mid(9, 3);
}

} // namespace

void TestHttps::aFullDiskIsSaidAndReadingGoesOn()
{
    Storage *real = nullptr;
    FullStorage storage(real);
    HttpWorld http({}, &storage);
    real = http.world.storage.get();
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto office = http.transportOf(admin);
    const Envelope note = world.note(org, admin);
    storage.full = true;
    const auto refused = await(office->sync(asking(world.ask(org, {note}))));
    QCOMPARE(codeOf(refused), ErrorCode::ServiceUnavailable);
    QVERIFY(refused.error().detail.startsWith(u"retry-after="_s));
    QVERIFY(await(office->sync(asking(world.ask(org)))));
    QCOMPARE(statusOfHealth(http), QByteArray("503"));
    http.world.clock.advance(std::chrono::seconds(10));
    QCOMPARE(statusOfHealth(http), QByteArray("503")); // it looked again
    storage.full = false;
    http.world.clock.advance(std::chrono::seconds(10));
    QCOMPARE(statusOfHealth(http), QByteArray("200")); // nobody needs to send for it to be found out
    QCOMPARE(await(office->sync(asking(world.ask(org, {note}))))->answers.first().status, SpaceStatus::Ok);
}

namespace
{

/// Counts the looks at the store.
class CountingStorage final : public Storage
{
public:
    explicit CountingStorage(Storage *&real)
        : m_real(real)
    {
    }
    Done write(const std::function<Done(StorageTx &)> &work) override { return m_real->write(work); }
    Done read(const std::function<Done(StorageTx &)> &work) override
    {
        const Done result = m_real->read(work);
        ++reads;
        return result;
    }
    std::atomic<int> reads = 0;

private:
    Storage *&m_real;
};

constexpr int kReadsUntilAPollRests = 3; // who is it, what is there, what came meanwhile

} // namespace

void TestHttps::moreWaitThanThePoolHolds()
{
    Storage *real = nullptr;
    CountingStorage storage(real);
    Limits limits;
    limits.jobs = 1;
    limits.headPoll = std::chrono::hours(1);
    HttpWorld http(limits, &storage);
    real = http.world.storage.get();
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    const SpaceId org = world.makeOrganisation(admin);
    const auto head = world.sync(admin, world.ask(org));
    Ask here = world.ask(org);
    here.hiSeq = head->headSeq;
    here.hiHash = seenHashOf(head->headHash);
    std::vector<std::unique_ptr<Transport>> waiting;
    QList<Reply<SyncResponse>> polls;
    for (int i = 0; i < 40; ++i) {
        waiting.push_back(http.transportOf(admin));
        QVERIFY(await(waiting.back()->sync(asking(here)))); // signed in
        storage.reads = 0;
        polls.append(waiting.back()->sync(asking(here, 50)));
        QTRY_COMPARE(storage.reads, kReadsUntilAPollRests);
    }
    QCOMPARE(world.sync(admin, world.ask(org, {world.note(org, admin)}))->status, SpaceStatus::Ok);
    for (const auto &poll : polls) {
        const auto news = await(poll);
        QVERIFY2(news, qPrintable(news ? QString() : news.error().detail));
        QCOMPARE(news->answers.first().newer.size(), 1);
    }
}

void TestHttps::aNoteDoesNotWakeAKiosk()
{
    Storage *real = nullptr;
    CountingStorage storage(real);
    Limits limits;
    limits.headPoll = std::chrono::hours(1);
    HttpWorld http(limits, &storage);
    real = http.world.storage.get();
    ServiceWorld &world = http.world;
    const Person admin = world.enrolled();
    world.makeOrganisation(admin);
    const SpaceId intake = world.makeSpace(SpaceKind::Intake, admin);
    const Person kiosk = world.enrolled();
    world.addMember(intake, admin, kiosk, Role::Submit);
    const auto head = world.sync(admin, world.ask(intake));
    Ask here = world.ask(intake);
    here.hiSeq = head->headSeq;
    here.hiHash = seenHashOf(head->headHash);
    const auto desk = http.transportOf(kiosk);
    const auto office = http.transportOf(admin);
    QVERIFY(await(desk->sync(asking(here))));
    QVERIFY(await(office->sync(asking(here))));
    storage.reads = 0;
    const auto atDesk = desk->sync(asking(here, 50));
    QTRY_COMPARE(storage.reads, kReadsUntilAPollRests);
    const auto inOffice = office->sync(asking(here, 50));
    QTRY_COMPARE(storage.reads, 2 * kReadsUntilAPollRests);

    storage.reads = 0;
    QCOMPARE(world.sync(admin, world.ask(intake, {world.note(intake, admin)}))->status, SpaceStatus::Ok);
    QVERIFY(await(inOffice));
    QCOMPARE(storage.reads, 2); // the office looked and was answered
    world.addMember(intake, admin, world.enrolled(), Role::Submit);
    const auto news = await(atDesk);
    QVERIFY(news);
    QCOMPARE(news->answers.first().control.size(), 1);
    QCOMPARE(storage.reads, 4); // the desk looked once, for what it may have
}

QTEST_GUILESS_MAIN(TestHttps)
#include "test_https.moc"
