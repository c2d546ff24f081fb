// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/chronology.h"
#include "tests/app/triage/triageworld.h"

namespace safelight::testing
{

/// The inbox as a device shows it; with `decided`, the list of what is decided. Empty when it cannot be read.
[[nodiscard]] inline QList<triage::InboxItem> inboxOf(TriageDevice &device, bool decided = false)
{
    const auto read = device.act([&](const triage::Action &a) {
        return triage::inbox(a.tx, a.forms, a.rules, {a.nowMs, triage::dutyChampion(a.tx, a.engine), decided});
    });
    return read ? read->items : QList<triage::InboxItem>();
}

/// The chronology of a concern as a device shows it. Empty when it cannot be read.
[[nodiscard]] inline QList<triage::ChronologyEntry> chronologyOf(TriageDevice &device, const Uuid &concern)
{
    const auto read = device.act([&](const triage::Action &a) { return triage::chronology(a.tx, a.forms, concern); });
    return read ? *read : QList<triage::ChronologyEntry>();
}

/// A decision that lacks nothing.
[[nodiscard]] inline triage::DecisionInput goodDecision()
{
    return {1, QStringLiteral("The outreach nurse saw her today and she is safe."),
            QStringLiteral("A referral to adult social care."),
            QStringLiteral("Thank you. She is being looked after.")};
}

} // namespace safelight::testing
