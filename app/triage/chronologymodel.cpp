// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/chronologymodel.h"

namespace safelight
{

using triage::EntryKind;

namespace
{

bool isStatement(const triage::ChronologyEntry &entry) { return entry.kind <= EntryKind::Think; }

} // namespace

ChronologyModel::ChronologyModel(std::shared_ptr<const triage::TriageForms> forms, triage::Text text, QObject *parent)
    : KeyedListModel(parent)
    , m_forms(std::move(forms))
    , m_text(std::move(text))
{
}

QVariant ChronologyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChronologyRow &row = rows().at(index.row());
    const triage::ChronologyEntry &entry = row.entry;
    if (role == Qt::DisplayRole)
        return headingOf(entry);
    if (role < Qt::UserRole)
        return {};
    switch (Role(role)) {
    case Role::Kind: return QVariant::fromValue(entry.kind);
    case Role::IsStatement: return isStatement(entry);
    case Role::FirstOfSection: return row.firstOfSection;
    case Role::Section: return isStatement(entry) ? tr("What they told us") : tr("What happened since");
    case Role::Heading: return headingOf(entry);
    case Role::Body: return row.body;
    case Role::Author: return triage::Text::person(entry.author);
    case Role::OccurredText: return m_text.time(entry.occurredMs);
    case Role::RecordedText: return m_text.time(entry.recordedMs);
    case Role::ReceivedText: return m_text.time(entry.receivedMs);
    case Role::ClockSuspect: return entry.clockSuspect;
    case Role::Alternative: return entry.alternative;
    case Role::Message: return entry.message;
    case Role::Amended: return entry.amended;
    case Role::OpenConflict: return entry.isOpenConflict;
    }
    return {};
}

QHash<int, QByteArray> ChronologyModel::roleNames() const
{
    return {{int(Role::Kind), "kind"},
            {int(Role::IsStatement), "isStatement"},
            {int(Role::FirstOfSection), "firstOfSection"},
            {int(Role::Section), "section"},
            {int(Role::Heading), "heading"},
            {int(Role::Body), "body"},
            {int(Role::Author), "author"},
            {int(Role::OccurredText), "occurredText"},
            {int(Role::RecordedText), "recordedText"},
            {int(Role::ReceivedText), "receivedText"},
            {int(Role::ClockSuspect), "clockSuspect"},
            {int(Role::Alternative), "alternative"},
            {int(Role::Message), "message"},
            {int(Role::Amended), "amended"},
            {int(Role::OpenConflict), "openConflict"}};
}

void ChronologyModel::show(const QList<triage::ChronologyEntry> &entries, bool sameRecord)
{
    QList<ChronologyRow> fresh;
    fresh.reserve(entries.size());
    for (const triage::ChronologyEntry &entry : entries)
        fresh.append({entry, bodyOf(entry), fresh.isEmpty() || isStatement(fresh.last().entry) != isStatement(entry)});
    const int before = count();
    if (sameRecord)
        assign(fresh);
    else
        replace(std::move(fresh));
    if (count() != before)
        Q_EMIT countChanged();
}

QString ChronologyModel::headingOf(const triage::ChronologyEntry &entry) const
{
    if (entry.kind != EntryKind::Decision)
        return triage::Text::kind(entry);
    const Field *outcome = m_forms->decisionForm.field(m_forms->decision.outcome);
    const FieldChoice *choice = outcome ? outcome->choice(qint64(entry.value)) : nullptr;
    //: %1 is an outcome such as "No further action"
    return choice ? tr("Decision: %1").arg(choice->label) : tr("Decision");
}

QString ChronologyModel::bodyOf(const triage::ChronologyEntry &entry) const
{
    switch (entry.kind) {
    case EntryKind::Saw:
    case EntryKind::Said:
    case EntryKind::Told:
    case EntryKind::Think:
    case EntryKind::Amendment:
    case EntryKind::Decision: return entry.text;
    case EntryKind::Recorded:
    case EntryKind::StatusSet:
    case EntryKind::UrgencySet:
    case EntryKind::OwnerSet: return {};
    case EntryKind::DueSet: return m_text.time(entry.timeMs);
    case EntryKind::FeedbackSent:
        return entry.value == m_forms->receipt.stageDecided ? tr("That it was decided") : tr("That it was opened");
    }
    return {};
}

} // namespace safelight
