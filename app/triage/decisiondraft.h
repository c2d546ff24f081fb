// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/drafts.h"
#include "app/triage/triageactions.h"

namespace safelight::triage
{

/// A decision half written; one with nothing in it is not kept. There is at most one per concern on a device, so the
/// draft carries the concern's id.
[[nodiscard]] Draft draftOf(const KnownForms &forms, const Uuid &concern, const DecisionInput &input,
                            std::int64_t nowMs);
/// Nothing when the draft is not one of ours.
[[nodiscard]] std::optional<DecisionInput> inputOf(const KnownForms &forms, const Draft &draft);

} // namespace safelight::triage
