// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/problem.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr int kRetrySeconds = 30; ///< a full disk or a fault mends itself slowly or not at all

struct Kind {
    int status;
    const char *name;
    const char *title;
};

Kind kindOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed: return {400, "malformed", "The request does not parse"};
    case ErrorCode::Unsupported: return {400, "unsupported", "A version or suite this service does not know"};
    case ErrorCode::Unauthorised: return {401, "unauthorised", "Sign in with the challenge"};
    case ErrorCode::Forbidden: return {403, "forbidden", "Known, but not allowed"};
    case ErrorCode::NotAuthentic: return {403, "not-authentic", "A signature does not verify"};
    case ErrorCode::NotFound: return {404, "not-found", "There is nothing here"};
    case ErrorCode::AlreadyUsed: return {409, "already-used", "Somebody was first"};
    case ErrorCode::Expired: return {410, "expired", "The time for this is over"};
    case ErrorCode::TooLarge: return {413, "too-large", "Above a limit"};
    case ErrorCode::Throttled: return {429, "rate-limited", "Too many requests"};
    case ErrorCode::DiskFull: return {503, "storage-full", "The service cannot store anything now"};
    case ErrorCode::ServiceUnavailable:
    case ErrorCode::InUse:
    case ErrorCode::DiskFault: return {503, "unavailable", "The service cannot answer now"};
    case ErrorCode::Conflict: // of the store with itself: no request asks for it
    case ErrorCode::Stale:
    case ErrorCode::Invalid:
    case ErrorCode::Offline:
    case ErrorCode::TimedOut:
    case ErrorCode::UntrustedCertificate:
    case ErrorCode::Unintelligible:
    case ErrorCode::NoKey:
    case ErrorCode::Locked:
    case ErrorCode::WrongPassphrase:
    case ErrorCode::WeakPassphrase:
    case ErrorCode::Damaged:
    case ErrorCode::NewerSchema:
    case ErrorCode::Cancelled:
    case ErrorCode::NotReady:
    case ErrorCode::OtherService:
    case ErrorCode::NoMemory:
    case ErrorCode::Internal: break;
    }
    return {500, "internal", "The service failed"};
}

HttpAnswer answerOf(const Kind &kind, ErrorCode code, QJsonObject json)
{
    json.insert("type"_L1, "urn:safelight:problem:"_L1 + QLatin1StringView(kind.name));
    json.insert("title"_L1, QLatin1StringView(kind.title));
    json.insert("status"_L1, kind.status);
    json.insert("support_code"_L1, u"SL-%1"_s.arg(int(code)));
    return {kind.status, kProblemJson, QJsonDocument(json).toJson(QJsonDocument::Compact), {}};
}

} // namespace

HttpAnswer problem(ErrorCode code, const QJsonObject &more)
{
    HttpAnswer answer = answerOf(kindOf(code), code, more);
    if (answer.status == 503)
        answer.headers.append({"Retry-After", QByteArray::number(kRetrySeconds)});
    return answer;
}

HttpAnswer httpProblem(int status)
{
    switch (status) {
    case 405: return answerOf({405, "method", "Not this method here"}, ErrorCode::NotFound, {});
    case 411: return answerOf({411, "length-required", "Say Content-Length"}, ErrorCode::Malformed, {});
    case 413: return answerOf({413, "too-large", "Above a limit"}, ErrorCode::TooLarge, {});
    case 415: return answerOf({415, "media-type", "Send application/cbor-seq"}, ErrorCode::Unsupported, {});
    case 431: return answerOf({431, "header-too-large", "The header is above a limit"}, ErrorCode::TooLarge, {});
    default: return answerOf({400, "malformed", "The request does not parse"}, ErrorCode::Malformed, {});
    }
}

HttpAnswer comeAgain(ErrorCode code, int seconds)
{
    HttpAnswer answer = answerOf(kindOf(code), code, {});
    answer.headers.append({"Retry-After", QByteArray::number(seconds)});
    return answer;
}

} // namespace safelight::service
