// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/messages.h"

#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

constexpr std::int64_t kVersion = 1;
constexpr qsizetype kChallengeBytes = 32;
constexpr qsizetype kMacBytes = 32;
constexpr qsizetype kMaxTokenBytes = 256;
constexpr qsizetype kMaxInfoBytes = qsizetype(4) * 1024;
constexpr qsizetype kMaxLabelBytes = 1024;
constexpr qsizetype kMaxWelcomeBytes = qsizetype(32) * 1024;

void write(CborWriter &out, const QList<QByteArray> &items)
{
    out.array(static_cast<std::size_t>(items.size()));
    for (const QByteArray &item : items)
        out.bytes(item);
}

QList<QByteArray> readEnvelopes(CborReader &in, qint64 key)
{
    QList<QByteArray> out;
    const QCborArray items = in.has(key) ? in.array(key) : QCborArray();
    out.reserve(items.size());
    for (const QCborValue item : items) {
        out.append(item.toByteArray());
        if (!item.isByteArray() || out.last().size() > kMaxEnvelopeBytes)
            in.fail();
    }
    return out;
}

void write(CborWriter &out, const Ask &ask)
{
    out.map(ask.push.isEmpty() ? 3 : 4).number(0).bytes(ask.space).number(1).number(ask.hiSeq);
    out.number(2).bytes(ask.hiHash);
    if (!ask.push.isEmpty()) {
        out.number(4);
        write(out, ask.push);
    }
}

Ask readAsk(const QCborValue &value, CborReader &outer)
{
    CborReader in(value);
    Ask ask{in.fixed<SpaceId>(0), in.counter(1), in.fixed<SeenHash>(2), readEnvelopes(in, 4)};
    if (!in.ok())
        outer.fail();
    return ask;
}

void write(CborWriter &out, const Answer &answer)
{
    const std::size_t optional = (answer.newer.isEmpty() ? 0U : 1U) + (answer.more ? 1U : 0U) +
                                 (answer.control.isEmpty() ? 0U : 1U) + (answer.refusedAuthorSeq == 0 ? 0U : 1U);
    out.map(5 + optional).number(0).bytes(answer.space).number(1).number(static_cast<quint8>(answer.status));
    out.number(2).number(answer.headSeq).number(3).bytes(answer.headHash);
    out.number(4).map(static_cast<std::size_t>(answer.authors.size()));
    for (auto it = answer.authors.cbegin(); it != answer.authors.cend(); ++it)
        out.bytes(it.key()).array(2).number(it.value().seq).bytes(it.value().hash);
    if (!answer.newer.isEmpty()) {
        out.number(5).array(static_cast<std::size_t>(answer.newer.size()));
        for (const LogEntry &entry : answer.newer)
            out.array(3).number(entry.seq).signedNumber(entry.recvMs).bytes(entry.envelope);
    }
    if (answer.more)
        out.number(8).boolean(true);
    if (!answer.control.isEmpty()) {
        out.number(9);
        write(out, answer.control);
    }
    if (answer.refusedAuthorSeq != 0)
        out.number(10).number(answer.refusedAuthorSeq);
}

void readAuthors(CborReader &in, Answer &answer)
{
    const QCborMap authors = in.map(4);
    for (auto it = authors.cbegin(); it != authors.cend(); ++it) {
        const QCborArray pair = it.value().toArray();
        if (pair.size() != 2 || !pair.at(0).isInteger() || pair.at(0).toInteger() < 0)
            return in.fail();
        answer.authors.insert(in.fixedFrom<DeviceId>(it.key()),
                              {static_cast<std::uint64_t>(pair.at(0).toInteger()), in.fixedFrom<EnvHash>(pair.at(1))});
    }
}

void readNewer(CborReader &in, Answer &answer)
{
    const QCborArray entries = in.array(5);
    answer.newer.reserve(entries.size());
    for (const QCborValue value : entries) {
        const QCborArray triple = value.toArray();
        if (triple.size() != 3 || !triple.at(0).isInteger() || triple.at(0).toInteger() < 1 ||
            !triple.at(1).isInteger() || !triple.at(2).isByteArray())
            return in.fail();
        QByteArray envelope = triple.at(2).toByteArray();
        const bool isHash = envelope.size() == qsizetype(EnvHash::kSize);
        if (!isHash && (envelope.size() < kSignedHeaderBytes || envelope.size() > kMaxEnvelopeBytes))
            return in.fail();
        answer.newer.append({static_cast<std::uint64_t>(triple.at(0).toInteger()), triple.at(1).toInteger(), envelope});
    }
}

Answer readAnswer(const QCborValue &value, CborReader &outer)
{
    CborReader in(value);
    Answer answer;
    answer.space = in.fixed<SpaceId>(0);
    answer.status = in.choice(1, SpaceStatus::Ok, SpaceStatus::TooLarge);
    answer.headSeq = in.counter(2);
    answer.headHash = in.fixed<LogHash>(3);
    readAuthors(in, answer);
    if (in.has(5))
        readNewer(in, answer);
    answer.more = in.has(8) && in.boolean(8);
    answer.control = readEnvelopes(in, 9);
    answer.refusedAuthorSeq = in.has(10) ? in.counter(10) : 0;
    if (!in.ok())
        outer.fail();
    return answer;
}

void write(CborWriter &out, const ClaimRequest &claim)
{
    out.map(6).number(0).bytes(claim.install).number(1).bytes(claim.loginPk).number(2).bytes(claim.signPk);
    out.number(3).bytes(claim.boxPk).number(4).bytes(claim.label).number(5).bytes(claim.mac);
}

ClaimRequest readClaim(CborReader &in)
{
    return {in.fixed<InstallId>(0), in.fixed<SignPublic>(1),        in.fixed<SignPublic>(2),
            in.fixed<BoxPublic>(3), in.bytes(4, 0, kMaxLabelBytes), in.bytes(5, kMacBytes, kMacBytes)};
}

/// Parses, reads with `read(CborReader &)`, and turns any missing or wrong member into Malformed.
template <class Read>
auto decodeWith(ByteView bytes, qsizetype maxBytes, Read read) -> Result<decltype(read(std::declval<CborReader &>()))>
{
    const Result<QCborValue> root = parseCbor(bytes, maxBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    auto message = read(in);
    if (!in.ok())
        return ErrorCode::Malformed;
    return message;
}

} // namespace

QByteArray encode(const SyncRequest &request)
{
    CborWriter out;
    out.map(4).number(0).number(kVersion).number(1).number(request.waitS).number(2).number(request.maxBytes);
    out.number(3).array(static_cast<std::size_t>(request.asks.size()));
    for (const Ask &ask : request.asks)
        write(out, ask);
    return out.result();
}

template <>
Result<SyncRequest> decode<SyncRequest>(ByteView bytes)
{
    const Result<QCborValue> root = parseCbor(bytes, kMaxRequestBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    if (in.counter(0) != kVersion)
        return in.ok() ? ErrorCode::Unsupported : ErrorCode::Malformed;
    SyncRequest request;
    request.waitS = in.unsignedNumber<std::uint32_t>(1, 0, kMaxWaitSeconds);
    request.maxBytes = in.unsignedNumber<std::uint32_t>(2, 0, quint32(kMaxRequestBytes));
    const QCborArray asks = in.array(3, 1, kMaxAsksPerRequest);
    for (const QCborValue ask : asks)
        request.asks.append(readAsk(ask, in));
    if (!in.ok())
        return ErrorCode::Malformed;
    return request;
}

QByteArray encode(const SyncResponse &response)
{
    CborWriter out;
    out.map(2).number(0).signedNumber(response.serverTimeMs);
    out.number(1).array(static_cast<std::size_t>(response.answers.size()));
    for (const Answer &answer : response.answers)
        write(out, answer);
    return out.result();
}

template <>
Result<SyncResponse> decode<SyncResponse>(ByteView bytes)
{
    return decodeWith(bytes, kMaxResponseBytes, [](CborReader &in) {
        SyncResponse response{in.integer(0), {}};
        const QCborArray answers = in.array(1, 0, kMaxAsksPerRequest);
        for (const QCborValue answer : answers)
            response.answers.append(readAnswer(answer, in));
        return response;
    });
}

QByteArray encode(const Challenge &challenge) { return CborWriter().map(1).number(0).bytes(challenge.bytes).result(); }

template <>
Result<Challenge> decode<Challenge>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes,
                      [](CborReader &in) { return Challenge{in.bytes(0, kChallengeBytes, kChallengeBytes)}; });
}

QByteArray encode(const TokenRequest &request)
{
    CborWriter out;
    out.map(3).number(0).bytes(request.install).number(1).bytes(request.challenge).number(2).bytes(request.signature);
    return out.result();
}

template <>
Result<TokenRequest> decode<TokenRequest>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) {
        return TokenRequest{in.fixed<InstallId>(0), in.bytes(1, kChallengeBytes, kChallengeBytes),
                            in.fixed<Signature>(2)};
    });
}

QByteArray encode(const TokenResponse &response)
{
    CborWriter out;
    out.map(3).number(0).bytes(response.token).number(1).signedNumber(response.expiresMs);
    out.number(2).signedNumber(response.serverTimeMs);
    return out.result();
}

template <>
Result<TokenResponse> decode<TokenResponse>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) {
        return TokenResponse{in.bytes(0, 1, kMaxTokenBytes), in.integer(1), in.integer(2)};
    });
}

QByteArray encode(const SetupRequest &request)
{
    CborWriter out;
    out.map(6).number(0).bytes(request.install).number(1).bytes(request.loginPk).number(2).bytes(request.device);
    out.number(3).bytes(request.signPk).number(4).bytes(request.boxPk).number(5).bytes(request.rootSignature);
    return out.result();
}

template <>
Result<SetupRequest> decode<SetupRequest>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) {
        return SetupRequest{in.fixed<InstallId>(0),  in.fixed<SignPublic>(1), in.fixed<DeviceId>(2),
                            in.fixed<SignPublic>(3), in.fixed<BoxPublic>(4),  in.fixed<Signature>(5)};
    });
}

QByteArray encode(const InviteRequest &request)
{
    CborWriter out;
    out.map(3).number(0).bytes(request.lookup).number(1).signedNumber(request.expiresMs).number(2).bytes(request.info);
    return out.result();
}

template <>
Result<InviteRequest> decode<InviteRequest>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) {
        return InviteRequest{in.fixed<Lookup>(0), in.integer(1), in.bytes(2, 1, kMaxInfoBytes)};
    });
}

QByteArray encode(const ClaimRequest &claim)
{
    CborWriter out;
    write(out, claim);
    return out.result();
}

template <>
Result<ClaimRequest> decode<ClaimRequest>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) { return readClaim(in); });
}

QByteArray encode(const InviteState &state)
{
    CborWriter out;
    out.map(2U + (state.claim ? 1U : 0U) + (state.welcome.isEmpty() ? 0U : 1U));
    out.number(0).bytes(state.info).number(1).signedNumber(state.expiresMs);
    if (state.claim) {
        out.number(2);
        write(out, *state.claim);
    }
    if (!state.welcome.isEmpty())
        out.number(3).bytes(state.welcome);
    return out.result();
}

template <>
Result<InviteState> decode<InviteState>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes, [](CborReader &in) {
        InviteState state{in.bytes(0, 0, kMaxInfoBytes), in.integer(1), {}, {}};
        if (in.has(2)) {
            CborReader claim(in.any(2));
            state.claim = readClaim(claim);
            if (!claim.ok())
                in.fail();
        }
        if (in.has(3))
            state.welcome = in.bytes(3, 1, kMaxWelcomeBytes);
        return state;
    });
}

QByteArray encode(const WelcomeRequest &request)
{
    return CborWriter().map(1).number(0).bytes(request.welcome).result();
}

template <>
Result<WelcomeRequest> decode<WelcomeRequest>(ByteView bytes)
{
    return decodeWith(bytes, kMaxSmallMessageBytes,
                      [](CborReader &in) { return WelcomeRequest{in.bytes(0, 1, kMaxWelcomeBytes)}; });
}

} // namespace safelight
