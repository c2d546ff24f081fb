// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memoryjournal.h"

namespace safelight::testing
{

namespace
{

qint64 sizeOf(const HeldEnvelope &held) { return 240 + held.envelope.ct.size(); }

QList<HeldEnvelope> within(const QList<const MemoryJournal::Held *> &rows, qint64 maxBytes)
{
    QList<HeldEnvelope> out;
    qint64 total = 0;
    for (const MemoryJournal::Held *row : rows) {
        total += sizeOf(row->envelope);
        if (!out.isEmpty() && total > maxBytes)
            break;
        out.append(row->envelope);
    }
    return out;
}

QList<Envelope> envelopesOf(const QList<HeldEnvelope> &held)
{
    QList<Envelope> out;
    for (const HeldEnvelope &one : held)
        out.append(one.envelope);
    return out;
}

} // namespace

template <class Keep>
QList<const MemoryJournal::Held *> MemoryJournal::pick(const SpaceId &space, Keep keep) const
{
    QList<const Held *> out;
    for (const auto &[hash, row] : state.held) {
        if (row.envelope.space == space && keep(row))
            out.append(&row);
    }
    std::sort(out.begin(), out.end(), [](const Held *a, const Held *b) { return a->no < b->no; });
    return out;
}

Done MemoryJournal::attempt(const std::function<Done()> &work)
{
    const State before = state;
    Done worked = work();
    if (!worked)
        state = before;
    return worked;
}

Result<QList<SpaceCursor>> MemoryJournal::cursors()
{
    QList<SpaceCursor> out;
    for (const auto &[space, cursor] : state.cursors)
        out.append(cursor);
    return out;
}

Done MemoryJournal::saveCursor(const SpaceCursor &cursor)
{
    state.cursors[cursor.space] = cursor;
    return done();
}

Result<QList<HeldEnvelope>> MemoryJournal::controlEnvelopes(const SpaceId &space)
{
    QList<HeldEnvelope> out;
    const auto rows = pick(space, [](const Held &row) {
        return row.envelope.envelope.header.kind == EnvelopeKind::Control && !row.refused;
    });
    for (const Held *row : rows)
        out.append(row->envelope);
    return out;
}

Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> MemoryJournal::epochKeys(const SpaceId &space)
{
    QMap<std::uint32_t, std::shared_ptr<const EpochKeys>> out;
    for (const auto &[key, bytes] : state.seeds) {
        if (key.first == space)
            out.insert(key.second,
                       std::make_shared<const EpochKeys>(EpochSeed::from(bytesOf(bytes).first<EpochSeed::kSize>())));
    }
    return out;
}

Done MemoryJournal::saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed)
{
    state.seeds[{space, epoch}] = viewOf(seed.span()).toByteArray();
    return done();
}

Result<QList<Envelope>> MemoryJournal::ownAfter(const SpaceId &space, std::uint64_t authorSeq, qint64 maxBytes)
{
    QList<const Held *> rows = pick(space, [&](const Held &row) {
        return row.envelope.own && !row.refused && row.envelope.envelope.header.authorSeq > authorSeq;
    });
    std::sort(rows.begin(), rows.end(), [](const Held *a, const Held *b) {
        return a->envelope.envelope.header.authorSeq < b->envelope.envelope.header.authorSeq;
    });
    return envelopesOf(within(rows, maxBytes));
}

Result<std::optional<HeldEnvelope>> MemoryJournal::ownAt(const SpaceId &space, std::uint64_t authorSeq)
{
    const auto rows = pick(space, [&](const Held &row) {
        return row.envelope.own && !row.refused && row.envelope.envelope.header.authorSeq == authorSeq;
    });
    if (rows.size() > 1)
        return ErrorCode::Internal; // two own envelopes at one place of the chain
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first()->envelope);
}

Result<std::optional<HeldEnvelope>> MemoryJournal::find(const EnvHash &envelope)
{
    const auto row = state.held.find(envelope);
    return row == state.held.end() ? std::nullopt : std::optional(row->second.envelope);
}

Result<bool> MemoryJournal::hold(const HeldEnvelope &envelope)
{
    const auto row = state.held.find(envelope.hash);
    if (row == state.held.end()) {
        state.held[envelope.hash] = {envelope, {}, 0, state.nextNo++};
        return true;
    }
    HeldEnvelope &held = row->second.envelope;
    held.seq = envelope.seq > 0 ? envelope.seq : held.seq;
    held.recvMs = envelope.recvMs > 0 ? envelope.recvMs : held.recvMs;
    held.waitsForKey = envelope.waitsForKey;
    return false;
}

Done MemoryJournal::replaceOwn(const EnvHash &old, const Envelope &fresh)
{
    auto node = state.held.extract(old);
    if (node.empty() || !node.mapped().envelope.own)
        return ErrorCode::NotFound;
    const Result<std::optional<HeldEnvelope>> taken = ownAt(node.mapped().envelope.space, fresh.header.authorSeq);
    if (!taken || *taken)
        return ErrorCode::Internal; // the place is taken
    const EnvHash hash = envHashOf(fresh);
    node.key() = hash;
    node.mapped().envelope.hash = hash;
    node.mapped().envelope.envelope = fresh;
    state.held.insert(std::move(node));
    for (auto &[key, change] : state.changes) {
        if (change.envelope == old)
            change.envelope = hash;
    }
    return done();
}

Result<AuthorHead> MemoryJournal::authorHead(const SpaceId &space, const DeviceId &author)
{
    AuthorHead head;
    for (const Held *row : pick(space, [&](const Held &held) {
             return held.envelope.seq > 0 && held.envelope.envelope.header.author == author;
         })) {
        if (row->envelope.envelope.header.authorSeq > head.seq)
            head = {row->envelope.envelope.header.authorSeq, row->envelope.hash};
    }
    return head;
}

Result<QList<HeldEnvelope>> MemoryJournal::waitingForKey(const SpaceId &space, std::uint32_t epoch, qint64 maxBytes)
{
    QList<const Held *> rows = pick(space, [&](const Held &row) {
        return row.envelope.waitsForKey && row.envelope.envelope.header.epoch == epoch;
    });
    std::sort(rows.begin(), rows.end(), [](const Held *a, const Held *b) { return a->envelope.seq < b->envelope.seq; });
    return within(rows, maxBytes);
}

Done MemoryJournal::rewind(const SpaceId &space, std::uint64_t toSeq)
{
    for (auto &[hash, row] : state.held) {
        if (row.envelope.space == space && row.envelope.seq > toSeq) {
            row.envelope.seq = 0;
            row.envelope.recvMs = 0;
        }
    }
    return done();
}

Result<QList<Envelope>> MemoryJournal::notInLog(const SpaceId &space, qint64 maxBytes)
{
    QList<const Held *> rows = pick(space, [](const Held &row) { return row.envelope.seq == 0 && !row.envelope.own; });
    std::stable_sort(rows.begin(), rows.end(), [](const Held *a, const Held *b) {
        const Header &x = a->envelope.envelope.header;
        const Header &y = b->envelope.envelope.header;
        const bool xIsChange = x.kind == EnvelopeKind::Changes;
        const bool yIsChange = y.kind == EnvelopeKind::Changes;
        if (xIsChange != yIsChange)
            return yIsChange;
        return xIsChange && std::tie(x.author, x.authorSeq) < std::tie(y.author, y.authorSeq);
    });
    return envelopesOf(within(rows, maxBytes));
}

Done MemoryJournal::apply(const ProvenChange &change)
{
    ++state.applications;
    const auto [row, fresh] = state.changes.try_emplace({change.author, change.change.id}, change);
    ProvenChange &known = row->second;
    const auto source = [](const ProvenChange &one) { return one.original.value_or(one.envelope); };
    if (!fresh && known.change != change.change && source(change) < source(known))
        known = change; // two contents of one change_id: the smaller env_hash counts
    return done();
}

Done MemoryJournal::markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq, std::int64_t serverMs)
{
    for (auto &[hash, row] : state.held) {
        if (row.envelope.space == space && row.envelope.own && !row.refused && row.heldByServiceMs == 0 &&
            row.envelope.envelope.header.authorSeq <= upToAuthorSeq)
            row.heldByServiceMs = serverMs;
    }
    return done();
}

Done MemoryJournal::needsAttention(const SpaceId &, const EnvHash &envelope, ErrorCode why)
{
    state.attention[envelope] = why;
    const auto row = state.held.find(envelope);
    if (row != state.held.end() && row->second.envelope.own)
        row->second.refused = why;
    return done();
}

} // namespace safelight::testing
