// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only.

#include "sync/engine/ownchain.h"

namespace safelight
{

/// The pull half of one space's answer: is this the log it claims to be? Numbers without a gap, log_hash recomputed,
/// every author's chain intact, every author a member at that place with the right to do this, control entries proven
/// from the root. What passes is held and handed on to be opened; one thing that does not, and the answer is a lie.
class LogReader
{
public:
    LogReader(Journal &journal, SpaceState &space, const DeviceId &self, Roster::Trust trust, OwnChain &own)
        : m_journal(journal)
        , m_space(space)
        , m_self(self)
        , m_trust(trust)
        , m_own(own)
    {
    }

    /// Errors: Conflict, NotAuthentic (the service lies), Malformed, Unsupported (a newer program wrote it); the
    /// journal's. The caller rolls back.
    [[nodiscard]] Done read(const Answer &answer);

    /// New here and verified: held, not opened.
    [[nodiscard]] const QList<HeldEnvelope> &fresh() const { return m_fresh; }
    [[nodiscard]] int received() const { return m_received; }
    [[nodiscard]] int placed() const { return m_placed; } ///< were held and lost; are in the log again
    [[nodiscard]] bool rewound() const { return m_rewound; }
    [[nodiscard]] bool more() const { return m_more; } ///< there is more to pull
    [[nodiscard]] bool controlMoved() const { return m_controlMoved; }
    [[nodiscard]] bool caughtUp() const { return m_caughtUp; } ///< everything the service has here is held

private:
    [[nodiscard]] Done readLog(const Answer &answer);
    [[nodiscard]] Done readEntry(const LogEntry &entry);
    [[nodiscard]] Result<Envelope> envelopeOf(const LogEntry &entry);
    [[nodiscard]] Done readControlOnly(const Answer &answer);
    [[nodiscard]] Done takeControl(const Envelope &envelope, const EnvHash &hash);
    [[nodiscard]] Done checkChain(const Header &header);
    [[nodiscard]] Done startOver();
    void advance(Roster next, const EnvHash &hash);

    Journal &m_journal;
    SpaceState &m_space;
    const DeviceId &m_self;
    Roster::Trust m_trust;
    OwnChain &m_own;
    QMap<DeviceId, AuthorHead> m_heads;
    QList<HeldEnvelope> m_fresh;
    int m_received = 0;
    int m_placed = 0;
    bool m_rewound = false;
    bool m_more = false;
    bool m_controlMoved = false;
    bool m_caughtUp = false;
};

} // namespace safelight
