// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/records.h"
#include "app/store/vaultjournal.h"
#include "sync/base/random.h"
#include "sync/base/uuid7.h"
#include "tests/support/manualclock.h"

namespace safelight::testing
{

/// Ids that are the same for the same number.
template <class Id>
[[nodiscard]] Id numbered(std::uint64_t number)
{
    SeededRandom random(number * 2 + 1);
    Id out;
    random.fill(out.bytes);
    return out;
}
/// A UUIDv7 at a millisecond, told apart by `tail`.
[[nodiscard]] Uuid uuidAt(std::int64_t ms, std::uint64_t tail = 0);

/// An envelope whose structure is right; nothing in it opens.
[[nodiscard]] HeldEnvelope heldEnvelope(const SpaceId &space, const DeviceId &author, std::uint64_t authorSeq,
                                        EnvelopeKind kind = EnvelopeKind::Changes, qsizetype ctBytes = 256);

/// A change as the engine hands it over.
[[nodiscard]] ProvenChange provenChange(const SpaceId &space, const DeviceId &author, const Uuid &id, QList<Op> ops,
                                        const EnvHash &envelope, std::optional<EnvHash> original = {});

/// Records that an envelope of this space carried, newest first. Asks each row, so that a list of the product can be
/// held against it.
[[nodiscard]] Result<QList<Record>> recordsIn(ReadTx &tx, const SpaceId &space, TypeNumber type, int limit = 1'000);

/// A random history with everything that makes merging hard: concurrent writes, parents that lie, links, the same
/// record created twice, changes carried through two spaces, and authors who give one id to two contents.
[[nodiscard]] QList<ProvenChange> randomHistory(std::uint64_t seed, int changes);

} // namespace safelight::testing
