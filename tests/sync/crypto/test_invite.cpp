// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/invite.h"
#include "sync/crypto/login.h"
#include "sync/crypto/words.h"
#include "tests/sync/crypto/crypto_samples.h"

#include <QSet>
#include <QTest>

using namespace safelight;
using namespace safelight::test;

namespace
{

InviteCode sampleCode() { return *InviteCode::parse(QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN1")); }

ClaimRequest sampleClaim(const InviteCode &code)
{
    ClaimRequest claim{filled<InstallId>(1),
                       filled<SignPublic>(2),
                       filled<SignPublic>(3),
                       filled<BoxPublic>(4),
                       code.seal("label", bytesOf(QByteArray("Priya, tablet"))),
                       {}};
    claim.mac = code.macOf(claim);
    return claim;
}

Welcome sampleWelcome()
{
    return {
        QStringLiteral("Priya Example"),
        {{filled<SpaceId>(1), QStringLiteral("Outreach"), 2, 3}, {filled<SpaceId>(2), QStringLiteral("Intake"), 3, 1}}};
}

} // namespace

class TestInvite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void typedForgivingly_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("as shown") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN1");
        QTest::newRow("lower case") << QStringLiteral("7z3km-0pq9x-w4tce-5hbn1");
        QTest::newRow("no hyphens") << QStringLiteral("7Z3KM0PQ9XW4TCE5HBN1");
        QTest::newRow("spaces") << QStringLiteral("  7Z3K M0PQ 9XW4 TCE5 HBN1 ");
        QTest::newRow("letter O for nought") << QStringLiteral("7Z3KM-OPQ9X-W4TCE-5HBN1");
        QTest::newRow("I for one") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBNI");
        QTest::newRow("l for one") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBNl");
        QTest::newRow("a dash from a word processor") << QStringLiteral("7Z3KM\u20130PQ9X\u2013W4TCE\u20135HBN1");
    }
    void typedForgivingly()
    {
        QFETCH(const QString, typed);
        const Result<InviteCode> code = InviteCode::parse(typed);
        QVERIFY(code);
        QCOMPARE(code->text(), QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN1"));
        QCOMPARE(code->lookup(), sampleCode().lookup());
    }

    void badCodes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("nothing") << QString();
        QTest::newRow("nineteen") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN");
        QTest::newRow("twenty-one") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN12");
        QTest::newRow("the letter U") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBNU");
        QTest::newRow("punctuation") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN!");
        QTest::newRow("not Latin") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN\u0416");
        QTest::newRow("nul") << QStringLiteral("7Z3KM-0PQ9X-W4TCE-5HBN") + QChar(u'\0');
    }
    void badCodes()
    {
        QFETCH(const QString, typed);
        const Result<InviteCode> code = InviteCode::parse(typed);
        QVERIFY(!code);
        QCOMPARE(code.error().code, ErrorCode::Malformed);
    }

    void generatedCodesDifferAndParse()
    {
        QSet<QString> seen;
        for (int i = 0; i < 200; ++i) {
            const InviteCode code = InviteCode::generate();
            QCOMPARE(code.text().size(), qsizetype(23));
            const Result<InviteCode> again = InviteCode::parse(code.text());
            QVERIFY(again);
            QCOMPARE(again->lookup(), code.lookup());
            seen.insert(code.text());
        }
        QCOMPARE(seen.size(), qsizetype(200));
    }

    void sealedUnderTheCode()
    {
        const InviteCode code = sampleCode();
        const InviteInfo info{filled<SignPublic>(5), QStringLiteral("Ashdown Council"), QStringLiteral("Tablet"), 1};
        const QByteArray sealed = code.seal("info", bytesOf(encode(info)));
        const Result<QByteArray> opened = code.open("info", bytesOf(sealed));
        QVERIFY(opened);
        const Result<InviteInfo> back = decodeInviteInfo(bytesOf(*opened));
        QVERIFY(back);
        QCOMPARE(back->rootPk, info.rootPk);
        QCOMPARE(back->organisation, info.organisation);
        QCOMPARE(back->forWhom, info.forWhom);
        QCOMPARE(back->deviceKind, info.deviceKind);

        QVERIFY(!code.open("label", bytesOf(sealed)));
        QVERIFY(!InviteCode::generate().open("info", bytesOf(sealed)));
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QVERIFY(!code.open("info", bytesOf(sealed).first(static_cast<std::size_t>(size))));
        QVERIFY(!decodeInviteInfo(bytesOf(opened->chopped(1))));
    }

    /// A number that no reader may take is one in what it reads, and none in what it passes over.
    void infoWithNumbersBeyondTheLimit()
    {
        for (const QByteArray &number :
             {QByteArray::fromHex("1b8000000000000000"), QByteArray::fromHex("3bffffffffffffffff")}) {
            const InviteInfo info{filled<SignPublic>(5), QStringLiteral("A"), QStringLiteral("B"), 1};
            const QByteArray known = encode(info).chopped(1);
            QVERIFY(decodeInviteInfo(bytesOf(known + '\1')));
            QVERIFY(!decodeInviteInfo(bytesOf(known + number)));
            QByteArray more = known + '\1' + '\4' + number;
            more[0] = '\xa5';
            QVERIFY(decodeInviteInfo(bytesOf(more)));
        }
    }

    void claimMacCoversEveryPart()
    {
        const InviteCode code = sampleCode();
        const ClaimRequest claim = sampleClaim(code);
        QVERIFY(code.verifyMac(claim));
        QVERIFY(!InviteCode::generate().verifyMac(claim));
        const auto refused = [&](auto change) {
            ClaimRequest other = claim;
            change(other);
            return !code.verifyMac(other);
        };
        QVERIFY(refused([](ClaimRequest &c) { c.install.bytes[0] ^= std::byte{1}; }));
        QVERIFY(refused([](ClaimRequest &c) { c.loginPk.bytes[0] ^= std::byte{1}; }));
        QVERIFY(refused([](ClaimRequest &c) { c.signPk.bytes[0] ^= std::byte{1}; }));
        QVERIFY(refused([](ClaimRequest &c) { c.boxPk.bytes[0] ^= std::byte{1}; }));
        QVERIFY(refused([](ClaimRequest &c) { c.label[0] = static_cast<char>(c.label[0] ^ 1); }));
        QVERIFY(refused([](ClaimRequest &c) { c.mac.chop(1); }));
        QVERIFY(refused([](ClaimRequest &c) { c.mac.clear(); }));
    }

    void wordsAreAThousandAndDifferent()
    {
        QSet<QString> words;
        for (std::uint64_t i = 0; i < 1024; ++i)
            words.insert(comparisonWord(i));
        QCOMPARE(words.size(), qsizetype(1024));
        QCOMPARE(comparisonWord(0), QStringLiteral("able"));
    }

    void wordsShowASwappedKey()
    {
        const InviteCode code = sampleCode();
        const ClaimRequest claim = sampleClaim(code);
        const QStringList words = comparisonWords(filled<SignPublic>(9), claim, code.lookup());
        QCOMPARE(words.size(), qsizetype(4));
        QCOMPARE(comparisonWords(filled<SignPublic>(9), claim, code.lookup()), words);
        ClaimRequest swapped = claim;
        swapped.boxPk = filled<BoxPublic>(5);
        QVERIFY(comparisonWords(filled<SignPublic>(9), swapped, code.lookup()) != words);
        QVERIFY(comparisonWords(filled<SignPublic>(8), claim, code.lookup()) != words);
    }

    void welcomeIsForOneDevice()
    {
        const BoxKey device = BoxKey::generate();
        const Lookup lookup = sampleCode().lookup();
        const QByteArray sealed = sealWelcome(device.publicKey(), lookup, sampleWelcome());
        QCOMPARE(sealed.size(), qsizetype(32 + 256 + 16));
        const Result<Welcome> opened = openWelcome(device, lookup, bytesOf(sealed));
        QVERIFY(opened);
        QCOMPARE(opened->person, QStringLiteral("Priya Example"));
        QCOMPARE(opened->spaces.size(), qsizetype(2));
        QCOMPARE(opened->spaces[0].space, filled<SpaceId>(1));
        QCOMPARE(opened->spaces[1].name, QStringLiteral("Intake"));
        QCOMPARE(opened->spaces[0].kind, quint8(2));
        QCOMPARE(opened->spaces[0].role, quint8(3));

        QVERIFY(!openWelcome(BoxKey::generate(), lookup, bytesOf(sealed)));
        QVERIFY(!openWelcome(device, filled<Lookup>(1), bytesOf(sealed)));
        for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
            QByteArray flipped = sealed;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!openWelcome(device, lookup, bytesOf(flipped)));
        }
        QVERIFY(!openWelcome(device, lookup, {}));
    }

    void label()
    {
        const VectorWorld world{};
        const QByteArray sealed = sealLabel(world.space, world.keys, QStringLiteral("Zoë, library desk"));
        QCOMPARE(sealed.size(), qsizetype(24 + 32 + 16)); // the length of a name shows in steps of 32
        QCOMPARE(*openLabel(world.space, world.keys, bytesOf(sealed)), QStringLiteral("Zoë, library desk"));
        QVERIFY(!openLabel(filled<SpaceId>(1), world.keys, bytesOf(sealed)));
        QVERIFY(!openLabel(world.space, EpochKeys(EpochSeed::random()), bytesOf(sealed)));
        QVERIFY(!openLabel(world.space, world.keys, bytesOf(sealed.chopped(1))));
        QVERIFY(!openLabel(world.space, world.keys, {}));
        QCOMPARE(*openLabel(world.space, world.keys, bytesOf(sealLabel(world.space, world.keys, {}))), QString());

        // 200 bytes of UTF-8 at most, cut between characters
        const QString emoji = QStringLiteral("\U0001F600").repeated(60);
        const Result<QString> cut =
            openLabel(world.space, world.keys, bytesOf(sealLabel(world.space, world.keys, emoji)));
        QVERIFY(cut);
        QCOMPARE(*cut, QStringLiteral("\U0001F600").repeated(50));
    }

    void login()
    {
        const SigningKey key = SigningKey::generate();
        const QString origin = QStringLiteral("https://safelight.example:8443");
        TokenRequest request{filled<InstallId>(1), QByteArray(32, 'c'), {}};
        request.signature = signLogin(key, origin, request.install, bytesOf(request.challenge));
        QVERIFY(verifyLogin(key.publicKey(), origin, request));
        QVERIFY(!verifyLogin(key.publicKey(), QStringLiteral("https://elsewhere.example:8443"), request));
        QVERIFY(!verifyLogin(SigningKey::generate().publicKey(), origin, request));
        TokenRequest other = request;
        other.install = filled<InstallId>(2);
        QVERIFY(!verifyLogin(key.publicKey(), origin, other));
        other = request;
        other.challenge[0] = 'd';
        QVERIFY(!verifyLogin(key.publicKey(), origin, other));
    }

    void setup()
    {
        const SigningKey root = SigningKey::generate();
        const VectorWorld world{};
        SetupRequest request{filled<InstallId>(1), filled<SignPublic>(2), world.self.id,
                             world.self.signPk,    world.self.boxPk,      {}};
        request.rootSignature = signSetup(root, request);
        QVERIFY(verifySetup(root.publicKey(), request));
        QVERIFY(!verifySetup(SigningKey::generate().publicKey(), request));
        SetupRequest other = request;
        other.device = filled<DeviceId>(7);
        QVERIFY(!verifySetup(root.publicKey(), other)); // an id that is not the name of its keys
        other = request;
        other.loginPk = filled<SignPublic>(3);
        QVERIFY(!verifySetup(root.publicKey(), other));
    }

    void macs()
    {
        const QByteArray key(32, 'k');
        const QByteArray mac = keyedMac(16, bytesOf(key), bytesOf(QByteArray("message")));
        QCOMPARE(mac.size(), qsizetype(16));
        QVERIFY(constantTimeEqual(bytesOf(mac), bytesOf(keyedMac(16, bytesOf(key), bytesOf(QByteArray("message"))))));
        QVERIFY(!constantTimeEqual(bytesOf(mac), bytesOf(keyedMac(16, bytesOf(key), bytesOf(QByteArray("massage"))))));
        QVERIFY(!constantTimeEqual(bytesOf(mac), bytesOf(mac.chopped(1))));
        QVERIFY(constantTimeEqual({}, {}));
    }
};

QTEST_GUILESS_MAIN(TestInvite)
#include "test_invite.moc"
