// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/invite.h"

#include "sync/crypto/exchange.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/words.h"
#include "sync/wire/cbor.h"

#include <sodium.h>

namespace safelight
{

namespace
{

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: no I, L, O, U
constexpr qsizetype kCodeLength = 20;
constexpr qsizetype kGroup = 5;
constexpr qsizetype kWelcomeBlock = 256;
constexpr qsizetype kMaxSpaces = 256;

using InviteSecret = Secret<16, struct InviteSecretTag>;

InviteSecret secretOf(const QByteArray &characters)
{
    InviteSecret out;
    blake2b(out.span(), {}, {bytesOf(domain("sg1/code")), bytesOf(characters)});
    return out;
}

char readable(QChar typed)
{
    const char upper = typed.toUpper().toLatin1();
    switch (upper) {
    case 'O': return '0';
    case 'I':
    case 'L': return '1';
    default: return upper;
    }
}

void purposeKey(ShortKey &out, const InviteSecret &secret, QByteArrayView purpose)
{
    blake2b(out.span(), secret.span(), {bytesOf(purpose)});
}

/// The key between a fresh pair and the claimer's box key, bound to the invitation.
void welcomeKey(ShortKey &out, const ShortKey &shared, const Lookup &lookup)
{
    blake2b(out.span(), shared.span(), {bytesOf(domain("sg1/welcome")), lookup.span()});
}

} // namespace

InviteCode::InviteCode(InviteSecret secret, QByteArray characters)
    : m_secret(std::move(secret))
    , m_characters(std::move(characters))
{
}

InviteCode::~InviteCode() { wipe(m_characters); }

InviteCode InviteCode::generate()
{
    QByteArray characters(kCodeLength, '\0');
    randomBytes(std::as_writable_bytes(std::span(characters.data(), std::size_t(kCodeLength))));
    for (char &c : characters)
        c = kAlphabet[static_cast<unsigned char>(c) & 31];
    InviteSecret secret = secretOf(characters);
    return InviteCode(std::move(secret), std::move(characters));
}

Result<InviteCode> InviteCode::parse(const QString &typed)
{
    QByteArray characters;
    for (const QChar c : typed) {
        if (c.isSpace() || c == u'-' || c == u'\u2010' || c == u'\u2011' || c == u'\u2013')
            continue;
        const char letter = readable(c);
        if (letter == '\0' || !QByteArrayView(kAlphabet).contains(letter) || characters.size() == kCodeLength) {
            wipe(characters);
            return ErrorCode::Malformed;
        }
        characters.append(letter);
    }
    if (characters.size() != kCodeLength) {
        wipe(characters);
        return ErrorCode::Malformed;
    }
    InviteSecret secret = secretOf(characters);
    return InviteCode(std::move(secret), std::move(characters));
}

QString InviteCode::text() const
{
    QString out;
    for (qsizetype i = 0; i < m_characters.size(); ++i) {
        if (i != 0 && i % kGroup == 0)
            out.append(u'-');
        out.append(QLatin1Char(m_characters.at(i)));
    }
    return out;
}

Lookup InviteCode::lookup() const { return blake2bOf<Lookup>(m_secret.span(), {bytesOf(QByteArrayView("lookup"))}); }

QByteArray InviteCode::seal(QByteArrayView purpose, ByteView plain) const
{
    ShortKey key;
    purposeKey(key, m_secret, purpose);
    const AeadNonce nonce = randomNonce();
    return nonce.toByteArray() + aeadSeal(key.span(), nonce, {}, plain);
}

Result<QByteArray> InviteCode::open(QByteArrayView purpose, ByteView sealed) const
{
    if (sealed.size() < AeadNonce::kSize)
        return ErrorCode::NotAuthentic;
    ShortKey key;
    purposeKey(key, m_secret, purpose);
    std::optional<QByteArray> plain =
        aeadOpen(key.span(), *AeadNonce::from(sealed.first(AeadNonce::kSize)), {}, sealed.subspan(AeadNonce::kSize));
    if (!plain)
        return ErrorCode::NotAuthentic;
    return *plain;
}

QByteArray InviteCode::macOf(const ClaimRequest &claim) const
{
    ShortKey key;
    purposeKey(key, m_secret, "mac");
    return blake2bOf<FixedBytes<32, struct ClaimMacTag>>(key.span(), {claim.install.span(), claim.loginPk.span(),
                                                                      claim.signPk.span(), claim.boxPk.span(),
                                                                      bytesOf(claim.label)})
        .toByteArray();
}

bool InviteCode::verifyMac(const ClaimRequest &claim) const
{
    const QByteArray own = macOf(claim);
    return own.size() == claim.mac.size() &&
           sodium_memcmp(own.constData(), claim.mac.constData(), static_cast<std::size_t>(own.size())) == 0;
}

QByteArray encode(const InviteInfo &info)
{
    CborWriter out;
    out.map(4).number(0).bytes(info.rootPk).number(1).text(info.organisation).number(2).text(info.forWhom);
    out.number(3).number(info.deviceKind);
    return out.result();
}

Result<InviteInfo> decodeInviteInfo(ByteView bytes)
{
    const Result<QCborValue> root = parseCbor(bytes, kMaxSmallMessageBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    InviteInfo info{in.fixed<SignPublic>(0), in.text(1), in.text(2), in.unsignedNumber<quint8>(3)};
    if (!in.ok())
        return ErrorCode::Malformed;
    return info;
}

QStringList comparisonWords(const SignPublic &rootPk, const ClaimRequest &claim, const Lookup &lookup)
{
    const auto hash = blake2bOf<FixedBytes<16, struct SasTag>>(
        {}, {bytesOf(QByteArrayView("sas")), rootPk.span(), claim.signPk.span(), claim.boxPk.span(), lookup.span()});
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i)
        bits = (bits << 8) | std::to_integer<std::uint64_t>(hash.bytes[i]);
    QStringList out;
    for (int shift = 30; shift >= 0; shift -= 10)
        out.append(comparisonWord((bits >> shift) & 0x3ff));
    return out;
}

QByteArray sealWelcome(const BoxPublic &to, const Lookup &lookup, const Welcome &welcome)
{
    CborWriter cbor;
    cbor.map(2).number(0).text(welcome.person).number(1).array(static_cast<std::size_t>(welcome.spaces.size()));
    for (const WelcomeSpace &space : welcome.spaces) {
        cbor.map(4).number(0).bytes(space.space).number(1).text(space.name);
        cbor.number(2).number(space.kind).number(3).number(space.role);
    }
    const QByteArray padded = padTo(bytesOf(cbor.result()), roundUp(cbor.result().size() + 1, kWelcomeBlock));

    const BoxKey ephemeral = BoxKey::generate();
    ShortKey shared;
    if (!exchangeToReceiver(shared, ephemeral, to))
        return {};
    ShortKey key;
    welcomeKey(key, shared, lookup);
    return ephemeral.publicKey().toByteArray() + aeadSeal(key.span(), {}, lookup.span(), bytesOf(padded));
}

Result<Welcome> openWelcome(const BoxKey &own, const Lookup &lookup, ByteView sealed)
{
    if (sealed.size() < BoxPublic::kSize)
        return ErrorCode::NotAuthentic;
    ShortKey shared;
    if (!exchangeFromSender(shared, own, *BoxPublic::from(sealed.first(BoxPublic::kSize))))
        return ErrorCode::NotAuthentic;
    ShortKey key;
    welcomeKey(key, shared, lookup);
    const std::optional<QByteArray> padded = aeadOpen(key.span(), {}, lookup.span(), sealed.subspan(BoxPublic::kSize));
    const std::optional<qsizetype> size = padded ? unpaddedSize(bytesOf(*padded)) : std::nullopt;
    if (!size)
        return ErrorCode::NotAuthentic;

    const Result<QCborValue> root =
        parseCbor(bytesOf(*padded).first(static_cast<std::size_t>(*size)), kMaxSmallMessageBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    Welcome welcome{in.text(0), {}};
    const QCborArray spaces = in.array(1, 0, kMaxSpaces);
    for (const QCborValue value : spaces) {
        CborReader space(value);
        welcome.spaces.append(
            {space.fixed<SpaceId>(0), space.text(1), space.unsignedNumber<quint8>(2), space.unsignedNumber<quint8>(3)});
        if (!space.ok())
            in.fail();
    }
    if (!in.ok())
        return ErrorCode::Malformed;
    return welcome;
}

} // namespace safelight
