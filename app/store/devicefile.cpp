// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/devicefile.h"

#include "app/store/migration.h"
#include "app/store/query.h"
#include "app/store/vault.h"
#include "platform/files/durablefile.h"
#include "sync/crypto/envelope.h"
#include "sync/wire/cbor.h"

#include <QDir>
#include <QFileInfo>

namespace safelight
{

namespace
{

constexpr qsizetype kMaxSettingBytes = 256 * 1024;
constexpr qsizetype kRequestRoomBytes = 16 * 1024; ///< for what a request holds beside envelopes

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
    for (const QCborValue &pin : reader.array(2))
        address.spkiPins.append(pin.toByteArray());
    if (!reader.ok())
        return ErrorCode::Damaged;
    return address;
}

std::optional<QByteArray> setting(ReadTx &tx, const QString &key)
{
    Query row(tx, "SELECT value FROM setting WHERE key = ?", key);
    return row.next() ? std::optional(row.bytes(0)) : std::nullopt;
}

void putSetting(WriteTx &tx, const QString &key, const QByteArray &value)
{
    execute(tx, "INSERT OR REPLACE INTO setting (key, value) VALUES (?,?)", key, value);
}

int countWaiting(ReadTx &tx)
{
    Query row(tx, "SELECT count(*) FROM waiting");
    return row.next() ? row.numberAs<int>(0) : 0;
}

void listPerson(WriteTx &tx, const KnownPerson &person)
{
    execute(tx,
            "INSERT INTO person (folder, name, device_kind) VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
            "name = excluded.name, device_kind = excluded.device_kind",
            person.folder, person.name, person.deviceKind);
}

Done clearProven(WriteTx &tx, const SpaceId &space, const DeviceId &author, const AuthorHead &head)
{
    Query row(tx,
              "SELECT max(author_seq), (SELECT hash FROM waiting WHERE space = ?1 AND author = ?2 AND author_seq = ?3) "
              "FROM waiting WHERE space = ?1 AND author = ?2",
              space, author, head.seq);
    if (!row.next() || row.isNull(0))
        return done();
    const bool proven = row.optionalId<EnvHash>(1) == head.hash;
    const bool beyond = head.seq > row.numberAs<std::uint64_t>(0);
    if (proven || beyond)
        execute(tx, "DELETE FROM waiting WHERE space = ? AND author = ? AND author_seq <= ?", space, author, head.seq);
    return done();
}

/// As much as one request may carry, each author's envelopes in order.
std::optional<SyncRequest> requestFrom(ReadTx &tx)
{
    SyncRequest request;
    request.maxBytes = 0;
    qsizetype total = kRequestRoomBytes;
    Query row(tx, "SELECT space, bytes FROM waiting ORDER BY space, author, author_seq");
    while (row.next()) {
        const auto space = row.id<SpaceId>(0);
        const QByteArray bytes = row.bytes(1);
        const bool another = request.asks.isEmpty() || request.asks.constLast().space != space;
        total += bytes.size() + 8;
        if (!request.asks.isEmpty() &&
            (total > kMaxRequestBytes || (another && request.asks.size() == kMaxAsksPerRequest)))
            break;
        if (another)
            request.asks.append(Ask{space, 0, {}, {}});
        request.asks.last().push.append(bytes);
    }
    return request.asks.isEmpty() ? std::nullopt : std::optional(request);
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

Done listVaultsIn(SyncStore &store, const QString &dataFolder)
{
    return store.write([&](WriteTx &tx) {
        const QStringList folders = QDir(dataFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &folder : folders) {
            if (!folder.endsWith(QLatin1String(".making")) && vault::exists(dataFolder + u'/' + folder))
                listPerson(tx, {folder, folder, 1});
        }
        return done();
    });
}

Result<std::unique_ptr<SyncStore>> openStore(const QString &path, const DataKey &key)
{
    if (Done made = files::overwrite(path, 0, {}); !made)
        return made.error();
    Result<Database> database = Database::open(path, key);
    if (!database)
        return database.error();
    if (Done migrated = migrate(*database, deviceMigrations()); !migrated)
        return migrated.error();
    return std::make_unique<SyncStore>(std::move(*database));
}

} // namespace

struct DeviceFile::Parts {
    std::unique_ptr<QLockFile> lock; ///< let go after the database is closed
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
    file->m_parts->lock = std::make_unique<QLockFile>(dataFolder + QStringLiteral("/safelight.lock"));
    file->m_parts->lock->setStaleLockTime(0); // only a process that is gone gives it up
    if (!file->m_parts->lock->tryLock(0))
        return file->m_parts->lock->error() == QLockFile::LockFailedError ? ErrorCode::InUse : ErrorCode::DiskFault;

    const QString path = dataFolder + QStringLiteral("/device.db");
    Result<std::unique_ptr<SyncStore>> store = openStore(path, key);
    if (!store && store.error().code == ErrorCode::NotAuthentic) {
        if (Done moved = setAside(path); !moved)
            return moved.error();
        store = openStore(path, key);
        if (store) {
            if (Done listed = listVaultsIn(**store, dataFolder); !listed)
                return listed.error();
        }
    }
    if (!store)
        return store.error();
    file->m_parts->db = std::make_unique<DbThread>(std::move(**store).release(), reopener(path, key));
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
        const QString key = QStringLiteral("login");
        if (std::optional<QByteArray> known = setting(tx, key))
            return decodeLogin(std::move(*known));
        InstallLogin fresh{{}, SigningKey::generate()};
        randomBytes(fresh.id.bytes);
        QByteArray encoded = encodeLogin(fresh.id, fresh.key);
        putSetting(tx, key, encoded);
        wipe(encoded);
        return fresh;
    });
}

QFuture<Result<std::optional<ServiceAddress>>> DeviceFile::service()
{
    return m_parts->db->read([](ReadTx &tx) -> Result<std::optional<ServiceAddress>> {
        const std::optional<QByteArray> known = setting(tx, QStringLiteral("service"));
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
        putSetting(tx, QStringLiteral("service"), encoded);
        return done();
    });
}

QFuture<Done> DeviceFile::forward(const QList<QByteArray> &envelopes)
{
    return m_parts->db->write([envelopes](WriteTx &tx) -> Done {
        for (const QByteArray &bytes : envelopes) {
            const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
            if (!envelope)
                return envelope.error();
            execute(tx, "INSERT OR REPLACE INTO waiting (space, author, author_seq, hash, bytes) VALUES (?,?,?,?,?)",
                    envelope->header.space, envelope->header.author, envelope->header.authorSeq, envHashOf(*envelope),
                    bytes);
        }
        return done();
    });
}

QFuture<Result<std::optional<SyncRequest>>> DeviceFile::nextPush()
{
    return m_parts->db->read([](ReadTx &tx) -> Result<std::optional<SyncRequest>> { return requestFrom(tx); });
}

QFuture<Result<int>> DeviceFile::acknowledged(const SyncResponse &response)
{
    return m_parts->db->write([response](WriteTx &tx) -> Result<int> {
        for (const Answer &answer : response.answers) {
            for (auto head = answer.authors.cbegin(); head != answer.authors.cend(); ++head) {
                if (Done cleared = clearProven(tx, answer.space, head.key(), *head); !cleared)
                    return cleared.error();
            }
        }
        return countWaiting(tx);
    });
}

QFuture<Result<int>> DeviceFile::waiting()
{
    return m_parts->db->read([](ReadTx &tx) -> Result<int> { return countWaiting(tx); });
}

} // namespace safelight
