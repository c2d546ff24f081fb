// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/certificates.h"

#include <atomic>
#include <thread>

namespace safelight::test
{

/// A server on the loopback that does what it is told and counts what it is told in return.
class BadServer
{
public:
    enum class Ending {
        Clean,  ///< TLS says goodbye
        Cut,    ///< the connection just goes
        Silent, ///< nothing more comes, the connection stays
    };
    struct Script {
        service::CertifiedKey certificate;
        bool tls = true;
        int minVersion = 0; ///< OpenSSL's numbers; 0: its default
        int maxVersion = 0;
        QByteArray answer; ///< sent as it is, once a request's header is in
        Ending ending = Ending::Clean;
    };

    explicit BadServer(Script script);
    ~BadServer();
    BadServer(const BadServer &) = delete;
    BadServer &operator=(const BadServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }
    /// Bytes of the application: after the handshake, or all without TLS.
    [[nodiscard]] int applicationBytes() const { return m_applicationBytes; }

private:
    void serve();
    void converse(int client);

    Script m_script;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_client = -1;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_applicationBytes = 0;
    std::thread m_thread;
};

} // namespace safelight::test
