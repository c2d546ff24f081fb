// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/keys.h"
#include "sync/wire/limits.h"
#include "sync/wire/messages.h"

#include <QFuture>
#include <QList>
#include <QUrl>
#include <chrono>
#include <memory>

namespace safelight
{

/// Where the service is and how it proves itself.
struct ServiceAddress {
    QUrl url;                   ///< https://host:port, nothing else
    QByteArray caPem;           ///< organisation CA; empty = the system's
    QList<QByteArray> spkiPins; ///< SHA-256 of the leaf's SubjectPublicKeyInfo, 32 bytes each; empty = not pinned
    friend bool operator==(const ServiceAddress &, const ServiceAddress &) = default;
};

/// What an installation signs in with. Lives outside every vault (design.md section 4).
struct InstallLogin {
    InstallId id;
    SigningKey key;
};

template <class T>
using Reply = QFuture<Result<T>>;

/// The way to the service. Calls return at once; futures finish on any thread. Signing in (challenge, token, renewal
/// on 401) happens inside. Errors: Offline, TimedOut, UntrustedCertificate, Unintelligible, ServiceUnavailable
/// (detail "retry-after=SECONDS" when told), Unauthorised, Forbidden, NotFound, AlreadyUsed, Expired, TooLarge,
/// Malformed (the service could not read our request), Cancelled (interrupt(), or the transport is gone).
class Transport
{
public:
    virtual ~Transport() = default;

    [[nodiscard]] virtual Reply<SyncResponse> sync(const SyncRequest &request) = 0;
    [[nodiscard]] virtual Reply<std::monostate> setup(const SetupRequest &request) = 0; ///< no sign-in
    [[nodiscard]] virtual Reply<std::monostate> createInvite(const InviteRequest &request) = 0;
    [[nodiscard]] virtual Reply<InviteState> invite(const Lookup &lookup) = 0; ///< no sign-in
    [[nodiscard]] virtual Reply<std::monostate> claim(const Lookup &lookup,
                                                      const ClaimRequest &request) = 0; ///< no sign-in
    [[nodiscard]] virtual Reply<std::monostate> welcome(const Lookup &lookup, const WelcomeRequest &request) = 0;
    /// Drops running long polls (sync with waitS > 0) so that a save goes out now; their futures say Cancelled.
    virtual void interrupt() = 0;
};

/// How long, and how much, before a call is given up.
struct TransportLimits {
    std::chrono::milliseconds silence{30'000}; ///< nothing moved for so long; a long poll's wait comes on top
    std::chrono::milliseconds total{300'000};  ///< a whole call, however it drips; a long poll's wait comes on top
    qint64 answerBytes = kMaxResponseBytes;
};

/// Qt Network, HTTP/1.1, TLS >= 1.2, own SAN-only host check and SPKI pins before any byte is sent (reliability.md
/// F9, F10, 3.8). Lives on, and must be used from, a thread with an event loop. No cookies, no cache, no redirects.
[[nodiscard]] std::unique_ptr<Transport> makeHttpsTransport(ServiceAddress address, InstallLogin login,
                                                            TransportLimits limits = {});

} // namespace safelight
