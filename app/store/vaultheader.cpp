// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/vaultheader.h"

#include "app/store/sha256.h"
#include "sync/wire/cbor.h"

#include <QCborArray>

namespace safelight
{

namespace
{

constexpr QByteArrayView kMagic("SGVAULT1");
constexpr std::uint64_t kVersion = 1;
constexpr qsizetype kMacBytes = 32;
constexpr qsizetype kSumBytes = 32;
constexpr qsizetype kMaxSlotBytes = 4096;
constexpr QByteArrayView kMacPurpose("sg1/vault header");
constexpr std::size_t kPart = 32; ///< of the bundle

QByteArray encodeParams(const Argon2Salt &salt, Argon2Cost cost)
{
    return CborWriter()
        .map(3)
        .number(0)
        .number(cost.memoryBytes)
        .number(1)
        .number(cost.passes)
        .number(2)
        .bytes(salt)
        .result();
}

/// What the wrapping is bound to: a slot of one vault cannot be put into another, nor its cost be lowered.
QByteArray boundTo(const VaultId &vault, quint32 id, SlotKind kind, const QByteArray &params)
{
    return CborWriter()
        .array(5)
        .text(QStringLiteral("sg1/vault slot"))
        .bytes(vault)
        .number(id)
        .number(quint32(kind))
        .bytes(params)
        .result();
}

SecretMemory joined(const KeyBundle &bundle)
{
    SecretMemory out(3 * kPart);
    const std::array<ByteView, 3> parts{bundle.data.span(), bundle.signing.span(), bundle.box.span()};
    for (std::size_t i = 0; i < parts.size(); ++i)
        std::copy(parts[i].begin(), parts[i].end(), out.bytes().subspan(i * kPart, kPart).begin());
    return out;
}

} // namespace

const KeySlot *VaultHeader::passphraseSlot() const
{
    for (const KeySlot &slot : slots) {
        if (slot.kind == SlotKind::Passphrase)
            return &slot;
    }
    return nullptr;
}

QByteArray encodeHeader(const VaultHeader &header, const DataKey &key)
{
    CborWriter body;
    body.map(4).number(0).number(kVersion).number(1).number(header.sequence).number(2).bytes(header.vault).number(3);
    body.array(std::size_t(header.slots.size()));
    for (const KeySlot &slot : header.slots) {
        body.map(4).number(0).number(slot.id).number(1).number(quint32(slot.kind)).number(2).bytes(slot.params);
        body.number(3).bytes(slot.wrapped);
    }
    QByteArray out = kMagic.toByteArray() + body.result();
    out += macUnder(key, kMacPurpose, bytesOf(out));
    out += Sha256::of(bytesOf(out));
    return out;
}

Result<VaultHeader> decodeHeader(QByteArrayView bytes)
{
    if (bytes.size() < kMagic.size() + kMacBytes + kSumBytes || bytes.size() > VaultHeader::kMaxBytes)
        return ErrorCode::Damaged;
    const QByteArrayView summed = bytes.chopped(kSumBytes);
    if (!bytes.startsWith(kMagic) || Sha256::of(bytesOf(summed)) != bytes.last(kSumBytes))
        return ErrorCode::Damaged;
    const QByteArrayView body = summed.sliced(kMagic.size()).chopped(kMacBytes);
    const Result<QCborValue> parsed = parseCbor(bytesOf(body), VaultHeader::kMaxBytes);
    if (!parsed)
        return ErrorCode::Damaged;

    CborReader reader(*parsed);
    if (reader.counter(0) > kVersion)
        return ErrorCode::NewerSchema;
    VaultHeader header;
    header.sequence = reader.counter(1);
    header.vault = reader.fixed<VaultId>(2);
    for (const QCborValue item : reader.array(3, 1, VaultHeader::kMaxSlots)) {
        CborReader slot(item);
        header.slots.append({slot.unsignedNumber<quint32>(0), SlotKind(slot.unsignedNumber<quint32>(1)),
                             slot.bytes(2, 0, kMaxSlotBytes), slot.bytes(3, 0, kMaxSlotBytes)});
        if (!slot.ok())
            return ErrorCode::Damaged;
    }
    if (!reader.ok())
        return ErrorCode::Damaged;
    return header;
}

bool isHeaderGenuine(QByteArrayView bytes, const DataKey &key)
{
    if (bytes.size() < kMagic.size() + kMacBytes + kSumBytes)
        return false;
    const QByteArrayView covered = bytes.chopped(kMacBytes + kSumBytes);
    return macUnder(key, kMacPurpose, bytesOf(covered)) == bytes.sliced(covered.size(), kMacBytes);
}

Result<KeySlot> makePassphraseSlot(const VaultId &vault, quint32 id, const Passphrase &passphrase, Argon2Cost cost,
                                   const KeyBundle &bundle)
{
    Argon2Salt salt;
    randomBytes(salt.bytes);
    const Result<KeyEncryptionKey> kek = deriveKey(passphrase, salt, cost);
    if (!kek)
        return kek.error();
    KeySlot slot{id, SlotKind::Passphrase, encodeParams(salt, cost), {}};
    const SecretMemory secret = joined(bundle);
    slot.wrapped = wrapKey(*kek, bytesOf(boundTo(vault, id, slot.kind, slot.params)), secret.bytes());
    return slot;
}

Result<KeyBundle> openPassphraseSlot(const VaultId &vault, const KeySlot &slot, const Passphrase &passphrase)
{
    const Result<QCborValue> parsed = parseCbor(bytesOf(slot.params), kMaxSlotBytes);
    if (!parsed)
        return ErrorCode::Damaged;
    CborReader reader(*parsed);
    const Argon2Cost cost{reader.counter(0), reader.unsignedNumber<std::uint32_t>(1)};
    const auto salt = reader.fixed<Argon2Salt>(2);
    if (!reader.ok() || !cost.isAcceptable())
        return ErrorCode::Damaged;

    const Result<KeyEncryptionKey> kek = deriveKey(passphrase, salt, cost);
    if (!kek)
        return kek.error();
    const Result<SecretMemory> secret =
        unwrapKey(*kek, bytesOf(boundTo(vault, slot.id, slot.kind, slot.params)), bytesOf(slot.wrapped));
    if (!secret)
        return ErrorCode::WrongPassphrase;
    const ByteView all = secret->bytes();
    if (all.size() != 3 * kPart)
        return ErrorCode::Damaged;
    return KeyBundle{DataKey::from(all.subspan<0, kPart>()), SigningSeed::from(all.subspan<kPart, kPart>()),
                     BoxSeed::from(all.subspan<2 * kPart, kPart>())};
}

} // namespace safelight
