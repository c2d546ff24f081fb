// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/dbthread.h"
#include "app/store/outbox.h"
#include "sync/engine/requestbudget.h"
#include "sync/transport/transport.h"

namespace safelight
{

class Vault;

/// One person known to this device: shown on the unlock screen, nothing else is known without the passphrase.
struct KnownPerson {
    QString folder; ///< of the vault, relative to the data folder
    QString name;
    quint8 deviceKind = 1;
};

/// Under this name the platform's key store keeps the key of a device file. One name for every program of the house.
inline constexpr QStringView kDeviceFileKeyName = u"device-file";

/// What this installation knows outside every vault (design.md section 4): login key, address of the service, people,
/// and sealed envelopes that still have to go, so that sync goes on while every vault is locked. Holds ciphertext and
/// names only. Its own key comes from platform/keystore. Losing the key or the file costs names on the unlock screen
/// until each person has unlocked once, never data and never the way to the service: vaults keep their originals, and
/// what restoreFrom gave them.
class DeviceFile final
{
public:
    /// Takes the folder's lock, and makes the reserve where there is room. Makes device.db where there is none; one
    /// that the key does not open (a keystore that the system lost) or that is damaged anywhere is set aside under
    /// another name. Vaults in the folder that nobody is listed for are listed by their folder's name. Errors:
    /// InUse (a second Safelight), DiskFull, DiskFault, NewerSchema.
    [[nodiscard]] static Result<std::unique_ptr<DeviceFile>> open(const QString &dataFolder, const DataKey &key);
    ~DeviceFile();

    [[nodiscard]] QFuture<Result<QList<KnownPerson>>> people();
    [[nodiscard]] QFuture<Done> addPerson(const KnownPerson &person);
    [[nodiscard]] QFuture<Result<InstallLogin>> login(); ///< made on first use
    [[nodiscard]] QFuture<Result<std::optional<ServiceAddress>>> service();
    [[nodiscard]] QFuture<Done> setService(const ServiceAddress &address);

    /// To be called after every unlock, before the way to the service is made. What this file knows (login, service)
    /// is kept in the vault too; what it lost comes back from there, and so does the person's name; the copies of
    /// this person become what the vault says is unsent. The vault may go before the future is finished. Error:
    /// Conflict (the vault belongs to another installation's login: both keep what they have), and those of a vault.
    [[nodiscard]] QFuture<Done> restoreFrom(Vault &vault);

    /// Sealed envelopes on their way: what Vault::unsentCopies answered after a save. Idempotent; an envelope that was
    /// sealed again takes the place of the one before. What could not be written is tried again with the next call.
    /// Error: Malformed (nothing of the list is taken).
    [[nodiscard]] QFuture<Done> forward(const QList<QByteArray> &envelopes);
    /// One push-only request (max_bytes 0) with what is waiting, as far as one request and the budget may go, or
    /// nothing to do. Each begins behind the author with whom the one before ended: what the service refuses from one
    /// person holds up nobody else.
    [[nodiscard]] QFuture<Result<std::optional<SyncRequest>>> nextPush(const RequestBudget &budget = {});
    /// Drops what an author head proves to be held: a matching hash clears everything up to it. Another hash in the
    /// place of ours, or one further than our copies go, proves nothing (restoreFrom asks the vault). Returns how many
    /// are still waiting.
    [[nodiscard]] QFuture<Result<int>> acknowledged(const SyncResponse &response);
    /// The same after an open vault has taken the answer: of its author exactly what it says is unsent is waiting then,
    /// also where it was sealed again, renumbered or given up.
    [[nodiscard]] QFuture<Result<int>> acknowledged(const SyncResponse &response, const outbox::OwnUnsent &own);

private:
    DeviceFile();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace safelight
