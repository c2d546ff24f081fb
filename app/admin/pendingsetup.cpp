// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/pendingsetup.h"

#include "app/admin/diskerror.h"
#include "sync/wire/limits.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace safelight::pendingsetup
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 1;
enum Key : qint64 { Version = 0, RootPk = 1, Folder = 2, Entries = 3, SignPk = 4, BoxPk = 5 };

QString pathIn(const QString &dataFolder) { return QDir(dataFolder).filePath(u"organisation.pending"_s); }

} // namespace

Result<std::optional<PendingSetUp>> read(const QString &dataFolder)
{
    QFile file(pathIn(dataFolder));
    if (!file.exists())
        return std::optional<PendingSetUp>();
    if (!file.open(QIODevice::ReadOnly))
        return diskError(file);
    const Error damaged{ErrorCode::Malformed, u"organisation.pending"_s};
    if (file.size() > kMaxRequestBytes)
        return damaged;
    const QCborMap map = QCborValue::fromCbor(file.readAll()).toMap();
    const auto rootPk = SignPublic::from(map.value(RootPk).toByteArray());
    const auto signPk = SignPublic::from(map.value(SignPk).toByteArray());
    const auto boxPk = BoxPublic::from(map.value(BoxPk).toByteArray());
    if (map.value(Version).toInteger() != kVersion || !rootPk || !signPk || !boxPk)
        return damaged;
    PendingSetUp pending{*rootPk, {deviceIdOf(*signPk, *boxPk), *signPk, *boxPk}, map.value(Folder).toString(), {}};
    const QCborArray entries = map.value(Entries).toArray();
    for (const QCborValue entry : entries)
        pending.entries.append(entry.toByteArray());
    if (pending.entries.isEmpty() || pending.folder.isEmpty())
        return damaged;
    return std::optional(std::move(pending));
}

Done write(const QString &dataFolder, const PendingSetUp &pending)
{
    QCborArray entries;
    for (const QByteArray &entry : pending.entries)
        entries.append(entry);
    const QCborMap map{{Version, kVersion},
                       {RootPk, pending.rootPk.toByteArray()},
                       {Folder, pending.folder},
                       {Entries, entries},
                       {SignPk, pending.administrator.signPk.toByteArray()},
                       {BoxPk, pending.administrator.boxPk.toByteArray()}};
    QSaveFile file(pathIn(dataFolder));
    const QByteArray bytes = map.toCborValue().toCbor();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return diskError(file);
    return done();
}

void remove(const QString &dataFolder) { QFile::remove(pathIn(dataFolder)); }

} // namespace safelight::pendingsetup
