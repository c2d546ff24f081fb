// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/outbox.h"

namespace safelight
{

// Inside this room only.

/// How far an own record has come: the copy for the team, and the one for the champions where there is one. Of several
/// forwards the last counts, since what was refused may have been sent again.
struct Copies {
    std::int64_t savedMs = 0; ///< device clock; 0 = not known
    std::optional<Custody> forTeam;
    std::optional<Custody> forChampion;

    /// On its way to the champions, or there: not refused.
    [[nodiscard]] bool isForChampion() const { return forChampion && !forChampion->refused; }
    /// Service clock, of the copy that counts: the champions' where it is for them. 0 = not yet.
    [[nodiscard]] std::int64_t heldByServiceMs() const;
    /// Why the service did not take a copy of it, the team's first.
    [[nodiscard]] std::optional<ErrorCode> refused() const;
};
[[nodiscard]] Result<Copies> copiesOf(ReadTx &tx, const Uuid &record);

} // namespace safelight
