// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/transport/httpstransport.h"

#include "sync/crypto/login.h"
#include "sync/transport/answers.h"

#include <QPromise>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace safelight
{

namespace
{

constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// "https://host:port", what the login signature covers. The port is always said.
QString originOf(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    return (host.contains(u':') ? u"https://[%1]:%2"_s : u"https://%1:%2"_s).arg(host).arg(url.port(443));
}

QByteArray invitePath(const Lookup &lookup, const char *tail = "")
{
    return "/v1/invites/" + lookup.toByteArray().toHex() + tail;
}

} // namespace

/// One call of the API: the request itself and, when the service asks for it, one sign-in before it is repeated.
class HttpsTransport::Job final
{
public:
    using Finish = std::function<void(Result<HttpReply>)>;

    Job(HttpsTransport &transport, Call call, Finish finish)
        : m_transport(transport)
        , m_call(std::move(call))
        , m_finish(std::move(finish))
    {
    }
    ~Job()
    {
        m_exchange.reset();
        if (m_finish)
            m_finish(Error{ErrorCode::Cancelled, {}});
    }
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    void start()
    {
        if (m_call.signedIn && m_transport.m_token.isEmpty())
            fetchChallenge();
        else
            ask();
    }
    [[nodiscard]] bool isWaiting() const { return m_call.wait.count() > 0; }

private:
    void send(const Call &call, const QByteArray &token, void (Job::*next)(const Result<HttpReply> &))
    {
        // The finished exchange is still on the stack when the next one begins: it goes with the event loop.
        if (m_exchange)
            m_exchange.release()->deleteLater();
        m_exchange =
            std::make_unique<Exchange>(m_transport.m_network, m_transport.m_address, m_transport.m_limits, call, token,
                                       [this, next](const Result<HttpReply> &reply) { (this->*next)(reply); });
    }

    void ask() { send(m_call, m_call.signedIn ? m_transport.m_token : QByteArray(), &Job::answered); }

    void answered(const Result<HttpReply> &reply)
    {
        if (reply && !reply->newToken.isEmpty() && m_call.signedIn)
            m_transport.m_token = reply->newToken;
        if (!reply || reply->status != 401 || !m_call.signedIn) {
            end(reply);
            return;
        }
        m_transport.m_token.clear();
        const QByteArray challenge = challengeIn(*reply);
        if (m_signedIn || challenge.isEmpty())
            end(reply);
        else
            signIn(challenge);
    }

    void fetchChallenge() { send({"/v1/challenge", std::nullopt, false, {}}, {}, &Job::challenged); }

    void challenged(const Result<HttpReply> &reply)
    {
        const Result<Challenge> challenge = decoded<Challenge>(reply);
        if (challenge)
            signIn(challenge->bytes);
        else
            end(challenge.error());
    }

    void signIn(const QByteArray &challenge)
    {
        m_signedIn = true;
        const InstallLogin &login = m_transport.m_login;
        const TokenRequest request{login.id, challenge,
                                   signLogin(login.key, m_transport.m_origin, login.id, bytesOf(challenge))};
        send({"/v1/token", encode(request), false, {}}, {}, &Job::signedIn);
    }

    void signedIn(const Result<HttpReply> &reply)
    {
        const Result<TokenResponse> token = decoded<TokenResponse>(reply);
        if (!token) {
            end(token.error());
            return;
        }
        m_transport.m_token = token->token.toBase64(kUrlSafe);
        ask();
    }

    void end(Result<HttpReply> reply)
    {
        const Finish finish = std::exchange(m_finish, {});
        m_exchange.release()->deleteLater();
        m_transport.m_jobs.removeOne(this);
        delete this;
        finish(std::move(reply)); // last: whoever listens may drop the whole transport
    }

    HttpsTransport &m_transport;
    Call m_call;
    Finish m_finish;
    std::unique_ptr<Exchange> m_exchange;
    bool m_signedIn = false;
};

HttpsTransport::HttpsTransport(ServiceAddress address, InstallLogin login, TransportLimits limits)
    : m_address(std::move(address))
    , m_login(std::move(login))
    , m_limits(limits)
    , m_origin(originOf(m_address.url))
{
    m_network.setAutoDeleteReplies(false);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setStrictTransportSecurityEnabled(false); // there is no plain HTTP to be moved away from
}

HttpsTransport::~HttpsTransport()
{
    for (Job *job : std::exchange(m_jobs, {}))
        delete job;
}

Done HttpsTransport::usable() const
{
    if (m_address.url.scheme() != "https"_L1 || m_address.url.host().isEmpty())
        return Error{ErrorCode::UntrustedCertificate, u"address is not https"_s};
    if (!m_address.caPem.isEmpty() && QSslCertificate::fromData(m_address.caPem, QSsl::Pem).isEmpty())
        return Error{ErrorCode::UntrustedCertificate, u"the organisation's CA certificate is unreadable"_s};
    return done();
}

template <class T>
Reply<T> HttpsTransport::run(Call call)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto finish = [promise](const Result<HttpReply> &reply) {
        promise->addResult(decoded<T>(reply));
        promise->finish();
    };
    Reply<T> future = promise->future();
    if (Done fits = usable(); !fits) {
        finish(fits.error());
        return future;
    }
    auto *job = new Job(*this, std::move(call), finish);
    m_jobs.append(job);
    job->start();
    return future;
}

Reply<SyncResponse> HttpsTransport::sync(const SyncRequest &request)
{
    return run<SyncResponse>({"/v1/sync", encode(request), true, std::chrono::seconds(request.waitS)});
}

Reply<std::monostate> HttpsTransport::setup(const SetupRequest &request)
{
    return run<std::monostate>({"/v1/setup", encode(request), false, {}});
}

Reply<std::monostate> HttpsTransport::createInvite(const InviteRequest &request)
{
    return run<std::monostate>({"/v1/invites", encode(request), true, {}});
}

Reply<InviteState> HttpsTransport::invite(const Lookup &lookup)
{
    return run<InviteState>({invitePath(lookup), std::nullopt, false, {}});
}

Reply<std::monostate> HttpsTransport::claim(const Lookup &lookup, const ClaimRequest &request)
{
    return run<std::monostate>({invitePath(lookup, "/claim"), encode(request), false, {}});
}

Reply<std::monostate> HttpsTransport::welcome(const Lookup &lookup, const WelcomeRequest &request)
{
    return run<std::monostate>({invitePath(lookup, "/welcome"), encode(request), true, {}});
}

void HttpsTransport::interrupt()
{
    const QList<Job *> jobs = m_jobs;
    for (Job *job : jobs) {
        if (m_jobs.contains(job) && job->isWaiting()) {
            m_jobs.removeOne(job);
            delete job;
        }
    }
}

std::unique_ptr<Transport> makeHttpsTransport(ServiceAddress address, InstallLogin login, TransportLimits limits)
{
    return std::make_unique<HttpsTransport>(std::move(address), std::move(login), limits);
}

} // namespace safelight
