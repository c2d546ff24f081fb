// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/copies.h"

#include "app/store/vault.h"

#include <algorithm>

namespace safelight
{

std::int64_t Copies::heldByServiceMs() const
{
    const std::optional<Custody> &counts = isForChampion() ? forChampion : forTeam;
    return counts ? counts->heldByServiceMs : 0;
}

std::optional<ErrorCode> Copies::refused() const
{
    return forTeam && forTeam->refused ? forTeam->refused : forChampion ? forChampion->refused : std::nullopt;
}

Result<Copies> copiesOf(ReadTx &tx, const Uuid &record)
{
    const Result<QList<Custody>> sent = outbox::custodyOf(tx, record);
    if (!sent)
        return sent.error();
    const Result<QList<FollowedSpace>> all = spaces::followed(tx);
    if (!all)
        return all.error();
    const auto isIntake = [&](const SpaceId &id) {
        return std::ranges::any_of(*all,
                                   [&](const FollowedSpace &s) { return s.id == id && s.kind == SpaceKind::Intake; });
    };
    Copies out;
    for (const Custody &each : *sent) { // oldest first
        if (out.savedMs == 0 || (each.savedMs > 0 && each.savedMs < out.savedMs))
            out.savedMs = each.savedMs;
        (isIntake(each.space) ? out.forChampion : out.forTeam) = each;
    }
    return out;
}

} // namespace safelight
