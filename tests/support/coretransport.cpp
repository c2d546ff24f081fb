// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/coretransport.h"

#include "sync/crypto/login.h"

namespace safelight::testing
{

CoreTransport::CoreTransport(service::Core &core, InstallLogin login, QString origin)
    : m_core(core)
    , m_login(std::move(login))
    , m_origin(std::move(origin))
{
}

Done CoreTransport::signIn()
{
    TokenRequest request;
    request.install = m_login.id;
    request.challenge = m_core.challenge().bytes;
    request.signature = signLogin(m_login.key, m_origin, m_login.id, bytesOf(request.challenge));
    Result<TokenResponse> token = m_core.token(request);
    if (!token)
        return token.error();
    m_token = token->token;
    return done();
}

template <class T>
Result<T> CoreTransport::withInstall(const std::function<Result<T>(const InstallId &)> &call)
{
    if (m_token.isEmpty()) {
        if (Done in = signIn(); !in)
            return in.error();
    }
    Result<InstallId> install = m_core.authenticate(m_token);
    if (!install && install.error().code == ErrorCode::Unauthorised) {
        if (Done in = signIn(); !in)
            return in.error();
        install = m_core.authenticate(m_token);
    }
    if (!install)
        return install.error();
    return call(*install);
}

template <class T>
Reply<T> CoreTransport::answer(const std::function<Result<T>()> &call)
{
    QPromise<Result<T>> promise;
    promise.start();
    const bool fails = m_calls++ == m_failingCall;
    if (m_failure) {
        promise.addResult(Result<T>(*m_failure));
    } else if (fails && !m_carriedOut) {
        promise.addResult(Result<T>(ErrorCode::TimedOut));
    } else {
        Result<T> result = call();
        promise.addResult(fails ? Result<T>(ErrorCode::TimedOut) : std::move(result));
    }
    promise.finish();
    return promise.future();
}

Reply<SyncResponse> CoreTransport::sync(const SyncRequest &request)
{
    SyncRequest taken = request;
    for (Ask &ask : taken.asks) {
        if (ask.space == m_refused)
            ask.push.clear();
    }
    return answer<SyncResponse>([&] {
        auto response =
            withInstall<SyncResponse>([&](const InstallId &install) { return m_core.sync(install, taken); });
        for (qsizetype i = 0; response && i < response->answers.size(); ++i) {
            if (response->answers.at(i).space == m_refused)
                response->answers[i].status = SpaceStatus::Forbidden;
        }
        return response;
    });
}

Reply<std::monostate> CoreTransport::setup(const SetupRequest &request)
{
    return answer<std::monostate>([&] { return m_core.setup(request); });
}

Reply<std::monostate> CoreTransport::createInvite(const InviteRequest &request)
{
    return answer<std::monostate>([&] {
        return withInstall<std::monostate>(
            [&](const InstallId &install) { return m_core.createInvite(install, request); });
    });
}

Reply<InviteState> CoreTransport::invite(const Lookup &lookup)
{
    return answer<InviteState>([&] {
        Result<InviteState> state = m_core.invite(lookup);
        if (state && m_tamperInvite)
            m_tamperInvite(*state);
        return state;
    });
}

Reply<std::monostate> CoreTransport::claim(const Lookup &lookup, const ClaimRequest &request)
{
    return answer<std::monostate>([&] { return m_core.claim(lookup, request); });
}

Reply<std::monostate> CoreTransport::welcome(const Lookup &lookup, const WelcomeRequest &request)
{
    return answer<std::monostate>([&] {
        return withInstall<std::monostate>(
            [&](const InstallId &install) { return m_core.welcome(install, lookup, request); });
    });
}

} // namespace safelight::testing
