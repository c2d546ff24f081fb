// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/service/storage.h"

#include <QStringList>
#include <memory>
#include <optional>

class QCommandLineParser;

namespace safelight::service
{

/// Exit codes of safelight-service.
enum class Exit : int { Good = 0, Failed = 1, Usage = 2 };

/// What a folder is, by its files alone.
enum class FolderState {
    Fresh,      ///< nothing of a service in it
    Unfinished, ///< an init was interrupted
    Complete,   ///< a service's, with a database that may be one
    Lost        ///< a service's keys, and no database or an empty file
};

/// The service's folder: service.db, storage.key (0600), tls/ca.pem, tls/ca.key, tls/server.pem, tls/server.key.
struct DataFolder {
    QString path;
    QString keyFile;     ///< --key-file
    QString credentials; ///< systemd's folder of credentials, or empty

    [[nodiscard]] QString database() const { return path + QStringLiteral("/service.db"); }
    /// There from init's first step to its last, and no longer: what tells an init that was interrupted (it may go on)
    /// from a service whose database was lost (nothing may be made in its place).
    [[nodiscard]] QString unfinished() const { return path + QStringLiteral("/init.unfinished"); }
    [[nodiscard]] QString tls(const char *name) const
    {
        return path + QStringLiteral("/tls/") + QString::fromLatin1(name);
    }
    /// The key file, else systemd's credential "storage.key" if there is one, else storage.key in the folder.
    [[nodiscard]] QString storageKey() const;
};

/// What main() knows of the machine and nobody else asks it for.
struct Surroundings {
    Clock &clock;
    Random &random;
    QString credentials;
};

/// The commands. They print to stdout what a program may read and to stderr what a person must mend.
[[nodiscard]] Exit runInit(const QStringList &arguments, const Surroundings &here);
[[nodiscard]] Exit runServe(const QStringList &arguments, const Surroundings &here);
[[nodiscard]] Exit runCheck(const QStringList &arguments, const Surroundings &here);
[[nodiscard]] Exit runBlock(const QStringList &arguments, const Surroundings &here, bool blocked);

[[nodiscard]] FolderState stateOf(const DataFolder &folder);

/// One line on stderr.
void say(const QString &line);
/// The same, and the code to leave with.
[[nodiscard]] Exit fail(const QString &line);
/// Why the folder cannot be used, in words that say how to mend it.
[[nodiscard]] QString mendFor(const Error &error, const DataFolder &folder);

/// Reads a command's line. Empty: go on. Otherwise the code to leave with: help was printed, or what is wrong was said.
[[nodiscard]] std::optional<Exit> readLine(QCommandLineParser &parser, const QStringList &arguments);

/// Whether init wrote the organisation into this storage.
[[nodiscard]] Result<bool> isInitialised(Storage &storage);
/// The storage key of a folder that holds a database. Errors: Invalid (it holds none), those of readStorageKey.
[[nodiscard]] Result<DataKey> keyOfStorage(const DataFolder &folder);
/// The storage of a folder that init made. Errors: those of keyOfStorage and of openEmbeddedStorage.
[[nodiscard]] Result<std::unique_ptr<Storage>> openStorage(const DataFolder &folder);
/// The storage key from its file: 64 hex digits. Errors: NotFound, Malformed, DiskFault.
[[nodiscard]] Result<DataKey> readStorageKey(const DataFolder &folder);
/// Writes a file only its owner may read, once: flushed to disk, never over another. Errors: AlreadyUsed, DiskFault.
[[nodiscard]] Done writePrivate(const QString &path, QByteArrayView bytes);
/// Error: NotFound, DiskFault.
[[nodiscard]] Result<QByteArray> readFile(const QString &path);

} // namespace safelight::service
