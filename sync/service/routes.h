// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/core.h"
#include "sync/service/httpmessage.h"
#include "sync/service/limits.h"
#include "sync/service/ratelimit.h"

#include <variant>

namespace safelight::service
{

/// From an HTTP request to the core's call and back, with no socket in it. README.md has the table. Thread-safe;
/// calls block on the store.
class Routes
{
public:
    Routes(Core &core, Clock &clock, const Limits &limits);

    /// A sync that has nothing to say yet and was asked to wait.
    struct Poll {
        InstallId install;
        SyncRequest request;
        QByteArray newToken;
        std::chrono::seconds wait{0};
    };
    /// Whether a body of more than a small message may follow this header: a sync under a token of ours. Computes only.
    [[nodiscard]] bool mayBeLarge(const HttpAsk &header) const;
    [[nodiscard]] std::variant<HttpAnswer, Poll> begin(const HttpAsk &ask);
    /// `any`: waiting is over before its time, for news or for an error that end() will tell.
    [[nodiscard]] Core::News news(const Poll &poll);
    [[nodiscard]] HttpAnswer end(const Poll &poll);

    [[nodiscard]] Core &core() { return m_core; }

private:
    [[nodiscard]] std::variant<HttpAnswer, Poll> syncRoute(const HttpAsk &ask, const InstallId &install,
                                                           const QByteArray &newToken);
    [[nodiscard]] HttpAnswer openRoute(const HttpAsk &ask, const QList<QByteArray> &path);
    [[nodiscard]] HttpAnswer memberRoute(const HttpAsk &ask, const QList<QByteArray> &path, const InstallId &install);
    [[nodiscard]] HttpAnswer failed(const Error &error);

    Core &m_core;
    RateLimit m_installs;
    RateLimit m_strangers;
};

} // namespace safelight::service
