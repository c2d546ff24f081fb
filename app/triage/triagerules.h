// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/triagetypes.h"

#include <QDate>
#include <QSet>
#include <QTime>
#include <QTimeZone>
#include <chrono>

namespace safelight::triage
{

/// How soon a concern is due when nobody chose a time. The one place where an organisation's defaults stand; handed
/// in by app/main, so that a council can have its own.
struct TriageRules {
    QTimeZone zone = QTimeZone::utc();
    std::chrono::minutes immediateWithin{60}; ///< never past the end of the same day
    QTime dayEnds{23, 59};                    ///< "today" is due then
    int routineWorkingDays = 5;               ///< Monday to Friday, without holidays
    QSet<QDate> holidays;

    friend bool operator==(const TriageRules &, const TriageRules &) = default;
};

/// When a concern that is taken up at `fromMs` is due. Not yet triaged counts as today: somebody looks the same day.
[[nodiscard]] std::int64_t defaultDueMs(Urgency urgency, std::int64_t fromMs, const TriageRules &rules);

} // namespace safelight::triage
