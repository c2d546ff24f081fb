// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/core.h"
#include "sync/transport/transport.h"

#include <functional>

namespace safelight::testing
{

/// The way to a service that lives in the same process: real rules, real storage, no sockets. Signs in as the HTTPS
/// transport does (challenge, signature, token, once more after Unauthorised). Futures are finished when they are
/// returned. One thread per object; several objects may share one Core.
class CoreTransport final : public Transport
{
public:
    /// `origin` must be the one the Core was made with.
    CoreTransport(service::Core &core, InstallLogin login, QString origin);

    /// While set, every call answers with this error and reaches nothing (Offline, TimedOut, UntrustedCertificate …).
    void fail(std::optional<ErrorCode> code) { m_failure = code; }
    /// A service that takes nothing from us in that space.
    void refuseIn(const SpaceId &space) { m_refused = space; }
    /// A service that lies: may change what it says about an invitation before this side sees it.
    void onInviteState(std::function<void(InviteState &)> tamper) { m_tamperInvite = std::move(tamper); }
    /// The call of that number (0 = the first of this object, sign-ins not counted) answers TimedOut; with carriedOut
    /// the core has done it all the same.
    void failCall(int number, bool carriedOut)
    {
        m_failingCall = number;
        m_carriedOut = carriedOut;
    }

    [[nodiscard]] Reply<SyncResponse> sync(const SyncRequest &request) override;
    [[nodiscard]] Reply<std::monostate> setup(const SetupRequest &request) override;
    [[nodiscard]] Reply<std::monostate> createInvite(const InviteRequest &request) override;
    [[nodiscard]] Reply<InviteState> invite(const Lookup &lookup) override;
    [[nodiscard]] Reply<std::monostate> claim(const Lookup &lookup, const ClaimRequest &request) override;
    [[nodiscard]] Reply<std::monostate> welcome(const Lookup &lookup, const WelcomeRequest &request) override;
    void interrupt() override {}

private:
    [[nodiscard]] Done signIn();
    template <class T>
    [[nodiscard]] Result<T> withInstall(const std::function<Result<T>(const InstallId &)> &call);
    template <class T>
    [[nodiscard]] Reply<T> answer(const std::function<Result<T>()> &call);

    service::Core &m_core;
    InstallLogin m_login;
    QString m_origin;
    QByteArray m_token;
    std::optional<ErrorCode> m_failure;
    std::optional<SpaceId> m_refused;
    std::function<void(InviteState &)> m_tamperInvite;
    int m_failingCall = -1;
    bool m_carriedOut = false;
    int m_calls = 0;
};

} // namespace safelight::testing
