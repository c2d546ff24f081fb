// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

namespace safelight::bench
{

/// A link: one-way delay and a rate for each direction. {0, 0} passes bytes on as they come.
struct Link {
    qint64 oneWayDelayMs = 0;
    qint64 bytesPerSecond = 0;
};

/// A loopback TCP proxy that makes a fast link behave like a slow one. Bytes leave in order, each chunk after its
/// delay and not before the chunk ahead of it has been sent at the link's rate. Up and down are shaped on their own.
class ShapingProxy final : public QTcpServer
{
    Q_OBJECT

public:
    ShapingProxy(quint16 targetPort, Link link, QObject *parent = nullptr);

    [[nodiscard]] qint64 bytesUp() const { return m_bytesUp; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void accept();
    void pipe(QTcpSocket *from, QTcpSocket *to, bool up);

    quint16 m_targetPort;
    Link m_link;
    qint64 m_bytesUp = 0;
    int m_connections = 0;
};

} // namespace safelight::bench
