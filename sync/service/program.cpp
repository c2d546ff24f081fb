// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/program.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace safelight::service
{

QString DataFolder::storageKey() const
{
    if (!keyFile.isEmpty())
        return keyFile;
    // systemd's LoadCredential=storage.key:… : the key then need not lie beside the data at all.
    if (!credentials.isEmpty() && QFile::exists(credentials + u"/storage.key"_s))
        return credentials + u"/storage.key"_s;
    return path + u"/storage.key"_s;
}

FolderState stateOf(const DataFolder &folder)
{
    if (QFile::exists(folder.unfinished()))
        return FolderState::Unfinished;
    if (QFileInfo(folder.database()).size() > 0)
        return FolderState::Complete;
    const QStringList keys{folder.path + u"/storage.key"_s, folder.tls("ca.key"), folder.tls("ca.pem"),
                           folder.tls("server.key"), folder.tls("server.pem")};
    const bool used = std::any_of(keys.begin(), keys.end(), [](const QString &path) { return QFile::exists(path); });
    return used ? FolderState::Lost : FolderState::Fresh;
}

void say(const QString &line)
{
    std::fprintf(stderr, "safelight-service: %s\n", line.toUtf8().constData());
    std::fflush(stderr);
}

Exit fail(const QString &line)
{
    say(line);
    return Exit::Failed;
}

namespace
{

/// Why a folder holds no service that could be opened.
QString mendForState(const DataFolder &folder)
{
    switch (stateOf(folder)) {
    case FolderState::Fresh:
        return u"%1 is not a service's folder. Make one first: safelight-service init --help"_s.arg(folder.path);
    case FolderState::Unfinished:
        return u"init did not finish in %1. Run it again with the same arguments."_s.arg(folder.path);
    case FolderState::Complete:
        return u"%1 holds no service. Nothing was made in its place: restore service.db from the last backup."_s.arg(
            folder.database());
    case FolderState::Lost: break;
    }
    return u"%1 is missing or empty, but the keys of a service are in %2. Nothing was made in its place: restore "
           u"service.db from the last backup. Only if no device ever used this service, remove the folder and run "
           u"init."_s.arg(folder.database(), folder.path);
}

} // namespace

QString mendFor(const Error &error, const DataFolder &folder)
{
    switch (error.code) {
    case ErrorCode::Invalid: return mendForState(folder);
    case ErrorCode::InUse:
        return u"%1 is open in another safelight-service. Stop that one first (systemctl stop safelight-service)."_s
            .arg(folder.database());
    case ErrorCode::Damaged:
        return u"%1 does not open with the key in %2. Nothing was changed. Either this is another folder's key (put "
               u"the "
               u"right one back), or the file is damaged (restore service.db from the last backup)."_s.arg(
                   folder.database(), folder.storageKey());
    case ErrorCode::NewerSchema:
        return u"%1 was written by a newer safelight-service. Nothing was changed. Install that version again."_s.arg(
            folder.database());
    case ErrorCode::DiskFull: return u"No space left for %1. Make room, then start again."_s.arg(folder.database());
    case ErrorCode::NotFound:
        return u"%1 is missing. Without its storage key the data cannot be read: put the file back from where you keep "
               u"a copy, or name it with --key-file."_s.arg(folder.storageKey());
    case ErrorCode::Malformed:
        return u"%1 is not a storage key: it must hold 64 hex digits."_s.arg(folder.storageKey());
    default:
        return u"%1 cannot be read or written (%2). Check the disk and that this user owns the folder."_s.arg(
            folder.path, error.detail);
    }
}

std::optional<Exit> readLine(QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.parse(arguments)) {
        say(parser.errorText());
        return Exit::Usage;
    }
    if (parser.isSet(u"help"_s)) {
        std::fputs(parser.helpText().toUtf8().constData(), stdout);
        return Exit::Good;
    }
    const QStringList strays = parser.positionalArguments();
    if (!strays.isEmpty()) {
        say(u"\"%1\" is not understood here. See --help."_s.arg(strays.first()));
        return Exit::Usage;
    }
    return std::nullopt;
}

Result<bool> isInitialised(Storage &storage)
{
    bool initialised = false;
    const Done read = storage.read([&](StorageTx &tx) -> Done {
        const auto root = tx.setting(u"root_pk"_s);
        if (!root)
            return root.error();
        initialised = !root->isEmpty();
        return done();
    });
    if (!read)
        return read.error();
    return initialised;
}

Result<DataKey> keyOfStorage(const DataFolder &folder)
{
    if (QFileInfo(folder.database()).size() == 0) // also of a file that is not there
        return Error{ErrorCode::Invalid, u"no database"_s};
    return readStorageKey(folder);
}

Result<std::unique_ptr<Storage>> openStorage(const DataFolder &folder)
{
    const auto key = keyOfStorage(folder);
    if (!key)
        return key.error();
    return openEmbeddedStorage(folder.database(), *key);
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, u"file"_s};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::DiskFault, file.errorString()};
    return file.readAll();
}

Result<DataKey> readStorageKey(const DataFolder &folder)
{
    Result<QByteArray> text = readFile(folder.storageKey());
    if (!text)
        return text.error();
    QByteArray digits = text->trimmed();
    wipe(*text);
    QByteArray raw = QByteArray::fromHex(digits);
    const bool good = digits.size() == 2 * qsizetype(DataKey::kSize) && raw.size() == qsizetype(DataKey::kSize);
    wipe(digits);
    if (!good)
        return Error{ErrorCode::Malformed, u"storage key"_s};
    DataKey key = DataKey::from(bytesOf(raw).first<DataKey::kSize>());
    wipe(raw);
    return key;
}

Done writePrivate(const QString &path, QByteArrayView bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return Error{errno == EEXIST ? ErrorCode::AlreadyUsed : ErrorCode::DiskFault, qt_error_string(errno)};
    const bool written =
        ::write(fd, bytes.data(), std::size_t(bytes.size())) == ssize_t(bytes.size()) && ::fsync(fd) == 0;
    const QString why = written ? QString() : qt_error_string(errno);
    ::close(fd);
    if (!written) {
        ::unlink(QFile::encodeName(path).constData()); // half a key is worse than none
        return Error{ErrorCode::DiskFault, why};
    }
    return done();
}

} // namespace safelight::service
