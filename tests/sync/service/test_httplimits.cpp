// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpworld.h"
#include "sync/service/house.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// What the front does to clients that are slow, huge, ambiguous or many: raw bytes over TLS.
class TestHttpLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void answers_data();
    void answers();
    void twoRequestsInOneBreath();
    void aHeadHasNoBody();
    void onlyASyncOfOursMayBeLarge();
    void addressesAreCountedByNetwork_data();
    void addressesAreCountedByNetwork();
    void theFirstTokenCounts();
    void slowOnesAreClosed_data();
    void slowOnesAreClosed();
    void tooManyStrangersAreTurnedAway();
    void halfARecordCostsNoPlace();
    void handshakesWaitForAPlace();
    void aHandshakeInPiecesIsHeard();
    void aBrokenConnectionLeavesAtOnce();
    void oldTlsIsRefused();
    void problemsSayWhatAndNothingMore();

private:
    /// Connected and encrypted, or null.
    std::unique_ptr<QSslSocket> connectTo(HttpWorld &http, QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater);
    /// Everything until the other side closes, or the first `enough` bytes.
    static QByteArray hear(QSslSocket &socket, const QByteArray &until = {});
};

std::unique_ptr<QSslSocket> TestHttpLimits::connectTo(HttpWorld &http, QSsl::SslProtocol protocol)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(http.certs.authority().certificatePem, QSsl::Pem));
    tls.setProtocol(protocol);
    socket->setSslConfiguration(tls);
    QSignalSpy encrypted(socket.get(), &QSslSocket::encrypted);
    QSignalSpy gone(socket.get(), &QAbstractSocket::disconnected);
    socket->connectToHostEncrypted(u"localhost"_s, http.server->port());
    while (encrypted.isEmpty() && gone.isEmpty() && socket->state() != QAbstractSocket::UnconnectedState) {
        if (!socket->waitForEncrypted(5000))
            break;
    }
    if (socket->isEncrypted())
        return socket;
    qWarning("no connection: %s (state %d, gone %d)", qPrintable(socket->errorString()), int(socket->state()),
             int(gone.size()));
    return nullptr;
}

QByteArray TestHttpLimits::hear(QSslSocket &socket, const QByteArray &until)
{
    QByteArray heard;
    while ((until.isEmpty() || !heard.contains(until)) &&
           (socket.bytesAvailable() > 0 || socket.waitForReadyRead(10'000)))
        heard += socket.readAll();
    return heard + socket.readAll();
}

void TestHttpLimits::answers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status"); // 0: closed without a word
    const QByteArray host = "Host: localhost\r\n";
    const auto row = [](const char *name, const QByteArray &request, int status) {
        QTest::newRow(name) << request << status;
    };
    const auto post = [&](const QByteArray &path, const QByteArray &headers, const QByteArray &body) {
        return "POST " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + "\r\n" + body;
    };
    const auto get = [&](const QByteArray &path, const QByteArray &headers = {}) {
        return "GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + "\r\n";
    };
    const QByteArray cborType = "Content-Type: application/cbor-seq\r\n";
    QByteArray manyFields;
    for (int i = 0; i < 80; ++i)
        manyFields += "X-" + QByteArray::number(i) + ": 1\r\n";

    row("control: health", get("/v1/health"), 200);
    row("control: challenge", get("/v1/challenge"), 200);
    row("control: just below the header limit", get("/v1/health", "X-Long: " + QByteArray(7900, 'x') + "\r\n"), 200);
    row("header too long", get("/v1/health", "X-Long: " + QByteArray(9000, 'x') + "\r\n"), 431);
    row("target too long", get("/" + QByteArray(9000, 'x')), 431);
    row("too many fields", get("/v1/health", manyFields), 431);
    row("both lengths",
        post("/v1/token", cborType + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
    row("both lengths, other order",
        post("/v1/token", cborType + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400);
    row("two lengths", post("/v1/token", cborType + "Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"), 400);
    row("a list of lengths", post("/v1/token", cborType + "Content-Length: 5, 5\r\n", "abcde"), 400);
    row("signed length", post("/v1/token", cborType + "Content-Length: +5\r\n", "abcde"), 400);
    row("negative length", post("/v1/token", cborType + "Content-Length: -5\r\n", "abcde"), 400);
    row("length beyond numbers", post("/v1/token", cborType + "Content-Length: 99999999999999999999999\r\n", ""), 400);
    row("chunked", post("/v1/token", cborType + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 411);
    row("no length", post("/v1/token", cborType, ""), 411);
    row("a stranger's body", post("/v1/sync", cborType + "Content-Length: 65537\r\n", ""), 413);
    row("control: just below it", post("/v1/sync", cborType + "Content-Length: 65536\r\n", QByteArray(65536, 'x')),
        401);
    row("a stranger's body elsewhere", post("/v1/token", cborType + "Content-Length: 65537\r\n", ""), 413);
    row("a body under a forged token",
        post("/v1/sync", cborType + "Authorization: Bearer " + QByteArray(66, 'A') + "\r\nContent-Length: 65537\r\n",
             ""),
        413);
    row("body too large", post("/v1/sync", cborType + "Content-Length: 2000000\r\n", QByteArray(2'000'000, 'x')), 413);
    row("body too large, said only", post("/v1/sync", cborType + "Content-Length: 2000000\r\n", ""), 413);
    row("a list of the same length", get("/v1/health", "Content-Length: 1, 1\r\n") + "x", 400);
    row("control: that length once", get("/v1/health", "Content-Length: 1\r\n") + "x", 200);
    row("folded header", get("/v1/health", "X-A: 1\r\n 2\r\n"), 400);
    row("header folded with a tab", get("/v1/health", "X-A: 1\r\n\t2\r\n"), 400);
    row("control: fold in a body", post("/v1/sync", cborType + "Content-Length: 4\r\n", "\r\n x"), 401);
    row("space before the colon", get("/v1/health", "X-A : 1\r\n"), 400);
    row("null in a header", get("/v1/health", QByteArray("X-A: 1\0\r\n", 9)), 400);
    row("no host", "GET /v1/health HTTP/1.1\r\n\r\n", 400);
    row("two hosts", get("/v1/health", host), 400);
    row("HTTP/1.0", "GET /v1/health HTTP/1.0\r\n" + host + "\r\n", 400);
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
    row("garbage", QByteArray(64, '\x16') + "\r\n\r\n", 400);
    row("unknown path", get("/"), 404);
    row("unknown version", get("/v2/health"), 404);
    row("path that climbs", get("/v1/../v1/health"), 404);
    row("query", get("/v1/health?x=1"), 404);
    row("a slash behind", get("/v1/health/"), 404);
    row("a letter in its code", get("/v1/%68ealth"), 404);
    row("absolute form", get("https://localhost/v1/health"), 404);
    row("control: another host", "GET /v1/health HTTP/1.1\r\nHost: elsewhere.example:1\r\nConnection: close\r\n\r\n",
        200);
    row("lookup that is none", get("/v1/invites/xyz"), 404);
    row("unknown lookup", get("/v1/invites/00112233445566778899aabbccddeeff"), 404);
    row("wrong method", get("/v1/sync"), 405);
    row("method of nobody", "BREW /v1/health HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 405);
    row("other media type", post("/v1/token", "Content-Type: application/json\r\nContent-Length: 2\r\n", "{}"), 415);
    row("no media type", post("/v1/token", "Content-Length: 2\r\n", "{}"), 415);
    const QByteArray login =
        encode(TokenRequest{InstallId{}, QByteArray(32, 'c'), Signature{}}); // parses, and is wrong
    const QByteArray loginLength = "Content-Length: " + QByteArray::number(login.size()) + "\r\n";
    row("media type with a parameter",
        post("/v1/token", "Content-Type: Application/CBOR-seq; v=2\r\n" + loginLength, login), 401);
    row("an encoding of the content", post("/v1/token", cborType + "Content-Encoding: gzip\r\n" + loginLength, login),
        401); // not looked at: the body is what counts
    row("not signed in", post("/v1/sync", cborType + "Content-Length: 1\r\n", "x"), 401);
    row("forged token",
        post("/v1/sync", cborType + "Authorization: Bearer " + QByteArray(66, 'A') + "\r\nContent-Length: 1\r\n", "x"),
        401);
    row("basic authentication", post("/v1/sync", cborType + "Authorization: Basic eDp5\r\nContent-Length: 1\r\n", "x"),
        401);
    row("body that is no CBOR", post("/v1/token", cborType + "Content-Length: 4\r\n", "abcd"), 400);
    row("empty body", post("/v1/token", cborType + "Content-Length: 0\r\n", ""), 400);
    row("expects 100", post("/v1/token", cborType + "Expect: 100-continue\r\nContent-Length: 4\r\n", "abcd"), 100);
}

void TestHttpLimits::answers()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    HttpWorld http;
    const auto socket = connectTo(http);
    QVERIFY(socket);
    socket->write(request);
    const QByteArray heard = hear(*socket, "\r\n\r\n");
    socket->abort();
    QVERIFY2(heard.startsWith("HTTP/1.1 " + QByteArray::number(status)), heard.left(200).constData());
    // And the next one is served as ever.
    const auto next = connectTo(http);
    QVERIFY(next);
    next->write("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY(hear(*next, "\r\n\r\n").startsWith("HTTP/1.1 200"));
    next->abort();
}

void TestHttpLimits::twoRequestsInOneBreath()
{
    HttpWorld http;
    const auto socket = connectTo(http);
    QVERIFY(socket);
    const QByteArray first = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const QByteArray last = "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket->write(first + first + last);
    const QByteArray heard = hear(*socket);
    QCOMPARE(heard.count("HTTP/1.1 200"), 2);
    QCOMPARE(heard.count("HTTP/1.1 404"), 1);
}

void TestHttpLimits::aHeadHasNoBody()
{
    HttpWorld http;
    const auto socket = connectTo(http);
    QVERIFY(socket);
    socket->write("HEAD /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const QByteArray heard = hear(*socket);
    const qsizetype end = heard.indexOf("\r\n\r\n");
    QVERIFY(heard.startsWith("HTTP/1.1 405"));
    QVERIFY(heard.left(end).contains("Allow: GET\r\n"));
    QVERIFY2(heard.sliced(end + 4).startsWith("HTTP/1.1 200"), heard.constData()); // nothing in between
}

void TestHttpLimits::onlyASyncOfOursMayBeLarge()
{
    HttpWorld http;
    const Person who = http.world.enrolled();
    const QByteArray token =
        http.world.tokenOf(who).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    struct Case {
        const char *target;
        const char *scheme; // in any letters, RFC 9110
        const char *status;
    };
    for (const auto &[target, scheme, status] :
         {Case{"/v1/sync", "Bearer", "400"}, Case{"/v1/sync", "bearer", "400"}, Case{"/v1/invites", "Bearer", "413"}}) {
        const auto socket = connectTo(http);
        QVERIFY(socket);
        socket->write("POST " + QByteArray(target) +
                      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/cbor-seq\r\n"
                      "Authorization: " +
                      QByteArray(scheme) + ' ' + token + "\r\nContent-Length: 100000\r\n\r\n" +
                      QByteArray(100'000, 'x'));
        const QByteArray heard = hear(*socket, "\r\n\r\n");
        QVERIFY2(heard.startsWith("HTTP/1.1 " + QByteArray(status)), heard.left(100).constData());
        socket->abort();
    }
}

void TestHttpLimits::addressesAreCountedByNetwork_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const char *one, const char *other, bool same) {
        QTest::newRow(name) << QString::fromLatin1(one) << QString::fromLatin1(other) << same;
    };
    row("two hosts", "192.0.2.1", "192.0.2.2", false);
    row("one /64", "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true);
    row("two /64", "2001:db8:1:2::1", "2001:db8:1:3::1", false);
    row("IPv4 through IPv6", "::ffff:192.0.2.1", "192.0.2.1", true);
    row("two through IPv6", "::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
}

void TestHttpLimits::addressesAreCountedByNetwork()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, same);
    const auto keyOf = [](const QString &text) {
        return limitKeyOf(boost::asio::ip::make_address(text.toStdString()));
    };
    QCOMPARE(keyOf(one) == keyOf(other), same);
}

void TestHttpLimits::theFirstTokenCounts()
{
    HttpWorld http;
    const Person who = http.world.enrolled();
    const QByteArray good =
        "Authorization: Bearer " +
        http.world.tokenOf(who).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + "\r\n";
    const QByteArray bad = "Authorization: Bearer AAAA\r\n";
    for (const auto &[both, status] : {std::pair(good + bad, "400"), std::pair(bad + good, "401")}) {
        const auto socket = connectTo(http);
        QVERIFY(socket);
        socket->write("POST /v1/sync HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      "Content-Type: application/cbor-seq\r\nContent-Length: 1\r\n" +
                      both + "\r\nx");
        const QByteArray heard = hear(*socket, "\r\n\r\n");
        QVERIFY2(heard.startsWith("HTTP/1.1 " + QByteArray(status)), heard.left(100).constData());
        socket->abort();
    }
}

void TestHttpLimits::slowOnesAreClosed_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a header") << QByteArray("GET /v1/health HTTP/1.1\r\nHost: loc");
    QTest::newRow("half a body") << QByteArray("POST /v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                               "application/cbor-seq\r\nContent-Length: 100\r\n\r\nabc");
}

void TestHttpLimits::slowOnesAreClosed()
{
    QFETCH(const QByteArray, said);
    Limits limits;
    limits.keepAlive = limits.headerDeadline = limits.bodyDeadline = std::chrono::milliseconds(300);
    HttpWorld http(limits);
    const auto socket = connectTo(http);
    QVERIFY(socket);
    QElapsedTimer timer;
    timer.start();
    socket->write(said);
    QCOMPARE(hear(*socket), QByteArray());
    QVERIFY(socket->state() == QAbstractSocket::UnconnectedState || socket->waitForDisconnected(5000));
    QVERIFY(timer.elapsed() >= 250);
    QVERIFY(timer.elapsed() < 8000);
}

void TestHttpLimits::tooManyStrangersAreTurnedAway()
{
    Limits limits;
    limits.strangersPerAddress = 3;
    HttpWorld http(limits);
    std::vector<std::unique_ptr<QSslSocket>> inside;
    for (int i = 0; i < 3; ++i) {
        inside.push_back(connectTo(http));
        QVERIFY(inside.back());
    }
    QVERIFY(!connectTo(http));
    // Who signs in is a stranger no more.
    const Person who = http.world.enrolled();
    const QByteArray token =
        http.world.tokenOf(who).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QByteArray body = encode(SyncRequest{0, 0, {Ask{}}});
    inside.front()->write("POST /v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cbor-seq\r\n"
                          "Authorization: Bearer " +
                          token + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(hear(*inside.front(), "\r\n\r\n").startsWith("HTTP/1.1 200"));
    QVERIFY(connectTo(http));
}

namespace
{

/// A client's first record, as OpenSSL sends it.
QByteArray clientHello()
{
    QTcpServer listener;
    if (!listener.listen(QHostAddress::LocalHost))
        return {};
    QSslSocket client;
    client.connectToHostEncrypted(u"127.0.0.1"_s, listener.serverPort());
    if (!listener.waitForNewConnection(5000) || !client.waitForConnected(5000))
        return {};
    QTcpSocket *heard = listener.nextPendingConnection();
    while (heard->bytesAvailable() < 5 ||
           heard->bytesAvailable() < 5 + quint8(heard->peek(5).at(3)) * 256 + quint8(heard->peek(5).at(4))) {
        QCoreApplication::processEvents();
        heard->waitForReadyRead(10);
    }
    return heard->readAll();
}

std::unique_ptr<QTcpSocket> saying(const QByteArray &bytes, quint16 port)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, port);
    if (!socket->waitForConnected(5000))
        return nullptr;
    socket->write(bytes);
    socket->flush();
    return socket;
}

} // namespace

/// Places for handshakes go to those who have said hello, not to those who began to.
void TestHttpLimits::halfARecordCostsNoPlace()
{
    Limits limits;
    limits.handshakes = 1;
    HttpWorld http(limits);
    const QByteArray hello = clientHello();
    QVERIFY(hello.size() > 100);
    std::vector<std::unique_ptr<QTcpSocket>> halves;
    for (const qsizetype said : {0, 1, 6, 90})
        halves.push_back(saying(hello.first(said), http.server->port()));
    QVERIFY(connectTo(http));
    // And a beginning that ends there is closed at once.
    halves.back()->disconnectFromHost();
    halves.at(1)->disconnectFromHost();
    QVERIFY(connectTo(http));
}

void TestHttpLimits::handshakesWaitForAPlace()
{
    Limits limits;
    limits.handshakes = 1;
    HttpWorld http(limits);
    const auto holder = saying(clientHello(), http.server->port()); // and never finishes
    QVERIFY(holder);
    QVERIFY(holder->waitForReadyRead(5000));
    QSslSocket waiting;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(http.certs.authority().certificatePem, QSsl::Pem));
    waiting.setSslConfiguration(tls);
    waiting.connectToHostEncrypted(u"localhost"_s, http.server->port());
    QVERIFY(!waiting.waitForEncrypted(300));
    holder->abort();
    QTRY_VERIFY_WITH_TIMEOUT(waiting.isEncrypted(), 5000);
}

void TestHttpLimits::aHandshakeInPiecesIsHeard()
{
    HttpWorld http;
    const QByteArray hello = clientHello();
    const auto socket = saying(hello.first(3), http.server->port());
    for (const qsizetype upTo : {qsizetype(5), qsizetype(60), hello.size()}) {
        const qsizetype from = upTo == 5 ? 3 : upTo == 60 ? 5 : 60;
        QVERIFY(!socket->waitForReadyRead(50));
        socket->write(hello.sliced(from, upTo - from));
        socket->flush();
    }
    QVERIFY(socket->waitForReadyRead(5000));
    QCOMPARE(socket->readAll().front(), '\x16'); // the server's hello
}

/// Whoever goes away within a header frees its place then, not at the deadline.
void TestHttpLimits::aBrokenConnectionLeavesAtOnce()
{
    Limits limits;
    limits.strangersPerAddress = 1;
    limits.headerDeadline = std::chrono::minutes(5);
    HttpWorld http(limits);
    const auto first = connectTo(http);
    QVERIFY(first);
    first->write("GET /v1/health HTTP/1.1\r\nHo");
    QVERIFY(first->waitForBytesWritten(5000));
    QVERIFY(!connectTo(http));
    first->abort();
    std::unique_ptr<QSslSocket> next; // the macro looks more than once, and there is one place
    QTRY_VERIFY_WITH_TIMEOUT(next || (next = connectTo(http)), 5000);
}

void TestHttpLimits::oldTlsIsRefused()
{
    HttpWorld http;
    QVERIFY(!connectTo(http, QSsl::TlsV1_2));
    QVERIFY(connectTo(http, QSsl::TlsV1_3));
}

void TestHttpLimits::problemsSayWhatAndNothingMore()
{
    HttpWorld http;
    const auto socket = connectTo(http);
    QVERIFY(socket);
    socket->write("GET /v1/invites/00112233445566778899aabbccddeeff HTTP/1.1\r\nHost: localhost\r\n"
                  "Connection: close\r\n\r\n");
    const QByteArray heard = hear(*socket);
    QVERIFY(heard.contains("Content-Type: application/problem+json\r\n"));
    QVERIFY(heard.contains("Cache-Control: no-store\r\n"));
    QVERIFY(heard.contains("\"type\":\"urn:safelight:problem:not-found\""));
    QVERIFY(heard.contains("\"support_code\":\"SL-8\""));
    QVERIFY(!heard.contains("00112233"));
    QVERIFY(!heard.contains("Server:"));
}

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "test_httplimits.moc"
