// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/transport/exchange.h"

namespace safelight
{

class HttpsTransport final : public QObject, public Transport
{
public:
    HttpsTransport(ServiceAddress address, InstallLogin login, TransportLimits limits);
    ~HttpsTransport() override;

    Reply<SyncResponse> sync(const SyncRequest &request) override;
    Reply<std::monostate> setup(const SetupRequest &request) override;
    Reply<std::monostate> createInvite(const InviteRequest &request) override;
    Reply<InviteState> invite(const Lookup &lookup) override;
    Reply<std::monostate> claim(const Lookup &lookup, const ClaimRequest &request) override;
    Reply<std::monostate> welcome(const Lookup &lookup, const WelcomeRequest &request) override;
    void interrupt() override;

private:
    class Job;
    template <class T>
    [[nodiscard]] Reply<T> run(Call call);
    [[nodiscard]] Done usable() const;

    ServiceAddress m_address;
    InstallLogin m_login;
    TransportLimits m_limits;
    QString m_origin;
    QNetworkAccessManager m_network;
    QByteArray m_token;  ///< base64url, in memory only
    QList<Job *> m_jobs; ///< ours
};

} // namespace safelight
