// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triagetext.h"

#include <QDateTime>
#include <QLocale>

namespace safelight::triage
{

QString Text::urgency(Urgency urgency)
{
    switch (urgency) {
    //: How fast we respond to a concern, before anybody has chosen it
    case Urgency::NotTriaged: return tr("Not yet triaged");
    //: How fast we respond: within some working days
    case Urgency::Routine: return tr("Routine");
    //: How fast we respond: before this day ends
    case Urgency::Today: return tr("Today");
    //: How fast we respond: at once
    case Urgency::Immediate: return tr("Immediate");
    }
    return {};
}

QString Text::status(Status status)
{
    switch (status) {
    //: How a concern stands: nobody has opened it
    case Status::New: return tr("New");
    //: How a concern stands: a champion has looked at it
    case Status::Opened: return tr("Opened");
    //: How a concern stands: a champion works on it
    case Status::InProgress: return tr("In progress");
    //: How a concern stands: a champion has decided what is done
    case Status::Decided: return tr("Decided");
    }
    return {};
}

QString Text::field(TriageField field)
{
    switch (field) {
    //: A field of a concern: how it stands
    case TriageField::Status: return tr("Status");
    //: A field of a concern: how fast we respond
    case TriageField::Urgency: return tr("Response urgency");
    //: A field of a concern: who answers for it
    case TriageField::Owner: return tr("Owner");
    //: A field of a concern: by when
    case TriageField::Due: return tr("Due");
    }
    return {};
}

QString Text::kind(const ChronologyEntry &entry)
{
    switch (entry.kind) {
    //: Heading of what the author saw
    case EntryKind::Saw: return tr("I saw");
    //: Heading of what somebody said, word for word
    case EntryKind::Said: return tr("They said");
    case EntryKind::Told:
        //: %1 is whoever told the author, in the author's words
        return entry.source.isEmpty() ? tr("I was told") : tr("I was told by %1").arg(entry.source);
    //: Heading of what the author thinks
    case EntryKind::Think: return tr("I think");
    //: A line of the chronology: the author saved the concern
    case EntryKind::Recorded: return tr("Concern recorded");
    case EntryKind::Amendment:
        switch (entry.about) {
        case EntryKind::Saw: return tr("Correction or addition to “I saw”");
        case EntryKind::Said: return tr("Correction or addition to “They said”");
        case EntryKind::Told: return tr("Correction or addition to “I was told”");
        case EntryKind::Think: return tr("Correction or addition to “I think”");
        default: return tr("Correction or addition");
        }
    case EntryKind::StatusSet:
        //: %1 is a status such as "Opened"
        return tr("Status: %1").arg(status(Status(entry.value)));
    case EntryKind::UrgencySet:
        //: %1 is how fast we respond, such as "Today"
        return tr("Response urgency: %1").arg(urgency(Urgency(entry.value)));
    case EntryKind::OwnerSet:
        //: %1 is a name
        return tr("Owner: %1").arg(person(entry.text));
    case EntryKind::DueSet: return tr("Due date set");
    //: A line of the chronology: a champion decided
    case EntryKind::Decision: return tr("Decision");
    case EntryKind::FeedbackSent: return tr("Told the author");
    }
    return {};
}

QString Text::time(std::int64_t ms) const
{
    if (ms <= 0)
        return {};
    //: A date and a time, as QLocale formats it
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms, m_zone), tr("d MMM yyyy, HH:mm"));
}

QString Text::timeSeen(std::int64_t ms, std::int64_t nowMs) const
{
    if (ms <= 0)
        return {};
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms, m_zone);
    const qint64 days = QDateTime::fromMSecsSinceEpoch(nowMs, m_zone).date().daysTo(at.date());
    const QString clock = QLocale().toString(at.time(), QStringLiteral("HH:mm"));
    if (days == 0)
        //: %1 is a time of day
        return tr("today, %1").arg(clock);
    if (days == 1)
        //: %1 is a time of day
        return tr("tomorrow, %1").arg(clock);
    if (days == -1)
        //: %1 is a time of day
        return tr("yesterday, %1").arg(clock);
    return time(ms);
}

QString Text::due(const InboxItem &item, std::int64_t nowMs) const
{
    const QString at = timeSeen(item.dueMs, nowMs);
    if (item.isAtRest())
        //: How a concern stands: a champion has decided what is done
        return tr("Decided");
    //: %1 is a date or time in the past
    return item.isOverdue(nowMs) ? tr("Overdue: was due %1").arg(at)
                                 //: %1 is a date or time
                                 : tr("Due %1").arg(at);
}

QString Text::title(const QString &who) { return who.isEmpty() ? tr("Somebody not known yet") : who; }

QString Text::person(const QString &name) { return name.isEmpty() ? tr("Somebody this device does not know") : name; }

QString Text::owner(const InboxItem &item)
{
    //: %1 is a name; this champion answers for the concern until somebody takes it up
    return item.ownerByDefault ? tr("%1, until somebody opens it").arg(person(item.owner)) : person(item.owner);
}

QString Text::when(const ConcernFacts &facts) const
{
    if (facts.fromMs <= 0)
        return {};
    if (facts.toMs <= facts.fromMs)
        return time(facts.fromMs);
    //: %1 and %2 are times
    return tr("between %1 and %2").arg(time(facts.fromMs), time(facts.toMs));
}

QString Text::value(TriageField field, const QCborValue &value, const QString &ownerName) const
{
    switch (field) {
    case TriageField::Status: return status(Status(int(value.toInteger())));
    case TriageField::Urgency: return urgency(Urgency(int(value.toInteger())));
    case TriageField::Owner: return person(ownerName);
    case TriageField::Due: return time(value.toInteger());
    }
    return {};
}

QString Text::feedback(Feedback feedback, bool decided, const QString &author, const QString &slip)
{
    const QString name = person(author);
    switch (feedback) {
    case Feedback::None: return {};
    case Feedback::Sent:
    case Feedback::AlreadySent:
        //: %1 is the name of whoever recorded the concern
        return decided ? tr("%1 is told that this was decided.").arg(name)
                       //: %1 is the name of whoever recorded the concern
                       : tr("%1 is told that this was opened, and by whom.").arg(name);
    case Feedback::StatusOnly:
        if (slip.isEmpty())
            return decided ? tr("The desk it came from shows “decided”, and nothing else.")
                           : tr("The desk it came from shows “opened”, and nothing else.");
        //: %1 is a slip number
        return decided ? tr("Slip %1 now shows “decided” at the desk it came from, and nothing else.").arg(slip)
                       //: %1 is a slip number
                       : tr("Slip %1 now shows “opened” at the desk it came from, and nothing else.").arg(slip);
    case Feedback::OwnRecord: return tr("You recorded this yourself.");
    case Feedback::NoWay:
        //: %1 is the name of whoever recorded the concern, twice
        return decided ? tr("Safelight cannot reach %1 from here. Tell %1 yourself that this was decided.").arg(name)
                       //: %1 is the name of whoever recorded the concern, twice
                       : tr("Safelight cannot reach %1 from here. Tell %1 yourself that you opened this.").arg(name);
    }
    return {};
}

} // namespace safelight::triage
