// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/crypto/crypto_samples.h"

#include <QTest>

using namespace safelight;
using namespace safelight::test;

/// The vectors of sync/PROTOCOL.md, "Test vectors": a second implementation gives the same bytes.
class TestCryptoVectors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void deviceId() { QCOMPARE(m_world.self.id.toHex(), QStringLiteral("2260b89c969d1ae7ad6a2d8e73423bdb")); }

    void epochKeys()
    {
        QCOMPARE(hexOf(m_world.keys.content().span()),
                 QStringLiteral("20ba0adfd24bf057432df2d9e07daae3eb907cb5816cc98f3a44c51d1f519a0f"));
        QCOMPARE(m_world.keys.epk().toHex(),
                 QStringLiteral("9d6c47333a279fe64a655531cda7c242140cfae60f3c1fc4b06780aacc66795a"));
    }

    void memberEnvelope()
    {
        Result<Envelope> sealed = sealMemberWith(m_world.space, VectorWorld::kEpoch, m_world.keys, m_world.self.id,
                                                 bytesOf(m_plain), VectorWorld::inputs());
        QVERIFY(sealed);
        checkEnvelope(*sealed, QStringLiteral("9b0189bdb89a9f12ab2932325350658a"),
                      QStringLiteral("43aa41b2db071cccb2c504396f6f93870d8a21973ea050ca62a0d9c4a7780b0c"));
        const LogHash log = nextLogHash({}, 1, 1000, envHashOf(*sealed));
        QCOMPARE(log.toHex(), QStringLiteral("00bd0fbcc84aa2f2044edccf459cbbb888a69c87d0431c3163f0d652e6b9fb21"));
        QCOMPARE(seenHashOf(log).toHex(), QStringLiteral("00bd0fbcc84aa2f2044edccf459cbbb8"));
    }

    void sealedEnvelope()
    {
        Result<Envelope> sealed = sealSubmissionWith(m_world.space, VectorWorld::kEpoch, m_world.keys.epk(),
                                                     m_world.self.id, bytesOf(m_plain), VectorWorld::inputs());
        QVERIFY(sealed);
        checkEnvelope(*sealed, QStringLiteral("88a47376c576c0e99dbdca3669d7ed23"),
                      QStringLiteral("ebf70fccdbb8d7d2eaed7ff98d28034282afcb4163011adde4509b6ca2b3f4be"));
    }

    void grant()
    {
        const Grant grant =
            m_world.keys.grantTo(m_world.space, VectorWorld::kEpoch, m_world.self.id, m_world.self.boxPk);
        QCOMPARE(grant.reader, m_world.self.id);
        QCOMPARE(grant.gpk.toHex(), QStringLiteral("ce25a982e3feafb9a8075acb62491ff6b253bd822a2005e09cf7cccaa5f61556"));
        QCOMPARE(hexOf(ByteView(grant.box.bytes).last(16)), QStringLiteral("07623eeeee9fca264797e140b4469b92"));

        const Result<EpochSeed> opened =
            openGrant(m_world.space, VectorWorld::kEpoch, grant, m_world.box, m_world.keys.epk());
        QVERIFY(opened);
        QVERIFY(std::ranges::equal(opened->span(), m_world.keys.seed().span()));
    }

    void link()
    {
        const EpochSeed previous = secretOf<EpochSeed>(0x10);
        const EpochLink link = m_world.keys.linkTo(m_world.space, VectorWorld::kEpoch, previous);
        QCOMPARE(hexOf(ByteView(link.bytes).last(16)), QStringLiteral("0b3d859a3d733a8551eb8315f3fa5379"));

        const Result<EpochSeed> opened = m_world.keys.openLink(m_world.space, VectorWorld::kEpoch, link);
        QVERIFY(opened);
        QVERIFY(std::ranges::equal(opened->span(), previous.span()));
    }

private:
    void checkEnvelope(Envelope &envelope, const QString &tag, const QString &hash)
    {
        QCOMPARE(envelope.header.commit.toHex(),
                 QStringLiteral("e0f7c99eecab03f2ab1c901df2804677acd56030f4a9774a94d36ec94a75b39c"));
        QCOMPARE(envelope.header.ctLen, 256u);
        QCOMPARE(hexOf(bytesOf(envelope.ct).last(16)), tag);
        signEnvelope(envelope, {}, m_world.signing);
        QCOMPARE(envHashOf(envelope).toHex(), hash);

        const QByteArray bytes = encodeEnvelope(envelope);
        const Result<Envelope> parsed = parseEnvelope(bytesOf(bytes));
        QVERIFY(parsed);
        QCOMPARE(*parsed, envelope);
        QVERIFY(verifyEnvelope(*parsed, m_world.self.signPk));
        QCOMPARE(envHashOf(bytesOf(bytes).first(kSignedHeaderBytes)).toHex(), hash);
        const Result<Opened> opened = openEnvelope(*parsed, m_world.keys);
        QVERIFY(opened);
        QCOMPARE(opened->plain, m_plain);
        QCOMPARE(opened->salt, filled<Salt>(0x55));

        Envelope changed = envelope;
        changed.header.epoch = 8;
        QVERIFY(!openEnvelope(changed, m_world.keys));
    }

    const VectorWorld m_world{};
    const QByteArray m_plain = QByteArray::fromHex("a20001076568656c6c6f");
};

QTEST_GUILESS_MAIN(TestCryptoVectors)
#include "test_crypto_vectors.moc"
