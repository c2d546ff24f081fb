// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only.

#include "sync/engine/spacestate.h"

#include <vector>

namespace safelight
{

/// From a verified envelope to merged records: open, commitment, decode, forwarded originals, apply. What cannot be
/// opened goes to the tray and never stops what comes after it (sync-protocol F4).
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
    /// The second half, for a change whose plain text is at hand (Save).
    [[nodiscard]] Done apply(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
                             const QByteArray &encoded, const Salt &salt);

    [[nodiscard]] int attention() const { return m_attention; }

private:
    [[nodiscard]] Done applyForwarded(const SpaceState &space, const HeldEnvelope &held, const EmbedOp &embed);
    [[nodiscard]] Done setAside(const HeldEnvelope &held, ErrorCode why);
    [[nodiscard]] const SignPublic *keyOf(const Header &original) const;

    Journal &m_journal;
    std::vector<SpaceState *> m_spaces;
    int m_attention = 0;
};

} // namespace safelight
