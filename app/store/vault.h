// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/dbthread.h"
#include "app/store/records.h"
#include "sync/crypto/passphrase.h"
#include "sync/engine/engine.h"

#include <QFuture>

namespace safelight
{

/// What a vault says about its owner, from its own meta table.
struct VaultOwner {
    DeviceId device;
    QString person;          ///< name to show
    quint8 deviceKind = 1;   ///< 1 tablet, 2 kiosk, 3 laptop
    SignPublic rootPk;
    QString organisation;
};

/// The spaces a principal works in, as its welcome named them. Names are shown, ids are used.
struct FollowedSpace {
    SpaceId id;
    SpaceKind kind = SpaceKind::Team;
    Role role = Role::Submit;
    QString name;
};

/// One person's unlocked store: the database thread, the keys and the engine that lives on that thread.
/// Made by vault::create / vault::open on a worker; destroyed = locked (connection closed, keys wiped).
class Vault final
{
public:
    ~Vault();
    [[nodiscard]] const VaultOwner &owner() const;

    /// fn: Result<T>(ReadTx &)
    template <class F>
    [[nodiscard]] auto read(F fn) { return m_db->read(std::move(fn)); }

    /// fn: Result<T>(WriteTx &, Journal &, Engine &): the store's and the engine's work in one transaction. On an Error
    /// everything is rolled back and the engine is loaded again.
    template <class F>
    [[nodiscard]] auto write(F fn)
    {
        return m_db->write([this, fn = std::move(fn)](WriteTx &tx) mutable {
            auto journal = journalFor(tx);
            auto result = fn(tx, *journal, *m_engine);
            if (!result)
                m_reload = true;
            return result;
        });
    }
    /// Finishes queued work, closes the database, wipes keys. The destructor calls it.
    void close();

    // made by vault::create and vault::open
    struct Parts;
    explicit Vault(std::unique_ptr<Parts> parts);

private:
    [[nodiscard]] std::unique_ptr<Journal> journalFor(WriteTx &tx); ///< reloads the engine first when needed
    std::unique_ptr<Parts> m_parts;
    DbThread *m_db = nullptr;
    Engine *m_engine = nullptr;
    bool m_reload = false; ///< store thread only
};

namespace vault
{
/// Creates the folder (vault.db, header copies header.a and header.b) for a new principal. Takes about a second.
/// Errors: WeakPassphrase, DiskFull, DiskFault, AlreadyUsed (the folder holds a vault: it is never replaced).
[[nodiscard]] Result<std::unique_ptr<Vault>> create(const QString &folder, const Passphrase &passphrase,
                                                    DeviceKeys keys, const VaultOwner &owner,
                                                    const QList<FollowedSpace> &spaces, Clock &clock, Random &random);
/// Errors: WrongPassphrase, Throttled (detail "seconds=N"), Damaged (both header copies; nothing is touched),
/// NewerSchema, InUse, DiskFull, DiskFault, NotFound. One damaged header copy is mended from the other.
[[nodiscard]] Result<std::unique_ptr<Vault>> open(const QString &folder, const Passphrase &passphrase, Clock &clock,
                                                  Random &random);
[[nodiscard]] bool exists(const QString &folder);
/// Adds or replaces the passphrase slot; the data key does not change. Errors: WeakPassphrase, WrongPassphrase.
[[nodiscard]] Done changePassphrase(const QString &folder, const Passphrase &old, const Passphrase &fresh, Clock &clock);
} // namespace vault

/// Queries that every feature needs.
namespace spaces
{
[[nodiscard]] Result<QList<FollowedSpace>> followed(ReadTx &tx);
/// The first space of a kind this principal follows. Error: NotFound.
[[nodiscard]] Result<FollowedSpace> ofKind(ReadTx &tx, SpaceKind kind);
/// Name of a device as its space's readers know it (opened labels), or empty.
[[nodiscard]] Result<QString> personOf(ReadTx &tx, const DeviceId &device);
[[nodiscard]] Done add(WriteTx &tx, const FollowedSpace &space);
} // namespace spaces

} // namespace safelight
