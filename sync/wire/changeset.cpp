// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/changeset.h"

#include "sync/base/uuid7.h"

#include "sync/wire/cbor.h"

namespace safelight
{

namespace
{

enum OpNumber : std::int64_t { kCreate = 1, kSet = 2, kLink = 3, kEmbed = 4 };

struct OpWriter {
    CborWriter &out;

    void operator()(const CreateOp &op) const
    {
        out.map(4).number(0).number(kCreate).number(1).bytes(op.record).number(2).number(op.type);
        out.number(3).value(op.fields);
    }
    void operator()(const SetOp &op) const
    {
        out.map(5).number(0).number(kSet).number(1).bytes(op.record).number(2).number(op.field);
        out.number(3).value(op.value);
        out.number(4).array(static_cast<std::size_t>(op.replaces.size()));
        for (const Uuid &id : op.replaces)
            out.bytes(id);
    }
    void operator()(const LinkOp &op) const
    {
        out.map(4).number(0).number(kLink).number(1).bytes(op.from);
        out.number(2).number(static_cast<quint32>(op.relation)).number(3).bytes(op.to);
    }
    void operator()(const EmbedOp &op) const
    {
        out.map(4).number(0).number(kEmbed).number(1).bytes(op.headerAndSig);
        out.number(2).bytes(op.salt).number(3).bytes(op.changeset);
    }
};

bool hasOnlyFieldNumbers(const QCborMap &fields)
{
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        if (!it.key().isInteger() || it.key().toInteger() < 0 ||
            it.key().toInteger() > std::numeric_limits<FieldNumber>::max())
            return false;
    }
    return true;
}

CreateOp readCreate(CborReader &in)
{
    CreateOp op{in.fixed<Uuid>(1), in.unsignedNumber<TypeNumber>(2), in.map(3)};
    if (!hasOnlyFieldNumbers(op.fields))
        in.fail();
    return op;
}

SetOp readSet(CborReader &in)
{
    SetOp op{in.fixed<Uuid>(1), in.unsignedNumber<FieldNumber>(2), in.any(3), {}};
    const QCborArray replaces = in.array(4);
    for (const QCborValue id : replaces)
        op.replaces.append(in.fixedFrom<Uuid>(id));
    return op;
}

/// A relation this version has no name for is kept by its number: links are data, and readers skip what they do not
/// know.
LinkOp readLink(CborReader &in)
{
    return {in.fixed<Uuid>(1), static_cast<Relation>(in.unsignedNumber<quint32>(2, 1)), in.fixed<Uuid>(3)};
}

EmbedOp readEmbed(CborReader &in)
{
    return {in.bytes(1, kSignedHeaderBytes, kSignedHeaderBytes), in.bytes(2, 16, 16), in.bytes(3, 1, kMaxChangeBytes)};
}

} // namespace

Uuid recordIdFor(const DeviceId &author, const Uuid &drawn)
{
    Uuid id = drawn;
    std::copy_n(author.bytes.begin(), id.bytes.size() / 2, id.bytes.begin() + id.bytes.size() / 2);
    return id;
}

bool isRecordOf(const DeviceId &author, const Uuid &record) { return record == recordIdFor(author, record); }

QByteArray encodeChangeSet(const ChangeSet &changeSet)
{
    CborWriter out;
    out.map(changeSet.appVersion ? 5 : 4).number(0).bytes(changeSet.id).number(1).signedNumber(changeSet.recordedAtMs);
    out.number(2);
    if (changeSet.clockOffsetMs)
        out.signedNumber(*changeSet.clockOffsetMs);
    else
        out.null();
    out.number(3).array(static_cast<std::size_t>(changeSet.ops.size()));
    for (const Op &op : changeSet.ops)
        std::visit(OpWriter{out}, op);
    if (changeSet.appVersion)
        out.number(4).number(*changeSet.appVersion);
    return out.result();
}

Result<ChangeSet> decodeChangeSet(ByteView bytes)
{
    const Result<QCborValue> root = parseCbor(bytes, kMaxChangeBytes);
    if (!root)
        return root.error();
    CborReader in(*root);
    ChangeSet out;
    out.id = in.fixed<Uuid>(0);
    if (in.ok() && !isUuid7(out.id))
        return ErrorCode::Malformed; // from no clock, or from the end of time: nothing could replace what it wrote
    out.recordedAtMs = in.integer(1);
    if (!in.any(2).isNull())
        out.clockOffsetMs = in.integer(2);
    const QCborArray ops = in.array(3, 1);
    for (const QCborValue value : ops) {
        CborReader op(value);
        switch (op.integer(0, 0)) {
        case kCreate: out.ops.append(readCreate(op)); break;
        case kSet: out.ops.append(readSet(op)); break;
        case kLink: out.ops.append(readLink(op)); break;
        case kEmbed: out.ops.append(readEmbed(op)); break;
        default: break; // an op of a later version
        }
        if (!op.ok())
            return ErrorCode::Malformed;
    }
    if (in.has(4))
        out.appVersion = in.unsignedNumber<quint32>(4);
    if (!in.ok())
        return ErrorCode::Malformed;
    return out;
}

} // namespace safelight
