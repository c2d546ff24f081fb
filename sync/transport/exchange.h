// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/transport/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>
#include <functional>

namespace safelight
{

/// One request as the API knows it.
struct Call {
    QByteArray path;
    std::optional<QByteArray> body; ///< absent: GET
    bool signedIn = false;
    std::chrono::milliseconds wait{0}; ///< the service was asked to hold its answer this long
};

/// What came back over a connection that was trusted, whatever its status.
struct HttpReply {
    int status = 0;
    QByteArray contentType; ///< without parameters, lower case
    QByteArray body;
    QByteArray newToken; ///< as the service wrote it
    qint64 retryAfterS = -1;
};

/// Sends one request and checks the other side before its first byte. Calls back exactly once, on its own thread, and
/// never after its destruction.
class Exchange final : public QObject
{
public:
    using Finish = std::function<void(Result<HttpReply>)>;

    Exchange(QNetworkAccessManager &network, const ServiceAddress &address, const TransportLimits &limits,
             const Call &call, const QByteArray &token, Finish finish);
    ~Exchange() override;

private:
    [[nodiscard]] QNetworkRequest request(const Call &call, const QByteArray &token) const;
    void checkPeer();
    void readSome();
    void giveUp(ErrorCode code, const QString &detail);
    void conclude();
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] ErrorCode silence() const;

    const ServiceAddress &m_address;
    const TransportLimits &m_limits;
    Finish m_finish;
    QNetworkReply *m_reply = nullptr; ///< ours, a child
    QTimer m_total;
    QByteArray m_body;
    std::optional<Error> m_failure; ///< why we ourselves ended it
    bool m_underWay = false;        ///< the request went out
};

} // namespace safelight
