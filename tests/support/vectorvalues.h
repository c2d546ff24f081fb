// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

namespace safelight::testing
{

/// The protocol's vectors (sync/vectors), as the tests that read them have them among their resources.
[[nodiscard]] inline QJsonObject loadVectors(const char *name)
{
    QFile file(QStringLiteral(":/vectors/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

[[nodiscard]] inline QByteArray hex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

template <class Fixed>
[[nodiscard]] Fixed fixed(const QJsonValue &value)
{
    return Fixed::from(QByteArrayView(hex(value))).value_or(Fixed{});
}

template <class SecretType>
[[nodiscard]] SecretType secret(const QJsonValue &value)
{
    const QByteArray bytes = hex(value);
    return SecretType::from(bytesOf(bytes).first<SecretType::kSize>());
}

} // namespace safelight::testing
