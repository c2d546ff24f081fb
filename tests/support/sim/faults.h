// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sim/world.h"

namespace safelight::testing
{

/// What is wrong with the network, the machines and the luck of one seed. Default: nothing.
struct World::Faults {
    int dropPercent = 0;
    int doublePercent = 0;
    int garblePercent = 0;
    int delayPercent = 0; ///< of messages that take minutes instead of milliseconds
    bool cuts = false;
    bool crashes = false;
    bool clocks = false;
    bool rotations = false; ///< new epochs while people write
    bool restore = false;   ///< the service goes back to an older copy once
    bool river = false;     ///< and at that moment the tablet is lost: who holds its notes must bring them back
    bool refusals = false;  ///< the service does not take some envelopes, ever
    RequestBudget link;     ///< how much goes at once, up and down: not a fault, and it stays

    /// After a restore, authors may have to seal again what was under an older epoch: same changes, other bytes.
    [[nodiscard]] bool bytesMayChange() const { return restore && rotations; }

    [[nodiscard]] static Faults of(std::uint64_t seed, Mutation mutation)
    {
        SeededRandom random(seed * 101 + 13);
        const auto maybe = [&](int percent) { return int(random.below(100)) < percent; };
        Faults f;
        f.dropPercent = maybe(60) ? int(random.below(50)) : 0;
        f.doublePercent = maybe(60) ? int(random.below(40)) : 0;
        f.garblePercent = maybe(40) ? int(random.below(20)) : 0;
        f.delayPercent = maybe(50) ? int(random.below(30)) : 0;
        f.cuts = maybe(50);
        f.crashes = maybe(60);
        f.clocks = maybe(50);
        f.rotations = maybe(40);
        f.restore = maybe(25);
        f.refusals = maybe(25);
        f.river = maybe(40) && f.restore;
        // 2 KiB … 512 KiB each way in half of the worlds, so that pages and pushes are cut anywhere
        if (maybe(50))
            f.link = {qint64(2048) << random.below(9), qint64(2048) << random.below(9)};
        // a planted bug needs its occasion
        f.crashes = f.crashes || mutation == Mutation::SavedBeforeCommit || mutation == Mutation::CursorBeforeApply;
        f.restore = f.restore || mutation == Mutation::RewindForgets || mutation == Mutation::NobodyRelays;
        f.river = f.river || mutation == Mutation::NobodyRelays;
        f.river = f.river && mutation != Mutation::RewindForgets;
        f.refusals = f.refusals || mutation == Mutation::RefusedIsDeleted;
        f.crashes = f.crashes || mutation == Mutation::StartsWithOldKeys;
        f.rotations = f.rotations || mutation == Mutation::StartsWithOldKeys;
        f.refusals = f.refusals && mutation != Mutation::StartsWithOldKeys;
        // The service of this world knows what it refuses by its commitment, which sealing again changes.
        f.rotations = f.rotations && !f.refusals;
        return f;
    }
    [[nodiscard]] QString text() const
    {
        return QStringLiteral("push %1 pull %2 ").arg(link.pushBytes).arg(link.answerBytes) +
               QStringLiteral("drop %1 % double %2 % garble %3 % delay %4 %")
                   .arg(dropPercent)
                   .arg(doublePercent)
                   .arg(garblePercent)
                   .arg(delayPercent) +
               (cuts ? QStringLiteral(" cuts") : QString()) + (crashes ? QStringLiteral(" crashes") : QString()) +
               (clocks ? QStringLiteral(" clocks") : QString()) +
               (rotations ? QStringLiteral(" rotations") : QString()) +
               (restore ? QStringLiteral(" restore") : QString()) + (river ? QStringLiteral(" river") : QString()) +
               (refusals ? QStringLiteral(" refusals") : QString());
    }
};

} // namespace safelight::testing
