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
    QString person;        ///< name to show
    quint8 deviceKind = 1; ///< 1 tablet, 2 kiosk, 3 laptop
    SignPublic rootPk;
    QString organisation;
    friend bool operator==(const VaultOwner &, const VaultOwner &) = default;
};

/// The spaces a principal works in, as its welcome named them. Names are shown, ids are used.
struct FollowedSpace {
    SpaceId id;
    SpaceKind kind = SpaceKind::Team;
    Role role = Role::Submit;
    QString name;
    friend bool operator==(const FollowedSpace &, const FollowedSpace &) = default;
};

/// Sealed envelopes for the device file, and how many wait in all.
struct UnsentCopies {
    QList<QByteArray> fresh; ///< not copied before
    int waiting = 0;         ///< not acknowledged by the service, copied or not
};

/// One person's unlocked store: the database thread, the keys and the engine that lives on that thread.
/// Made by vault::create / vault::open on a worker; destroyed = locked (connection closed, keys wiped).
class Vault final
{
public:
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;
    [[nodiscard]] const VaultOwner &owner() const;

    /// fn: Result<T>(ReadTx &)
    template <class F>
    [[nodiscard]] auto read(F fn)
    {
        return m_db->read(std::move(fn));
    }

    /// fn: Result<T>(WriteTx &, Journal &, Engine &): the store's and the engine's work in one transaction. On an Error
    /// (the commit's too) everything is rolled back, and the engine is loaded again before it is used next. On a full
    /// disk fn may run twice (SyncStore::write).
    template <class F>
    [[nodiscard]] auto write(F fn, RoomFor what = RoomFor::Finishing)
    {
        using R = std::invoke_result_t<F, WriteTx &, Journal &, Engine &>;
        auto work = [this, fn = std::move(fn)](WriteTx &tx) mutable -> R {
            Result<std::unique_ptr<Journal>> journal = enter(tx);
            if (!journal)
                return journal.error();
            R result = fn(tx, **journal, *m_engine);
            if (result) {
                if (Done left = leave(tx, **journal); !left)
                    return left.error();
            }
            return result;
        };
        return m_db->write(std::move(work), what);
    }

    /// Own sealed envelopes that the service does not hold yet, to be handed to DeviceFile::forward after a save, so
    /// that they go out while the vault is locked. Those that it has not answered before; the first time all.
    [[nodiscard]] QFuture<Result<UnsentCopies>> unsentCopies();

    /// Empties the database's log, where a deleted draft is otherwise kept (encrypted) until the vault is locked.
    [[nodiscard]] QFuture<Done> checkpoint();

    /// Of its folder, in the data folder: KnownPerson::folder.
    [[nodiscard]] QString folderName() const;

    /// Finishes queued work, closes the database, wipes keys. The destructor calls it. Afterwards calls answer Locked.
    void close();

    // made by vault::create and vault::open
    struct Parts;
    explicit Vault(std::unique_ptr<Parts> parts);

private:
    /// Loads the engine first unless the last transaction that used it was committed.
    [[nodiscard]] Result<std::unique_ptr<Journal>> enter(WriteTx &tx);
    /// Brings names and roles that new control entries told into the tables of spaces and people.
    [[nodiscard]] Done leave(WriteTx &tx, Journal &journal);
    std::unique_ptr<Parts> m_parts;
    DbThread *m_db = nullptr;
    Engine *m_engine = nullptr;
};

namespace vault
{
/// Creates the folder (vault.db, header copies header.a and header.b, attempts) for a new principal. Takes about a
/// second. It is built under another name and renamed when it is whole: a crash leaves a vault or none.
/// Errors: WeakPassphrase, DiskFull, DiskFault, AlreadyUsed (the folder holds something: it is never replaced).
[[nodiscard]] Result<std::unique_ptr<Vault>> create(const QString &folder, const Passphrase &passphrase,
                                                    DeviceKeys keys, const VaultOwner &owner,
                                                    const QList<FollowedSpace> &spaces, Clock &clock, Random &random,
                                                    Argon2Cost cost = {});
/// Errors: WrongPassphrase, Throttled (detail "seconds=N"), Damaged (both header copies, or the database; nothing is
/// touched), NewerSchema, InUse, DiskFull, DiskFault, NotFound. One damaged header copy is mended from the other.
[[nodiscard]] Result<std::unique_ptr<Vault>> open(const QString &folder, const Passphrase &passphrase, Clock &clock,
                                                  Random &random);
[[nodiscard]] bool exists(const QString &folder);
/// Replaces the passphrase slot; the data key does not change. Possible while the vault is open. Errors:
/// WeakPassphrase, and those of open.
[[nodiscard]] Done changePassphrase(const QString &folder, const Passphrase &old, const Passphrase &fresh, Clock &clock,
                                    Argon2Cost cost = {});
} // namespace vault

/// Queries that every feature needs.
namespace spaces
{
[[nodiscard]] Result<QList<FollowedSpace>> followed(ReadTx &tx);
/// The first space of a kind this principal follows. Error: NotFound.
[[nodiscard]] Result<FollowedSpace> ofKind(ReadTx &tx, SpaceKind kind);
/// Name of a device as its space's readers know it (opened labels), or empty.
[[nodiscard]] Result<QString> personOf(ReadTx &tx, const DeviceId &device);
/// Adds, or takes over kind, role and name. The caller tells the engine (Engine::follow), else the next opening does.
[[nodiscard]] Done add(WriteTx &tx, const FollowedSpace &space);
} // namespace spaces

} // namespace safelight
