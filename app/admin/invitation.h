// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/devicekind.h"
#include "app/store/vault.h"
#include "sync/crypto/invite.h"
#include "sync/transport/transport.h"

#include <QObject>
#include <QStringList>

namespace safelight
{

/// What the administrator chooses before an invitation is made.
struct InviteSpec {
    DeviceKind kind = DeviceKind::Tablet;
    QString forWhom; ///< "Tablet 3, outreach": shown on the new device before it answers
    SpaceId team;    ///< devicekind.h; zero = the usual one for the kind
};

/// Somebody with the code has answered. The keys are proven to come from a holder of the code, not from the service.
struct Claimant {
    DevicePublic keys;
    QString person;    ///< as typed on the new device
    QStringList words; ///< four; must equal those on the new device before it is approved
};

/// The administrator's side of enrolment (sync-protocol section 7). One object per invitation; the code lives only in
/// it. The vault must be an administrator's. Use it on one thread with an event loop.
class Invitation final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours kValidity{24};

    Invitation(Vault &vault, Transport &transport, Clock &clock, QObject *parent = nullptr);
    ~Invitation() override;

    /// Makes a code and tells the service of it. Errors: Invalid (no plain name, or the team is for another kind of
    /// device), NotFound (no such team), Forbidden (not an administrator), the transport's.
    [[nodiscard]] QFuture<Done> create(const InviteSpec &spec);
    /// Takes up an invitation that this or another run made: the code says everything but the team.
    /// Errors: NotFound, Expired, NotAuthentic (the code does not open what the service holds), the transport's.
    [[nodiscard]] QFuture<Done> resume(InviteCode code, SpaceId team);

    /// Goes on with one of which everything is known, without asking the service (app/admin/pendinginvitation.h).
    void takeUp(InviteCode code, const InviteSpec &spec, std::int64_t expiresMs);

    /// Null until create(), resume() or takeUp() went well.
    [[nodiscard]] const InviteCode *code() const { return m_code ? &*m_code : nullptr; }
    [[nodiscard]] const InviteSpec &spec() const { return m_spec; }
    [[nodiscard]] std::int64_t expiresMs() const { return m_expiresMs; }

    /// Asks once whether somebody has answered. Errors: NotAuthentic (somebody answered without knowing the code, or
    /// under a name that is not plain: do not approve, begin again), Expired, NotFound, the transport's.
    [[nodiscard]] QFuture<Result<std::optional<Claimant>>> look();

    /// Makes the claimant a member of every space of its kind (one transaction), waits until the service holds the
    /// entries, then leaves the welcome. Safe to call again after an error: what is done is not done twice.
    /// Precondition: look() gave this claimant. Errors: Invalid (the team is for another kind of device by now),
    /// Forbidden, NoKey, the engine's, the transport's.
    [[nodiscard]] QFuture<Done> approve(const Claimant &claimant);

private:
    void pushAndWelcome(const std::shared_ptr<QPromise<Done>> &promise, const Claimant &claimant,
                        const Welcome &welcome);
    void leaveWelcome(const std::shared_ptr<QPromise<Done>> &promise, const Claimant &claimant, const Welcome &welcome);

    Vault &m_vault;
    Transport &m_transport;
    Clock &m_clock;
    std::optional<InviteCode> m_code;
    InviteSpec m_spec;
    std::int64_t m_expiresMs = 0;
};

/// The info and label purposes of InviteCode::seal, shared by both sides.
inline constexpr char kInfoPurpose[] = "info";
inline constexpr char kLabelPurpose[] = "label";

} // namespace safelight
