// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reserve.h"

#include "platform/files/durablefile.h"

#include <QFile>
#include <QFileInfo>

namespace safelight
{

ReserveFile::ReserveFile(const QString &dataFolder, qint64 bytes)
    : m_folder(dataFolder)
    , m_path(dataFolder + QStringLiteral("/reserve"))
    , m_bytes(bytes)
{
}

void ReserveFile::make()
{
    if (!isHeld() && isRoomToMake() && !files::allocate(m_path, m_bytes))
        QFile::remove(m_path);
}

bool ReserveFile::release() { return QFileInfo(m_path).size() > 0 && QFile::remove(m_path); }

bool ReserveFile::isSpent() const { return !isHeld() && !isRoomToMake(); }

bool ReserveFile::isHeld() const { return QFileInfo(m_path).size() >= m_bytes; }

bool ReserveFile::isRoomToMake() const
{
    const Result<qint64> room = files::freeBytes(m_folder);
    return room && *room >= 2 * m_bytes;
}

} // namespace safelight
