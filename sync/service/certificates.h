// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace safelight::service
{

/// What a certificate says. ECDSA P-256, SHA-256.
struct CertificateSpec {
    QString organisation = QStringLiteral("Safelight"); ///< O of the subject
    QString commonName;                                 ///< left out when empty: names belong into the SAN
    QStringList dnsNames;
    QStringList addresses; ///< IPv4 or IPv6, as text
    UnixTime notBefore;
    UnixTime notAfter;
};

struct CertifiedKey {
    QByteArray certificatePem;
    QByteArray keyPem; ///< PKCS #8, not encrypted: goes into a file of mode 0600
};

/// A self-signed certificate authority of the organisation. Errors: Internal (OpenSSL), Invalid (a name).
[[nodiscard]] Result<CertifiedKey> makeAuthority(const CertificateSpec &spec);
/// A server certificate signed by it. Errors: as above, Damaged (the authority's bytes).
[[nodiscard]] Result<CertifiedKey> issueCertificate(const CertificateSpec &spec, const CertifiedKey &authority);
/// SHA-256 of the SubjectPublicKeyInfo of the first certificate, what a client pins. Error: Damaged.
[[nodiscard]] Result<QByteArray> spkiPinOf(const QByteArray &certificatePem);

} // namespace safelight::service
