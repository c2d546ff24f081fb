// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/chronology.h"

#include <QCoreApplication>

namespace safelight::triage
{

/// The words triage shows, made in one place. Times are said in one zone, with the 24-hour clock.
class Text
{
    Q_DECLARE_TR_FUNCTIONS(Triage)

public:
    explicit Text(const QTimeZone &zone)
        : m_zone(zone)
    {
    }

    [[nodiscard]] static QString urgency(Urgency urgency);
    [[nodiscard]] static QString status(Status status);
    [[nodiscard]] static QString field(TriageField field);
    /// "I saw", "They said" … and the headings of what happened later.
    [[nodiscard]] static QString kind(const ChronologyEntry &entry);
    /// "24 Nov 2026, 21:04"; empty for 0.
    [[nodiscard]] QString time(std::int64_t ms) const;
    /// "today, 23:59", "24 Nov 2026, 21:04"
    [[nodiscard]] QString timeSeen(std::int64_t ms, std::int64_t nowMs) const;
    /// "Due today, 23:59" or "Overdue: was due 24 Nov 2026, 21:04"
    [[nodiscard]] QString due(const InboxItem &item, std::int64_t nowMs) const;
    /// Who a concern is about, as the author put it, or that the author did not know.
    [[nodiscard]] static QString title(const QString &who);
    /// "Amina Rahman", or what to say when nobody's name is known.
    [[nodiscard]] static QString person(const QString &name);
    /// "Amina Rahman (until somebody opens it)" while the duty champion answers for it.
    [[nodiscard]] static QString owner(const InboxItem &item);
    /// "between 21:00 and 21:30" as the author said it.
    [[nodiscard]] QString when(const ConcernFacts &facts) const;
    [[nodiscard]] QString value(TriageField field, const QCborValue &value, const QString &ownerName) const;
    /// What the author knows by now, or what a person has to do.
    [[nodiscard]] static QString feedback(Feedback feedback, bool decided, const QString &author, const QString &slip);

private:
    QTimeZone m_zone;
};

} // namespace safelight::triage
