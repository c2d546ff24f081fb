// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/cbor.h"
#include "sync/wire/changeset.h"
#include "sync/wire/control.h"
#include "sync/wire/header.h"
#include "sync/wire/messages.h"

#include <QTest>

#include <functional>

using namespace safelight;

namespace
{

template <class Fixed>
Fixed filled(int byte)
{
    Fixed out;
    out.bytes.fill(std::byte(static_cast<std::uint8_t>(byte)));
    return out;
}

ChangeSet sampleChange()
{
    Uuid id = filled<Uuid>(1);
    id.bytes[6] = std::byte{0x71};
    id.bytes[8] = std::byte{0x81};
    return {id,
            1'775'000'000'000,
            -250,
            {CreateOp{filled<Uuid>(2), 1, QCborMap{{1, 0}, {6, QStringLiteral("Library")}, {300, QCborArray{1, 2}}}},
             SetOp{filled<Uuid>(2), 20, 3, {filled<Uuid>(3), filled<Uuid>(4)}},
             SetOp{filled<Uuid>(2), 21, QCborValue(nullptr), {}},
             LinkOp{filled<Uuid>(5), Relation::About, filled<Uuid>(2)},
             EmbedOp{QByteArray(240, 'h'), QByteArray(16, 's'), QByteArray("changes")}},
            7};
}

EpochBody sampleEpoch(std::uint32_t number)
{
    EpochBody epoch{number, filled<BoxPublic>(1), {}, {}, QStringLiteral("quarter")};
    if (number > 1)
        epoch.link = filled<EpochLink>(2);
    epoch.grants = {{filled<DeviceId>(3), filled<BoxPublic>(4), filled<FixedBytes<48, GrantBoxTag>>(5)},
                    {filled<DeviceId>(6), filled<BoxPublic>(7), filled<FixedBytes<48, GrantBoxTag>>(8)}};
    return epoch;
}

ControlEntry sampleControl()
{
    AddMember reader{
        filled<DeviceId>(1),          filled<SignPublic>(2), filled<BoxPublic>(3), Role::Write, 5000, "label",
        sampleEpoch(1).grants.first()};
    AddMember kiosk{filled<DeviceId>(4), filled<SignPublic>(5), filled<BoxPublic>(6), Role::Submit, {}, {}, {}};
    return {filled<EnvHash>(9),
            {CreateSpace{SpaceKind::Intake, "name", sampleEpoch(1)}, reader, kiosk,
             RemoveMember{filled<DeviceId>(1), RemoveMode::Leaver, 12, sampleEpoch(2)},
             RemoveMember{filled<DeviceId>(4), RemoveMode::Lost, 0, {}}, NewEpoch{sampleEpoch(3)},
             Policy{filled<BoxPublic>(7), 90}}};
}

Header sampleHeader()
{
    Header header;
    header.mode = EnvelopeMode::Sealed;
    header.codec = 1;
    header.epoch = 0x01020304;
    header.space = filled<SpaceId>(0x11);
    header.author = filled<DeviceId>(0x22);
    header.commit = filled<Commit>(0x33);
    header.eph = filled<BoxPublic>(0x44);
    header.ctLen = 256;
    header.authorSeq = 0x0a0b0c0d0e0f1011;
    header.prev = filled<EnvHash>(0x55);
    header.seenSeq = 99;
    header.seenHash = filled<SeenHash>(0x66);
    return header;
}

SyncResponse sampleResponse()
{
    Answer full{filled<SpaceId>(1), SpaceStatus::Gap, 9, filled<LogHash>(2), {}, {}, true, {}, 4};
    full.authors = {{filled<DeviceId>(8), {3, filled<EnvHash>(4)}}, {filled<DeviceId>(5), {0, {}}}};
    full.newer = {{8, 1000, QByteArray(240, 'e')}, {9, 1001, QByteArray(500, 'f')}};
    full.control = {QByteArray(300, 'c')};
    return {1'775'000'000'000, {full, {filled<SpaceId>(2), SpaceStatus::Ok, 0, {}, {}, {}, false, {}, 0}}};
}

ClaimRequest sampleClaim()
{
    return {filled<InstallId>(1), filled<SignPublic>(2), filled<SignPublic>(3),
            filled<BoxPublic>(4), QByteArray("label"),   QByteArray(32, 'm')};
}

using Refuses = std::function<std::optional<ErrorCode>(ByteView)>;

template <class Message>
Refuses decoderOf()
{
    return [](ByteView bytes) -> std::optional<ErrorCode> {
        const Result<Message> message = decode<Message>(bytes);
        return message ? std::nullopt : std::optional(message.error().code);
    };
}

/// One good sample of every message with its decoder, for the tests that damage them all alike.
struct Sample {
    const char *name;
    QByteArray bytes;
    Refuses decoder;
};

QList<Sample> samples()
{
    const Ask ask{filled<SpaceId>(1), 5, filled<SeenHash>(2), {QByteArray(240, 'e'), QByteArray(300, 'f')}};
    const auto change = [](ByteView bytes) -> std::optional<ErrorCode> {
        const auto decoded = decodeChangeSet(bytes);
        return decoded ? std::nullopt : std::optional(decoded.error().code);
    };
    const auto control = [](ByteView bytes) -> std::optional<ErrorCode> {
        const auto decoded = decodeControl(bytes);
        return decoded ? std::nullopt : std::optional(decoded.error().code);
    };
    return {
        {"change-set", encodeChangeSet(sampleChange()), change},
        {"control entry", encodeControl(sampleControl()), control},
        {"sync request", encode(SyncRequest{50, 1024, {ask, {filled<SpaceId>(2), 0, {}, {}}}}),
         decoderOf<SyncRequest>()},
        {"sync response", encode(sampleResponse()), decoderOf<SyncResponse>()},
        {"challenge", encode(Challenge{QByteArray(32, 'c')}), decoderOf<Challenge>()},
        {"token request", encode(TokenRequest{filled<InstallId>(1), QByteArray(32, 'c'), filled<Signature>(2)}),
         decoderOf<TokenRequest>()},
        {"token response", encode(TokenResponse{"token", 5, 6}), decoderOf<TokenResponse>()},
        {"set-up request",
         encode(SetupRequest{filled<InstallId>(1), filled<SignPublic>(2), filled<DeviceId>(3), filled<SignPublic>(4),
                             filled<BoxPublic>(5), filled<Signature>(6)}),
         decoderOf<SetupRequest>()},
        {"invite request", encode(InviteRequest{filled<Lookup>(1), 99, "info"}), decoderOf<InviteRequest>()},
        {"claim", encode(sampleClaim()), decoderOf<ClaimRequest>()},
        {"invite state", encode(InviteState{"info", 99, sampleClaim(), "welcome"}), decoderOf<InviteState>()},
        {"welcome request", encode(WelcomeRequest{"welcome"}), decoderOf<WelcomeRequest>()},
    };
}

void addSampleRows()
{
    QTest::addColumn<int>("index");
    const QList<Sample> all = samples();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

/// The decoded message of another shape of the same bytes, built by changing one member of the map.
QByteArray withMember(const QByteArray &bytes, qint64 key, const QCborValue &value)
{
    QCborMap map = QCborValue::fromCbor(bytes).toMap();
    map.insert(key, value);
    return CborWriter().value(map).result();
}

QByteArray withoutMember(const QByteArray &bytes, qint64 key)
{
    QCborMap map = QCborValue::fromCbor(bytes).toMap();
    map.remove(key);
    return CborWriter().value(map).result();
}

} // namespace

class TestWire final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerBytes()
    {
        const QByteArray bytes = encodeHeader(sampleHeader());
        QCOMPARE(bytes.size(), kHeaderBytes);
        QCOMPARE(bytes.first(8).toHex(), QByteArray("0101010104030201")); // suite, mode, kind, codec, epoch
        QCOMPARE(bytes.mid(104, 8).toHex(), QByteArray("0001000000000000"));
        QCOMPARE(bytes.mid(112, 8).toHex(), QByteArray("11100f0e0d0c0b0a"));
        QCOMPARE(bytes.mid(120, 32), QByteArray(32, '\x55'));
        QCOMPARE(bytes.last(16), QByteArray(16, '\x66'));
        QCOMPARE(bytes.first(kBoxHeaderBytes), encodeBoxHeader(sampleHeader()));
        const Result<Header> parsed = parseHeader(bytesOf(bytes));
        QVERIFY(parsed);
        QCOMPARE(*parsed, sampleHeader());
    }

    void badHeaders_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("value");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("suite 0") << 0 << 0 << ErrorCode::Unsupported;
        QTest::newRow("suite 2") << 0 << 2 << ErrorCode::Unsupported;
        QTest::newRow("mode 3") << 1 << 3 << ErrorCode::Malformed;
        QTest::newRow("member mode with an ephemeral key") << 1 << 0 << ErrorCode::Malformed;
        QTest::newRow("clear mode of kind changes") << 1 << 2 << ErrorCode::Malformed;
        QTest::newRow("kind 0") << 2 << 0 << ErrorCode::Malformed;
        QTest::newRow("kind 3") << 2 << 3 << ErrorCode::Malformed;
        QTest::newRow("sealed control entry") << 2 << 2 << ErrorCode::Malformed;
        QTest::newRow("first reserved byte") << 108 << 1 << ErrorCode::Malformed;
        QTest::newRow("last reserved byte") << 111 << 128 << ErrorCode::Malformed;
    }
    void badHeaders()
    {
        QFETCH(const int, offset);
        QFETCH(const int, value);
        QFETCH(const ErrorCode, code);
        QByteArray bytes = encodeHeader(sampleHeader());
        bytes[offset] = static_cast<char>(value);
        const Result<Header> parsed = parseHeader(bytesOf(bytes));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, code);
    }

    void headersOfOtherModes()
    {
        Header member = sampleHeader();
        member.mode = EnvelopeMode::Member;
        QVERIFY(!parseHeader(bytesOf(encodeHeader(member))));
        member.eph = {};
        QVERIFY(parseHeader(bytesOf(encodeHeader(member))));
        Header sealedWithoutKey = sampleHeader();
        sealedWithoutKey.eph = {};
        QVERIFY(!parseHeader(bytesOf(encodeHeader(sealedWithoutKey))));
        Header control = member;
        control.mode = EnvelopeMode::Clear;
        control.kind = EnvelopeKind::Control;
        QVERIFY(!parseHeader(bytesOf(encodeHeader(control)))); // a codec in clear
        control.codec = 0;
        QVERIFY(parseHeader(bytesOf(encodeHeader(control))));
    }

    void wholeEnvelope()
    {
        const Envelope envelope{sampleHeader(), filled<Signature>(7), QByteArray(256, 'c')};
        const QByteArray bytes = encodeEnvelope(envelope);
        QCOMPARE(bytes.size(), qsizetype(240 + 256));
        QCOMPARE(*parseEnvelope(bytesOf(bytes)), envelope);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QCOMPARE(parseEnvelope(bytesOf(bytes.first(size))).error().code, ErrorCode::Malformed);
        QCOMPARE(parseEnvelope(bytesOf(bytes + 'c')).error().code, ErrorCode::Malformed);
        QByteArray huge(kMaxEnvelopeBytes + 1, '\0');
        huge.replace(0, bytes.size(), bytes);
        QCOMPARE(parseEnvelope(bytesOf(huge)).error().code, ErrorCode::TooLarge);
    }

    void changeSetRoundTrip()
    {
        const QByteArray bytes = encodeChangeSet(sampleChange());
        const Result<ChangeSet> back = decodeChangeSet(bytesOf(bytes));
        QVERIFY(back);
        QCOMPARE(*back, sampleChange());
        ChangeSet bare = sampleChange();
        bare.clockOffsetMs.reset();
        bare.appVersion.reset();
        bare.recordedAtMs = -1;
        QCOMPARE(*decodeChangeSet(bytesOf(encodeChangeSet(bare))), bare);
    }

    void fieldsAreSorted()
    {
        ChangeSet one = sampleChange();
        ChangeSet two = sampleChange();
        one.ops = {CreateOp{filled<Uuid>(2), 1, QCborMap{{1, 1}, {200, 2}, {30, 3}}}};
        two.ops = {CreateOp{filled<Uuid>(2), 1, QCborMap{{200, 2}, {30, 3}, {1, 1}}}};
        QCOMPARE(encodeChangeSet(one), encodeChangeSet(two));
        QVERIFY(decodeChangeSet(bytesOf(encodeChangeSet(two))));
    }

    void laterVersionsMaySayMore()
    {
        const QByteArray bytes = encodeChangeSet(sampleChange());
        QCOMPARE(*decodeChangeSet(bytesOf(withMember(bytes, 77, QStringLiteral("new")))), sampleChange());
        QCborArray ops = QCborValue::fromCbor(bytes)[3].toArray();
        ops.append(QCborMap{{0, 99}, {1, QStringLiteral("an op of the future")}});
        QCOMPARE(*decodeChangeSet(bytesOf(withMember(bytes, 3, ops))), sampleChange());
        const QByteArray request = encode(TokenResponse{"token", 5, 6});
        QVERIFY(decode<TokenResponse>(bytesOf(withMember(request, 9, 1))));
    }

    void badChangeSets_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = encodeChangeSet(sampleChange());
        const auto op = [&](const QCborMap &map) { return withMember(good, 3, QCborArray{map}); };
        const QByteArray id(16, 'i');
        QTest::newRow("no id") << withoutMember(good, 0);
        QTest::newRow("short id") << withMember(good, 0, QByteArray(15, 'i'));
        QByteArray bad = QCborValue::fromCbor(good)[0].toByteArray();
        bad[6] = 0x41;
        QTest::newRow("an id of version 4") << withMember(good, 0, bad);
        bad[6] = 0x71;
        bad[8] = 0x01;
        QTest::newRow("an id of another variant") << withMember(good, 0, bad);
        bad[8] = char(0x81);
        bad[0] = char(0x80);
        QTest::newRow("an id from the end of time") << withMember(good, 0, bad);
        QTest::newRow("time as text") << withMember(good, 1, QStringLiteral("now"));
        QTest::newRow("no offset") << withoutMember(good, 2);
        QTest::newRow("offset as a float") << withMember(good, 2, 0.5);
        QTest::newRow("no ops") << withoutMember(good, 3);
        QTest::newRow("empty ops") << withMember(good, 3, QCborArray());
        QTest::newRow("an op that is no map") << withMember(good, 3, QCborArray{1});
        QTest::newRow("an op without a number") << op({{1, id}});
        QTest::newRow("an op with a negative number") << op({{0, -1}});
        QTest::newRow("create without fields") << op({{0, 1}, {1, id}, {2, 1}});
        QTest::newRow("create with a text key")
            << op({{0, 1}, {1, id}, {2, 1}, {3, QCborMap{{QStringLiteral("a"), 1}}}});
        QTest::newRow("create with a negative key") << op({{0, 1}, {1, id}, {2, 1}, {3, QCborMap{{-1, 1}}}});
        QTest::newRow("type above 32 bits") << op({{0, 1}, {1, id}, {2, qint64(0x100000000)}, {3, QCborMap()}});
        QTest::newRow("set without parents") << op({{0, 2}, {1, id}, {2, 1}, {3, 1}});
        QTest::newRow("set with a short parent")
            << op({{0, 2}, {1, id}, {2, 1}, {3, 1}, {4, QCborArray{QByteArray(3, 'p')}}});
        QTest::newRow("link to nowhere") << op({{0, 3}, {1, id}, {2, 1}});
        QTest::newRow("link of relation 0") << op({{0, 3}, {1, id}, {2, 0}, {3, id}});
        QTest::newRow("embed of a short header") << op({{0, 4}, {1, QByteArray(239, 'h')}, {2, id}, {3, id}});
        QTest::newRow("embed with a short salt") << op({{0, 4}, {1, QByteArray(240, 'h')}, {2, id.left(15)}, {3, id}});
        QTest::newRow("embed of nothing") << op({{0, 4}, {1, QByteArray(240, 'h')}, {2, id}, {3, QByteArray()}});
    }
    void badChangeSets()
    {
        QFETCH(const QByteArray, bytes);
        const Result<ChangeSet> change = decodeChangeSet(bytesOf(bytes));
        QVERIFY(!change);
        QCOMPARE(change.error().code, ErrorCode::Malformed);
    }

    void controlRoundTrip()
    {
        const Result<ControlEntry> back = decodeControl(bytesOf(encodeControl(sampleControl())));
        QVERIFY(back);
        QCOMPARE(*back, sampleControl());
    }

    void controlIsUnderstoodWholeOrNotAtAll()
    {
        const QByteArray good = encodeControl({filled<EnvHash>(9), {Policy{filled<BoxPublic>(7), 90}}});
        QVERIFY(decodeControl(bytesOf(good)));
        const auto codeOf = [](const QByteArray &bytes) { return decodeControl(bytesOf(bytes)).error().code; };
        const auto ctl = [&](const QCborMap &map) { return withMember(good, 1, QCborArray{map}); };
        QCOMPARE(codeOf(ctl({{0, 5}})), ErrorCode::Unsupported); // purge: reserved
        QCOMPARE(codeOf(ctl({{0, 6}})), ErrorCode::Unsupported); // rewind: reserved
        QCOMPARE(codeOf(ctl({{0, 8}})), ErrorCode::Unsupported);
        QCOMPARE(codeOf(withMember(good, 2, 1)), ErrorCode::Unsupported);
        const QByteArray key(32, 'k');
        QCOMPARE(codeOf(ctl({{0, 7}, {1, key}, {2, 90}, {3, 1}})), ErrorCode::Unsupported);
        QCOMPARE(codeOf(ctl({{0, 7}, {1, key}})), ErrorCode::Malformed);
        QCOMPARE(codeOf(withMember(good, 1, QCborArray())), ErrorCode::Malformed);
        QCOMPARE(codeOf(withMember(good, 0, QByteArray(31, 'b'))), ErrorCode::Malformed);
        QCOMPARE(codeOf(ctl({{0, 1}, {1, 5}, {2, QByteArray()}, {3, QCborMap()}})), ErrorCode::Malformed); // kind 5
        const QCborMap epoch{{0, 1}, {1, key}, {3, QCborArray{QByteArray(95, 'g')}}, {4, QStringLiteral("x")}};
        QCOMPARE(codeOf(ctl({{0, 4}, {1, epoch}})), ErrorCode::Malformed); // a short grant
        const QCborMap epochZero{{0, 0}, {1, key}, {3, QCborArray()}, {4, QStringLiteral("x")}};
        QCOMPARE(codeOf(ctl({{0, 4}, {1, epochZero}})), ErrorCode::Malformed);
    }

    void messagesRoundTrip()
    {
        const Ask ask{filled<SpaceId>(1), 5, filled<SeenHash>(2), {QByteArray(240, 'e'), QByteArray(300, 'f')}};
        const SyncRequest request{50, 0, {ask, {filled<SpaceId>(2), 0, {}, {}}}};
        QCOMPARE(*decode<SyncRequest>(bytesOf(encode(request))), request);
        QCOMPARE(*decode<SyncResponse>(bytesOf(encode(sampleResponse()))), sampleResponse());
        const InviteState fresh{"info", 99, {}, {}};
        QCOMPARE(*decode<InviteState>(bytesOf(encode(fresh))), fresh);
        const InviteState claimed{"info", 99, sampleClaim(), "welcome"};
        QCOMPARE(*decode<InviteState>(bytesOf(encode(claimed))), claimed);
        QCOMPARE(*decode<ClaimRequest>(bytesOf(encode(sampleClaim()))), sampleClaim());
        const TokenRequest token{filled<InstallId>(1), QByteArray(32, 'c'), filled<Signature>(2)};
        QCOMPARE(*decode<TokenRequest>(bytesOf(encode(token))), token);
        const TokenResponse answer{"token", 5, 6};
        QCOMPARE(*decode<TokenResponse>(bytesOf(encode(answer))), answer);
        const SetupRequest setup{filled<InstallId>(1),  filled<SignPublic>(2), filled<DeviceId>(3),
                                 filled<SignPublic>(4), filled<BoxPublic>(5),  filled<Signature>(6)};
        QCOMPARE(*decode<SetupRequest>(bytesOf(encode(setup))), setup);
        const InviteRequest invite{filled<Lookup>(1), 99, "info"};
        QCOMPARE(*decode<InviteRequest>(bytesOf(encode(invite))), invite);
        const Challenge challenge{QByteArray(32, 'c')};
        QCOMPARE(*decode<Challenge>(bytesOf(encode(challenge))), challenge);
        const WelcomeRequest welcome{"welcome"};
        QCOMPARE(*decode<WelcomeRequest>(bytesOf(encode(welcome))), welcome);
    }

    void syncRequestLimits()
    {
        const QByteArray good = encode(SyncRequest{50, quint32(kMaxRequestBytes), {{filled<SpaceId>(1), 0, {}, {}}}});
        QVERIFY(decode<SyncRequest>(bytesOf(good)));
        const auto codeOf = [](const QByteArray &bytes) { return decode<SyncRequest>(bytesOf(bytes)).error().code; };
        QCOMPARE(codeOf(withMember(good, 0, 2)), ErrorCode::Unsupported);
        QCOMPARE(codeOf(withMember(good, 1, 51)), ErrorCode::Malformed);
        QCOMPARE(codeOf(withMember(good, 2, qint64(kMaxRequestBytes + 1))), ErrorCode::Malformed);
        QCOMPARE(codeOf(withMember(good, 3, QCborArray())), ErrorCode::Malformed);
        QCOMPARE(codeOf(QByteArray(kMaxRequestBytes + 1, '\0')), ErrorCode::TooLarge);
        SyncRequest many{0, 0, QList<Ask>(kMaxAsksPerRequest, Ask{})};
        QVERIFY(decode<SyncRequest>(bytesOf(encode(many))));
        many.asks.append(Ask{});
        QCOMPARE(codeOf(encode(many)), ErrorCode::Malformed);
        const SyncRequest large{0, 0, {{filled<SpaceId>(1), 0, {}, {QByteArray(kMaxEnvelopeBytes + 1, 'e')}}}};
        QCOMPARE(codeOf(encode(large)), ErrorCode::Malformed);
    }

    void idleRequestIsSmall()
    {
        SyncRequest request{50, quint32(kDefaultAnswerBytes), QList<Ask>(5, Ask{filled<SpaceId>(1), 123'456, {}, {}})};
        QVERIFY(encode(request).size() <
                300); // design.md section 7: one request of at most 600 bytes, headers included
    }

    void everyPrefixIsRefused_data() { addSampleRows(); }
    void everyPrefixIsRefused()
    {
        QFETCH(const int, index);
        const Sample sample = samples().at(index);
        QCOMPARE(sample.decoder(bytesOf(sample.bytes)), std::nullopt); // the control: whole, it is taken
        for (qsizetype size = 0; size < sample.bytes.size(); ++size)
            QCOMPARE(sample.decoder(bytesOf(sample.bytes.first(size))), std::optional(ErrorCode::Malformed));
        QCOMPARE(sample.decoder(bytesOf(sample.bytes + '\0')), std::optional(ErrorCode::Malformed));
    }

    void everyMemberIsNeededOrOptional_data() { addSampleRows(); }
    void everyMemberIsNeededOrOptional()
    {
        QFETCH(const int, index);
        const Sample sample = samples().at(index);
        const QCborMap map = QCborValue::fromCbor(sample.bytes).toMap();
        for (auto it = map.cbegin(); it != map.cend(); ++it) {
            // of the wrong kind: never taken, optional or not
            QVERIFY(sample.decoder(bytesOf(withMember(sample.bytes, it.key().toInteger(), true))).has_value());
        }
        QVERIFY(sample.decoder(bytesOf(withoutMember(sample.bytes, 0))).has_value());
    }

    /// Damage of one byte is refused with a reason, or gives another message; it never does anything else.
    void damagedBytes_data() { addSampleRows(); }
    void damagedBytes()
    {
        QFETCH(const int, index);
        const Sample sample = samples().at(index);
        for (qsizetype at = 0; at < sample.bytes.size(); ++at) {
            for (const int flip : {0x01, 0x20, 0x80, 0xff}) {
                QByteArray damaged = sample.bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ flip);
                const std::optional<ErrorCode> refused = sample.decoder(bytesOf(damaged));
                if (refused)
                    QVERIFY(*refused == ErrorCode::Malformed || *refused == ErrorCode::Unsupported);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "test_wire.moc"
