// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triagerules.h"

#include <QDateTime>

namespace safelight::triage
{
namespace
{

bool isWorkingDay(const QDate &day, const TriageRules &rules)
{
    return day.dayOfWeek() <= 5 && !rules.holidays.contains(day);
}

} // namespace

std::int64_t defaultDueMs(Urgency urgency, std::int64_t fromMs, const TriageRules &rules)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(fromMs, rules.zone);
    const QDateTime endOfDay(from.date(), rules.dayEnds, rules.zone);
    switch (urgency) {
    case Urgency::Immediate: {
        const QDateTime soon = from.addSecs(std::chrono::seconds(rules.immediateWithin).count());
        return std::max(from, std::min(soon, endOfDay)).toMSecsSinceEpoch();
    }
    case Urgency::NotTriaged:
    case Urgency::Today: return std::max(from, endOfDay).toMSecsSinceEpoch();
    case Urgency::Routine: {
        QDate day = from.date();
        for (int left = rules.routineWorkingDays; left > 0;) {
            day = day.addDays(1);
            if (isWorkingDay(day, rules))
                --left;
        }
        return QDateTime(day, rules.dayEnds, rules.zone).toMSecsSinceEpoch();
    }
    }
    return endOfDay.toMSecsSinceEpoch();
}

} // namespace safelight::triage
