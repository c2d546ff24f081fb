// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/keystore/fakekeystore.h"
#include "platform/keystore/filekeystore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;

namespace
{
QByteArray bytesIn(const Result<std::optional<SecretMemory>> &secret)
{
    return secret && *secret ? viewOf(std::as_const(**secret).bytes()).toByteArray() : QByteArray();
}
} // namespace

/// The same behaviour of every keystore.
class TestKeyStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void keeps_data();
    void keeps();
    void ownersEyesOnly();
    void makesAKeyOnce();
    void damagedKeyIsSetAside_data();
    void damagedKeyIsSetAside();

private:
    std::unique_ptr<KeyStore> make(const QString &kind) const
    {
        if (kind == QLatin1String("fake"))
            return std::make_unique<FakeKeyStore>();
        return std::make_unique<FileKeyStore>(m_folder.filePath(QStringLiteral("keys")));
    }
    QTemporaryDir m_folder;
};

void TestKeyStore::keeps_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("fake") << QStringLiteral("fake");
    QTest::newRow("file") << QStringLiteral("file");
}

void TestKeyStore::keeps()
{
    QFETCH(const QString, kind);
    const auto store = make(kind);
    const QString name = QStringLiteral("a-secret-2");
    QVERIFY(!*store->read(name)); // nothing is no error
    QVERIFY(store->write(name, bytesOf(QByteArrayView("one"))));
    QVERIFY(store->write(name, bytesOf(QByteArrayView("another"))));
    QCOMPARE(bytesIn(store->read(name)), QByteArray("another"));
    QVERIFY(store->remove(name));
    QVERIFY(store->remove(name));
    QVERIFY(!*store->read(name));
    for (const char *bad : {"", "UPPER", "../up", "a b", "a/b"}) {
        QCOMPARE(store->read(QString::fromLatin1(bad)).error().code, ErrorCode::Malformed);
        QCOMPARE(store->write(QString::fromLatin1(bad), bytesOf(QByteArrayView("x"))).error().code,
                 ErrorCode::Malformed);
    }
}

void TestKeyStore::ownersEyesOnly()
{
    FileKeyStore store(m_folder.filePath(QStringLiteral("private")));
    QVERIFY(store.write(QStringLiteral("k"), bytesOf(QByteArrayView("x"))));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(m_folder.filePath(QStringLiteral("private"))).permissions() & others));
    QVERIFY(!(QFileInfo(m_folder.filePath(QStringLiteral("private/k.key"))).permissions() & others));
}

void TestKeyStore::makesAKeyOnce()
{
    FakeKeyStore store;
    const QString name = QStringLiteral("device");
    const Result<DataKey> first = readOrMakeKey(store, name);
    const Result<DataKey> second = readOrMakeKey(store, name);
    QVERIFY(first && second);
    QVERIFY(std::ranges::equal(first->span(), second->span()));
    store.forgetAll();
    const Result<DataKey> third = readOrMakeKey(store, name);
    QVERIFY(third);
    QVERIFY(!std::ranges::equal(first->span(), third->span()));
}

void TestKeyStore::damagedKeyIsSetAside_data()
{
    QTest::addColumn<QByteArray>("damaged");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray("short");
    QTest::newRow("one byte less") << QByteArray(DataKey::kSize - 1, 'k');
    QTest::newRow("one byte more") << QByteArray(DataKey::kSize + 1, 'k');
    QTest::newRow("longer than any secret") << QByteArray(10'000, 'k');
}

/// A device whose key is damaged works again, and nothing is deleted: perhaps somebody can mend it.
void TestKeyStore::damagedKeyIsSetAside()
{
    QFETCH(const QByteArray, damaged);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("device.key"));
    const auto put = [&] {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(damaged) == damaged.size();
    };
    FileKeyStore store(folder.path());
    for (int n = 1; n <= 2; ++n) {
        QVERIFY(put());
        const Result<DataKey> made = readOrMakeKey(store, QStringLiteral("device"));
        QVERIFY(made);
        QFile aside(path + QStringLiteral(".unreadable-%1").arg(n));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), damaged);
        const Result<DataKey> again = readOrMakeKey(store, QStringLiteral("device"));
        QVERIFY(again && std::ranges::equal(made->span(), again->span()));
    }

    FakeKeyStore fake;
    QVERIFY(fake.write(QStringLiteral("device"), bytesOf(QByteArrayView("short"))));
    QVERIFY(readOrMakeKey(fake, QStringLiteral("device")));
    QVERIFY(fake.hasSetAside(QStringLiteral("device")));
}

QTEST_GUILESS_MAIN(TestKeyStore)
#include "test_keystore.moc"
