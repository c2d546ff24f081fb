// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/transport/exchange.h"

#include "sync/transport/peercheck.h"

#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace safelight
{

namespace
{

constexpr qint64 kLongestRetryS = 86'400;
constexpr const char *kCborSeq = "application/cbor-seq";

QSslConfiguration tlsFor(const ServiceAddress &address)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!address.caPem.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromData(address.caPem, QSsl::Pem));
    return tls;
}

/// An HTTP status that says no looks like an error to Qt, too: these are answers all the same.
bool isAnswer(QNetworkReply::NetworkError error)
{
    const int code = int(error);
    return error == QNetworkReply::NoError || error == QNetworkReply::ProtocolInvalidOperationError // 400
           || (code >= QNetworkReply::ContentAccessDenied && code <= QNetworkReply::UnknownContentError) ||
           code >= QNetworkReply::InternalServerError;
}

} // namespace

Exchange::Exchange(QNetworkAccessManager &network, const ServiceAddress &address, const TransportLimits &limits,
                   const Call &call, const QByteArray &token, Finish finish)
    : m_address(address)
    , m_limits(limits)
    , m_finish(std::move(finish))
{
    const QNetworkRequest what = request(call, token);
    m_reply = call.body ? network.post(what, *call.body) : network.get(what);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(qint64{64} * 1024);
    // `encrypted` reaches us while the network thread waits: what abort() says here is done before a byte goes out.
    connect(
        m_reply, &QNetworkReply::encrypted, this, [this] { checkPeer(); }, Qt::DirectConnection);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_underWay = true; });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { readSome(); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { conclude(); });
    connect(&m_total, &QTimer::timeout, this, [this] { giveUp(silence(), u"total"_s); });
    m_total.setSingleShot(true);
    m_total.start(m_limits.total + call.wait);
}

Exchange::~Exchange()
{
    m_reply->disconnect(this);
    m_reply->abort();
}

QNetworkRequest Exchange::request(const Call &call, const QByteArray &token) const
{
    QUrl url = m_address.url;
    url.setPath(QString::fromLatin1(call.path));
    QNetworkRequest request(url);
    request.setSslConfiguration(tlsFor(m_address));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(int((m_limits.silence + call.wait).count()));
    request.setRawHeader("User-Agent", "Safelight");
    request.setRawHeader("Accept-Language", "en");
    request.setRawHeader("Accept-Encoding", "identity"); // no decompression of what a stranger sends
    if (call.body)
        request.setRawHeader("Content-Type", kCborSeq);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return request;
}

void Exchange::checkPeer()
{
    const QSslCertificate peer = m_reply->sslConfiguration().peerCertificate();
    if (!namesHost(peer, m_address.url.host(QUrl::FullyEncoded)))
        giveUp(ErrorCode::UntrustedCertificate, u"name"_s);
    else if (!matchesPins(peer, m_address.spkiPins))
        giveUp(ErrorCode::UntrustedCertificate, u"pin"_s);
}

void Exchange::readSome()
{
    m_body.append(m_reply->readAll());
    if (m_body.size() > m_limits.answerBytes)
        giveUp(ErrorCode::Unintelligible, u"answer above the limit"_s);
}

void Exchange::giveUp(ErrorCode code, const QString &detail)
{
    if (m_failure)
        return;
    m_failure = Error{code, detail};
    m_reply->abort(); // leads to conclude()
}

void Exchange::conclude()
{
    if (!m_finish)
        return;
    m_total.stop();
    const Finish finish = std::exchange(m_finish, {});
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (!m_failure && m_reply->error() == QNetworkReply::NoError)
        m_body.append(m_reply->readAll());
    if (!m_failure && m_body.size() > m_limits.answerBytes)
        m_failure = Error{ErrorCode::Unintelligible, u"answer above the limit"_s};
    const bool answered = status != 0 && isAnswer(m_reply->error());
    if (m_failure) {
        finish(*m_failure);
        return;
    }
    if (!answered) {
        finish(networkError());
        return;
    }
    if (m_reply->error() != QNetworkReply::NoError)
        m_body.append(m_reply->readAll());
    HttpReply reply;
    reply.status = status;
    reply.contentType = m_reply->rawHeader("Content-Type").split(';').first().trimmed().toLower();
    reply.body = m_body;
    reply.newToken = m_reply->rawHeader("X-Safelight-Token");
    bool number = false;
    const qint64 seconds = m_reply->rawHeader("Retry-After").toLongLong(&number);
    if (number && seconds >= 0)
        reply.retryAfterS = std::min(seconds, kLongestRetryS);
    finish(std::move(reply));
}

/// What it is when nothing comes: without a request on its way it is the network that is missing.
ErrorCode Exchange::silence() const { return m_underWay ? ErrorCode::TimedOut : ErrorCode::Offline; }

Error Exchange::networkError() const
{
    const QString detail = u"network %1"_s.arg(int(m_reply->error()));
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError: return {ErrorCode::UntrustedCertificate, detail};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::RemoteHostClosedError:
        return {silence(), detail}; // the transfer time-out, a cut
    // There is a way, and nobody at its end.
    case QNetworkReply::ConnectionRefusedError: return {ErrorCode::ServiceUnavailable, detail};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError: return {ErrorCode::Unintelligible, detail};
    default: return {ErrorCode::Offline, detail};
    }
}

} // namespace safelight
