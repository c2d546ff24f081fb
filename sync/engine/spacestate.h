// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only.

#include "sync/engine/journal.h"

#include <memory>
#include <set>

namespace safelight
{

using EpochKeyring = QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>;

/// One followed space as the engine sees it between two transactions. A cache of the journal: load() makes it again.
struct SpaceState {
    explicit SpaceState(SpaceCursor at)
        : cursor(at)
        , atHi(at.space)
        , known(at.space)
        , tip(at.space)
    {
    }

    SpaceCursor cursor;
    Roster atHi;  ///< after the control entries up to cursor.hiSeq: who was who at that place of the log
    Roster known; ///< the furthest that was ever proven; a service restored from a copy cannot take it back
    Roster tip;   ///< known, and own entries that are not in the log yet: what this device acts by
    std::set<EnvHash> controls;  ///< the entries that `known` is made of
    QList<Envelope> ownControls; ///< own entries that are not in `known` yet, in author order
    EpochKeyring keys;

    // not durable: what the last answers said
    bool refused = false;   ///< the service takes nothing from us here: stop pushing until it says otherwise
    bool offered = false;   ///< nothing of others' is missing in the log, or offering it again did not help
    bool caughtUp = false;  ///< at the last answer, everything the service had here was held
    bool complete = false;  ///< its control entries are here as far as the service's go, and it is not in doubt
    bool rewinding = false; ///< pulling again from the start of a log that turned out to be another one

    /// Whether it can be told by now what the service has lost.
    [[nodiscard]] bool mayRelay() const
    {
        return !offered && !cursor.headOnly && (caughtUp || (cursor.hiSeq == 0 && !rewinding));
    }

    [[nodiscard]] const SpaceId &id() const { return cursor.space; }
    [[nodiscard]] std::uint64_t pending() const { return cursor.ownSeq - std::min(cursor.ownSeq, cursor.ackedSeq); }
    /// The role this device acts by. The service's clock ends an `until`, never a device's.
    [[nodiscard]] std::optional<Role> roleOf(const DeviceId &device) const
    {
        const auto member = tip.members().constFind(device);
        return member == tip.members().cend() || member->lastAuthorSeq ? std::nullopt : std::optional(member->role);
    }
    [[nodiscard]] bool reads(const DeviceId &device) const
    {
        const std::optional<Role> role = roleOf(device);
        return role && holdsSeed(*role);
    }
};

/// Control entries as held, in the order in which each names the one before as its base, as far as that goes. Of two
/// with one base, the one with a place in the log counts, then the one that is not this device's own.
[[nodiscard]] Result<QList<HeldEnvelope>> inBaseOrder(const QList<HeldEnvelope> &entries);

/// The roster after these. Errors: whatever `with` says.
[[nodiscard]] Result<Roster> rosterOf(const SpaceId &space, const QList<HeldEnvelope> &entries,
                                      const Roster::Trust &trust);

/// `known` with own entries on top, as far as they still fit.
void rebuildTip(SpaceState &space, const Roster::Trust &trust);

/// Takes every epoch seed that a grant to this device or a link gives and that is not held yet (or is another one than
/// the roster says), checks it against the published public key and saves it. Returns the epochs that came.
/// A grant that does not open gives nothing; a member who can read will see it in an audit.
[[nodiscard]] Result<QList<std::uint32_t>> learnSeeds(Journal &journal, SpaceState &space, const DeviceKeys &keys,
                                                      const DeviceId &self);

} // namespace safelight
