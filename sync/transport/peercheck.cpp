// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/transport/peercheck.h"

#include <QHostAddress>
#include <QSslKey>
#include <sodium/crypto_hash_sha256.h>

namespace safelight
{

namespace
{

bool dnsNameCovers(const QString &pattern, const QString &host)
{
    if (pattern.compare(host, Qt::CaseInsensitive) == 0)
        return true;
    if (!pattern.startsWith(QLatin1String("*.")))
        return false;
    const QStringView suffix = QStringView(pattern).sliced(1); // ".council.example"
    const qsizetype firstDot = host.indexOf(u'.');
    return suffix.count(u'.') >= 2 && !suffix.contains(u'*') && firstDot > 0 &&
           QStringView(host).sliced(firstDot).compare(suffix, Qt::CaseInsensitive) == 0;
}

} // namespace

bool namesHost(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    QHostAddress address;
    if (address.setAddress(host)) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.begin(), addresses.end(),
                           [&](const QString &entry) { return QHostAddress(entry).isEqual(address, {}); });
    }
    const QStringList patterns = names.values(QSsl::DnsEntry);
    return !host.isEmpty() && std::any_of(patterns.begin(), patterns.end(),
                                          [&](const QString &pattern) { return dnsNameCovers(pattern, host); });
}

QByteArray spkiPin(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.publicKey().toDer();
    if (der.isEmpty())
        return {};
    QByteArray pin(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(pin.data()),
                       reinterpret_cast<const unsigned char *>(der.constData()), size_t(der.size()));
    return pin;
}

bool matchesPins(const QSslCertificate &certificate, const QList<QByteArray> &pins)
{
    return pins.isEmpty() || pins.contains(spkiPin(certificate));
}

} // namespace safelight
