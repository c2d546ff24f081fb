// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/devicefile.h"
#include "tests/support/storesupport.h"
#include "tests/support/vaultsupport.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;

/// What an installation knows outside every vault.
class TestDeviceFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init();
    void secondProgramIsRefused();
    void people();
    void loginStays();
    void service();
    void lostKeySetsAside();
    void pushesWhatWaits();
    void pushFitsARequest();
    void acknowledged_data();
    void acknowledged();
    void sealedAgainTakesThePlace();
    void garbageIsRefusedWhole();

private:
    [[nodiscard]] QByteArray copy(std::uint64_t authorSeq, qsizetype ctBytes = 256) const
    {
        return encodeEnvelope(heldEnvelope(m_space, m_author, authorSeq, EnvelopeKind::Changes, ctBytes).envelope);
    }
    [[nodiscard]] EnvHash hashOf(std::uint64_t authorSeq) const
    {
        return heldEnvelope(m_space, m_author, authorSeq).hash;
    }
    void reopen()
    {
        m_file.reset();
        Result<std::unique_ptr<DeviceFile>> file = DeviceFile::open(m_folder->path(), m_key);
        QVERIFY(file);
        m_file = std::move(*file);
    }
    const SpaceId m_space = numbered<SpaceId>(1);
    const DeviceId m_author = numbered<DeviceId>(2);
    DataKey m_key = DataKey::random();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeviceFile> m_file;
};

void TestDeviceFile::init()
{
    m_file.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestDeviceFile::secondProgramIsRefused()
{
    QCOMPARE(DeviceFile::open(m_folder->path(), m_key).error().code, ErrorCode::InUse);
    m_file.reset();
    QVERIFY(DeviceFile::open(m_folder->path(), m_key));
}

void TestDeviceFile::people()
{
    QVERIFY(m_file->people().takeResult()->isEmpty());
    QVERIFY(m_file->addPerson({QStringLiteral("p1"), QStringLiteral("Asha Example"), 1}).takeResult());
    QVERIFY(m_file->addPerson({QStringLiteral("p2"), QStringLiteral("Ben Example"), 2}).takeResult());
    QVERIFY(m_file->addPerson({QStringLiteral("p1"), QStringLiteral("Asha B. Example"), 1}).takeResult());
    reopen();
    const auto people = m_file->people().takeResult();
    QCOMPARE(people->size(), 2);
    QCOMPARE(people->at(0).name, QStringLiteral("Asha B. Example"));
    QCOMPARE(people->at(1).deviceKind, quint8(2));
}

void TestDeviceFile::loginStays()
{
    auto first = m_file->login();
    const auto made = first.takeResult();
    QVERIFY(made);
    reopen();
    auto second = m_file->login();
    const auto kept = second.takeResult();
    QVERIFY(kept);
    QCOMPARE(kept->id, made->id);
    QCOMPARE(kept->key.publicKey(), made->key.publicKey());
}

void TestDeviceFile::service()
{
    QVERIFY(!*m_file->service().takeResult());
    const ServiceAddress address{QUrl(QStringLiteral("https://service.example:8443")),
                                 QByteArrayLiteral("-----PEM"),
                                 {QByteArray(32, 'a'), QByteArray(32, 'b')}};
    QVERIFY(m_file->setService(address).takeResult());
    reopen();
    QCOMPARE(**m_file->service().takeResult(), address);
}

void TestDeviceFile::lostKeySetsAside()
{
    TestOrg org;
    ManualClock clock;
    SeededRandom random(1);
    QVERIFY(vault::create(m_folder->filePath(QStringLiteral("asha")),
                          Passphrase(QStringLiteral("quiet otter paints seven boats")), cloned(org.tablet),
                          ownerOf(org, org.tablet, QStringLiteral("Asha Example")), {}, clock, random, kTestCost));
    QVERIFY(m_file->forward({copy(1)}).takeResult());
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    QVERIFY(QFileInfo::exists(m_folder->filePath(QStringLiteral("device.db.unreadable-1"))));
    const auto people = m_file->people().takeResult();
    QCOMPARE(people->size(), 1);
    QCOMPARE(people->at(0).folder, QStringLiteral("asha"));
    QCOMPARE(*m_file->waiting().takeResult(), 0);
}

void TestDeviceFile::pushesWhatWaits()
{
    QVERIFY(!*m_file->nextPush().takeResult());
    QVERIFY(m_file->forward({copy(2), copy(1)}).takeResult());
    QVERIFY(m_file->forward({copy(1), copy(3)}).takeResult());
    reopen();
    QCOMPARE(*m_file->waiting().takeResult(), 3);
    const auto push = m_file->nextPush().takeResult();
    QVERIFY(*push);
    QCOMPARE((*push)->maxBytes, std::uint32_t(0));
    QCOMPARE((*push)->asks.size(), 1);
    QCOMPARE((*push)->asks.at(0).push, (QList<QByteArray>{copy(1), copy(2), copy(3)}));
}

void TestDeviceFile::pushFitsARequest()
{
    QList<QByteArray> copies;
    for (std::uint64_t seq = 1; seq <= 30; ++seq)
        copies.append(copy(seq, 100 * 1024));
    QVERIFY(m_file->forward(copies).takeResult());
    const auto push = m_file->nextPush().takeResult();
    QVERIFY(encode(**push).size() <= kMaxRequestBytes);
    QVERIFY((*push)->asks.at(0).push.size() >= 9);
}

void TestDeviceFile::acknowledged_data()
{
    QTest::addColumn<quint64>("headSeq");
    QTest::addColumn<bool>("ours");
    QTest::addColumn<int>("left");
    QTest::newRow("nothing yet") << quint64(0) << true << 3;
    QTest::newRow("the first") << quint64(1) << true << 2;
    QTest::newRow("all") << quint64(3) << true << 0;
    QTest::newRow("another hash in our place") << quint64(2) << false << 3;
    QTest::newRow("beyond what waits here") << quint64(9) << false << 0;
}

void TestDeviceFile::acknowledged()
{
    QFETCH(const quint64, headSeq);
    QFETCH(const bool, ours);
    QFETCH(const int, left);
    QVERIFY(m_file->forward({copy(1), copy(2), copy(3)}).takeResult());
    SyncResponse response;
    Answer answer;
    answer.space = m_space;
    answer.authors.insert(m_author, {headSeq, ours && headSeq > 0 ? hashOf(headSeq) : numbered<EnvHash>(9)});
    answer.authors.insert(numbered<DeviceId>(77), {3, numbered<EnvHash>(9)}); // somebody else's
    response.answers.append(answer);
    QCOMPARE(*m_file->acknowledged(response).takeResult(), left);
}

void TestDeviceFile::sealedAgainTakesThePlace()
{
    QVERIFY(m_file->forward({copy(1)}).takeResult());
    const QByteArray again = copy(1, 512);
    QVERIFY(m_file->forward({again}).takeResult());
    QCOMPARE(*m_file->waiting().takeResult(), 1);
    QCOMPARE((*m_file->nextPush().takeResult())->asks.at(0).push, QList<QByteArray>{again});
}

void TestDeviceFile::garbageIsRefusedWhole()
{
    QCOMPARE(m_file->forward({copy(1), QByteArrayLiteral("garbage")}).takeResult().error().code, ErrorCode::Malformed);
    QCOMPARE(*m_file->waiting().takeResult(), 0);
}

QTEST_GUILESS_MAIN(TestDeviceFile)
#include "test_devicefile.moc"
