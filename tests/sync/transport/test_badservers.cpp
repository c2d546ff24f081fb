// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/transport/transport.h"
#include "tests/support/await.h"
#include "tests/support/badserver.h"
#include "tests/support/certs.h"

#include <QTest>
#include <openssl/ssl.h>

using namespace Qt::StringLiterals;
using namespace safelight;
using test::BadServer;

namespace
{

constexpr const char *kGone =
    "HTTP/1.1 410 Gone\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}";

/// One way to be wrong, and what the transport must make of it.
struct Case {
    BadServer::Script script;
    QString host = u"localhost"_s;
    QString scheme = u"https"_s;
    QList<QByteArray> pins;
    ErrorCode expected = ErrorCode::UntrustedCertificate;
    bool nothingSent = true; ///< no byte of the application may have left
};

} // namespace
Q_DECLARE_METATYPE(Case)

class TestBadServers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void refused_data();
    void refused();
    void nobodyThere();
    void retryAfterIsTold();
    void interruptEndsALongPoll();
    void goingAwayEndsEverything();

private:
    std::unique_ptr<Transport> transportTo(quint16 port, const Case &wanted) const;
    static SetupRequest anySetup()
    {
        SetupRequest request;
        return request;
    }

    test::Certs m_certs;
};

std::unique_ptr<Transport> TestBadServers::transportTo(quint16 port, const Case &wanted) const
{
    ServiceAddress address;
    address.url = QUrl(u"%1://%2:%3"_s.arg(wanted.scheme, wanted.host).arg(port));
    address.caPem = m_certs.authority().certificatePem;
    address.spkiPins = wanted.pins;
    TransportLimits limits;
    limits.silence = std::chrono::milliseconds(700);
    limits.total = std::chrono::milliseconds(3000);
    limits.answerBytes = 100'000;
    return makeHttpsTransport(address, {InstallId{}, SigningKey::generate()}, limits);
}

void TestBadServers::refused_data()
{
    QTest::addColumn<Case>("wanted");
    const auto good = m_certs.server();
    const auto tls = [](const char *name, const Case &wanted) { QTest::newRow(name) << wanted; };
    const auto with = [&](const service::CertifiedKey &certificate) {
        Case wanted;
        wanted.script = {certificate, true, 0, 0, kGone, BadServer::Ending::Clean};
        return wanted;
    };
    const auto control = [&](Case wanted) {
        wanted.expected = ErrorCode::Expired; // our service's own words arrived
        wanted.nothingSent = false;
        return wanted;
    };
    const auto named = [&](const QStringList &names, const QString &commonName = {}) {
        return with(m_certs.server([&](service::CertificateSpec &spec) {
            spec.dnsNames = names;
            spec.commonName = commonName;
            spec.addresses.clear();
        }));
    };

    // The controls: the same server with nothing wrong is talked to.
    tls("control: good", control(with(good)));
    Case pinned = with(good);
    pinned.pins = {test::Certs::pinOf(m_certs.strangersServer()), test::Certs::pinOf(good)};
    tls("control: pinned", control(pinned));
    Case byAddress = with(good);
    byAddress.host = u"127.0.0.1"_s;
    tls("control: by address", control(byAddress));
    Case older = with(good);
    older.script.maxVersion = TLS1_2_VERSION;
    tls("control: TLS 1.2", control(older));

    tls("unknown authority", with(m_certs.strangersServer()));
    tls("expired", with(m_certs.server([](service::CertificateSpec &spec) {
            spec.notBefore -= std::chrono::hours(48);
            spec.notAfter = spec.notBefore + std::chrono::hours(24);
        })));
    tls("not yet valid",
        with(m_certs.server([](service::CertificateSpec &spec) { spec.notBefore += std::chrono::hours(12); })));
    tls("wrong SAN", named({u"evil.example"_s}));
    tls("CN only", named({}, u"localhost"_s));
    tls("CN fits, SAN does not", named({u"evil.example"_s}, u"localhost"_s));
    tls("no names at all", named({}));
    tls("wildcard over everything", named({u"*"_s}));
    Case nameForAddress = named({u"localhost"_s});
    nameForAddress.host = u"127.0.0.1"_s;
    tls("name where an address is wanted", nameForAddress);
    Case mispinned = with(good);
    mispinned.pins = {QByteArray(32, 'p'), test::Certs::pinOf(m_certs.strangersServer())};
    tls("pin mismatch", mispinned);
    for (const auto &[name, version] : {std::pair("TLS 1.0", TLS1_VERSION), std::pair("TLS 1.1", TLS1_1_VERSION)}) {
        Case old = with(good);
        old.script.minVersion = old.script.maxVersion = version;
        tls(name, old);
    }
    Case plainServer = with(good);
    plainServer.script.tls = false;
    plainServer.nothingSent = false; // what it counts is our ClientHello
    tls("plain HTTP server", plainServer);
    Case plainAddress = plainServer;
    plainAddress.scheme = u"http"_s;
    plainAddress.nothingSent = true;
    tls("plain HTTP address", plainAddress);

    // From here on the server proves itself and then talks nonsense.
    const auto says = [&](const QByteArray &answer, ErrorCode expected,
                          BadServer::Ending ending = BadServer::Ending::Clean) {
        Case wanted = with(good);
        wanted.script.answer = answer;
        wanted.script.ending = ending;
        wanted.expected = expected;
        wanted.nothingSent = false;
        return wanted;
    };
    tls("redirect", says("HTTP/1.1 302 Found\r\nLocation: https://localhost:1/\r\nContent-Length: 0\r\n\r\n",
                         ErrorCode::Unintelligible));
    tls("redirect to http", says("HTTP/1.1 301 Moved\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n",
                                 ErrorCode::Unintelligible));
    tls("portal with 200",
        says("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 28\r\n\r\n<html>Sign in to wi-fi</html>",
             ErrorCode::Unintelligible));
    tls("portal with 404",
        says("HTTP/1.1 404 No\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno", ErrorCode::Unintelligible));
    tls("portal with 511", says("HTTP/1.1 511 Portal\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno",
                                ErrorCode::Unintelligible));
    tls("proxy with 502", says("HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno",
                               ErrorCode::ServiceUnavailable));
    tls("right type, wrong bytes",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\nContent-Length: 4\r\n\r\nabcd",
             ErrorCode::Unintelligible));
    tls("right type, nothing",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\nContent-Length: 0\r\n\r\n",
             ErrorCode::Unintelligible));
    // Qt hangs up on what is no status line and calls it a cut: tried again later, nothing lost.
    tls("garbage", says(QByteArray(300, '\x81') + "\r\n\r\n", ErrorCode::TimedOut));
    tls("above the limit",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\nContent-Length: 200000\r\n\r\n" +
                 QByteArray(200'000, 'x'),
             ErrorCode::Unintelligible));
    tls("above the limit, no length",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\n\r\n" + QByteArray(200'000, 'x'),
             ErrorCode::Unintelligible));
    tls("cut before the answer", says({}, ErrorCode::TimedOut, BadServer::Ending::Cut));
    tls("cut inside the header", says("HTTP/1.1 200 OK\r\nContent-T", ErrorCode::TimedOut, BadServer::Ending::Cut));
    tls("cut inside the body",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\nContent-Length: 90\r\n\r\nabc",
             ErrorCode::TimedOut, BadServer::Ending::Cut));
    tls("never answers", says({}, ErrorCode::TimedOut, BadServer::Ending::Silent));
    tls("stops inside the body",
        says("HTTP/1.1 200 OK\r\nContent-Type: application/cbor-seq\r\nContent-Length: 90\r\n\r\nabc",
             ErrorCode::TimedOut, BadServer::Ending::Silent));
}

void TestBadServers::refused()
{
    QFETCH(const Case, wanted);
    BadServer server(wanted.script);
    const auto transport = transportTo(server.port(), wanted);
    const auto invite = test::await(transport->invite(Lookup{}));
    QVERIFY(!invite);
    QCOMPARE(invite.error().code, wanted.expected);
    // The same with a body: it is the body that must not leave.
    const auto setup = test::await(transport->setup(anySetup()));
    QVERIFY(!setup);
    QCOMPARE(setup.error().code, wanted.expected);
    if (wanted.nothingSent)
        QCOMPARE(server.applicationBytes(), 0);
    else
        QVERIFY(server.applicationBytes() > 0);
}

void TestBadServers::nobodyThere()
{
    quint16 port = 0;
    {
        const BadServer server({m_certs.server(), true, 0, 0, {}, BadServer::Ending::Clean});
        port = server.port();
    }
    const auto refused = test::await(transportTo(port, {})->invite(Lookup{}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ServiceUnavailable);
    Case nowhere;
    nowhere.host = u"no-such-host.invalid"_s;
    QCOMPARE(test::await(transportTo(port, nowhere)->invite(Lookup{})).error().code, ErrorCode::Offline);
}

void TestBadServers::retryAfterIsTold()
{
    BadServer server({m_certs.server(), true, 0, 0, "HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n",
                      BadServer::Ending::Clean});
    const auto busy = test::await(transportTo(server.port(), {})->invite(Lookup{}));
    QCOMPARE(busy.error().code, ErrorCode::ServiceUnavailable);
    QCOMPARE(busy.error().detail, u"retry-after=17"_s);
}

void TestBadServers::interruptEndsALongPoll()
{
    BadServer server({m_certs.server(), true, 0, 0, {}, BadServer::Ending::Silent});
    const auto transport = transportTo(server.port(), {});
    const auto poll = transport->sync({50, 0, {Ask{}}});
    const auto other = transport->invite(Lookup{});
    transport->interrupt();
    QVERIFY(poll.isFinished());
    QCOMPARE(poll.result().error().code, ErrorCode::Cancelled);
    QVERIFY(!other.isFinished());
}

void TestBadServers::goingAwayEndsEverything()
{
    BadServer server({m_certs.server(), true, 0, 0, {}, BadServer::Ending::Silent});
    auto transport = transportTo(server.port(), {});
    const auto one = transport->invite(Lookup{});
    const auto two = transport->setup(anySetup());
    transport.reset();
    QVERIFY(one.isFinished() && two.isFinished());
    QCOMPARE(one.result().error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestBadServers)
#include "test_badservers.moc"
