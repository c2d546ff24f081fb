// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/throttle.h"
#include "app/store/vaultheader.h"
#include "tests/support/manualclock.h"
#include "tests/support/vaultsupport.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sodium/crypto_hash_sha256.h>

using namespace safelight;
using namespace safelight::testing;

/// The header's format and the counter of guesses, without a vault around them.
class TestKeySlots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyChangedByteIsDamage();
    void everyTruncationIsDamage();
    void opens();
    void boundToVaultSlotAndCost();
    void unknownKindsAreKept();
    void laterVersion();
    void macTellsTampering();
    void costOutOfBoundsIsNeverTried();

    void waits_data();
    void waits();
    void countedBeforeTheGuess();
    void tornWriteLeavesTheHalfBefore();
    void lostCounterWaits_data();
    void lostCounterWaits();
    void movedClockRestartsTheWait();
    void dayOfGuessing();

private:
    QByteArray header() const { return encodeHeader(m_header, m_bundle.data); }
    void resum(QByteArray &bytes) const;

    const Passphrase m_passphrase{QStringLiteral("quiet otter paints seven boats")};
    KeyBundle m_bundle{DataKey::random(), SigningSeed::random(), BoxSeed::random()};
    VaultHeader m_header;
    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestKeySlots::initTestCase()
{
    QVERIFY(initCrypto());
    randomBytes(m_header.vault.bytes);
    m_header.sequence = 3;
    Result<KeySlot> slot = makePassphraseSlot(m_header.vault, 1, m_passphrase, kTestCost, m_bundle);
    QVERIFY(slot);
    m_header.slots.append(*slot);
}

void TestKeySlots::everyChangedByteIsDamage()
{
    const QByteArray whole = header();
    QCOMPARE(*decodeHeader(whole), m_header);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const int bit : {0x01, 0x80}) {
            QByteArray changed = whole;
            changed[at] = char(changed.at(at) ^ bit);
            QCOMPARE(decodeHeader(changed).error().code, ErrorCode::Damaged);
        }
    }
}

void TestKeySlots::everyTruncationIsDamage()
{
    const QByteArray whole = header();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(decodeHeader(whole.first(size)).error().code, ErrorCode::Damaged);
    QCOMPARE(decodeHeader(whole + 'x').error().code, ErrorCode::Damaged);
    QCOMPARE(decodeHeader(QByteArray(100'000, 'x')).error().code, ErrorCode::Damaged);
}

void TestKeySlots::opens()
{
    const Result<KeyBundle> bundle = openPassphraseSlot(m_header.vault, m_header.slots.at(0), m_passphrase);
    QVERIFY(bundle);
    QVERIFY(std::ranges::equal(bundle->data.span(), m_bundle.data.span()));
    QVERIFY(std::ranges::equal(bundle->signing.span(), m_bundle.signing.span()));
    QVERIFY(std::ranges::equal(bundle->box.span(), m_bundle.box.span()));
    QVERIFY(!header().contains(viewOf(m_bundle.data.span()).toByteArray()));
}

void TestKeySlots::boundToVaultSlotAndCost()
{
    const auto codeOf = [&](const VaultId &vault, const KeySlot &slot) {
        const auto opened = openPassphraseSlot(vault, slot, m_passphrase);
        return opened ? ErrorCode::Internal : opened.error().code;
    };
    VaultId other = m_header.vault;
    other.bytes[0] ^= std::byte{1};
    QCOMPARE(codeOf(other, m_header.slots.at(0)), ErrorCode::WrongPassphrase);
    KeySlot slot = m_header.slots.at(0);
    slot.id = 2;
    QCOMPARE(codeOf(m_header.vault, slot), ErrorCode::WrongPassphrase);
    slot = m_header.slots.at(0);
    slot.kind = SlotKind::PinAndPlatform;
    QCOMPARE(codeOf(m_header.vault, slot), ErrorCode::WrongPassphrase);
    slot = m_header.slots.at(0);
    slot.wrapped[60] = char(slot.wrapped.at(60) ^ 1);
    QCOMPARE(codeOf(m_header.vault, slot), ErrorCode::WrongPassphrase);
}

void TestKeySlots::unknownKindsAreKept()
{
    VaultHeader later = m_header;
    later.slots.prepend({9, SlotKind(77), QByteArrayLiteral("params"), QByteArrayLiteral("wrapped")});
    const Result<VaultHeader> read = decodeHeader(encodeHeader(later, m_bundle.data));
    QVERIFY(read);
    QCOMPARE(*read, later);
    QCOMPARE(read->passphraseSlot()->id, quint32(1));
}

void TestKeySlots::laterVersion()
{
    QByteArray bytes = header();
    QCOMPARE(bytes.at(8), char(0xa4)); // map(4): 0 => 1
    QCOMPARE(bytes.at(10), char(1));
    bytes[10] = char(2);
    resum(bytes);
    QCOMPARE(decodeHeader(bytes).error().code, ErrorCode::NewerSchema);
}

void TestKeySlots::macTellsTampering()
{
    QByteArray bytes = header();
    QVERIFY(isHeaderGenuine(bytes, m_bundle.data));
    QVERIFY(!isHeaderGenuine(bytes, DataKey::random()));
    VaultHeader changed = m_header;
    changed.slots.append({2, SlotKind(77), {}, {}});
    const QByteArray forged = encodeHeader(changed, DataKey::random()); // whole, but not by one who has the key
    QVERIFY(decodeHeader(forged));
    QVERIFY(!isHeaderGenuine(forged, m_bundle.data));
}

void TestKeySlots::costOutOfBoundsIsNeverTried()
{
    const Result<KeySlot> weak = makePassphraseSlot(m_header.vault, 1, m_passphrase, {8 << 20, 1}, m_bundle);
    QCOMPARE(weak.error().code, ErrorCode::Unsupported);
    KeySlot slot = m_header.slots.at(0);
    slot.params = QByteArrayLiteral("garbage");
    QCOMPARE(openPassphraseSlot(m_header.vault, slot, m_passphrase).error().code, ErrorCode::Damaged);
}

/// A new check sum over changed bytes, as somebody would who knows the format.
void TestKeySlots::resum(QByteArray &bytes) const
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, uchars(bytesOf(bytes)), std::size_t(bytes.size() - 32));
    bytes.replace(bytes.size() - 32, 32, QByteArray(reinterpret_cast<const char *>(sum), 32));
}

void TestKeySlots::waits_data()
{
    QTest::addColumn<quint32>("failures");
    QTest::addColumn<int>("seconds");
    const auto row = [](quint32 failures, int seconds) { QTest::addRow("after %u", failures) << failures << seconds; };
    row(0, 0);
    row(4, 0);
    row(5, 30);
    row(6, 60);
    row(7, 300);
    row(8, 900);
    row(9, 3600);
    row(1'000'000, 3600);
}

void TestKeySlots::waits()
{
    QFETCH(const quint32, failures);
    QFETCH(const int, seconds);
    QCOMPARE(Throttle::waitAfter(failures), std::chrono::seconds(seconds));
}

void TestKeySlots::countedBeforeTheGuess()
{
    ManualClock clock;
    const QString path = m_folder.filePath(QString::number(++m_files));
    QVERIFY(Throttle(path, clock).reset());
    for (int i = 0; i < 5; ++i) // each time the plug is pulled right after
        QVERIFY(Throttle(path, clock).beforeGuess(1));
    QCOMPARE(Throttle(path, clock).beforeGuess(1).error().detail, QStringLiteral("seconds=30"));
    QVERIFY(Throttle(path, clock).beforeGuess(2)); // another slot
    QVERIFY(Throttle(path, clock).succeeded(1));
    QVERIFY(Throttle(path, clock).beforeGuess(1));
}

void TestKeySlots::tornWriteLeavesTheHalfBefore()
{
    ManualClock clock;
    const QString path = m_folder.filePath(QString::number(++m_files));
    QVERIFY(Throttle(path, clock).reset());
    for (int i = 0; i < 5; ++i)
        QVERIFY(Throttle(path, clock).beforeGuess(1));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.size(), qint64(8192));
    for (const qint64 half : {0, 4096}) { // one torn write damages one half
        QVERIFY(file.seek(half));
        const QByteArray whole = file.read(100);
        QVERIFY(file.seek(half));
        file.write(QByteArray(100, 'x'));
        file.flush();
        const Done next = Throttle(path, clock).beforeGuess(1);
        QVERIFY(next || next.error().code == ErrorCode::Throttled); // four or five failures, never none
        QVERIFY(next ? Throttle(path, clock).beforeGuess(1).error().code == ErrorCode::Throttled : true);
        QVERIFY(file.seek(half));
        file.write(whole);
        file.flush();
    }
}

void TestKeySlots::lostCounterWaits_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("garbage") << QByteArray(8192, 'x');
    QTest::newRow("too long") << QByteArray(9000, 'x');
    QTest::newRow("short") << QByteArray(5, '\0');
    QTest::newRow("zeros") << QByteArray(8192, '\0');
}

void TestKeySlots::lostCounterWaits()
{
    QFETCH(const QByteArray, content);
    ManualClock clock;
    const QString path = m_folder.filePath(QString::number(++m_files));
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QCOMPARE(Throttle(path, clock).beforeGuess(1).error().detail, QStringLiteral("seconds=30"));
    clock.advance(std::chrono::seconds(30));
    QVERIFY(Throttle(path, clock).beforeGuess(1));
}

void TestKeySlots::movedClockRestartsTheWait()
{
    ManualClock clock;
    const QString path = m_folder.filePath(QString::number(++m_files));
    Throttle throttle(path, clock);
    QVERIFY(throttle.reset());
    for (int i = 0; i < 5; ++i)
        QVERIFY(throttle.beforeGuess(1));
    clock.setNow(toMs(clock.now()) + 10LL * 365 * 86'400'000); // ten years ahead gain nothing
    QCOMPARE(throttle.beforeGuess(1).error().detail, QStringLiteral("seconds=30"));
    clock.advance(std::chrono::seconds(20));
    clock.setNow(0);
    QCOMPARE(throttle.beforeGuess(1).error().detail, QStringLiteral("seconds=30"));
    clock.advance(std::chrono::seconds(30));
    QVERIFY(throttle.beforeGuess(1));
}

/// Somebody who tries every second of a day, and restarts and sets clocks as they like.
void TestKeySlots::dayOfGuessing()
{
    for (quint64 seed = 1; seed <= 4; ++seed) {
        ManualClock clock;
        SeededRandom random(seed);
        const QString path = m_folder.filePath(QString::number(++m_files));
        QVERIFY(Throttle(path, clock).reset());
        int evaluated = 0;
        for (int second = 0; second < 86'400; second += 20) {
            if (random.below(400) == 0)
                clock.reboot();
            if (random.below(400) == 0)
                clock.setNow(std::int64_t(random.below(4'000'000'000'000)));
            evaluated += Throttle(path, clock).beforeGuess(1) ? 1 : 0;
            clock.advance(std::chrono::seconds(20));
        }
        QVERIFY2(evaluated <= 5 + 4 + 24, qPrintable(QString::number(evaluated)));
    }
}

QTEST_GUILESS_MAIN(TestKeySlots)
#include "test_keyslots.moc"
