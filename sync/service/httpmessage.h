// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <utility>

namespace safelight::service
{

inline constexpr const char *kCborSeq = "application/cbor-seq";
inline constexpr const char *kProblemJson = "application/problem+json";
/// A later-running token, in an answer to a request whose own is in its last half hour.
inline constexpr const char *kTokenHeader = "X-Safelight-Token";

/// One HTTP request, as far as the routes care.
struct HttpAsk {
    QByteArray method;
    QByteArray target;
    QByteArray contentType;   ///< without parameters, lower case
    QByteArray authorization; ///< whole header value
    QByteArray address;       ///< of the other side, for rate limits only; never logged
    QByteArray body;
};

struct HttpAnswer {
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    bool signedIn = false; ///< the asker proved who it is
};

} // namespace safelight::service
