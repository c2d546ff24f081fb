// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/engine/journal.h"

#include <map>

namespace safelight::testing
{

/// The engine's durable memory in plain containers, for its unit tests: what a vault does with a database, in the
/// order of the doc comments of Journal. Transactions are copies: keep one before, assign it back to roll back.
class MemoryJournal final : public Journal
{
public:
    struct Held {
        HeldEnvelope envelope;
        std::optional<ErrorCode> refused; ///< own: out of the chain
        std::int64_t heldByServiceMs = 0;
        std::uint64_t no = 0;
    };
    struct State {
        std::map<SpaceId, SpaceCursor> cursors;
        std::map<EnvHash, Held> held;
        std::map<std::pair<SpaceId, std::uint32_t>, QByteArray> seeds; ///< test keys only
        std::map<std::pair<DeviceId, Uuid>, ProvenChange> changes;     ///< by (author, change_id)
        std::map<EnvHash, ErrorCode> attention;
        int applications = 0; ///< calls of apply
        std::uint64_t nextNo = 1;
    };
    State state;

    Done attempt(const std::function<Done()> &work) override;
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
    template <class Keep>
    [[nodiscard]] QList<const Held *> pick(const SpaceId &space, Keep keep) const; ///< in the order first held
};

} // namespace safelight::testing
