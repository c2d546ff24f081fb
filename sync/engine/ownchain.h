// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only.

#include "sync/engine/spacestate.h"

namespace safelight
{

/// This author's own envelopes in one space: what is proven to be at the service, and what the rest must look like so
/// that the service can take it (sync-protocol sections 8, 13 and 14). An envelope whose place at the service is
/// proven never changes; one that is not may be sealed again, or be signed for another place of the chain.
class OwnChain
{
public:
    OwnChain(Journal &journal, SpaceState &space, const DeviceKeys &keys, const DevicePublic &self, Roster::Trust trust)
        : m_journal(journal)
        , m_space(space)
        , m_keys(keys)
        , m_self(self)
        , m_trust(trust)
    {
    }

    /// What the service says it holds of ours: the only thing that clears an outbox. `caughtUp`: the whole log is held
    /// here, so an unknown head is a lie. Errors: Conflict.
    [[nodiscard]] Done acknowledge(const AuthorHead &head, bool caughtUp, std::int64_t serverMs);
    /// An envelope of this author in the log that is not held here (the device was restored from a copy): what is still
    /// unsent moves up behind it.
    [[nodiscard]] Done makeRoomFor(const AuthorHead &adopted);
    /// Into the tray with the envelope that was refused, if it is still what stands there; what follows closes the gap.
    [[nodiscard]] Done giveUp(std::uint64_t authorSeq, const EnvHash &refused, ErrorCode why);
    /// Seals again what is under an older epoch or in a mode the role no longer has, fills in new bases, and chains and
    /// signs what changed. Call when the tip's epoch, the own role or the control base moved. `olderKeys` are keys that
    /// this device made for an epoch which another administrator's took the place of.
    [[nodiscard]] Done refresh(const EpochKeyring &olderKeys);

    [[nodiscard]] int acked() const { return m_acked; }
    [[nodiscard]] int attention() const { return m_attention; }
    [[nodiscard]] bool rewritten() const { return m_rewritten; }
    [[nodiscard]] bool lost() const { return m_lost; } ///< the service had more of ours before

private:
    [[nodiscard]] Result<AuthorHead> ackedHead();
    [[nodiscard]] Done rewrite(std::uint64_t above, const AuthorHead &after, const EpochKeyring &olderKeys);
    [[nodiscard]] Result<Envelope> revise(const Envelope &old, const Roster &tip, const EpochKeyring &olderKeys) const;
    [[nodiscard]] Done grantAgain(ControlEntry &entry, const Roster &tip) const;
    [[nodiscard]] Result<Envelope> sealAgain(const Envelope &old, const Roster &tip, bool sealed,
                                             const EpochKeyring &olderKeys) const;

    Journal &m_journal;
    SpaceState &m_space;
    const DeviceKeys &m_keys;
    const DevicePublic &m_self;
    Roster::Trust m_trust;
    int m_acked = 0;
    int m_attention = 0;
    bool m_rewritten = false;
    bool m_lost = false;
};

} // namespace safelight
