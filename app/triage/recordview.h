// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/chronology.h"
#include "app/triage/triageactions.h"

namespace safelight::triage
{

/// Everything a champion sees of one concern, read in one go.
struct RecordView {
    InboxItem item;
    ConcernFacts facts;
    QList<ChronologyEntry> chronology;
    QList<Conflict> conflicts;
    Feedback feedback = Feedback::None; ///< at the stage the concern has reached
    bool canMessage = false;            ///< the author would read a message from here
    bool mine = false;                  ///< this champion is the owner
    QList<Uuid> unweighed;              ///< what the author added and no decision has weighed yet
    std::optional<DecisionInput> draft; ///< a decision half written on this device
};

/// Reads only. Errors: NotFound (also for what was not sent to the champions), or the store's.
[[nodiscard]] Result<RecordView> view(const Action &action, const Uuid &concern);

} // namespace safelight::triage
