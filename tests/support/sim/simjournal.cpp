// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/simjournal.h"

namespace safelight::testing
{

namespace
{

Error powerCut() { return {ErrorCode::Cancelled, QStringLiteral("the power went")}; }

} // namespace

bool SimJournal::goes()
{
    if (!m_faults.dead && m_faults.callsUntilCrash >= 0 && m_faults.callsUntilCrash-- == 0)
        m_faults.dead = true;
    return m_faults.dead;
}

Result<bool> SimJournal::hold(const HeldEnvelope &envelope)
{
    if (losesWrites())
        return envelope.own ? m_inner.hold(envelope) : Result<bool>(true);
    if (m_faults.dead)
        return powerCut();
    return m_inner.hold(envelope);
}

Done SimJournal::apply(const ProvenChange &change)
{
    if (losesWrites())
        return done();
    if (m_faults.dead)
        return powerCut();
    if (m_faults.mutation == Mutation::ApplyIsNotIdempotent &&
        !m_faults.applied.insert({change.author, change.change.id}).second) {
        ProvenChange second = change;
        second.change.id.bytes.back() ^= std::byte{1};
        return m_inner.apply(second);
    }
    return m_inner.apply(change);
}

Result<QList<SpaceCursor>> SimJournal::cursors()
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.cursors();
}

Done SimJournal::saveCursor(const SpaceCursor &cursor)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.saveCursor(cursor);
}

Result<QList<HeldEnvelope>> SimJournal::controlEnvelopes(const SpaceId &space)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    if (m_faults.mutation == Mutation::StartsWithOldKeys) {
        Result<QList<HeldEnvelope>> log = m_inner.controlEnvelopes(space);
        if (log && log->size() > m_faults.controls.try_emplace(space, log->size()).first->second)
            log->removeLast();
        return log;
    }
    return m_inner.controlEnvelopes(space);
}

Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> SimJournal::epochKeys(const SpaceId &space)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.epochKeys(space);
}

Done SimJournal::saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.saveSeed(space, epoch, seed);
}

Result<QList<Envelope>> SimJournal::ownAfter(const SpaceId &space, std::uint64_t authorSeq, qint64 maxBytes)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.ownAfter(space, authorSeq, maxBytes);
}

Result<std::optional<HeldEnvelope>> SimJournal::ownAt(const SpaceId &space, std::uint64_t authorSeq)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.ownAt(space, authorSeq);
}

Result<std::optional<HeldEnvelope>> SimJournal::find(const EnvHash &envelope)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.find(envelope);
}

Done SimJournal::replaceOwn(const EnvHash &old, const Envelope &fresh)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.replaceOwn(old, fresh);
}

Result<AuthorHead> SimJournal::authorHead(const SpaceId &space, const DeviceId &author)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.authorHead(space, author);
}

Result<QList<HeldEnvelope>> SimJournal::waitingForKey(const SpaceId &space, std::uint32_t epoch, qint64 maxBytes)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.waitingForKey(space, epoch, maxBytes);
}

Result<QList<EnvHash>> SimJournal::unproven()
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.unproven();
}

Done SimJournal::rewind(const SpaceId &space, std::uint64_t toSeq)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    m_faults.rewound = space;
    return m_inner.rewind(space, toSeq);
}

Result<QList<Envelope>> SimJournal::notInLog(const SpaceId &space, qint64 maxBytes)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    if (m_faults.mutation == Mutation::NobodyRelays)
        return QList<Envelope>{};
    return m_inner.notInLog(space, maxBytes);
}

Done SimJournal::markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq, std::int64_t serverMs)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.markHeldByService(space, upToAuthorSeq, serverMs);
}

Done SimJournal::needsAttention(const SpaceId &space, const EnvHash &envelope, ErrorCode why)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.needsAttention(space, envelope, why);
}

Done SimJournal::opened(const EnvHash &envelope)
{
    if (goes() && m_faults.mutation != Mutation::CursorBeforeApply)
        return powerCut();
    return m_inner.opened(envelope);
}

} // namespace safelight::testing
