// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/keyfile.h"

#include "app/admin/diskerror.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace safelight::keyfile
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxFileBytes = 64LL * 1024;

int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Hexadecimal outside of comment lines; spaces and line ends are skipped.
Result<SecretMemory> parse(const QByteArray &text, std::size_t sizeBytes)
{
    SecretMemory out(sizeBytes);
    std::size_t digits = 0;
    bool comment = false;
    for (const char c : text) {
        if (c == '\n')
            comment = false;
        else if (c == '#')
            comment = true;
        if (comment || c == '\n' || c == '\r' || c == ' ' || c == '\t')
            continue;
        const int value = nibble(c);
        if (value < 0 || digits >= 2 * sizeBytes)
            return Error{ErrorCode::Malformed, u"key file"_s};
        std::byte &target = out.bytes()[digits / 2];
        target = digits % 2 == 0 ? std::byte(value << 4) : target | std::byte(value);
        ++digits;
    }
    if (digits != 2 * sizeBytes)
        return Error{ErrorCode::Malformed, u"key file"_s};
    return out;
}

} // namespace

Done writeNew(const QString &path, const QString &comment, ByteView secret)
{
    if (QFileInfo::exists(path))
        return Error{ErrorCode::AlreadyUsed, u"key file exists"_s};
    QSaveFile file(path); // synced to disk by commit()
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return diskError(file);
    QByteArray text;
    text.reserve(comment.size() * 2 + qsizetype(secret.size()) * 2 + 64);
    const QStringList lines = comment.split(u'\n');
    for (const QString &line : lines)
        text += "# " + line.toUtf8() + '\n';
    for (const std::byte b : secret) {
        constexpr char kDigits[] = "0123456789abcdef";
        text += kDigits[std::to_integer<unsigned>(b) >> 4];
        text += kDigits[std::to_integer<unsigned>(b) & 15];
    }
    text += '\n';
    const bool written = file.write(text) == text.size();
    wipe(text);
    if (!written || !file.commit())
        return diskError(file);
    return done();
}

Result<SecretMemory> read(const QString &path, std::size_t sizeBytes)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, u"key file"_s};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return diskError(file);
    if (file.size() > kMaxFileBytes)
        return Error{ErrorCode::Malformed, u"key file"_s};
    QByteArray text = file.readAll();
    Result<SecretMemory> out = parse(text, sizeBytes);
    wipe(text);
    return out;
}

} // namespace safelight::keyfile
