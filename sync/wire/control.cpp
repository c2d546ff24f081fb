// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/control.h"

#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

enum CtlNumber : std::int64_t { kCreateSpace = 1, kMember = 2, kRemove = 3, kEpoch = 4, kPolicy = 7 };

constexpr qsizetype kMaxSealedName = 512; ///< nonce 24, tag 16, at most 200 bytes of text, padding
constexpr qsizetype kMaxReason = 64;
constexpr qsizetype kGrantBytes = 96;

QByteArray grantBytes(const Grant &grant)
{
    return grant.reader.toByteArray() + grant.gpk.toByteArray() + grant.box.toByteArray();
}

Grant readGrant(const QByteArray &bytes, CborReader &in)
{
    if (bytes.size() != kGrantBytes) {
        in.fail();
        return {};
    }
    const ByteView all = bytesOf(bytes);
    Grant grant;
    std::copy_n(all.begin(), 16, grant.reader.bytes.begin());
    std::copy_n(all.begin() + 16, 32, grant.gpk.bytes.begin());
    std::copy_n(all.begin() + 48, 48, grant.box.bytes.begin());
    return grant;
}

void write(CborWriter &out, const EpochBody &epoch)
{
    out.map(epoch.link ? 5 : 4).number(0).number(epoch.number).number(1).bytes(epoch.epk);
    if (epoch.link)
        out.number(2).bytes(*epoch.link);
    out.number(3).array(static_cast<std::size_t>(epoch.grants.size()));
    for (const Grant &grant : epoch.grants)
        out.bytes(grantBytes(grant));
    out.number(4).text(epoch.reason);
}

EpochBody readEpoch(const QCborValue &value, CborReader &outer)
{
    CborReader in(value);
    EpochBody epoch;
    epoch.number = in.unsignedNumber<std::uint32_t>(0, 1);
    epoch.epk = in.fixed<BoxPublic>(1);
    if (in.has(2))
        epoch.link = in.fixed<EpochLink>(2);
    const QCborArray grants = in.array(3);
    for (const QCborValue grant : grants)
        epoch.grants.append(readGrant(grant.toByteArray(), in));
    epoch.reason = in.text(4);
    if (!in.ok() || epoch.reason.size() > kMaxReason)
        outer.fail();
    return epoch;
}

/// Looked at apart: a key that is not known is another refusal than a value that is wrong.
bool knowsAllOfEpoch(const QCborValue &value) { return CborReader(value).hasOnlyKeysUpTo(4); }

struct CtlWriter {
    CborWriter &out;

    void operator()(const CreateSpace &ctl) const
    {
        out.map(4).number(0).number(kCreateSpace).number(1).number(static_cast<quint8>(ctl.kind));
        out.number(2).bytes(ctl.name).number(3);
        write(out, ctl.epoch);
    }
    void operator()(const AddMember &ctl) const
    {
        out.map(6U + (ctl.untilMs ? 1U : 0U) + (ctl.grant ? 1U : 0U)).number(0).number(kMember);
        out.number(1).bytes(ctl.device).number(2).bytes(ctl.signPk).number(3).bytes(ctl.boxPk);
        out.number(4).number(static_cast<quint8>(ctl.role));
        if (ctl.untilMs)
            out.number(5).signedNumber(*ctl.untilMs);
        out.number(6).bytes(ctl.label);
        if (ctl.grant)
            out.number(7).bytes(grantBytes(*ctl.grant));
    }
    void operator()(const RemoveMember &ctl) const
    {
        out.map(ctl.epoch ? 5 : 4).number(0).number(kRemove).number(1).bytes(ctl.device);
        out.number(2).number(static_cast<quint8>(ctl.mode)).number(3).number(ctl.lastAuthorSeq);
        if (ctl.epoch) {
            out.number(4);
            write(out, *ctl.epoch);
        }
    }
    void operator()(const NewEpoch &ctl) const
    {
        out.map(2).number(0).number(kEpoch).number(1);
        write(out, ctl.epoch);
    }
    void operator()(const Policy &ctl) const
    {
        out.map(3).number(0).number(kPolicy).number(1).bytes(ctl.recoveryPk).number(2).number(ctl.windowDays);
    }
};

CreateSpace readCreateSpace(CborReader &in)
{
    return {in.choice(1, SpaceKind::Organisation, SpaceKind::Hub), in.bytes(2, 0, kMaxSealedName),
            readEpoch(in.any(3), in)};
}

AddMember readMember(CborReader &in)
{
    AddMember ctl;
    ctl.device = in.fixed<DeviceId>(1);
    ctl.signPk = in.fixed<SignPublic>(2);
    ctl.boxPk = in.fixed<BoxPublic>(3);
    ctl.role = in.choice(4, Role::Submit, Role::Admin);
    if (in.has(5))
        ctl.untilMs = in.integer(5);
    ctl.label = in.bytes(6, 0, kMaxSealedName);
    if (in.has(7))
        ctl.grant = readGrant(in.bytes(7), in);
    return ctl;
}

RemoveMember readRemove(CborReader &in)
{
    RemoveMember ctl{in.fixed<DeviceId>(1), in.choice(2, RemoveMode::Lost, RemoveMode::Leaver), in.counter(3), {}};
    if (in.has(4))
        ctl.epoch = readEpoch(in.any(4), in);
    return ctl;
}

/// Unknown numbers and unknown keys are refused: a statement about keys must not be half understood.
Result<Ctl> readCtl(const QCborValue &value)
{
    CborReader in(value);
    std::optional<Ctl> ctl;
    qint64 lastKey = 0;
    qint64 epochKey = -1;
    switch (in.integer(0, 0)) {
    case kCreateSpace:
        ctl = readCreateSpace(in);
        lastKey = epochKey = 3;
        break;
    case kMember:
        ctl = readMember(in);
        lastKey = 7;
        break;
    case kRemove:
        ctl = readRemove(in);
        lastKey = epochKey = 4;
        break;
    case kEpoch:
        ctl = NewEpoch{readEpoch(in.any(1), in)};
        lastKey = epochKey = 1;
        break;
    case kPolicy:
        ctl = Policy{in.fixed<BoxPublic>(1), in.unsignedNumber<std::uint32_t>(2)};
        lastKey = 2;
        break;
    default: return in.ok() ? ErrorCode::Unsupported : ErrorCode::Malformed;
    }
    if (!in.ok())
        return ErrorCode::Malformed;
    if (!in.hasOnlyKeysUpTo(lastKey) || (epochKey >= 0 && in.has(epochKey) && !knowsAllOfEpoch(in.any(epochKey))))
        return ErrorCode::Unsupported;
    return *ctl;
}

} // namespace

QByteArray encodeControl(const ControlEntry &entry)
{
    CborWriter out;
    out.map(2).number(0).bytes(entry.base).number(1).array(static_cast<std::size_t>(entry.ctls.size()));
    for (const Ctl &ctl : entry.ctls)
        std::visit(CtlWriter{out}, ctl);
    return out.result();
}

Result<ControlEntry> decodeControl(ByteView bytes)
{
    const Result<QCborValue> root = parseCbor(bytes, kMaxEnvelopeBytes - kSignedHeaderBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    ControlEntry entry;
    entry.base = in.fixed<EnvHash>(0);
    const QCborArray ctls = in.array(1, 1);
    if (!in.ok())
        return ErrorCode::Malformed;
    if (!in.hasOnlyKeysUpTo(1))
        return ErrorCode::Unsupported;
    for (const QCborValue value : ctls) {
        Result<Ctl> ctl = readCtl(value);
        if (!ctl)
            return ctl.error();
        entry.ctls.append(*ctl);
    }
    return entry;
}

} // namespace safelight
