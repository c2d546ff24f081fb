// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/routes.h"

#include "sync/service/problem.h"

#include <array>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// One row of the table: who may ask, by which method. `{}` stands for a lookup in hex.
struct Route {
    const char *method;
    const char *path;
    bool signedIn;
};
constexpr std::array kRoutes = {
    Route{"GET", "/v1/health", false},
    Route{"GET", "/v1/challenge", false},
    Route{"POST", "/v1/token", false},
    Route{"POST", "/v1/setup", false},
    Route{"GET", "/v1/invites/{}", false},
    Route{"POST", "/v1/invites/{}/claim", false},
    Route{"POST", "/v1/sync", true},
    Route{"POST", "/v1/invites", true},
    Route{"POST", "/v1/invites/{}/welcome", true},
};

bool fits(const QList<QByteArray> &path, const char *pattern)
{
    const QList<QByteArray> wanted = QByteArray(pattern).split('/');
    if (wanted.size() != path.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (wanted.at(i) != "{}" && wanted.at(i) != path.at(i))
            return false;
    }
    return true;
}

HttpAnswer cbor(const QByteArray &body) { return {200, kCborSeq, body, {}}; }
HttpAnswer nothing() { return {204, {}, {}, {}}; }

QByteArray bearerOf(const QByteArray &authorization)
{
    constexpr QByteArrayView scheme("Bearer ");
    if (authorization.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0) // RFC 9110 section 11.1
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(
        authorization.mid(scheme.size()), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

/// Nothing the asker does not know yet: a sync that may wait. A refusal alone is no news, or a removed device would
/// ask in circles.
bool isSilent(const SyncResponse &response)
{
    return std::all_of(response.answers.begin(), response.answers.end(), [](const Answer &answer) {
        return (answer.status == SpaceStatus::Ok || answer.status == SpaceStatus::Forbidden) &&
               answer.newer.isEmpty() && answer.control.isEmpty();
    });
}

bool pushes(const SyncRequest &request)
{
    return std::any_of(request.asks.begin(), request.asks.end(), [](const Ask &ask) { return !ask.push.isEmpty(); });
}

} // namespace

Routes::Routes(Core &core, Clock &clock, const Limits &limits)
    : m_core(core)
    , m_installs(clock, limits.requestsPerMinute, limits.requestBurst)
    , m_strangers(clock, limits.strangerRequestsPerMinute, limits.strangerBurst)
{
}

bool Routes::mayBeLarge(const HttpAsk &header) const
{
    return header.method == "POST" && header.target == "/v1/sync" && m_core.isOurs(bearerOf(header.authorization));
}

std::variant<HttpAnswer, Routes::Poll> Routes::begin(const HttpAsk &ask)
{
    const QList<QByteArray> path = ask.target.split('/');
    const Route *route = nullptr;
    QList<QByteArray> methods;
    for (const Route &candidate : kRoutes) {
        if (!fits(path, candidate.path))
            continue;
        methods.append(candidate.method);
        if (ask.method == candidate.method)
            route = &candidate;
    }
    if (!route) {
        HttpAnswer answer = methods.isEmpty() ? problem(ErrorCode::NotFound) : httpProblem(405);
        if (!methods.isEmpty())
            answer.headers.append({"Allow", methods.join(", ")});
        return answer;
    }
    if (ask.method == "POST" && ask.contentType != kCborSeq)
        return httpProblem(415);

    if (!route->signedIn) {
        if (const int seconds = m_strangers.take(ask.address))
            return comeAgain(ErrorCode::Throttled, seconds);
        return openRoute(ask, path);
    }
    const QByteArray token = bearerOf(ask.authorization);
    const Result<InstallId> install = m_core.authenticate(token);
    if (!install) {
        // Strangers pay for knocking; a challenge comes along, so that signing in costs no extra trip.
        const int seconds = m_strangers.take(ask.address);
        return seconds ? comeAgain(ErrorCode::Throttled, seconds) : failed(install.error());
    }
    if (const int seconds = m_installs.take(install->toByteArray()))
        return comeAgain(ErrorCode::Throttled, seconds);
    const std::optional<QByteArray> renewed = m_core.renewed(token);
    const QByteArray newToken = renewed ? renewed->toBase64(kUrlSafe) : QByteArray();
    if (fits(path, "/v1/sync"))
        return syncRoute(ask, *install, newToken);
    HttpAnswer answer = memberRoute(ask, path, *install);
    answer.signedIn = true;
    if (!newToken.isEmpty())
        answer.headers.append({kTokenHeader, newToken});
    return answer;
}

std::variant<HttpAnswer, Routes::Poll> Routes::syncRoute(const HttpAsk &ask, const InstallId &install,
                                                         const QByteArray &newToken)
{
    const Result<SyncRequest> request = decode<SyncRequest>(bytesOf(ask.body));
    if (!request)
        return failed(request.error());
    const Result<SyncResponse> response = m_core.sync(install, *request);
    if (response && request->waitS > 0 && !pushes(*request) && isSilent(*response))
        return Poll{install, *request, newToken, std::chrono::seconds(request->waitS)};
    HttpAnswer answer = response ? cbor(encode(*response)) : failed(response.error());
    answer.signedIn = true;
    if (!newToken.isEmpty())
        answer.headers.append({kTokenHeader, newToken});
    return answer;
}

Core::News Routes::news(const Poll &poll)
{
    const Result<Core::News> changed = m_core.changed(poll.install, poll.request);
    return changed ? *changed : Core::News{true, {}};
}

HttpAnswer Routes::end(const Poll &poll)
{
    const Result<SyncResponse> response = m_core.sync(poll.install, poll.request);
    HttpAnswer answer = response ? cbor(encode(*response)) : failed(response.error());
    answer.signedIn = true;
    if (!poll.newToken.isEmpty())
        answer.headers.append({kTokenHeader, poll.newToken});
    return answer;
}

HttpAnswer Routes::openRoute(const HttpAsk &ask, const QList<QByteArray> &path)
{
    const QByteArray &name = path.at(2);
    if (name == "health") {
        const auto heads = m_core.heads();
        const Done well = heads ? m_core.health() : Done(heads.error());
        if (well)
            return HttpAnswer{200, "application/json", R"({"status":"ok"})", {}};
        return problem(well.error().code == ErrorCode::DiskFull ? ErrorCode::DiskFull : ErrorCode::ServiceUnavailable);
    }
    if (name == "challenge")
        return cbor(encode(m_core.challenge()));
    if (name == "token") {
        const auto request = decode<TokenRequest>(bytesOf(ask.body));
        if (!request)
            return failed(request.error());
        const auto token = m_core.token(*request);
        return token ? cbor(encode(*token)) : failed(token.error());
    }
    if (name == "setup") {
        const auto request = decode<SetupRequest>(bytesOf(ask.body));
        const Done set = request ? m_core.setup(*request) : Done(request.error());
        return set ? nothing() : failed(set.error());
    }
    const auto lookup = Lookup::fromHex(QString::fromLatin1(path.at(3)));
    if (!lookup)
        return problem(ErrorCode::NotFound);
    if (path.size() == 4) {
        const auto state = m_core.invite(*lookup);
        return state ? cbor(encode(*state)) : failed(state.error());
    }
    const auto request = decode<ClaimRequest>(bytesOf(ask.body));
    const Done claimed = request ? m_core.claim(*lookup, *request) : Done(request.error());
    return claimed ? nothing() : failed(claimed.error());
}

HttpAnswer Routes::memberRoute(const HttpAsk &ask, const QList<QByteArray> &path, const InstallId &install)
{
    if (path.size() == 3) {
        const auto request = decode<InviteRequest>(bytesOf(ask.body));
        const Done made = request ? m_core.createInvite(install, *request) : Done(request.error());
        return made ? nothing() : failed(made.error());
    }
    const auto lookup = Lookup::fromHex(QString::fromLatin1(path.at(3)));
    if (!lookup)
        return problem(ErrorCode::NotFound);
    const auto request = decode<WelcomeRequest>(bytesOf(ask.body));
    const Done welcomed = request ? m_core.welcome(install, *lookup, *request) : Done(request.error());
    return welcomed ? nothing() : failed(welcomed.error());
}

HttpAnswer Routes::failed(const Error &error)
{
    if (error.code != ErrorCode::Unauthorised)
        return problem(error.code);
    const QByteArray challenge = m_core.challenge().bytes.toBase64(kUrlSafe);
    HttpAnswer answer = problem(error.code, {{"challenge"_L1, QString::fromLatin1(challenge)}});
    answer.headers.append({QByteArray("WWW-Authenticate"), QByteArray("Bearer realm=\"safelight\"")});
    return answer;
}

} // namespace safelight::service
