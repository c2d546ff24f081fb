// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/pendingclaim.h"

#include "app/admin/diskerror.h"
#include "sync/wire/limits.h"

#include <QCborMap>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <algorithm>

namespace safelight::pendingclaim
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 1;
enum Key : qint64 { Version = 0, Claim = 1, Salt = 2, MemoryBytes = 3, Passes = 4, Keys = 5 };

QString pathIn(const QString &dataFolder, const Lookup &lookup)
{
    return QDir(dataFolder).filePath(u"joining-"_s + lookup.toHex() + u".pending"_s);
}

/// The keys belong to this claim of this invitation and to no other.
QByteArray purposeOf(const ClaimRequest &claim, const Lookup &lookup)
{
    return QByteArrayLiteral("pending claim") + lookup.toByteArray() + encode(claim);
}

} // namespace

Result<PendingClaim> seal(const ClaimRequest &claim, const DeviceKeys &keys, const Lookup &lookup,
                          const Passphrase &passphrase, Argon2Cost cost)
{
    PendingClaim pending{claim, {}, cost, {}};
    randomBytes(pending.salt.bytes);
    const Result<KeyEncryptionKey> key = deriveKey(passphrase, pending.salt, cost);
    if (!key)
        return key.error();
    SecretMemory both(SigningSeed::kSize + BoxSeed::kSize);
    const auto sign = keys.signing.seed().span();
    const auto box = keys.box.seed().span();
    std::copy(box.begin(), box.end(), std::copy(sign.begin(), sign.end(), both.bytes().begin()));
    const QByteArray purpose = purposeOf(claim, lookup);
    pending.keys = wrapKey(*key, bytesOf(purpose), std::as_const(both).bytes());
    return pending;
}

Result<DeviceKeys> open(const PendingClaim &pending, const Lookup &lookup, const Passphrase &passphrase)
{
    const Result<KeyEncryptionKey> key = deriveKey(passphrase, pending.salt, pending.cost);
    if (!key)
        return key.error();
    const QByteArray purpose = purposeOf(pending.claim, lookup);
    const Result<SecretMemory> both = unwrapKey(*key, bytesOf(purpose), bytesOf(pending.keys));
    if (!both || both->bytes().size() != SigningSeed::kSize + BoxSeed::kSize)
        return Error{ErrorCode::WrongPassphrase, u"pending claim"_s};
    const ByteView bytes = both->bytes();
    return DeviceKeys{SigningKey(SigningSeed::from(bytes.first<SigningSeed::kSize>())),
                      BoxKey(BoxSeed::from(bytes.last<BoxSeed::kSize>()))};
}

std::optional<PendingClaim> read(const QString &dataFolder, const Lookup &lookup)
{
    QFile file(pathIn(dataFolder, lookup));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxRequestBytes)
        return std::nullopt;
    const QCborMap map = QCborValue::fromCbor(file.readAll()).toMap();
    const QByteArray encoded = map.value(Claim).toByteArray();
    const Result<ClaimRequest> claim = decode<ClaimRequest>(bytesOf(encoded));
    const auto salt = Argon2Salt::from(map.value(Salt).toByteArray());
    if (map.value(Version).toInteger() != kVersion || !claim || !salt)
        return std::nullopt;
    const Argon2Cost cost{std::uint64_t(map.value(MemoryBytes).toInteger()),
                          std::uint32_t(map.value(Passes).toInteger())};
    return PendingClaim{*claim, *salt, cost, map.value(Keys).toByteArray()};
}

Done write(const QString &dataFolder, const Lookup &lookup, const PendingClaim &pending)
{
    const QCborMap map{{Version, kVersion},
                       {Claim, encode(pending.claim)},
                       {Salt, pending.salt.toByteArray()},
                       {MemoryBytes, qint64(pending.cost.memoryBytes)},
                       {Passes, qint64(pending.cost.passes)},
                       {Keys, pending.keys}};
    const QByteArray bytes = map.toCborValue().toCbor();
    QSaveFile file(pathIn(dataFolder, lookup));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return diskError(file);
    return done();
}

void remove(const QString &dataFolder, const Lookup &lookup) { QFile::remove(pathIn(dataFolder, lookup)); }

} // namespace safelight::pendingclaim
