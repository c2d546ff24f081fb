// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/baresink.h"
#include "tests/bench/benches.h"
#include "tests/bench/shapingproxy.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace safelight::bench
{

namespace
{

constexpr Link kLoopback{};
constexpr Link kStreet{150, 384'000 / 8}; ///< 300 ms there and back, 384 kbit/s

struct Upload {
    double tookMs = 0;
    int requests = 0;
    QByteArray bodies; ///< what was sent, one after the other
};

/// Everything that waits goes to the service, as the running program would send it.
Upload uploadAll(BenchWorld &world, Transport &transport)
{
    Upload upload;
    upload.tookMs = timed([&] {
        for (bool again = true; again;) {
            const auto request =
                world.vault()
                    .write([](WriteTx &, Journal &journal, Engine &engine) { return engine.nextRequest(journal); })
                    .takeResult();
            if (!request)
                giveUp(QStringLiteral("no request"));
            upload.bodies += encode(*request);
            ++upload.requests;
            const Result<SyncResponse> response = await(transport.sync(*request));
            if (!response)
                giveUp(QStringLiteral("the service did not answer: SL-%1 %2")
                           .arg(int(response.error().code))
                           .arg(response.error().detail));
            const auto outcome = world.vault()
                                     .write([&](WriteTx &, Journal &journal, Engine &engine) {
                                         return engine.absorb(journal, *request, *response);
                                     })
                                     .takeResult();
            if (!outcome)
                giveUp(QStringLiteral("the answer was not understood: SL-%1 %2")
                           .arg(int(outcome.error().code))
                           .arg(outcome.error().detail));
            again = outcome->pending > 0;
        }
    });
    return upload;
}

/// The same bytes in one POST over the same kind of TLS, answered with nothing.
double bareUpload(BenchWorld &world, const QByteArray &bytes, Link link)
{
    BareSink sink(world.tlsFolder());
    ShapingProxy proxy(sink.serverPort(), link);
    if (!proxy.listen(QHostAddress::LocalHost))
        giveUp(QStringLiteral("no port for the proxy"));
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(proxy.serverPort())));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(world.addressAt(0).caPem));
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/octet-stream"));
    return timed([&] {
        QEventLoop loop;
        std::unique_ptr<QNetworkReply> reply(manager.post(request, bytes));
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        if (reply->error() != QNetworkReply::NoError)
            giveUp(QStringLiteral("bare upload: %1").arg(reply->errorString()));
    });
}

void compare(const QString &programs, int notes, Link link, const QString &what)
{
    BenchWorld world(programs);
    ShapingProxy proxy(world.servicePort(), link);
    if (!proxy.listen(QHostAddress::LocalHost))
        giveUp(QStringLiteral("no port for the proxy"));
    world.alsoAnswerAt(proxy.serverPort());
    Notes invented(3);
    world.saveMany(invented, notes);
    const std::unique_ptr<Transport> transport = world.transportAt(proxy.serverPort());
    const Upload upload = uploadAll(world, *transport);
    line(QStringLiteral("on the wire upwards, in %1 connection(s)").arg(proxy.connections()),
         QStringLiteral("%1 KB").arg(proxy.bytesUp() / 1000));
    const double bare = bareUpload(world, upload.bodies, link);
    line(what, QStringLiteral("%1 s").arg(upload.tookMs / 1000, 0, 'f', 2),
         QStringLiteral("%1 KB in %2 request(s), signing in included")
             .arg(upload.bodies.size() / 1000)
             .arg(upload.requests));
    line(QStringLiteral("bare upload of the same bytes"), QStringLiteral("%1 s").arg(bare / 1000, 0, 'f', 2));
    line(QStringLiteral("ratio"), ratio(upload.tookMs, bare), verdict(upload.tookMs / bare, 1.2));
}

} // namespace

void uploadBench(const QString &programs, int notes)
{
    title(QStringLiteral(
              "%1 notes written offline, then sent (each note: its envelope and a sealed copy for the champions)")
              .arg(notes));
    compare(programs, notes, kLoopback, QStringLiteral("loopback"));
    compare(programs, notes, kStreet, QStringLiteral("300 ms round trip, 384 kbit/s"));
}

} // namespace safelight::bench
