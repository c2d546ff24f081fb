// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/envelope.h"

#include "sync/crypto/codec.h"
#include "sync/crypto/exchange.h"
#include "sync/crypto/hash.h"

#include <bit>
#include <sodium.h>

namespace safelight
{

namespace
{

constexpr qsizetype kSaltBytes = qsizetype(Salt::kSize);
constexpr qsizetype kPadBlock = 256;
constexpr qsizetype kPadmeAbove = 4096;

/// Size classes of ct: multiples of 256 up to 4 KiB, Padmé above (at most 12 % more).
qsizetype paddedCtSize(qsizetype size)
{
    if (size <= kPadmeAbove)
        return roundUp(size, kPadBlock);
    const auto length = static_cast<std::uint64_t>(size);
    const unsigned exponent = static_cast<unsigned>(std::bit_width(length)) - 1;
    const unsigned kept = static_cast<unsigned>(std::bit_width(exponent));
    const std::uint64_t mask = (std::uint64_t(1) << (exponent - kept)) - 1;
    return static_cast<qsizetype>((length + mask) & ~mask);
}

Commit commitTo(ByteView plain, ByteView salt) { return blake2bOf<Commit>(salt, {plain}); }

/// mk: one key for one box header, so that the nonce may be zero.
void messageKey(ShortKey &out, std::span<const std::byte, 32> key, ByteView boxHeader)
{
    blake2b(out.span(), key, {bytesOf(domain("sg1/mk")), boxHeader});
}

EnvHash sha256Of(std::initializer_list<ByteView> parts)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const ByteView part : parts)
        crypto_hash_sha256_update(&state, uchars(part), part.size());
    EnvHash out;
    crypto_hash_sha256_final(&state, uchars(std::span<std::byte>(out.bytes)));
    return out;
}

std::array<std::byte, 8> bigEndian(std::uint64_t value)
{
    std::array<std::byte, 8> out;
    for (std::size_t i = 0; i < 8; ++i)
        out[i] = std::byte(static_cast<std::uint8_t>(value >> (8 * (7 - i))));
    return out;
}

/// Steps 1 to 3 and 5 of section 4; `header` says space, epoch, author, mode and eph.
Result<Envelope> seal(Header header, std::span<const std::byte, 32> key, ByteView plain, const Salt &salt,
                      bool compress)
{
    if (plain.size() > static_cast<std::size_t>(kMaxChangeBytes))
        return ErrorCode::TooLarge;
    Compressed body = compress ? compressChange(plain) : Compressed{kCodecStored, viewOf(plain).toByteArray()};
    if (body.bytes.size() > kMaxCompressedChange)
        return ErrorCode::TooLarge;

    QByteArray salted = salt.toByteArray() + body.bytes;
    const qsizetype ctSize = paddedCtSize(salted.size() + 1 + kAeadTagBytes);
    header.codec = body.codec;
    header.commit = commitTo(plain, salt.span());
    header.ctLen = static_cast<std::uint32_t>(ctSize);

    const QByteArray boxHeader = encodeBoxHeader(header);
    ShortKey mk;
    messageKey(mk, key, bytesOf(boxHeader));
    QByteArray padded = padTo(bytesOf(salted), ctSize - kAeadTagBytes);
    Envelope envelope{header, {}, aeadSeal(mk.span(), {}, bytesOf(boxHeader), bytesOf(padded))};
    wipe(padded);
    wipe(salted);
    wipe(body.bytes);
    return envelope;
}

Header boxHeaderFor(EnvelopeMode mode, const SpaceId &space, std::uint32_t epoch, const DeviceId &author)
{
    Header header;
    header.mode = mode;
    header.space = space;
    header.epoch = epoch;
    header.author = author;
    return header;
}

SealInputs freshInputs()
{
    SealInputs inputs;
    randomBytes(inputs.salt.bytes);
    inputs.ephemeral = BoxSeed::random();
    return inputs;
}

/// salt ‖ body of a sealed text, with the padding checked and gone.
Result<Opened> unpack(const Header &header, QByteArray &padded)
{
    const std::optional<qsizetype> size = unpaddedSize(bytesOf(padded));
    if (!size || *size < kSaltBytes || paddedCtSize(*size + 1 + kAeadTagBytes) != qsizetype(header.ctLen))
        return ErrorCode::NotAuthentic;
    const ByteView all = bytesOf(padded);
    Result<QByteArray> plain =
        decompressChange(header.codec, all.subspan(kSaltBytes, static_cast<std::size_t>(*size - kSaltBytes)));
    if (!plain)
        return plain.error();
    Opened opened{*plain, *Salt::from(all.first(kSaltBytes))};
    if (commitTo(bytesOf(opened.plain), opened.salt.span()) != header.commit)
        return ErrorCode::NotAuthentic;
    return opened;
}

} // namespace

Result<Envelope> sealMember(const SpaceId &space, std::uint32_t epoch, const EpochKeys &keys, const DeviceId &author,
                            ByteView plain)
{
    SealInputs inputs;
    randomBytes(inputs.salt.bytes);
    return sealMemberWith(space, epoch, keys, author, plain, inputs);
}

Result<Envelope> sealMemberWith(const SpaceId &space, std::uint32_t epoch, const EpochKeys &keys,
                                const DeviceId &author, ByteView plain, const SealInputs &inputs)
{
    return seal(boxHeaderFor(EnvelopeMode::Member, space, epoch, author), keys.content().span(), plain, inputs.salt,
                inputs.compress);
}

Result<Envelope> sealSubmission(const SpaceId &space, std::uint32_t epoch, const BoxPublic &epk, const DeviceId &author,
                                ByteView plain)
{
    return sealSubmissionWith(space, epoch, epk, author, plain, freshInputs());
}

Result<Envelope> sealSubmissionWith(const SpaceId &space, std::uint32_t epoch, const BoxPublic &epk,
                                    const DeviceId &author, ByteView plain, const SealInputs &inputs)
{
    const BoxKey ephemeral(inputs.ephemeral.clone());
    ShortKey key;
    if (!exchangeToReceiver(key, ephemeral, epk))
        return Error{ErrorCode::NotAuthentic, QStringLiteral("epoch key of small order")};
    Header header = boxHeaderFor(EnvelopeMode::Sealed, space, epoch, author);
    header.eph = ephemeral.publicKey();
    return seal(header, key.span(), plain, inputs.salt, inputs.compress);
}

Result<Envelope> clearEnvelope(const SpaceId &space, std::uint32_t epoch, const DeviceId &author, ByteView control)
{
    if (control.size() > static_cast<std::size_t>(kMaxEnvelopeBytes - kSignedHeaderBytes))
        return ErrorCode::TooLarge;
    Header header = boxHeaderFor(EnvelopeMode::Clear, space, epoch, author);
    header.kind = EnvelopeKind::Control;
    header.commit = commitTo(control, {});
    header.ctLen = static_cast<std::uint32_t>(control.size());
    return Envelope{header, {}, viewOf(control).toByteArray()};
}

void signEnvelope(Envelope &envelope, const ChainLink &chain, const SigningKey &key)
{
    envelope.header.authorSeq = chain.authorSeq;
    envelope.header.prev = chain.prev;
    envelope.header.seenSeq = chain.seenSeq;
    envelope.header.seenHash = chain.seenHash;
    envelope.signature = key.sign(domain("sg1/env"), bytesOf(encodeHeader(envelope.header)));
}

bool verifyEnvelope(const Envelope &envelope, const SignPublic &author)
{
    return verifySignature(author, domain("sg1/env"), bytesOf(encodeHeader(envelope.header)), envelope.signature);
}

bool verifyClear(const Envelope &envelope)
{
    return envelope.header.mode == EnvelopeMode::Clear &&
           envelope.header.ctLen == static_cast<std::uint64_t>(envelope.ct.size()) &&
           commitTo(bytesOf(envelope.ct), {}) == envelope.header.commit;
}

EnvHash envHashOf(const Envelope &envelope)
{
    return sha256Of({bytesOf(encodeHeader(envelope.header)), envelope.signature.span()});
}

EnvHash envHashOf(ByteView headerAndSig)
{
    Q_ASSERT(headerAndSig.size() == static_cast<std::size_t>(kSignedHeaderBytes));
    return sha256Of({headerAndSig});
}

LogHash nextLogHash(const LogHash &previous, std::uint64_t seq, std::int64_t recvMs, const EnvHash &env)
{
    const auto place = bigEndian(seq);
    const auto time = bigEndian(static_cast<std::uint64_t>(recvMs));
    return LogHash{sha256Of({previous.span(), place, time, env.span()}).bytes};
}

SeenHash seenHashOf(const LogHash &hash) { return *SeenHash::from(ByteView(hash.bytes).first(SeenHash::kSize)); }

Result<Opened> openEnvelope(const Envelope &envelope, const EpochKeys &keys)
{
    const Header &header = envelope.header;
    if (header.ctLen != static_cast<std::uint64_t>(envelope.ct.size()))
        return ErrorCode::NotAuthentic;
    ShortKey shared;
    std::span<const std::byte, 32> key = keys.content().span();
    switch (header.mode) {
    case EnvelopeMode::Member: break;
    case EnvelopeMode::Sealed:
        if (!exchangeFromSender(shared, keys.box(), header.eph))
            return ErrorCode::NotAuthentic;
        key = shared.span();
        break;
    case EnvelopeMode::Clear: return Error{ErrorCode::Unsupported, QStringLiteral("a control entry is not sealed")};
    }

    const QByteArray boxHeader = encodeBoxHeader(header);
    ShortKey mk;
    messageKey(mk, key, bytesOf(boxHeader));
    std::optional<QByteArray> padded = aeadOpen(mk.span(), {}, bytesOf(boxHeader), bytesOf(envelope.ct));
    if (!padded)
        return ErrorCode::NotAuthentic;
    Result<Opened> opened = unpack(header, *padded);
    wipe(*padded);
    return opened;
}

Result<Header> verifyEmbedded(const EmbedOp &embed, const SignPublic &author)
{
    const std::optional<Salt> salt = Salt::from(QByteArrayView(embed.salt));
    if (embed.headerAndSig.size() != kSignedHeaderBytes || !salt)
        return ErrorCode::Malformed;
    const ByteView all = bytesOf(embed.headerAndSig);
    Result<Header> header = parseHeader(all.first(kHeaderBytes));
    if (!header)
        return header.error();
    if (header->mode == EnvelopeMode::Clear) // a control entry is not a note
        return ErrorCode::Malformed;
    const Signature signature = *Signature::from(all.subspan(kHeaderBytes));
    if (!verifySignature(author, domain("sg1/env"), all.first(kHeaderBytes), signature) ||
        commitTo(bytesOf(embed.changeset), salt->span()) != header->commit)
        return ErrorCode::NotAuthentic;
    return header;
}

} // namespace safelight
