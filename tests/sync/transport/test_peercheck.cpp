// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/secret.h"
#include "sync/transport/peercheck.h"
#include "tests/support/certs.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;

class TestPeerCheck final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void names_data();
    void names();
    void commonNameNeverCounts();
    void pinsAreThoseOfOpenSsl();

private:
    static QSslCertificate certificate(const service::CertifiedKey &certified)
    {
        return QSslCertificate::fromData(certified.certificatePem, QSsl::Pem).value(0);
    }
};

void TestPeerCheck::names_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("covered");
    const auto row = [](const char *name, const char *entry, const char *host, bool covered) {
        QTest::newRow(name) << QString::fromLatin1(entry) << QString::fromLatin1(host) << covered;
    };
    row("same", "safe.council.example", "safe.council.example", true);
    row("case", "Safe.Council.Example", "safe.council.EXAMPLE", true);
    row("other", "safe.council.example", "evil.example", false);
    row("suffix", "council.example", "safe.council.example", false);
    row("prefix", "safe.council.example.evil.example", "safe.council.example", false);
    row("wildcard", "*.council.example", "safe.council.example", true);
    row("wildcard, no label", "*.council.example", "council.example", false);
    row("wildcard, two labels", "*.council.example", "a.b.council.example", false);
    row("wildcard over everything", "*.example", "council.example", false);
    row("bare star", "*", "localhost", false);
    row("star inside", "s*.council.example", "safe.council.example", false);
    row("address", "127.0.0.1", "127.0.0.1", true);
    row("other address", "127.0.0.1", "127.0.0.2", false);
    row("IPv6", "::1", "::1", true);
    row("IPv6, written otherwise", "0:0:0:0:0:0:0:1", "::1", true);
    row("name for an address", "localhost", "127.0.0.1", false);
    row("address for a name", "127.0.0.1", "localhost", false);
    row("no host", "localhost", "", false);
}

void TestPeerCheck::names()
{
    QFETCH(const QString, entry);
    QFETCH(const QString, host);
    QFETCH(const bool, covered);
    const bool isAddress = entry.contains(u':') || entry.at(0).isDigit();
    const test::Certs certs;
    const auto certified = certs.server([&](service::CertificateSpec &spec) {
        spec.dnsNames = isAddress ? QStringList() : QStringList{entry};
        spec.addresses = isAddress ? QStringList{entry} : QStringList();
    });
    QCOMPARE(namesHost(certificate(certified), host), covered);
}

void TestPeerCheck::commonNameNeverCounts()
{
    const test::Certs certs;
    for (const QStringList &names : {QStringList(), QStringList{u"evil.example"_s}}) {
        const auto certified = certs.server([&](service::CertificateSpec &spec) {
            spec.commonName = u"localhost"_s;
            spec.dnsNames = names;
            spec.addresses.clear();
        });
        QVERIFY(!certificate(certified).isNull());
        QVERIFY(!namesHost(certificate(certified), u"localhost"_s));
    }
    QVERIFY(!namesHost(QSslCertificate(), u"localhost"_s));
}

void TestPeerCheck::pinsAreThoseOfOpenSsl()
{
    const test::Certs certs;
    const auto one = certs.server();
    const auto other = certs.server();
    const QByteArray pin = test::Certs::pinOf(one);
    QCOMPARE(pin.size(), 32);
    QCOMPARE(spkiPin(certificate(one)), pin);
    QVERIFY(matchesPins(certificate(one), {}));
    QVERIFY(matchesPins(certificate(one), {QByteArray(32, 'x'), pin})); // current and spare
    QVERIFY(!matchesPins(certificate(other), {pin}));
    QVERIFY(!matchesPins(QSslCertificate(), {pin}));
}

QTEST_GUILESS_MAIN(TestPeerCheck)
#include "test_peercheck.moc"
