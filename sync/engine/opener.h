// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only.

#include "sync/engine/spacestate.h"

#include <vector>

namespace safelight
{

/// From a verified envelope to merged records: open, commitment, decode, forwarded originals, apply. What cannot be
/// opened goes to the tray and never stops what comes after it (sync-protocol F4). A forwarded original whose author a
/// roster may still prove waits for that roster, whichever of the two logs came first.
class Opener
{
public:
    /// `spaces` are all that are followed: any of their rosters may know the author of a forwarded original.
    Opener(Journal &journal, std::vector<SpaceState *> spaces)
        : m_journal(journal)
        , m_spaces(std::move(spaces))
    {
    }

    /// Does nothing without the epoch's key. Errors: the journal's only.
    [[nodiscard]] Done open(const SpaceState &space, const HeldEnvelope &held);
    /// Opens everything again that a roster which moved may have proven by now.
    [[nodiscard]] Done openUnproven();
    /// Writes down what waits from here on. After the last open().
    [[nodiscard]] Done keepWaiting();
    /// The second half, for a change whose plain text is at hand (Save).
    [[nodiscard]] Done apply(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
                             const QByteArray &encoded, const Salt &salt);

    [[nodiscard]] int attention() const { return m_attention; } ///< newly in the tray
    [[nodiscard]] bool anyWaiting() const { return !m_waiting.isEmpty(); }

private:
    /// What became of an envelope, as far as it is not merged.
    struct Rest {
        std::optional<ErrorCode> aside; ///< no more can come of it than is merged now
        bool waits = false;             ///< for a roster
    };
    struct Author {
        const SignPublic *key = nullptr;
        bool mayCome = false; ///< without a key: a roster that would know the author is not here as far as it goes
    };
    [[nodiscard]] Result<Rest> read(const SpaceState &space, const HeldEnvelope &held);
    [[nodiscard]] Result<Rest> applyAll(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
                                        const QByteArray &encoded, const Salt &salt);
    [[nodiscard]] Result<Rest> applyForwarded(const SpaceState &space, const HeldEnvelope &held, const EmbedOp &embed);
    [[nodiscard]] Author authorOf(const Header &original) const;

    Journal &m_journal;
    std::vector<SpaceState *> m_spaces;
    QList<HeldEnvelope> m_waiting; ///< without their ciphertext
    int m_attention = 0;
};

} // namespace safelight
