// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <QByteArray>
#include <QString>

/// Small files that must survive a crash and a power cut (reliability.md 3.1, 3.3). Files are readable by their owner
/// alone. Blocking: not for the GUI thread. Errors of all: DiskFull, DiskFault; nothing is half done after one.
namespace safelight::files
{

/// The file is the old or the new whole afterwards: written beside, fsync, rename, fsync of the folder.
[[nodiscard]] Done replace(const QString &path, QByteArrayView bytes);

/// Overwrites part of a file in place and waits until it is on the disk. Needs no free space where the part was written
/// before. Makes the file.
[[nodiscard]] Done overwrite(const QString &path, qint64 offset, QByteArrayView bytes);

/// At most maxBytes. Errors: NotFound, TooLarge.
[[nodiscard]] Result<QByteArray> read(const QString &path, qint64 maxBytes);

/// The first maxBytes, whatever follows. Error: NotFound.
[[nodiscard]] Result<QByteArray> readFront(const QString &path, qint64 maxBytes);

/// Makes a file of this size whose room is really taken, and does not wait for the disk: it holds nothing.
[[nodiscard]] Done allocate(const QString &path, qint64 bytes);

/// Room that this user may still fill on the disk of a folder.
[[nodiscard]] Result<qint64> freeBytes(const QString &folder);

/// Makes a folder that only its owner may enter, with its parents. One that is there keeps its permissions: it may be
/// somebody else's too.
[[nodiscard]] Done makeFolder(const QString &path);

/// Gives a folder its name in one step that a power cut does not undo. Error: AlreadyUsed (there is something).
[[nodiscard]] Done renameFolder(const QString &from, const QString &to);

/// Makes names and removals in a folder durable.
[[nodiscard]] Done syncFolder(const QString &path);

} // namespace safelight::files
