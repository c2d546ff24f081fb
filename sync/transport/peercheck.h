// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>

namespace safelight
{

/// True when the certificate's subject alternative names cover the host: an exact DNS name, a wildcard for exactly one
/// leftmost label under at least two more, or the very IP address. The common name does not count, ever: Qt itself
/// would accept it (reliability.md F10). `host` as in QUrl::host(QUrl::FullyEncoded).
[[nodiscard]] bool namesHost(const QSslCertificate &certificate, const QString &host);

/// SHA-256 of the certificate's SubjectPublicKeyInfo in DER, 32 bytes; empty when there is no key.
[[nodiscard]] QByteArray spkiPin(const QSslCertificate &certificate);

/// No pins: true. Else one of them must be the certificate's.
[[nodiscard]] bool matchesPins(const QSslCertificate &certificate, const QList<QByteArray> &pins);

} // namespace safelight
