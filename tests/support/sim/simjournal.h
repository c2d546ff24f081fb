// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/engine/journal.h"
#include "tests/support/sim/mutation.h"

#include <map>
#include <set>

namespace safelight::testing
{

/// What goes wrong with one device's memory.
struct JournalFaults {
    Mutation mutation = Mutation::None;
    int callsUntilCrash = -1;                    ///< the power goes at that call of the journal; negative: not planned
    bool dead = false;                           ///< it went: nothing is written any more until the device starts again
    std::set<std::pair<DeviceId, Uuid>> applied; ///< for ApplyIsNotIdempotent
    std::optional<SpaceId> rewound;              ///< for RewindForgets: in this transaction
    std::map<SpaceId, std::uint64_t> ackedBefore; ///< for AckedIsSealedAgain
    std::map<SpaceId, qsizetype> controls;        ///< for StartsWithOldKeys: how long each log was at the first start
};

/// A vault's journal with a plug that can be pulled between any two calls, and with room for a planted bug.
class SimJournal final : public Journal
{
public:
    SimJournal(Journal &inner, JournalFaults &faults)
        : m_inner(inner)
        , m_faults(faults)
    {
    }

    Done attempt(const std::function<Done()> &work) override { return m_inner.attempt(work); }
    Result<QList<SpaceCursor>> cursors() override;
    Done saveCursor(const SpaceCursor &cursor) override;
    Result<QList<HeldEnvelope>> controlEnvelopes(const SpaceId &space) override;
    Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> epochKeys(const SpaceId &space) override;
    Done saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed) override;
    Result<QList<Envelope>> ownAfter(const SpaceId &space, std::uint64_t authorSeq, qint64 maxBytes) override;
    Result<std::optional<HeldEnvelope>> ownAt(const SpaceId &space, std::uint64_t authorSeq) override;
    Result<std::optional<HeldEnvelope>> find(const EnvHash &envelope) override;
    Result<bool> hold(const HeldEnvelope &envelope) override;
    Done replaceOwn(const EnvHash &old, const Envelope &fresh) override;
    Result<AuthorHead> authorHead(const SpaceId &space, const DeviceId &author) override;
    Result<QList<HeldEnvelope>> waitingForKey(const SpaceId &space, std::uint32_t epoch, qint64 maxBytes) override;
    Result<QList<EnvHash>> unproven() override;
    Done rewind(const SpaceId &space, std::uint64_t toSeq) override;
    Result<QList<Envelope>> notInLog(const SpaceId &space, qint64 maxBytes) override;
    Done apply(const ProvenChange &change) override;
    Done markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq, std::int64_t serverMs) override;
    Done needsAttention(const SpaceId &space, const EnvHash &envelope, ErrorCode why) override;
    Done opened(const EnvHash &envelope) override;

private:
    /// True when the power went at or before this call.
    [[nodiscard]] bool goes();
    [[nodiscard]] bool losesWrites() { return goes() && m_faults.mutation == Mutation::CursorBeforeApply; }

    Journal &m_inner;
    JournalFaults &m_faults;
};

} // namespace safelight::testing
