// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/keystore/filekeystore.h"

#include "platform/files/durablefile.h"

#include <QFile>

namespace safelight
{

namespace
{
constexpr qint64 kMaxSecretBytes = 4096;
}

QString FileKeyStore::pathOf(const QString &name) const { return m_folder + u'/' + name + QStringLiteral(".key"); }

Result<std::optional<SecretMemory>> FileKeyStore::read(const QString &name)
{
    if (!isName(name))
        return ErrorCode::Malformed;
    Result<QByteArray> bytes = files::read(pathOf(name), kMaxSecretBytes);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return std::optional<SecretMemory>();
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return ErrorCode::Damaged;
    if (!bytes)
        return bytes.error();
    if (bytes->isEmpty())
        return ErrorCode::Damaged;
    SecretMemory secret(std::size_t(bytes->size()));
    std::copy_n(bytesOf(*bytes).begin(), secret.bytes().size(), secret.bytes().begin());
    wipe(*bytes);
    return std::optional(std::move(secret));
}

Done FileKeyStore::write(const QString &name, ByteView secret)
{
    if (!isName(name) || secret.empty() || qint64(secret.size()) > kMaxSecretBytes)
        return ErrorCode::Malformed;
    if (Done made = files::makeFolder(m_folder); !made)
        return made;
    return files::replace(pathOf(name), viewOf(secret));
}

Done FileKeyStore::remove(const QString &name)
{
    if (!isName(name))
        return ErrorCode::Malformed;
    if (QFile::exists(pathOf(name)) && !QFile::remove(pathOf(name)))
        return ErrorCode::DiskFault;
    return done();
}

Done FileKeyStore::setAside(const QString &name)
{
    if (!isName(name))
        return ErrorCode::Malformed;
    for (int n = 1;; ++n) {
        const QString aside = pathOf(name) + QStringLiteral(".unreadable-%1").arg(n);
        if (QFile::exists(aside))
            continue;
        return QFile::rename(pathOf(name), aside) ? files::syncFolder(m_folder) : Done(ErrorCode::DiskFault);
    }
}

} // namespace safelight
