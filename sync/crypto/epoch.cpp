// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/epoch.h"

#include "sync/crypto/exchange.h"
#include "sync/crypto/hash.h"

#include <sodium.h>

namespace safelight
{

namespace
{

constexpr char kKdfContext[] = "sg1epoch"; // 8 bytes, as crypto_kdf wants
enum Subkey : std::uint64_t { kContent = 1, kBox = 2, kLink = 3, kGrant = 4 };

constexpr qsizetype kMaxLabelUtf8 = 200;
constexpr qsizetype kLabelBlock = 32; ///< the length of a name says little

template <class Key>
Key derive(const EpochSeed &seed, Subkey id)
{
    static_assert(sizeof(kKdfContext) - 1 == crypto_kdf_CONTEXTBYTES && Key::kSize == 32);
    Key out;
    crypto_kdf_derive_from_key(uchars(std::span<std::byte>(out.span())), Key::kSize, id, kKdfContext,
                               uchars(ByteView(seed.span())));
    return out;
}

/// space(16) ‖ epoch(4, little-endian) ‖ reader, if any
QByteArray placeOf(const SpaceId &space, std::uint32_t epoch, const DeviceId *reader = nullptr)
{
    QByteArray out = space.toByteArray();
    for (int i = 0; i < 4; ++i)
        out.append(static_cast<char>(epoch >> (8 * i)));
    if (reader != nullptr)
        out.append(viewOf(reader->bytes));
    return out;
}

QByteArray grantPlace(const SpaceId &space, std::uint32_t epoch, const DeviceId &reader)
{
    return domain("sg1/grant").toByteArray() + placeOf(space, epoch, &reader);
}

void labelKey(ShortKey &out, const SpaceId &space, const EpochKeys &keys)
{
    blake2b(out.span(), keys.content().span(), {bytesOf(domain("sg1/label")), space.span()});
}

QByteArray cutToUtf8(QString text, qsizetype maxBytes)
{
    while (text.toUtf8().size() > maxBytes)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
    return text.toUtf8();
}

} // namespace

EpochKeys::EpochKeys(EpochSeed seed)
    : m_seed(std::move(seed))
    , m_content(derive<ContentKey>(m_seed, kContent))
    , m_box(derive<BoxSeed>(m_seed, kBox))
    , m_link(derive<Secret<32, LinkKeyTag>>(m_seed, kLink))
    , m_grant(derive<Secret<32, GrantKeyTag>>(m_seed, kGrant))
{
}

EpochLink EpochKeys::linkTo(const SpaceId &space, std::uint32_t thisEpoch, const EpochSeed &previous) const
{
    // The nonce may be zero: one key seals one seed, that of the epoch before.
    const QByteArray sealed = aeadSeal(m_link.span(), {}, bytesOf(placeOf(space, thisEpoch)), previous.span());
    return *EpochLink::from(sealed);
}

Result<EpochSeed> EpochKeys::openLink(const SpaceId &space, std::uint32_t thisEpoch, const EpochLink &link) const
{
    std::optional<QByteArray> seed = aeadOpen(m_link.span(), {}, bytesOf(placeOf(space, thisEpoch)), link.span());
    if (!seed)
        return ErrorCode::NotAuthentic;
    EpochSeed out = EpochSeed::from(bytesOf(*seed).first<EpochSeed::kSize>());
    wipe(*seed);
    return out;
}

Grant EpochKeys::grantTo(const SpaceId &space, std::uint32_t epoch, const DeviceId &reader,
                         const BoxPublic &readerPk) const
{
    const QByteArray place = grantPlace(space, epoch, reader);
    BoxSeed pairSeed;
    blake2b(pairSeed.span(), m_grant.span(), {bytesOf(place), readerPk.span()});
    const BoxKey pair(std::move(pairSeed));

    Grant grant{reader, pair.publicKey(), {}};
    ShortKey shared;
    // A key of small order would give a box that anybody opens: such a reader gets a box of zeros, which nobody does.
    if (!exchangeToReceiver(shared, pair, readerPk))
        return grant;
    ShortKey key;
    blake2b(key.span(), shared.span(), {bytesOf(place)});
    grant.box = *FixedBytes<48, GrantBoxTag>::from(aeadSeal(key.span(), {}, bytesOf(place), m_seed.span()));
    return grant;
}

Result<EpochSeed> openGrant(const SpaceId &space, std::uint32_t epoch, const Grant &grant, const BoxKey &reader,
                            const BoxPublic &publishedEpk)
{
    const QByteArray place = grantPlace(space, epoch, grant.reader);
    ShortKey shared;
    if (!exchangeFromSender(shared, reader, grant.gpk))
        return ErrorCode::NotAuthentic;
    ShortKey key;
    blake2b(key.span(), shared.span(), {bytesOf(place)});
    std::optional<QByteArray> plain = aeadOpen(key.span(), {}, bytesOf(place), grant.box.span());
    if (!plain)
        return ErrorCode::NotAuthentic;
    EpochSeed seed = EpochSeed::from(bytesOf(*plain).first<EpochSeed::kSize>());
    wipe(*plain);
    if (EpochKeys(seed.clone()).epk() != publishedEpk)
        return ErrorCode::NotAuthentic;
    return seed;
}

QByteArray sealLabel(const SpaceId &space, const EpochKeys &keys, const QString &text)
{
    QByteArray utf8 = cutToUtf8(text, kMaxLabelUtf8);
    QByteArray padded = padTo(bytesOf(utf8), roundUp(utf8.size() + 1, kLabelBlock));
    const AeadNonce nonce = randomNonce();
    ShortKey key;
    labelKey(key, space, keys);
    QByteArray out = nonce.toByteArray() + aeadSeal(key.span(), nonce, {}, bytesOf(padded));
    wipe(utf8);
    wipe(padded);
    return out;
}

Result<QString> openLabel(const SpaceId &space, const EpochKeys &keys, ByteView sealed)
{
    if (sealed.size() < AeadNonce::kSize)
        return ErrorCode::NotAuthentic;
    ShortKey key;
    labelKey(key, space, keys);
    std::optional<QByteArray> padded =
        aeadOpen(key.span(), *AeadNonce::from(sealed.first(AeadNonce::kSize)), {}, sealed.subspan(AeadNonce::kSize));
    const std::optional<qsizetype> size = padded ? unpaddedSize(bytesOf(*padded)) : std::nullopt;
    if (!size)
        return ErrorCode::NotAuthentic;
    QString text = QString::fromUtf8(padded->constData(), *size);
    wipe(*padded);
    return text;
}

} // namespace safelight
