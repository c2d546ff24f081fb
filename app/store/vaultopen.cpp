// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/headerfiles.h"
#include "app/store/labels.h"
#include "app/store/migration.h"
#include "app/store/passphrasepolicy.h"
#include "app/store/query.h"
#include "app/store/vault.h"
#include "platform/files/durablefile.h"

#include <QDir>
#include <QFileInfo>

namespace safelight
{

namespace
{

constexpr quint32 kFirstSlot = 1;

void putMeta(WriteTx &tx, const QString &key, const QByteArray &value)
{
    execute(tx, "INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", key, value);
}

QByteArray meta(ReadTx &tx, const QString &key)
{
    Query row(tx, "SELECT value FROM meta WHERE key = ?", key);
    return row.next() ? row.bytes(0) : QByteArray();
}

Done writeOwner(WriteTx &tx, const VaultId &vault, const VaultOwner &owner)
{
    return caught([&] {
        putMeta(tx, QStringLiteral("vault"), vault.toByteArray());
        putMeta(tx, QStringLiteral("device"), owner.device.toByteArray());
        putMeta(tx, QStringLiteral("person"), owner.person.toUtf8());
        putMeta(tx, QStringLiteral("device_kind"), QByteArray(1, char(owner.deviceKind)));
        putMeta(tx, QStringLiteral("root"), owner.rootPk.toByteArray());
        putMeta(tx, QStringLiteral("organisation"), owner.organisation.toUtf8());
        return done();
    });
}

/// Error: Damaged (another vault's database, or none of ours).
Result<VaultOwner> readOwner(ReadTx &tx, const VaultId &vault)
{
    return caught([&]() -> Result<VaultOwner> {
        const auto device = DeviceId::from(QByteArrayView(meta(tx, QStringLiteral("device"))));
        const auto root = SignPublic::from(QByteArrayView(meta(tx, QStringLiteral("root"))));
        const QByteArray kind = meta(tx, QStringLiteral("device_kind"));
        if (meta(tx, QStringLiteral("vault")) != vault.toByteArray() || !device || !root || kind.size() != 1)
            return ErrorCode::Damaged;
        return VaultOwner{*device, QString::fromUtf8(meta(tx, QStringLiteral("person"))), quint8(kind.at(0)), *root,
                          QString::fromUtf8(meta(tx, QStringLiteral("organisation")))};
    });
}

/// Everything of a new vault, whole and closed again, under a name that nobody opens.
Done build(const QString &folder, const UnlockedHeader &header, const VaultOwner &owner,
           const QList<FollowedSpace> &followed, const Clock &clock)
{
    if (Done made = files::makeFolder(folder); !made)
        return made;
    // Made first, so that the database and its log are their owner's alone.
    if (Done made = files::overwrite(vaultfiles::database(folder), 0, {}); !made)
        return made;
    {
        Result<Database> database = Database::open(vaultfiles::database(folder), header.bundle.data);
        if (!database)
            return database.error();
        if (Done migrated = migrate(*database, vaultMigrations()); !migrated)
            return migrated;
        SyncStore store(std::move(*database));
        Done written = store.write([&](WriteTx &tx) -> Done {
            if (Done owned = writeOwner(tx, header.header.vault, owner); !owned)
                return owned;
            for (const FollowedSpace &space : followed) {
                if (Done added = spaces::add(tx, space); !added)
                    return added;
            }
            return done();
        });
        if (!written)
            return written;
    }
    if (Done counted = Throttle(vaultfiles::attempts(folder), clock).reset(); !counted)
        return counted;
    if (Done written = writeHeaders(folder, header.header, header.bundle.data); !written)
        return written;
    return files::syncFolder(folder);
}

/// What a transaction with nothing in it does at the start: the engine is loaded, and spaces that it was never told of
/// (a new vault's; a crash between two steps) are followed.
Done startEngine(Vault &vault)
{
    return vault
        .write([](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
            const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
            if (!followed)
                return followed.error();
            for (const FollowedSpace &space : *followed) {
                if (Done begun = engine.follow(journal, space.id); !begun)
                    return begun;
            }
            return done();
        })
        .takeResult(); // waits: the caller is a worker
}

Result<std::unique_ptr<Vault>> openUnlocked(const QString &folder, UnlockedHeader header, Clock &clock, Random &random)
{
    // An empty or missing file would be made anew by SQLite: a vault that will not open is never replaced.
    if (QFileInfo(vaultfiles::database(folder)).size() == 0)
        return ErrorCode::Damaged;
    Reopen reopen = reopener(vaultfiles::database(folder), header.bundle.data);
    Result<Database> database = reopen();
    if (!database && database.error().code == ErrorCode::NotAuthentic)
        return Error{ErrorCode::Damaged, database.error().detail}; // the key is proven right by the header
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, vaultMigrations()); !migrated)
        return migrated.error();

    SyncStore store(std::move(*database), std::move(reopen),
                    std::make_shared<ReserveFile>(QFileInfo(folder).absolutePath()));
    const Result<VaultOwner> owner = store.read([&](ReadTx &tx) { return readOwner(tx, header.header.vault); });
    if (!owner)
        return owner.error();

    auto parts = std::make_unique<Vault::Parts>(
        DeviceKeys{SigningKey(std::move(header.bundle.signing)), BoxKey(std::move(header.bundle.box))}, *owner,
        QFileInfo(folder).fileName(), clock);
    parts->engine = std::make_unique<Engine>(parts->keys, owner->rootPk, clock, random);
    parts->db = std::make_unique<DbThread>(std::move(store));
    auto vault = std::make_unique<Vault>(std::move(parts));
    if (Done started = startEngine(*vault); !started)
        return started.error();
    return vault;
}

} // namespace

namespace vault
{

bool exists(const QString &folder)
{
    return QFileInfo::exists(vaultfiles::headerA(folder)) || QFileInfo::exists(vaultfiles::headerB(folder)) ||
           QFileInfo::exists(vaultfiles::database(folder));
}

Result<std::unique_ptr<Vault>> create(const QString &folder, const Passphrase &passphrase, DeviceKeys keys,
                                      const VaultOwner &owner, const QList<FollowedSpace> &spaces, Clock &clock,
                                      Random &random, Argon2Cost cost)
{
    if (Done strong = checkPassphrase(passphrase); !strong)
        return strong.error();
    if (exists(folder) || !QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return ErrorCode::AlreadyUsed;

    UnlockedHeader header{{}, {DataKey::random(), keys.signing.seed().clone(), keys.box.seed().clone()}};
    randomBytes(header.header.vault.bytes);
    Result<KeySlot> slot = makePassphraseSlot(header.header.vault, kFirstSlot, passphrase, cost, header.bundle);
    if (!slot)
        return slot.error();
    header.header.slots.append(*slot);

    const QString building = folder + QStringLiteral(".making");
    if (!QDir(building).removeRecursively()) // left by a crash; it never was a vault
        return ErrorCode::DiskFault;
    Done built = build(building, header, owner, spaces, clock);
    if (built)
        built = files::renameFolder(building, folder);
    if (!built) {
        QDir(building).removeRecursively();
        return built.error();
    }
    return openUnlocked(folder, std::move(header), clock, random);
}

Result<std::unique_ptr<Vault>> open(const QString &folder, const Passphrase &passphrase, Clock &clock, Random &random)
{
    if (!exists(folder))
        return ErrorCode::NotFound;
    Result<UnlockedHeader> header = unlockHeader(folder, passphrase, clock);
    if (!header)
        return header.error();
    return openUnlocked(folder, std::move(*header), clock, random);
}

Done changePassphrase(const QString &folder, const Passphrase &old, const Passphrase &fresh, Clock &clock,
                      Argon2Cost cost)
{
    if (Done strong = checkPassphrase(fresh); !strong)
        return strong;
    if (!exists(folder))
        return ErrorCode::NotFound;
    Result<UnlockedHeader> unlocked = unlockHeader(folder, old, clock);
    if (!unlocked)
        return unlocked.error();
    VaultHeader &header = unlocked->header;
    for (KeySlot &slot : header.slots) {
        if (slot.kind != SlotKind::Passphrase)
            continue;
        Result<KeySlot> replaced = makePassphraseSlot(header.vault, slot.id, fresh, cost, unlocked->bundle);
        if (!replaced)
            return replaced.error();
        slot = *replaced;
        break;
    }
    ++header.sequence;
    return writeHeaders(folder, header, unlocked->bundle.data);
}

} // namespace vault

} // namespace safelight
