// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/transport/exchange.h"

namespace safelight
{

/// The error a reply stands for, or done for one that carries what was asked. A page of HTML with status 200 is a
/// portal's, not ours: Unintelligible.
[[nodiscard]] Done accepted(const HttpReply &reply, bool hasBody);

/// The fresh challenge in a 401's problem+json; empty when there is none.
[[nodiscard]] QByteArray challengeIn(const HttpReply &reply);

/// The message in a reply.
template <class T>
[[nodiscard]] Result<T> decoded(const Result<HttpReply> &reply)
{
    if (!reply)
        return reply.error();
    if (const Done fits = accepted(*reply, true); !fits)
        return fits.error();
    Result<T> message = decode<T>(bytesOf(reply->body));
    if (!message)
        return Error{ErrorCode::Unintelligible, QStringLiteral("answer does not parse")};
    return message;
}

template <>
[[nodiscard]] inline Result<std::monostate> decoded<std::monostate>(const Result<HttpReply> &reply)
{
    return reply ? accepted(*reply, false) : Done(reply.error());
}

} // namespace safelight
