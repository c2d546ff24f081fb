// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/roster/roster.h"
#include "sync/service/storage.h"

#include <map>
#include <mutex>

namespace safelight::service
{

/// The service without its sockets: every rule of sync-protocol sections 6, 7, 10, 11 and 12. The HTTP front and the
/// simulator call the same object. Thread-safe.
class Core
{
public:
    /// rootPk: the organisation this service was made for. origin: "https://host:port", part of the login signature.
    Core(Storage &storage, Clock &clock, SignPublic rootPk, QString origin, QByteArray macKey);

    /// 32 stateless bytes, good for 120 s.
    [[nodiscard]] Challenge challenge();
    /// Errors: Unauthorised (unknown installation, signature, stale challenge: one answer for all), Forbidden (blocked).
    [[nodiscard]] Result<TokenResponse> token(const TokenRequest &request);
    /// install_id behind a token. Errors: Unauthorised (forged, expired), Forbidden (blocked).
    [[nodiscard]] Result<InstallId> authenticate(const QByteArray &token);

    /// Push first, then pull, per space. `wait` is the caller's business: changed() says whether anything is new.
    [[nodiscard]] Result<SyncResponse> sync(const InstallId &install, const SyncRequest &request);
    /// For long polls: true when any asked space has moved above the asker's position.
    [[nodiscard]] Result<bool> changed(const InstallId &install, const SyncRequest &request);

    [[nodiscard]] Done setup(const SetupRequest &request);
    [[nodiscard]] Done createInvite(const InstallId &install, const InviteRequest &request);
    [[nodiscard]] Result<InviteState> invite(const Lookup &lookup);
    /// First claim wins. Errors: AlreadyUsed, Expired, NotFound.
    [[nodiscard]] Done claim(const Lookup &lookup, const ClaimRequest &request);
    [[nodiscard]] Done welcome(const InstallId &install, const Lookup &lookup, const WelcomeRequest &request);

private:
    struct CachedRoster;
    Storage &m_storage;
    Clock &m_clock;
    SignPublic m_rootPk;
    QString m_origin;
    QByteArray m_macKey;
    std::mutex m_rosterMutex;
    std::map<SpaceId, Roster> m_rosters; ///< valid while its controlHash equals the stored one
};

} // namespace safelight::service
