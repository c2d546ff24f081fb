// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/random.h"
#include "sync/crypto/codec.h"
#include "sync/crypto/hash.h"
#include "tests/sync/crypto/crypto_samples.h"

#include <QTest>

using namespace safelight;
using namespace safelight::test;

namespace
{

QByteArray noise(qsizetype size, std::uint64_t seed = 1)
{
    QByteArray out(size, '\0');
    SeededRandom random(seed);
    random.fill(std::as_writable_bytes(std::span(out.data(), static_cast<std::size_t>(size))));
    return out;
}

QByteArray prose(qsizetype size)
{
    const QByteArray text = "He said he would rather not go home tonight and asked to speak to somebody. ";
    return text.repeated(size / text.size() + 1).left(size);
}

/// An envelope made by hand around a sealed text, as a hostile member could make it: key, header and tag are right.
Envelope handMade(const VectorWorld &world, ByteView padded, std::uint8_t codec, const Commit &commit)
{
    Header header;
    header.space = world.space;
    header.author = world.self.id;
    header.epoch = VectorWorld::kEpoch;
    header.codec = codec;
    header.commit = commit;
    header.ctLen = static_cast<std::uint32_t>(padded.size()) + 16;
    ShortKey mk;
    blake2b(mk.span(), world.keys.content().span(), {bytesOf(domain("sg1/mk")), bytesOf(encodeBoxHeader(header))});
    Envelope envelope{header, {}, aeadSeal(mk.span(), {}, bytesOf(encodeBoxHeader(header)), padded)};
    signEnvelope(envelope, {}, world.signing);
    return envelope;
}

Commit commitTo(const QByteArray &plain) { return blake2bOf<Commit>(filled<Salt>(0x55).span(), {bytesOf(plain)}); }

} // namespace

class TestEnvelope final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void sizeClasses_data()
    {
        QTest::addColumn<qsizetype>("plain");
        QTest::addColumn<quint32>("ct");
        // ct holds salt 16, text, 0x80, tag 16
        QTest::addRow("empty text") << qsizetype(0) << 256u;
        QTest::addRow("last of the first class") << qsizetype(223) << 256u;
        QTest::addRow("first of the second class") << qsizetype(224) << 512u;
        QTest::addRow("last multiple of 256") << qsizetype(4096 - 33) << 4096u;
        QTest::addRow("first Padmé size") << qsizetype(4096 - 32) << 4352u;
        QTest::addRow("Padmé class full") << qsizetype(4352 - 33) << 4352u;
        QTest::addRow("next Padmé class") << qsizetype(4352 - 32) << 4608u;
        QTest::addRow("above 64 KiB") << qsizetype(65536 - 32) << 67584u;
        QTest::addRow("largest") << qsizetype(192 * 1024) << 200704u;
    }
    void sizeClasses()
    {
        QFETCH(const qsizetype, plain);
        QFETCH(const quint32, ct);
        const QByteArray text = noise(plain);
        const Result<Envelope> sealed = sealMemberWith(m_world.space, VectorWorld::kEpoch, m_world.keys,
                                                       m_world.self.id, bytesOf(text), VectorWorld::inputs());
        QVERIFY(sealed);
        QCOMPARE(sealed->header.ctLen, ct);
        QCOMPARE(sealed->ct.size(), qsizetype(ct));
        QVERIFY(encodeEnvelope(*sealed).size() <= kMaxEnvelopeBytes);
        const Result<Opened> opened = openEnvelope(*sealed, m_world.keys);
        QVERIFY(opened);
        QCOMPARE(opened->plain, text);
    }

    void tooLargeIsRefused()
    {
        const QByteArray incompressible = noise(kMaxCompressedChange + 1);
        Result<Envelope> sealed = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(incompressible));
        QVERIFY(!sealed);
        QCOMPARE(sealed.error().code, ErrorCode::TooLarge);
        const QByteArray longText = prose(kMaxChangeBytes + 1);
        sealed = sealSubmission(m_world.space, 7, m_world.keys.epk(), m_world.self.id, bytesOf(longText));
        QCOMPARE(sealed.error().code, ErrorCode::TooLarge);
        QVERIFY(sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(prose(kMaxChangeBytes))));
    }

    void textIsCompressedWhenThatHelps()
    {
        const QByteArray text = prose(600);
        const Result<Envelope> small = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(text));
        QVERIFY(small);
        QCOMPARE(small->header.codec, kCodecDictionary1);
        QVERIFY(small->ct.size() < 600);
        QCOMPARE(openEnvelope(*small, m_world.keys)->plain, text);

        const QByteArray random = noise(600);
        const Result<Envelope> stored = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(random));
        QCOMPARE(stored->header.codec, kCodecStored);
        QCOMPARE(openEnvelope(*stored, m_world.keys)->plain, random);
    }

    void sealerOfASubmissionCannotOpenIt()
    {
        const Result<Envelope> sealed =
            sealSubmission(m_world.space, 7, m_world.keys.epk(), m_world.self.id, bytesOf(prose(100)));
        QVERIFY(sealed);
        // Everything the sealer holds: its own keys, and the epoch's public half.
        const EpochKeys own(EpochSeed::from(m_world.box.seed().span()));
        QCOMPARE(openEnvelope(*sealed, own).error().code, ErrorCode::NotAuthentic);
        QVERIFY(openEnvelope(*sealed, m_world.keys));
    }

    void sameTextSealedTwiceDiffers()
    {
        const QByteArray text = prose(100);
        const auto one = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(text));
        const auto two = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(text));
        QVERIFY(one->ct != two->ct);
        QVERIFY(one->header.commit != two->header.commit);
    }

    /// A repeating generator (a cloned machine) repeats a key only if the whole message repeats.
    void repeatedRandomnessDoesNotRepeatTheKeyStream()
    {
        const QByteArray one(64, 'a');
        const QByteArray two(64, 'b');
        const auto first =
            sealMemberWith(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(one), VectorWorld::inputs());
        const auto second =
            sealMemberWith(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(two), VectorWorld::inputs());
        QVERIFY(first->ct.first(16) != second->ct.first(16)); // the salts under it are equal
    }

    void hostileMemberIsRefused_data()
    {
        QTest::addColumn<QByteArray>("padded");
        QTest::addColumn<int>("codec");
        QTest::addColumn<QByteArray>("committed");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray text = prose(40);
        const QByteArray salt = filled<Salt>(0x55).toByteArray();
        const auto pad = [](const QByteArray &body, qsizetype size) { return padTo(bytesOf(body), size); };
        const QByteArray frame = compressChange(bytesOf(prose(600))).bytes;
        QTest::newRow("right") << pad(salt + text, 240) << 0 << text << ErrorCode(0);
        QTest::newRow("committed to another text")
            << pad(salt + text, 240) << 0 << prose(41) << ErrorCode::NotAuthentic;
        QTest::newRow("no end mark") << QByteArray(240, '\0') << 0 << text << ErrorCode::NotAuthentic;
        QTest::newRow("end mark inside the salt") << pad(salt.left(8), 240) << 0 << text << ErrorCode::NotAuthentic;
        QTest::newRow("more padding than due") << pad(salt + text, 496) << 0 << text << ErrorCode::NotAuthentic;
        QTest::newRow("a size that is no class") << pad(salt + text, 241) << 0 << text << ErrorCode::NotAuthentic;
        QTest::newRow("unknown codec") << pad(salt + text, 240) << 2 << text << ErrorCode::Unsupported;
        QTest::newRow("not zstd") << pad(salt + text, 240) << 1 << text << ErrorCode::Malformed;
        QTest::newRow("a frame and more") << pad(salt + frame + "x", 240) << 1 << prose(600) << ErrorCode::Malformed;
        QTest::newRow("a frame cut short")
            << pad(salt + frame.chopped(1), 240) << 1 << prose(600) << ErrorCode::Malformed;
        const QByteArray bomb = compressChange(bytesOf(QByteArray(kMaxChangeBytes + 1, 'z'))).bytes;
        QTest::newRow("a frame that grows too large") << pad(salt + bomb, 240) << 1 << text << ErrorCode::TooLarge;
    }
    void hostileMemberIsRefused()
    {
        QFETCH(const QByteArray, padded);
        QFETCH(const int, codec);
        QFETCH(const QByteArray, committed);
        QFETCH(const ErrorCode, code);
        const Envelope envelope =
            handMade(m_world, bytesOf(padded), static_cast<std::uint8_t>(codec), commitTo(committed));
        QVERIFY(verifyEnvelope(envelope, m_world.self.signPk));
        const Result<Opened> opened = openEnvelope(envelope, m_world.keys);
        if (code == ErrorCode(0)) {
            QVERIFY(opened);
            return;
        }
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, code);
    }

    void embeddedOriginal()
    {
        const QByteArray text = prose(200);
        Result<Envelope> original = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(text));
        QVERIFY(original);
        signEnvelope(*original, {3, filled<EnvHash>(9), 5, filled<SeenHash>(8)}, m_world.signing);
        const Result<Opened> opened = openEnvelope(*original, m_world.keys);
        const EmbedOp embed{encodeEnvelope(*original).first(kSignedHeaderBytes), opened->salt.toByteArray(), text};
        const Result<Header> header = verifyEmbedded(embed, m_world.self.signPk);
        QVERIFY(header);
        QCOMPARE(*header, original->header);

        EmbedOp otherText = embed;
        otherText.changeset[3] = 'X';
        QCOMPARE(verifyEmbedded(otherText, m_world.self.signPk).error().code, ErrorCode::NotAuthentic);
        EmbedOp otherSalt = embed;
        otherSalt.salt[0] = char(otherSalt.salt[0] ^ 1);
        QCOMPARE(verifyEmbedded(otherSalt, m_world.self.signPk).error().code, ErrorCode::NotAuthentic);
        QCOMPARE(verifyEmbedded(embed, SigningKey::generate().publicKey()).error().code, ErrorCode::NotAuthentic);
        EmbedOp cutShort = embed;
        cutShort.headerAndSig.chop(1);
        QCOMPARE(verifyEmbedded(cutShort, m_world.self.signPk).error().code, ErrorCode::Malformed);
    }

    /// A forwarded header keeps the rules of the table though nothing follows it; what else it says is not asked here.
    void embeddedHeaders_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("taken");
        QTest::newRow("as it was sealed") << 0 << QByteArray("\1") << true;
        QTest::newRow("suite 2") << 0 << QByteArray("\2") << false;
        QTest::newRow("mode 7") << 1 << QByteArray("\7") << false;
        QTest::newRow("mode 1 without eph") << 1 << QByteArray("\1") << false;
        QTest::newRow("kind 2") << 2 << QByteArray("\2") << false;
        QTest::newRow("kind 9") << 2 << QByteArray("\x09") << false;
        QTest::newRow("mode and kind of a control entry") << 1 << QByteArray("\2\2") << false;
        QTest::newRow("eph in mode 0") << 72 << QByteArray("\1") << false;
        QTest::newRow("reserved") << 111 << QByteArray("\1") << false;
        QTest::newRow("codec 9") << 3 << QByteArray("\x09") << true;
        QTest::newRow("epoch 99") << 4 << QByteArray("\x63") << true;
        QTest::newRow("an unknown space") << 8 << QByteArray(16, '\x77') << true;
        QTest::newRow("ct_len of 0") << 104 << QByteArray(4, '\0') << true;
        QTest::newRow("the longest ct_len") << 104 << QByteArray(4, '\xff') << true;
        QTest::newRow("author_seq 0") << 112 << QByteArray(8, '\0') << true;
        QTest::newRow("author_seq 2^64 - 1") << 112 << QByteArray(8, '\xff') << true;
        QTest::newRow("seen_seq 2^64 - 1") << 152 << QByteArray(8, '\xff') << true;
    }
    void embeddedHeaders()
    {
        QFETCH(const int, at);
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, taken);
        const QByteArray text = prose(200);
        Result<Envelope> original = sealMember(m_world.space, 7, m_world.keys, m_world.self.id, bytesOf(text));
        QVERIFY(original);
        signEnvelope(*original, {3, filled<EnvHash>(9), 5, filled<SeenHash>(8)}, m_world.signing);
        QByteArray header = encodeHeader(original->header);
        header.replace(at, bytes.size(), bytes);
        const Signature signature = m_world.signing.sign(QByteArrayView("sg1/env\0", 8), bytesOf(header));
        const EmbedOp embed{header + signature.toByteArray(), openEnvelope(*original, m_world.keys)->salt.toByteArray(),
                            text};
        QCOMPARE(verifyEmbedded(embed, m_world.self.signPk).has_value(), taken);
    }

    void controlEntryIsNoNote()
    {
        Result<Envelope> control = clearEnvelope(m_world.space, 7, m_world.self.id, bytesOf(QByteArray("entry")));
        QVERIFY(control);
        signEnvelope(*control, {}, m_world.signing);
        QVERIFY(verifyClear(*control));
        QVERIFY(parseEnvelope(bytesOf(encodeEnvelope(*control))));
        QCOMPARE(openEnvelope(*control, m_world.keys).error().code, ErrorCode::Unsupported);
        const EmbedOp embed{encodeEnvelope(*control).first(kSignedHeaderBytes), QByteArray(16, '\0'), "entry"};
        QVERIFY(!verifyEmbedded(embed, m_world.self.signPk));
        control->ct[0] = 'E';
        QVERIFY(verifyEnvelope(*control, m_world.self.signPk)); // the signature alone does not see the body
        QVERIFY(!verifyClear(*control));
    }

    void hostilePublicKeysAreRefused()
    {
        const BoxPublic zero;
        const Result<Envelope> sealed = sealSubmission(m_world.space, 7, zero, m_world.self.id, bytesOf(prose(10)));
        QVERIFY(!sealed);
        QCOMPARE(sealed.error().code, ErrorCode::NotAuthentic);
        // A grant to such a key opens for nobody.
        const Grant grant = m_world.keys.grantTo(m_world.space, 7, m_world.self.id, zero);
        QVERIFY(!openGrant(m_world.space, 7, grant, m_world.box, m_world.keys.epk()));
    }

private:
    const VectorWorld m_world{};
};

QTEST_GUILESS_MAIN(TestEnvelope)
#include "test_envelope.moc"
