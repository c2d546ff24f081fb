// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/dbthread.h"
#include "sync/transport/transport.h"

#include <QLockFile>

namespace safelight
{

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
/// names only. Its own key comes from platform/keystore; losing it costs convenience, never data: vaults keep their
/// originals and hand them over again at the next unlock.
class DeviceFile final
{
public:
    /// Takes the folder's lock. Makes device.db where there is none; one that the key does not open (a keystore that
    /// the system lost) is set aside under another name and the vaults found in the folder are listed by their folder's
    /// name. Errors: InUse (a second Safelight), Damaged, DiskFull, DiskFault, NewerSchema.
    [[nodiscard]] static Result<std::unique_ptr<DeviceFile>> open(const QString &dataFolder, const DataKey &key);
    ~DeviceFile();

    [[nodiscard]] QFuture<Result<QList<KnownPerson>>> people();
    [[nodiscard]] QFuture<Done> addPerson(const KnownPerson &person);
    [[nodiscard]] QFuture<Result<InstallLogin>> login(); ///< made on first use
    [[nodiscard]] QFuture<Result<std::optional<ServiceAddress>>> service();
    [[nodiscard]] QFuture<Done> setService(const ServiceAddress &address);

    /// Sealed envelopes on their way: what Vault::unsentCopies answered after a save. Idempotent; an envelope that was
    /// sealed again takes the place of the one before. Error: Malformed (nothing of the list is taken).
    [[nodiscard]] QFuture<Done> forward(const QList<QByteArray> &envelopes);
    /// One push-only request (max_bytes 0) with what is waiting, as far as one request may go, or nothing to do.
    [[nodiscard]] QFuture<Result<std::optional<SyncRequest>>> nextPush();
    /// Drops what an author head proves to be held: a matching hash clears everything up to it, a head beyond all of
    /// an author's copies clears them too (the vault keeps its own until it has checked the hash itself). Another hash
    /// in the place of ours clears nothing. Returns how many are still waiting.
    [[nodiscard]] QFuture<Result<int>> acknowledged(const SyncResponse &response);
    [[nodiscard]] QFuture<Result<int>> waiting();

private:
    DeviceFile();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace safelight
