// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/baresink.h"

#include "tests/bench/figures.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <memory>

namespace safelight::bench
{

BareSink::BareSink(const QString &tlsFolder)
{
    QFile key(tlsFolder + QStringLiteral("/server.key"));
    if (!key.open(QIODevice::ReadOnly))
        giveUp(QStringLiteral("no server key for the bare upload"));
    const QByteArray keyPem = key.readAll();
    QSslKey privateKey(keyPem, QSsl::Ec);
    if (privateKey.isNull())
        privateKey = QSslKey(keyPem, QSsl::Rsa);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromPath(tlsFolder + QStringLiteral("/server.pem")));
    tls.setPrivateKey(privateKey);
    setSslConfiguration(tls);
    connect(this, &QTcpServer::pendingConnectionAvailable, this, &BareSink::serve);
    if (!listen(QHostAddress::LocalHost))
        giveUp(QStringLiteral("no port for the bare upload"));
}

void BareSink::serve()
{
    while (QTcpSocket *socket = nextPendingConnection()) {
        struct Request {
            QByteArray head;
            qint64 bodyLeft = -1; ///< -1: the head is not complete yet
        };
        auto request = std::make_shared<Request>();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, request] {
            QByteArray bytes = socket->readAll();
            if (request->bodyLeft < 0) {
                request->head += bytes;
                const qsizetype end = request->head.indexOf("\r\n\r\n");
                if (end < 0)
                    return;
                const QByteArray head = request->head.first(end).toLower() + '\r';
                const qsizetype at = head.indexOf("content-length:") + 15;
                request->bodyLeft = head.mid(at, head.indexOf('\r', at) - at).trimmed().toLongLong();
                bytes = request->head.mid(end + 4);
            }
            request->bodyLeft -= bytes.size();
            if (request->bodyLeft <= 0)
                socket->write("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

} // namespace safelight::bench
