// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/durablefile.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace safelight::files
{

namespace
{

/// detail is the number of the operating system's error: no path.
Error lastError()
{
    const int number = errno;
    const bool full = number == ENOSPC || number == EDQUOT;
    return {full ? ErrorCode::DiskFull : ErrorCode::DiskFault, QStringLiteral("errno=%1").arg(number)};
}

class Descriptor final
{
public:
    Descriptor(const QString &path, int flags)
        : m_fd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW, 0600))
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

Done writeAll(const Descriptor &file, qint64 offset, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::pwrite(file.get(), bytes.data(), std::size_t(bytes.size()), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return lastError();
        offset += written;
        bytes = bytes.sliced(written);
    }
    return ::fsync(file.get()) == 0 ? done() : Done(lastError());
}

} // namespace

Done syncFolder(const QString &path)
{
    const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen() || ::fsync(folder.get()) != 0)
        return lastError();
    return done();
}

Done replace(const QString &path, QByteArrayView bytes)
{
    const QString beside = path + QStringLiteral(".new");
    Done written = [&]() -> Done {
        const Descriptor file(beside, O_WRONLY | O_CREAT | O_TRUNC);
        return file.isOpen() ? writeAll(file, 0, bytes) : Done(lastError());
    }();
    if (written && std::rename(QFile::encodeName(beside).constData(), QFile::encodeName(path).constData()) != 0)
        written = lastError();
    if (!written) {
        ::unlink(QFile::encodeName(beside).constData());
        return written;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

Done overwrite(const QString &path, qint64 offset, QByteArrayView bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT);
    return file.isOpen() ? writeAll(file, offset, bytes) : Done(lastError());
}

Result<QByteArray> readFront(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.exists())
        return ErrorCode::NotFound;
    if (!file.open(QIODevice::ReadOnly))
        return ErrorCode::DiskFault;
    return file.read(maxBytes);
}

Result<QByteArray> read(const QString &path, qint64 maxBytes)
{
    Result<QByteArray> bytes = readFront(path, maxBytes + 1);
    if (bytes && bytes->size() > maxBytes)
        return ErrorCode::TooLarge;
    return bytes;
}

Done allocate(const QString &path, qint64 bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT);
    if (!file.isOpen())
        return lastError();
    errno = ::posix_fallocate(file.get(), 0, bytes); // answers the error instead of setting it
    return errno == 0 ? done() : Done(lastError());
}

Result<qint64> freeBytes(const QString &folder)
{
    struct statvfs disk {
    };
    if (::statvfs(QFile::encodeName(folder).constData(), &disk) != 0)
        return lastError();
    return qint64(disk.f_bavail) * qint64(disk.f_frsize);
}

Done makeFolder(const QString &path)
{
    const QString parent = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(parent))
        return lastError();
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0)
        return errno == EEXIST && QFileInfo(path).isDir() ? done() : Done(lastError());
    return syncFolder(parent);
}

Done renameFolder(const QString &from, const QString &to)
{
    // Replaces an empty folder and nothing else.
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? Done(ErrorCode::AlreadyUsed)
                                                                         : Done(lastError());
    return syncFolder(QFileInfo(to).absolutePath());
}

} // namespace safelight::files
