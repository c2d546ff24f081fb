// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/devicekind.h"
#include "app/admin/joinlink.h"
#include "app/admin/pendingclaim.h"
#include "app/admin/transportfactory.h"
#include "app/store/devicefile.h"
#include "app/store/vault.h"
#include "sync/crypto/passphrase.h"

#include <QObject>
#include <QStringList>

namespace safelight
{

/// The new device's side of enrolment (sync-protocol section 7): look, claim, wait, make the vault. One object per
/// attempt, on one thread with an event loop. Until finish() nothing is written: a crash before it costs one
/// invitation and no data.
class Joining final : public QObject
{
    Q_OBJECT
public:
    /// `dataFolder` is the one `device` was opened with.
    Joining(DeviceFile &device, QString dataFolder, TransportFactory transports, Clock &clock, Random &random,
            QObject *parent = nullptr);
    ~Joining() override;

    /// Asks the service what the code is for. A device that works with a service already keeps to it, and to the
    /// certificates it was given first, for everybody on it: the link's own are not used. Errors: OtherService (the
    /// link is of another service), NotFound (unknown code), AlreadyUsed (another device answered first; what this one
    /// answered before, and has kept, is no obstacle), Expired,
    /// NotAuthentic (what the service holds was not made with this code), the transport's.
    [[nodiscard]] QFuture<Result<InviteInfo>> begin(JoinLink link);

    /// Makes this principal's keys and answers the invitation. Gives the four words to compare. Safe to call again
    /// after a lost answer: the same keys are claimed. Errors: AlreadyUsed, Expired, NotFound, Invalid (no name, or not
    /// a plain one).
    [[nodiscard]] QFuture<Result<QStringList>> claim(const QString &person);
    /// The same, and before anything is sent the keys are kept under the passphrase of the vault to come
    /// (pendingclaim.h), until it stands: a later run goes on with the same bytes. Errors beside those: WrongPassphrase
    /// (an earlier run chose another), DiskFull, DiskFault, those of deriveKey. After an error it may be called again.
    [[nodiscard]] QFuture<Result<QStringList>> claim(const QString &person, const Passphrase &passphrase,
                                                     Argon2Cost cost = {});

    /// Whether this is the passphrase that the answer was kept under. Errors: WrongPassphrase, those of deriveKey.
    /// Precondition: claim() with a passphrase went well.
    [[nodiscard]] QFuture<Done> prove(const Passphrase &passphrase) const;

    /// Asks once whether the administrator has approved. Errors: Expired, NotFound, NotAuthentic (a welcome that is
    /// not for these keys), AlreadyUsed (the service now names another claimer), the transport's.
    [[nodiscard]] QFuture<Result<bool>> look();

    /// Makes the vault, writes the service's address (where none was known) and the person into the device file.
    /// Precondition: look() gave true. Errors: WeakPassphrase, the store's. After an error it may be called again.
    [[nodiscard]] QFuture<Result<std::unique_ptr<Vault>>> finish(const Passphrase &passphrase, Argon2Cost cost = {});

    /// The vault is made and open, and only the device file could not be told: what is left is remember().
    [[nodiscard]] bool isMade() const { return m_made != nullptr; }
    /// The end of finish() once more. No passphrase is asked for: the vault has one. Precondition: isMade().
    [[nodiscard]] QFuture<Result<std::unique_ptr<Vault>>> remember();

    /// The way to the service, signed in for this installation. Precondition: begin() went well.
    [[nodiscard]] Transport &transport() { return *m_transport; }

private:
    using Info = std::shared_ptr<QPromise<Result<InviteInfo>>>;
    void ask(const Info &promise);
    using Made = Result<std::unique_ptr<Vault>>;
    void introduce(const std::shared_ptr<QPromise<Made>> &promise);
    [[nodiscard]] ClaimRequest makeClaim(const InstallLogin &login, const DeviceKeys &keys,
                                         const QString &person) const;
    using Words = std::shared_ptr<QPromise<Result<QStringList>>>;
    [[nodiscard]] bool isNamed(const QString &name) const;
    void keepThenSend(const Words &promise, const InstallLogin &login, const QString &name,
                      const std::shared_ptr<Passphrase> &passphrase, Argon2Cost cost);
    void send(const Words &promise);
    void settleClaim(const Words &promise);

    DeviceFile &m_device;
    QString m_dataFolder;
    TransportFactory m_transports;
    Clock &m_clock;
    Random &m_random;
    std::unique_ptr<Transport> m_transport;
    std::optional<JoinLink> m_link;
    bool m_serviceKnown = false; ///< by this device, before this person
    std::optional<InviteInfo> m_info;
    std::optional<DeviceKeys> m_keys; ///< until the vault has them
    std::optional<ClaimRequest> m_claim;
    std::optional<PendingClaim> m_kept; ///< what lies in the file of pendingclaim.h
    std::optional<Welcome> m_welcome;
    std::unique_ptr<Vault> m_made; ///< until the device file knows the person
};

} // namespace safelight
