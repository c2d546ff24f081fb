// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/devicefile.h"

#include "app/store/migration.h"
#include "app/store/query.h"
#include "app/store/vault.h"
#include "app/store/waiting.h"
#include "platform/files/durablefile.h"
#include "platform/files/folderlock.h"
#include "sync/crypto/envelope.h"
#include "sync/wire/cbor.h"

#include <QDir>
#include <QFileInfo>

namespace safelight
{

namespace
{

constexpr qsizetype kMaxSettingBytes = qsizetype(256) * 1024;
constexpr QLatin1String kLogin("login");
constexpr QLatin1String kService("service");

QByteArray encodeLogin(const InstallId &id, const SigningKey &key)
{
    return CborWriter().map(2).number(0).bytes(id).number(1).bytes(ByteView(key.seed().span())).result();
}

Result<InstallLogin> decodeLogin(QByteArray bytes)
{
    const Result<QCborValue> parsed = parseCbor(bytesOf(bytes), kMaxSettingBytes);
    if (!parsed)
        return ErrorCode::Damaged;
    CborReader reader(*parsed);
    const auto id = reader.fixed<InstallId>(0);
    QByteArray seed = reader.bytes(1, SigningSeed::kSize, SigningSeed::kSize);
    if (!reader.ok())
        return ErrorCode::Damaged;
    InstallLogin login{id, SigningKey(SigningSeed::from(bytesOf(seed).first<SigningSeed::kSize>()))};
    wipe(seed);
    wipe(bytes);
    return login;
}

QByteArray encodeAddress(const ServiceAddress &address)
{
    CborWriter out;
    out.map(3).number(0).text(address.url.toString(QUrl::FullyEncoded)).number(1).bytes(address.caPem).number(2);
    out.array(std::size_t(address.spkiPins.size()));
    for (const QByteArray &pin : address.spkiPins)
        out.bytes(pin);
    return out.result();
}

Result<ServiceAddress> decodeAddress(const QByteArray &bytes)
{
    const Result<QCborValue> parsed = parseCbor(bytesOf(bytes), kMaxSettingBytes);
    if (!parsed)
        return ErrorCode::Damaged;
    CborReader reader(*parsed);
    ServiceAddress address{QUrl(reader.text(0), QUrl::StrictMode), reader.bytes(1), {}};
    for (const QCborValue pin : reader.array(2))
        address.spkiPins.append(pin.toByteArray());
    if (!reader.ok())
        return ErrorCode::Damaged;
    return address;
}

std::optional<QByteArray> setting(ReadTx &tx, QLatin1String key)
{
    Query row(tx, "SELECT value FROM setting WHERE key = ?", QString::fromLatin1(key));
    return row.next() ? std::optional(row.bytes(0)) : std::nullopt;
}

void putSetting(WriteTx &tx, QLatin1String key, const QByteArray &value)
{
    execute(tx, "INSERT OR REPLACE INTO setting (key, value) VALUES (?,?)", QString::fromLatin1(key), value);
}

void listPerson(WriteTx &tx, const KnownPerson &person)
{
    execute(tx,
            "INSERT INTO person (folder, name, device_kind) VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
            "name = excluded.name, device_kind = excluded.device_kind",
            person.folder, person.name, person.deviceKind);
}

bool isKnownPerson(ReadTx &tx, const QString &folder)
{
    return Query(tx, "SELECT 1 FROM person WHERE folder = ?", folder).next();
}

/// What an installation is to the service, as the settings hold it. Wiped with its last copy.
struct Installation {
    QByteArray login;
    QByteArray service;
    Installation() = default;
    Installation(const Installation &) = default;
    Installation(Installation &&) = default;
    Installation &operator=(const Installation &) = default;
    Installation &operator=(Installation &&) = default;
    ~Installation() { wipe(login); }
};

Installation installationIn(ReadTx &tx)
{
    Installation out;
    out.login = setting(tx, kLogin).value_or(QByteArray());
    out.service = setting(tx, kService).value_or(QByteArray());
    return out;
}

/// In a vault's meta.
Installation keptIn(ReadTx &tx)
{
    Installation out;
    for (const auto &[key, value] : {std::pair{kLogin, &out.login}, std::pair{kService, &out.service}}) {
        Query row(tx, "SELECT value FROM meta WHERE key = ?", QString::fromLatin1(key));
        if (row.next())
            *value = row.bytes(0);
    }
    return out;
}

void keepIn(WriteTx &tx, QLatin1String key, const QByteArray &value)
{
    execute(tx, "INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", QString::fromLatin1(key), value);
}

/// What a vault answers to its device file.
struct FromVault {
    Installation kept;
    QList<SealedCopy> unsent;
    bool isAnothers = false; ///< installation's
};

Result<FromVault> exchange(WriteTx &tx, const Installation &known, const DeviceId &self)
{
    const Result<outbox::OwnUnsent> own = outbox::ownUnsent(tx, self);
    if (!own)
        return own.error();
    Result<QList<SealedCopy>> unsent = waiting::copiesOf(own->envelopes);
    if (!unsent)
        return unsent.error();
    FromVault out{keptIn(tx), std::move(*unsent), false};
    out.isAnothers = !known.login.isEmpty() && !out.kept.login.isEmpty() && known.login != out.kept.login;
    if (!out.isAnothers) {
        if (!known.login.isEmpty() && out.kept.login.isEmpty())
            keepIn(tx, kLogin, known.login);
        if (!known.service.isEmpty() && known.service != out.kept.service)
            keepIn(tx, kService, known.service);
    }
    return out;
}

void takeOver(WriteTx &tx, const FromVault &from, const KnownPerson &person, const DeviceId &self)
{
    if (isKnownPerson(tx, person.folder))
        listPerson(tx, person);
    waiting::keepOnly(tx, self, from.unsent);
    if (from.isAnothers)
        return;
    const Installation here = installationIn(tx);
    if (here.login.isEmpty() && !from.kept.login.isEmpty())
        putSetting(tx, kLogin, from.kept.login);
    if (here.service.isEmpty() && !from.kept.service.isEmpty())
        putSetting(tx, kService, from.kept.service);
}

/// A database that says it opens, and cannot be read, would keep everybody out of their notes.
Done isWhole(Database &database)
{
    return caught([&]() -> Done {
        Query row(database, "PRAGMA quick_check");
        return row.next() && row.text(0) == QLatin1String("ok") ? done() : Done(ErrorCode::Damaged);
    });
}

/// Not ours to open, or damaged. SQLCipher says "error" and no more of a page that is not what it should be.
bool isUnreadable(const Error &error)
{
    return error.code == ErrorCode::NotAuthentic || error.code == ErrorCode::Damaged ||
           (error.code == ErrorCode::Internal && error.detail == QLatin1String("sqlite=1"));
}

/// Nothing is deleted: a keystore may come back.
Done setAside(const QString &path)
{
    for (int n = 1;; ++n) {
        const QString aside = path + QStringLiteral(".unreadable-%1").arg(n);
        if (QFileInfo::exists(aside))
            continue;
        QFile::rename(path + QStringLiteral("-wal"), aside + QStringLiteral("-wal"));
        return QFile::rename(path, aside) ? files::syncFolder(QFileInfo(path).absolutePath())
                                          : Done(ErrorCode::DiskFault);
    }
}

/// A device file that is new, was lost, or was not told of a join at the time, still shows whose notes are here.
Done listVaultsIn(SyncStore &store, const QString &dataFolder)
{
    return store.write([&](WriteTx &tx) {
        const QStringList folders = QDir(dataFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &folder : folders) {
            if (!folder.endsWith(QLatin1String(".making")) && !isKnownPerson(tx, folder) &&
                vault::exists(dataFolder + u'/' + folder))
                listPerson(tx, {folder, folder, 1});
        }
        return done();
    });
}

Result<Database> openDatabase(const QString &path, const DataKey &key)
{
    if (Done made = files::overwrite(path, 0, {}); !made)
        return made.error();
    Result<Database> database = Database::open(path, key);
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, deviceMigrations()); !migrated)
        return migrated.error();
    if (Done whole = isWhole(*database); !whole)
        return whole.error();
    return database;
}

} // namespace

/// Members are destroyed from the last: the database is closed before the folder is let go.
struct DeviceFile::Parts {
    std::optional<files::FolderLock> lock;
    std::shared_ptr<Reserve> reserve;
    QList<SealedCopy> late; ///< copies that could not be written yet; store thread only
    waiting::Queue turn;    ///< whose copies the last push ended with; store thread only
    std::unique_ptr<DbThread> db;
};

DeviceFile::DeviceFile()
    : m_parts(std::make_unique<Parts>())
{
}
DeviceFile::~DeviceFile() = default;

Result<std::unique_ptr<DeviceFile>> DeviceFile::open(const QString &dataFolder, const DataKey &key)
{
    if (Done made = files::makeFolder(dataFolder); !made)
        return made.error();
    std::unique_ptr<DeviceFile> file(new DeviceFile);
    Parts &parts = *file->m_parts;
    Result<files::FolderLock> lock = files::FolderLock::take(dataFolder);
    if (!lock)
        return lock.error();
    parts.lock.emplace(std::move(*lock));
    parts.reserve = std::make_shared<ReserveFile>(dataFolder);

    const QString path = dataFolder + QStringLiteral("/device.db");
    Result<Database> database = openDatabase(path, key);
    if (!database && isUnreadable(database.error())) {
        if (Done moved = setAside(path); !moved)
            return moved.error();
        database = openDatabase(path, key);
    }
    if (!database && database.error().code == ErrorCode::DiskFull && parts.reserve->release())
        database = openDatabase(path, key);
    if (!database)
        return database.error();
    SyncStore store(std::move(*database), reopener(path, key), parts.reserve);
    if (Done listed = listVaultsIn(store, dataFolder); !listed)
        return listed.error();
    parts.reserve->make();
    parts.db = std::make_unique<DbThread>(std::move(store));
    return file;
}

QFuture<Result<QList<KnownPerson>>> DeviceFile::people()
{
    return m_parts->db->read([](ReadTx &tx) -> Result<QList<KnownPerson>> {
        QList<KnownPerson> out;
        Query row(tx, "SELECT folder, name, device_kind FROM person ORDER BY rowid");
        while (row.next())
            out.append({row.text(0), row.text(1), row.numberAs<quint8>(2)});
        return out;
    });
}

QFuture<Done> DeviceFile::addPerson(const KnownPerson &person)
{
    return m_parts->db->write([person](WriteTx &tx) {
        listPerson(tx, person);
        return done();
    });
}

QFuture<Result<InstallLogin>> DeviceFile::login()
{
    return m_parts->db->write([](WriteTx &tx) -> Result<InstallLogin> {
        if (std::optional<QByteArray> known = setting(tx, kLogin))
            return decodeLogin(std::move(*known));
        InstallLogin fresh{{}, SigningKey::generate()};
        randomBytes(fresh.id.bytes);
        QByteArray encoded = encodeLogin(fresh.id, fresh.key);
        putSetting(tx, kLogin, encoded);
        wipe(encoded);
        return fresh;
    });
}

QFuture<Result<std::optional<ServiceAddress>>> DeviceFile::service()
{
    return m_parts->db->read([](ReadTx &tx) -> Result<std::optional<ServiceAddress>> {
        const std::optional<QByteArray> known = setting(tx, kService);
        if (!known)
            return std::optional<ServiceAddress>();
        Result<ServiceAddress> address = decodeAddress(*known);
        if (!address)
            return address.error();
        return std::optional(std::move(*address));
    });
}

QFuture<Done> DeviceFile::setService(const ServiceAddress &address)
{
    return m_parts->db->write([encoded = encodeAddress(address)](WriteTx &tx) {
        putSetting(tx, kService, encoded);
        return done();
    });
}

QFuture<Done> DeviceFile::restoreFrom(Vault &vault)
{
    // Three jobs, each waiting for the one before: this thread waits for the vault's last, and was asked first.
    const auto known = m_parts->db->read([](ReadTx &tx) -> Result<Installation> { return installationIn(tx); });
    const auto answer = vault.write([known](WriteTx &tx, Journal &, Engine &engine) -> Result<FromVault> {
        const Result<Installation> here = known.result();
        if (!here)
            return here.error();
        return exchange(tx, *here, engine.self());
    });
    const KnownPerson person{vault.folderName(), vault.owner().person, vault.owner().deviceKind};
    return m_parts->db->work([answer, person, self = vault.owner().device](SyncStore &store) -> Done {
        const Result<FromVault> from = answer.result();
        if (!from)
            return from.error();
        const Done taken = store.write([&](WriteTx &tx) {
            takeOver(tx, *from, person, self);
            return done();
        });
        return taken && from->isAnothers ? Done(ErrorCode::Conflict) : taken;
    });
}

QFuture<Done> DeviceFile::forward(const QList<QByteArray> &envelopes)
{
    return m_parts->db->work([&parts = *m_parts, envelopes](SyncStore &store) -> Done {
        const Result<QList<SealedCopy>> fresh = waiting::copiesOf(envelopes);
        if (!fresh)
            return fresh.error();
        QList<SealedCopy> copies = parts.late + *fresh;
        parts.reserve->make();
        Done written = store.write([&](WriteTx &tx) {
            waiting::add(tx, copies);
            return done();
        });
        parts.late = written ? QList<SealedCopy>() : std::move(copies);
        return written;
    });
}

QFuture<Result<std::optional<SyncRequest>>> DeviceFile::nextPush(const RequestBudget &budget)
{
    return m_parts->db->read([&turn = m_parts->turn, budget](ReadTx &tx) -> Result<std::optional<SyncRequest>> {
        return waiting::nextPush(tx, turn, budget);
    });
}

QFuture<Result<int>> DeviceFile::acknowledged(const SyncResponse &response)
{
    return m_parts->db->write([response](WriteTx &tx) -> Result<int> {
        waiting::clearProven(tx, response);
        return waiting::count(tx);
    });
}

QFuture<Result<int>> DeviceFile::acknowledged(const SyncResponse &response, const outbox::OwnUnsent &own)
{
    return m_parts->db->work([&parts = *m_parts, response, own](SyncStore &store) -> Result<int> {
        const Result<QList<SealedCopy>> unsent = waiting::copiesOf(own.envelopes);
        if (!unsent)
            return unsent.error();
        parts.late.removeIf([&](const SealedCopy &copy) { return copy.envelope.header.author == own.author; });
        Result<int> left = store.write([&](WriteTx &tx) -> Result<int> {
            waiting::clearProven(tx, response);
            waiting::keepOnly(tx, own.author, *unsent);
            return waiting::count(tx);
        });
        if (!left)
            parts.late += *unsent;
        return left;
    });
}

} // namespace safelight
