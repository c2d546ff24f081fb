// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/invite.h"
#include "sync/crypto/keys.h"
#include "sync/crypto/passphrase.h"
#include "tests/sync/crypto/crypto_samples.h"

#include <QDebug>
#include <QFile>
#include <QTest>

#include <type_traits>

using namespace safelight;
using namespace safelight::test;

// Key material cannot be copied, compared, streamed or turned into a QByteArray by accident.
template <class T>
concept Streamable = requires(QDebug debug, const T &value)
{
    debug << value;
};
template <class T>
concept Comparable = requires(const T &a, const T &b)
{
    a == b;
};
template <class T>
constexpr bool kIsGuarded =
    !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> && std::is_nothrow_move_constructible_v<T> &&
    !Streamable<T> && !Comparable<T> && !std::is_convertible_v<T, QByteArray> && !std::is_convertible_v<T, QString>;

static_assert(kIsGuarded<SecretMemory>);
static_assert(kIsGuarded<EpochSeed>);
static_assert(kIsGuarded<ContentKey>);
static_assert(kIsGuarded<DataKey>);
static_assert(kIsGuarded<KeyEncryptionKey>);
static_assert(kIsGuarded<SigningKey>);
static_assert(kIsGuarded<BoxKey>);
static_assert(kIsGuarded<EpochKeys>);
static_assert(kIsGuarded<Passphrase>);
static_assert(kIsGuarded<InviteCode>);
static_assert(!std::is_convertible_v<EpochSeed, ContentKey>, "keys of different meaning do not mix");

namespace
{

Argon2Cost cheapest() { return {Argon2Cost::kFloorBytes, Argon2Cost::kFloorPasses}; }

/// Is the page at this address still mapped into this process? (/proc is the only honest witness.)
bool isMapped(quintptr address)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    return std::ranges::any_of(lines, [address](const QByteArray &line) {
        const qsizetype dash = line.indexOf('-');
        const qsizetype space = line.indexOf(' ');
        return dash > 0 && line.left(dash).toULongLong(nullptr, 16) <= address &&
               address < line.mid(dash + 1, space - dash - 1).toULongLong(nullptr, 16);
    });
}

} // namespace

class TestSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void freshSecretsDiffer()
    {
        const EpochSeed one = EpochSeed::random();
        const EpochSeed two = EpochSeed::random();
        QVERIFY(!std::ranges::equal(one.span(), two.span()));
        QVERIFY(std::ranges::equal(one.span(), one.clone().span()));
    }

    void newMemoryIsZero()
    {
        const SecretMemory memory(48);
        QCOMPARE(memory.bytes().size(), std::size_t(48));
        QVERIFY(std::ranges::all_of(memory.bytes(), [](std::byte b) { return b == std::byte{0}; }));
    }

    void movedFromIsEmpty()
    {
        SecretMemory one(32);
        one.bytes()[0] = std::byte{7};
        SecretMemory two(std::move(one));
        QVERIFY(one.isEmpty()); // NOLINT(bugprone-use-after-move): what is tested
        QCOMPARE(two.bytes()[0], std::byte{7});
        SecretMemory three(1);
        three = std::move(two);
        QVERIFY(two.isEmpty()); // NOLINT(bugprone-use-after-move)
        QCOMPARE(three.bytes()[0], std::byte{7});
    }

    /// libsodium overwrites and then unmaps, so what can be seen from here is that the page is gone.
    void memoryIsGoneAfterDestruction()
    {
#ifndef Q_OS_LINUX
        QSKIP("needs /proc");
#endif
        quintptr address = 0;
        {
            const EpochSeed seed = EpochSeed::random();
            address = reinterpret_cast<quintptr>(seed.span().data());
            QVERIFY(isMapped(address)); // the control: the witness sees it while it lives
        }
        QVERIFY(!isMapped(address));
    }

    void wipeOverwrites()
    {
        std::array<std::byte, 8> bytes;
        bytes.fill(std::byte{0xaa});
        wipe(bytes);
        QVERIFY(std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; }));

        QByteArray plain(4096, 'x');
        const QByteArray shared = plain;
        wipe(plain);
        QVERIFY(plain.isEmpty());
        QCOMPARE(shared, QByteArray(4096, 'x')); // another owner's copy is not touched
    }

    void passphraseIsNormalised()
    {
        const Passphrase composed(u"caf\u00e9 window thirty");
        const Passphrase decomposed(u"cafe\u0301 window thirty");
        QVERIFY(std::ranges::equal(composed.bytes(), decomposed.bytes()));
        QCOMPARE(composed.lengthInCharacters(), std::size_t(18));
        QCOMPARE(decomposed.lengthInCharacters(), std::size_t(18));
        QCOMPARE(composed.bytes().size(), std::size_t(19)); // é is two bytes of UTF-8
        QCOMPARE(Passphrase(u"\U0001F600\U0001F600").lengthInCharacters(), std::size_t(2));
        QCOMPARE(Passphrase(u"").bytes().size(), std::size_t(0));
        QVERIFY(std::ranges::equal(composed.clone().bytes(), composed.bytes()));
    }

    void costOutOfBoundsIsRefusedBeforeDeriving_data()
    {
        QTest::addColumn<quint64>("memory");
        QTest::addColumn<quint32>("passes");
        QTest::newRow("no memory") << quint64(0) << 3u;
        QTest::newRow("just below the floor") << quint64(Argon2Cost::kFloorBytes - 1) << 3u;
        QTest::newRow("just above the ceiling") << quint64(Argon2Cost::kCeilingBytes + 1) << 3u;
        QTest::newRow("all memory there is") << ~quint64(0) << 3u;
        QTest::newRow("two passes") << quint64(Argon2Cost::kFloorBytes) << 2u;
        QTest::newRow("eleven passes") << quint64(Argon2Cost::kFloorBytes) << 11u;
        QTest::newRow("endless passes") << quint64(Argon2Cost::kFloorBytes) << ~0u;
    }
    void costOutOfBoundsIsRefusedBeforeDeriving()
    {
        QFETCH(const quint64, memory);
        QFETCH(const quint32, passes);
        const auto key = deriveKey(Passphrase(u"correct horse battery"), {}, {memory, passes});
        QVERIFY(!key);
        QCOMPARE(key.error().code, ErrorCode::Unsupported);
    }

    void derivationDependsOnAll()
    {
        const Passphrase passphrase(u"seven quiet rivers");
        const auto key = deriveKey(passphrase, filled<Argon2Salt>(1), cheapest());
        QVERIFY(key);
        // Argon2id by the reference implementation (argon2-cffi), same inputs.
        QCOMPARE(hexOf(key->span()),
                 QStringLiteral("96a37a801fc44a3776a302b614ce72830a03454f23780908f4914fbbf5c9fe66"));
        const auto otherSalt = deriveKey(passphrase, filled<Argon2Salt>(2), cheapest());
        QVERIFY(!std::ranges::equal(key->span(), otherSalt->span()));
    }

    void wrappedKey()
    {
        const KeyEncryptionKey kek = KeyEncryptionKey::random();
        const DataKey secret = DataKey::random();
        const QByteArray associated = "vault 1, slot 2";
        const QByteArray wrapped = wrapKey(kek, bytesOf(associated), secret.span());
        QCOMPARE(wrapped.size(), qsizetype(24 + 32 + 32 + 16));
        const auto opened = unwrapKey(kek, bytesOf(associated), bytesOf(wrapped));
        QVERIFY(opened);
        QVERIFY(std::ranges::equal(opened->bytes(), secret.span()));

        QVERIFY(!unwrapKey(KeyEncryptionKey::random(), bytesOf(associated), bytesOf(wrapped)));
        QVERIFY(!unwrapKey(kek, bytesOf(QByteArray("vault 1, slot 3")), bytesOf(wrapped)));
        for (qsizetype size = 0; size < wrapped.size(); ++size)
            QVERIFY(!unwrapKey(kek, bytesOf(associated), bytesOf(wrapped).first(static_cast<std::size_t>(size))));
        for (qsizetype bit = 0; bit < wrapped.size() * 8; ++bit) {
            QByteArray flipped = wrapped;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!unwrapKey(kek, bytesOf(associated), bytesOf(flipped)));
        }
    }

    void macDependsOnAll()
    {
        const DataKey key = DataKey::random();
        const QByteArray message = "header";
        const QByteArray mac = macUnder(key, "vault-header", bytesOf(message));
        QCOMPARE(mac.size(), qsizetype(32));
        QCOMPARE(macUnder(key, "vault-header", bytesOf(message)), mac);
        QVERIFY(macUnder(key, "vault-heade", bytesOf("r" + message)) != mac);
        QVERIFY(macUnder(DataKey::random(), "vault-header", bytesOf(message)) != mac);
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "test_secret.moc"
