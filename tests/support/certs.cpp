// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "certs.h"

namespace safelight::test
{

using namespace service;

namespace
{

/// Certificates are judged by the machine's clock, so here it is read.
CertificateSpec goodSpec()
{
    CertificateSpec spec;
    const UnixTime now = SystemClock().now();
    spec.notBefore = now - std::chrono::hours(1);
    spec.notAfter = now + std::chrono::hours(24);
    spec.dnsNames = {QStringLiteral("localhost")};
    spec.addresses = {QStringLiteral("127.0.0.1")};
    return spec;
}

CertifiedKey authorityNamed(const QString &name)
{
    CertificateSpec spec = goodSpec();
    spec.organisation = name;
    return *makeAuthority(spec);
}

} // namespace

Certs::Certs()
    : m_authority(authorityNamed(QStringLiteral("Test authority")))
    , m_stranger(authorityNamed(QStringLiteral("Nobody's authority")))
{
}

CertifiedKey Certs::server(const std::function<void(CertificateSpec &)> &change) const
{
    CertificateSpec spec = goodSpec();
    if (change)
        change(spec);
    return *issueCertificate(spec, m_authority);
}

CertifiedKey Certs::strangersServer() const { return *issueCertificate(goodSpec(), m_stranger); }

QByteArray Certs::pinOf(const CertifiedKey &certified) { return *spkiPinOf(certified.certificatePem); }

} // namespace safelight::test
