// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/service/rosterbook.h"
#include "sync/service/storagewatch.h"

#include <QStringList>
#include <functional>
#include <optional>

namespace safelight::service
{

/// The service without its sockets: every rule of sync-protocol sections 6, 7, 10, 11 and 12. The HTTP front and the
/// simulator call the same object. Thread-safe.
class Core
{
public:
    /// rootPk: the organisation this service was made for. origin: "https://host:port", part of the login signature;
    /// furtherOrigins: other names the same service is reached by. macKey: 32 bytes.
    Core(Storage &storage, Clock &clock, SignPublic rootPk, QString origin, QByteArray macKey,
         const QStringList &furtherOrigins = {});

    /// 32 stateless bytes, good for 120 s.
    [[nodiscard]] Challenge challenge();
    /// Errors: Unauthorised (unknown installation, signature, stale challenge: one answer for all), Forbidden
    /// (blocked).
    [[nodiscard]] Result<TokenResponse> token(const TokenRequest &request);
    /// Whether this service made the token, whatever has become of it since: no look at the store.
    [[nodiscard]] bool isOurs(const QByteArray &token) const { return parseToken(token).has_value(); }
    /// install_id behind a token. Errors: Unauthorised (forged, expired), Forbidden (blocked).
    [[nodiscard]] Result<InstallId> authenticate(const QByteArray &token);
    /// A later-running token for one in its second half hour, at most 12 h after the login. Call after authenticate().
    [[nodiscard]] std::optional<QByteArray> renewed(const QByteArray &token);

    /// Push first, then pull, per space. `wait` is the caller's business: changed() says whether anything is new.
    /// Durable before it returns. Errors: Unauthorised, Forbidden (blocked), Malformed (no ask, too many, one space
    /// twice), or the storage's.
    [[nodiscard]] Result<SyncResponse> sync(const InstallId &install, const SyncRequest &request);
    /// For long polls: whether any asked space has moved above the asker's position in a way the asker may see, and
    /// in which spaces nothing but a control entry could.
    struct News {
        bool any = false;
        QList<SpaceId> controlOnly;
    };
    [[nodiscard]] Result<News> changed(const InstallId &install, const SyncRequest &request);
    /// Every space's head, for the one poll a second that serves all waiting requests of a process.
    [[nodiscard]] Result<QList<SpaceHead>> heads();
    /// Whether the store takes what is written: the error of the last write, once it has failed.
    [[nodiscard]] Done health() { return m_storage.health(); }
    /// Who tells the operator when the store fails. Set once, before any other call.
    void onTrouble(StorageWatch::Listener listener) { m_storage.onTrouble(std::move(listener)); }
    /// Called after each commit with the heads that moved, on the pushing thread. Set once, before any sync().
    void onMoved(std::function<void(const QList<SpaceHead> &)> listener) { m_moved = std::move(listener); }

    /// Errors: NotAuthentic (not vouched for by the root, or an id that is not of these keys), AlreadyUsed (the
    /// installation or the principal exists with other keys or elsewhere). The same request again is harmless.
    [[nodiscard]] Done setup(const SetupRequest &request);
    /// Errors: Forbidden (not an administrator of the organisation), Expired, TooLarge, AlreadyUsed.
    [[nodiscard]] Done createInvite(const InstallId &install, const InviteRequest &request);
    /// Errors: NotFound, Expired (unclaimed past its time; a claimed one stays readable for a week).
    [[nodiscard]] Result<InviteState> invite(const Lookup &lookup);
    /// First claim wins. Errors: AlreadyUsed, Expired, NotFound, TooLarge. The same claim again is harmless.
    [[nodiscard]] Done claim(const Lookup &lookup, const ClaimRequest &request);
    /// Errors: Forbidden, NotFound (no such invitation, or nobody claimed it yet), TooLarge.
    [[nodiscard]] Done welcome(const InstallId &install, const Lookup &lookup, const WelcomeRequest &request);

private:
    /// install_id 16 ‖ login time 8 ‖ expiry 8 ‖ key number 1 ‖ MAC 16
    struct Token {
        InstallId install;
        std::int64_t loginMs = 0;
        std::int64_t expiresMs = 0;
    };
    [[nodiscard]] QByteArray mac(QByteArrayView purpose, ByteView message) const;
    [[nodiscard]] QByteArray encodeToken(const Token &token) const;
    [[nodiscard]] std::optional<Token> parseToken(const QByteArray &bytes) const;
    [[nodiscard]] bool isFresh(const QByteArray &challenge) const;
    [[nodiscard]] Done knownInstall(StorageTx &tx, const InstallId &install) const;
    [[nodiscard]] Done mayEnrol(StorageTx &tx, const InstallId &install);
    [[nodiscard]] Done enrol(StorageTx &tx, const Install &install, const DevicePublic &device);

    StorageWatch m_storage;
    Clock &m_clock;
    SignPublic m_rootPk;
    QStringList m_origins;
    QByteArray m_macKey;
    RosterBook m_rosters;
    std::function<void(const QList<SpaceHead> &)> m_moved;
};

} // namespace safelight::service
