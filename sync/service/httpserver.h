// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/service/limits.h"

#include <QByteArray>
#include <QString>
#include <memory>

namespace safelight::service
{

class Core;

struct ServerConfig {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;          ///< 0: the system picks one
    QByteArray certificatePem; ///< leaf first, then what leads to the CA
    QByteArray keyPem;
    Limits limits;
    unsigned socketThreads = 2;
    unsigned workers = 4; ///< threads that may block on the store
};

/// The HTTPS front: TLS 1.3 only, HTTP/1.1, epoll, one coroutine per connection. Listens from bind() on, answers from
/// start() on; in between the system holds newcomers.
class HttpServer
{
public:
    /// Errors: InUse (the port), Malformed (the address), Damaged (certificate or key), Forbidden (a port below 1024).
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> bind(const ServerConfig &config, Clock &clock,
                                                                  Random &random);
    /// Stops, if it runs.
    ~HttpServer(); // NOLINT(bugprone-exception-escape): see there
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    [[nodiscard]] quint16 port() const;
    /// `core` must outlive the server. Takes core.onMoved().
    void start(Core &core);
    /// Accepts nobody any more, lets running requests finish (at most limits.stopGrace), ends its threads.
    void stop();

private:
    struct Private;
    explicit HttpServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace safelight::service
