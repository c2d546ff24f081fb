// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/shapingproxy.h"

#include <QElapsedTimer>
#include <QTimer>
#include <memory>

namespace safelight::bench
{

namespace
{
constexpr qint64 kChunk = 1400;         ///< about one segment, so that the rate is smooth
constexpr qint64 kBuffered = 64 * 1024; ///< what a slow link's own queue would take before it pushes back
} // namespace

ShapingProxy::ShapingProxy(quint16 targetPort, Link link, QObject *parent)
    : QTcpServer(parent)
    , m_targetPort(targetPort)
    , m_link(link)
{
    connect(this, &QTcpServer::newConnection, this, &ShapingProxy::accept);
}

void ShapingProxy::accept()
{
    while (QTcpSocket *near = nextPendingConnection()) {
        ++m_connections;
        auto *far = new QTcpSocket(near);
        far->connectToHost(QStringLiteral("127.0.0.1"), m_targetPort);
        near->setReadBufferSize(kBuffered);
        far->setReadBufferSize(kBuffered);
        pipe(near, far, true);
        pipe(far, near, false);
        connect(near, &QTcpSocket::disconnected, far, &QTcpSocket::disconnectFromHost);
        connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::disconnectFromHost);
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
    }
}

void ShapingProxy::pipe(QTcpSocket *from, QTcpSocket *to, bool up)
{
    struct Direction {
        QElapsedTimer clock;
        qint64 freeAtUs = 0; ///< when the link has sent everything so far
        bool waiting = false;
    };
    auto direction = std::make_shared<Direction>();
    direction->clock.start();
    auto pump = std::make_shared<std::function<void()>>();
    *pump = [this, from, to, up, direction, weak = std::weak_ptr(pump)] {
        while (!direction->waiting && from->bytesAvailable() > 0) {
            const QByteArray chunk = from->read(m_link.bytesPerSecond > 0 ? kChunk : kBuffered);
            if (up)
                m_bytesUp += chunk.size();
            if (m_link.bytesPerSecond == 0 && m_link.oneWayDelayMs == 0) {
                to->write(chunk);
                continue;
            }
            const qint64 nowUs = direction->clock.nsecsElapsed() / 1000;
            const qint64 sendingUs = m_link.bytesPerSecond > 0 ? chunk.size() * 1'000'000 / m_link.bytesPerSecond : 0;
            direction->freeAtUs = std::max(direction->freeAtUs, nowUs) + sendingUs;
            const qint64 arrivesMs = (direction->freeAtUs - nowUs) / 1000 + m_link.oneWayDelayMs;
            QTimer::singleShot(std::chrono::milliseconds(arrivesMs), Qt::PreciseTimer, to,
                               [to, chunk] { to->write(chunk); });
            if (direction->freeAtUs - nowUs > 20'000) { // the link is busy: read on when it is free again
                direction->waiting = true;
                QTimer::singleShot(std::chrono::milliseconds((direction->freeAtUs - nowUs) / 1000), Qt::PreciseTimer,
                                   from, [direction, weak] {
                                       direction->waiting = false;
                                       if (auto again = weak.lock())
                                           (*again)();
                                   });
            }
        }
    };
    connect(from, &QTcpSocket::readyRead, to, [pump] { (*pump)(); });
    connect(to, &QTcpSocket::connected, from, [pump] { (*pump)(); });
}

} // namespace safelight::bench
