// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/cbor.h"

#include <QTest>

using namespace safelight;

namespace
{

QByteArray nested(int depth) { return QByteArray(depth, '\x81') + QByteArray(1, '\0'); }

} // namespace

/// What the one parser in front of every decoder takes, and what it refuses (RFC 8949; sync/PROTOCOL.md, "CBOR").
class TestCbor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const char *hex) { QTest::newRow(name) << QByteArray::fromHex(hex); };
        // RFC 8949 appendix A, the deterministic ones
        row("0", "00");
        row("23", "17");
        row("24", "1818");
        row("255", "18ff");
        row("256", "190100");
        row("1000000", "1a000f4240");
        row("1000000000000", "1b000000e8d4a51000");
        row("-1", "20");
        row("-1000", "3903e7");
        row("1.5 as half", "f93e00");
        row("100000.0 as single", "fa47c35000");
        row("1.1 as double", "fb3ff199999999999a");
        row("false", "f4");
        row("true", "f5");
        row("null", "f6");
        row("empty bytes", "40");
        row("bytes", "4401020304");
        row("text", "6449455446");
        row("text ü", "62c3bc");
        row("empty array", "80");
        row("arrays", "8301820203820405");
        row("empty map", "a0");
        row("map", "a201020304");
        row("map, keys of two kinds", "a3010220036161f6");
        row("tagged", "d903e801");
        QTest::newRow("deepest") << nested(kMaxCborDepth);
    }
    void good()
    {
        QFETCH(const QByteArray, bytes);
        const Result<QCborValue> value = parseCbor(bytesOf(bytes), 100);
        QVERIFY(value);
        QCOMPARE(CborWriter().value(*value).result(), bytes);
    }

    void bad_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const char *hex) { QTest::newRow(name) << QByteArray::fromHex(hex); };
        row("nothing", "");
        row("two items", "0001");
        row("a byte after the item", "a000");
        row("over-long 23", "1817");
        row("over-long 255", "1900ff");
        row("over-long 65535", "1a0000ffff");
        row("over-long 2^32-1", "1b00000000ffffffff");
        row("over-long length", "580101");
        row("reserved 28", "1c");
        row("reserved 30", "1e");
        row("endless bytes", "5f4101ff");
        row("endless text", "7f6161ff");
        row("endless array", "9f01ff");
        row("endless map", "bf0101ff");
        row("a lone break", "ff");
        row("undefined", "f7");
        row("simple 16", "f0");
        row("simple 255", "f8ff");
        row("cut in a head", "19 01");
        row("cut in bytes", "44010203");
        row("cut in an array", "820 1");
        row("cut in a map", "a101");
        row("bytes of 2^63", "5b8000000000000000");
        row("array of 2^32", "9b0000000100000000");
        row("map of 2^63", "bb8000000000000000");
        row("keys out of order", "a203040102");
        row("a key twice", "a201020103");
        row("keys by value, not by bytes", "a22001 0102");
        row("text that is not UTF-8", "62c328");
        row("text with half a surrogate", "63eda080");
        QTest::newRow("too deep") << nested(kMaxCborDepth + 1);
        QTest::newRow("tags count as depth") << QByteArray(kMaxCborDepth + 1, '\xc1') + QByteArray(1, '\0');
        QTest::newRow("far too deep") << nested(90);
    }
    void bad()
    {
        QFETCH(const QByteArray, bytes);
        const Result<QCborValue> value = parseCbor(bytesOf(bytes), 100);
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::Malformed);
    }

    void tooLarge()
    {
        const QByteArray bytes = CborWriter().bytes(QByteArray(20, 'x')).result();
        QVERIFY(parseCbor(bytesOf(bytes), bytes.size()));
        QCOMPARE(parseCbor(bytesOf(bytes), bytes.size() - 1).error().code, ErrorCode::TooLarge);
    }

    void writerSortsAndMakesUndefinedNull()
    {
        const QCborMap map{
            {300, 1}, {-1, 2}, {QStringLiteral("a"), QCborValue()}, {2, QCborMap{{1, true}, {0, false}}}};
        QCOMPARE(CborWriter().value(map).result(), QByteArray::fromHex("a402a200f401f519012c0120026161f6"));
    }

    void numbersAtTheEdges()
    {
        QCOMPARE(CborWriter().signedNumber(std::numeric_limits<std::int64_t>::min()).result().toHex(),
                 QByteArray("3b7fffffffffffffff"));
        QCOMPARE(CborWriter().signedNumber(-1).result().toHex(), QByteArray("20"));
        QCOMPARE(CborWriter().number(~std::uint64_t(0)).result().toHex(), QByteArray("1bffffffffffffffff"));
    }

    void numbersBeyondTheLimitAreNoIntegers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<double>("value");
        QTest::newRow("2^63") << QByteArray::fromHex("1b8000000000000000") << 9223372036854775808.0;
        QTest::newRow("2^64 - 1") << QByteArray::fromHex("1bffffffffffffffff") << 18446744073709551616.0;
        QTest::newRow("-2^63 - 1") << QByteArray::fromHex("3b8000000000000000") << -9223372036854775808.0;
        QTest::newRow("-2^64 + 1") << QByteArray::fromHex("3bfffffffffffffffe") << -18446744073709551616.0;
        QTest::newRow("-2^64") << QByteArray::fromHex("3bffffffffffffffff") << -18446744073709551616.0;
    }
    void numbersBeyondTheLimitAreNoIntegers()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const double, value);
        const QByteArray inMap = QByteArray::fromHex("a3000101") + bytes + QByteArray::fromHex("0282") + bytes + bytes;
        const Result<QCborValue> read = parseCbor(bytesOf(inMap), 64);
        QVERIFY(read);
        CborReader in(*read);
        QCOMPARE(in.integer(0), std::int64_t(1));
        QVERIFY(in.any(1).isDouble());
        QCOMPARE(in.any(1).toDouble(), value);
        QCOMPARE(in.array(2), (QCborArray{value, value}));
        QVERIFY(in.ok());
        (void)in.integer(1);
        QVERIFY(!in.ok());
    }

    void readerRemembersTheFirstFault()
    {
        const QCborValue value = QCborMap{{0, 5}, {1, QStringLiteral("x")}, {2, QByteArray("1234567890123456")}};
        CborReader in(value);
        QCOMPARE(in.integer(0, 0, 5), std::int64_t(5));
        QCOMPARE(in.text(1), QStringLiteral("x"));
        QVERIFY(!in.fixed<SpaceId>(2).isZero());
        QVERIFY(in.ok());
        QCOMPARE(in.integer(0, 0, 4), std::int64_t(0)); // out of range
        QVERIFY(!in.ok());

        const auto fails = [&](auto read) {
            CborReader other(value);
            read(other);
            return !other.ok();
        };
        QVERIFY(fails([](CborReader &r) { (void)r.integer(9); }));
        QVERIFY(fails([](CborReader &r) { (void)r.integer(1); }));
        QVERIFY(fails([](CborReader &r) { (void)r.text(0); }));
        QVERIFY(fails([](CborReader &r) { (void)r.bytes(2, 0, 15); }));
        QVERIFY(fails([](CborReader &r) { (void)r.bytes(2, 17); }));
        QVERIFY(fails([](CborReader &r) { (void)r.fixed<EnvHash>(2); }));
        QVERIFY(fails([](CborReader &r) { (void)r.array(0); }));
        QVERIFY(fails([](CborReader &r) { (void)r.map(0); }));
        QVERIFY(fails([](CborReader &r) { (void)r.boolean(0); }));
        QVERIFY(!CborReader(QCborValue(5)).ok());
        QVERIFY(CborReader(value).hasOnlyKeysUpTo(2));
        QVERIFY(!CborReader(value).hasOnlyKeysUpTo(1));
    }
};

QTEST_GUILESS_MAIN(TestCbor)
#include "test_cbor.moc"
