// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/storesupport.h"

#include "app/store/query.h"

namespace safelight::testing
{

Uuid uuidAt(std::int64_t ms, std::uint64_t tail)
{
    Uuid out = numbered<Uuid>(tail + 77);
    for (int i = 0; i < 6; ++i)
        out.bytes[std::size_t(i)] = std::byte(ms >> (8 * (5 - i)));
    out.bytes[6] = (out.bytes[6] & std::byte{0x0f}) | std::byte{0x70};
    out.bytes[8] = (out.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    return out;
}

HeldEnvelope heldEnvelope(const SpaceId &space, const DeviceId &author, std::uint64_t authorSeq, EnvelopeKind kind,
                          qsizetype ctBytes)
{
    Envelope envelope;
    envelope.header.mode = kind == EnvelopeKind::Control ? EnvelopeMode::Clear : EnvelopeMode::Member;
    envelope.header.kind = kind;
    envelope.header.epoch = 1;
    envelope.header.space = space;
    envelope.header.author = author;
    envelope.header.authorSeq = authorSeq;
    envelope.header.ctLen = std::uint32_t(ctBytes);
    envelope.ct = QByteArray(ctBytes, 'c');
    const EnvHash hash = envHashOf(envelope);
    return {hash, space, std::move(envelope)};
}

ProvenChange provenChange(const SpaceId &space, const DeviceId &author, const Uuid &id, QList<Op> ops,
                          const EnvHash &envelope, std::optional<EnvHash> original)
{
    ProvenChange out;
    out.space = space;
    out.envelope = envelope;
    out.author = author;
    out.change.id = id;
    out.change.recordedAtMs = millisecondsOf(id);
    out.change.ops = std::move(ops);
    out.encoded = encodeChangeSet(out.change);
    out.original = original;
    return out;
}

Result<QList<Record>> recordsIn(ReadTx &tx, const SpaceId &space, TypeNumber type, int limit)
{
    QList<Record> out;
    Query row(tx,
              "SELECT placed.id FROM placed JOIN record ON record.no = placed.record_no "
              "WHERE placed.space = ? AND placed.type = ? AND record.shown = 1 "
              "ORDER BY placed.recorded_at DESC, placed.id DESC LIMIT ?",
              space, type, limit);
    while (row.next()) {
        const Result<std::optional<Record>> found = records::find(tx, row.id<Uuid>(0));
        if (!found)
            return found.error();
        out.append(**found);
    }
    return out;
}

QList<ProvenChange> randomHistory(std::uint64_t seed, int changes)
{
    SeededRandom random(seed);
    const QList<SpaceId> spaces{numbered<SpaceId>(1), numbered<SpaceId>(2)};
    QList<DeviceId> authors;
    for (std::uint64_t i = 0; i < 3; ++i)
        authors.append(numbered<DeviceId>(10 + i));

    QList<Uuid> ids;
    QList<Uuid> records;
    QList<ProvenChange> out;
    for (int n = 0; n < changes; ++n) {
        const DeviceId author = authors.at(qsizetype(random.below(3)));
        const Uuid id = uuidAt(1'795'500'000'000 + std::int64_t(random.below(50)), random.below(1'000));
        QList<Op> ops;
        const int count = 1 + int(random.below(3));
        for (int i = 0; i < count; ++i) {
            const std::uint64_t kind = records.isEmpty() ? 0 : random.below(6);
            if (kind <= 1) {
                const bool again = !records.isEmpty() && random.below(8) == 0;
                const Uuid record =
                    again ? records.at(qsizetype(random.below(std::uint64_t(records.size()))))
                          : recordIdFor(author, uuidAt(1'795'400'000'000 + std::int64_t(random.below(1'000))));
                records.append(record);
                QCborMap fields;
                fields.insert(2, QStringLiteral("text %1").arg(random.below(100)));
                fields.insert(1, qint64(random.below(4))); // out of order on purpose
                ops.append(CreateOp{record, TypeNumber(1 + random.below(2)), fields});
            } else if (kind <= 4) {
                SetOp set;
                set.record = records.at(qsizetype(random.below(std::uint64_t(records.size()))));
                set.field = FieldNumber(20 + random.below(2));
                set.value = qint64(random.below(4));
                for (std::uint64_t parents = random.below(3); parents > 0 && !ids.isEmpty(); --parents)
                    set.replaces.append(ids.at(qsizetype(random.below(std::uint64_t(ids.size())))));
                ops.append(set);
            } else {
                ops.append(LinkOp{records.at(qsizetype(random.below(std::uint64_t(records.size())))), Relation::About,
                                  records.at(qsizetype(random.below(std::uint64_t(records.size()))))});
            }
        }
        ids.append(id);
        const EnvHash own = numbered<EnvHash>(random.below(1'000'000));
        const ProvenChange first = provenChange(spaces.at(0), author, id, ops, own);
        out.append(first);
        if (random.below(3) == 0) // forwarded into the other space
            out.append(provenChange(spaces.at(1), author, id, ops, numbered<EnvHash>(random.below(1'000'000)), own));
        if (random.below(6) == 0) { // a second content under the same id
            QList<Op> other = ops;
            other.append(CreateOp{recordIdFor(author, uuidAt(1'795'400'000'001)), 2, {}});
            out.append(provenChange(spaces.at(qsizetype(random.below(2))), author, id, other,
                                    numbered<EnvHash>(random.below(1'000'000))));
        }
    }
    return out;
}

} // namespace safelight::testing
