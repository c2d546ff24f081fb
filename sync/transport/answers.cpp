// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/transport/answers.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace safelight
{

namespace
{

Error refusal(const HttpReply &reply, ErrorCode code)
{
    return {code,
            reply.retryAfterS >= 0 ? u"retry-after=%1"_s.arg(reply.retryAfterS) : u"status %1"_s.arg(reply.status)};
}

} // namespace

Done accepted(const HttpReply &reply, bool hasBody)
{
    const bool isProblem = reply.contentType == "application/problem+json";
    switch (reply.status) {
    case 200:
        if (hasBody && reply.contentType == "application/cbor-seq")
            return done();
        break;
    case 204:
        if (!hasBody && reply.body.isEmpty())
            return done();
        break;
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: return refusal(reply, ErrorCode::ServiceUnavailable); // proxies answer for a service that is down
    default: break;
    }
    // From here on only our own service's words count: a portal may say 401, 403 or 404, too.
    if (isProblem) {
        switch (reply.status) {
        case 400:
        case 405:
        case 411:
        case 415: return refusal(reply, ErrorCode::Malformed);
        case 401: return refusal(reply, ErrorCode::Unauthorised);
        case 403: return refusal(reply, ErrorCode::Forbidden);
        case 404: return refusal(reply, ErrorCode::NotFound);
        case 409: return refusal(reply, ErrorCode::AlreadyUsed);
        case 410: return refusal(reply, ErrorCode::Expired);
        case 413:
        case 431: return refusal(reply, ErrorCode::TooLarge);
        default: break;
        }
    }
    return refusal(reply, ErrorCode::Unintelligible);
}

QByteArray challengeIn(const HttpReply &reply)
{
    if (reply.contentType != "application/problem+json")
        return {};
    const QJsonObject problem = QJsonDocument::fromJson(reply.body).object();
    const QByteArray text = problem.value("challenge"_L1).toString().toLatin1();
    const QByteArray challenge = QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
    return challenge.size() == 32 ? challenge : QByteArray();
}

} // namespace safelight
