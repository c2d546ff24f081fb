// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/inboxlistmodel.h"

namespace safelight
{

InboxListModel::InboxListModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QVariant InboxListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const InboxRow &row = rows().at(index.row());
    if (role == Qt::DisplayRole)
        return row.title;
    if (role < Qt::UserRole)
        return {};
    switch (Role(role)) {
    case Role::ConcernId: return row.item.concern.toHex();
    case Role::Title: return row.title;
    case Role::Where: return row.item.where;
    case Role::FirstWords: return row.item.firstWords;
    case Role::Danger: return QVariant::fromValue(row.item.danger);
    case Role::Urgency: return QVariant::fromValue(row.item.urgency);
    case Role::UrgencyText: return triage::Text::urgency(row.item.urgency);
    case Role::Status: return QVariant::fromValue(row.item.status);
    case Role::StatusText: return triage::Text::status(row.item.status);
    case Role::Author: return triage::Text::person(row.item.author);
    case Role::Owner: return row.ownerText;
    case Role::OwnerName: return triage::Text::person(row.item.owner);
    case Role::OwnerByDefault: return row.item.ownerByDefault;
    case Role::DueText: return row.dueText;
    case Role::Overdue: return row.overdue;
    case Role::ArrivedText: return row.arrivedText;
    case Role::OpenConflict: return row.item.openConflict;
    case Role::Added: return row.item.addedMs > 0;
    case Role::AtRest: return row.item.isAtRest();
    case Role::DecisionBegun: return row.item.decisionBegun;
    }
    return {};
}

QHash<int, QByteArray> InboxListModel::roleNames() const
{
    return {{int(Role::ConcernId), "concernId"},
            {int(Role::Title), "title"},
            {int(Role::Where), "where"},
            {int(Role::FirstWords), "firstWords"},
            {int(Role::Danger), "danger"},
            {int(Role::Urgency), "urgency"},
            {int(Role::UrgencyText), "urgencyText"},
            {int(Role::Status), "status"},
            {int(Role::StatusText), "statusText"},
            {int(Role::Author), "author"},
            {int(Role::Owner), "owner"},
            {int(Role::OwnerName), "ownerName"},
            {int(Role::OwnerByDefault), "ownerByDefault"},
            {int(Role::DueText), "dueText"},
            {int(Role::Overdue), "overdue"},
            {int(Role::ArrivedText), "arrivedText"},
            {int(Role::OpenConflict), "openConflict"},
            {int(Role::Added), "added"},
            {int(Role::AtRest), "atRest"},
            {int(Role::DecisionBegun), "decisionBegun"}};
}

void InboxListModel::show(const QList<triage::InboxItem> &items, const triage::Text &text, std::int64_t nowMs)
{
    QList<InboxRow> fresh;
    fresh.reserve(items.size());
    for (const triage::InboxItem &item : items) {
        const std::int64_t arrived = item.receivedMs > 0 ? item.receivedMs : item.recordedMs;
        fresh.append({item, triage::Text::title(item.who), text.timeSeen(arrived, nowMs), text.due(item, nowMs),
                      triage::Text::owner(item), item.isOverdue(nowMs)});
    }
    const int before = count();
    assign(fresh);
    if (count() != before)
        Q_EMIT countChanged();
}

int InboxListModel::rowOf(const QString &concernId) const
{
    for (qsizetype i = 0; i < rows().size(); ++i) {
        if (rows().at(i).item.concern.toHex() == concernId)
            return int(i);
    }
    return -1;
}

QString InboxListModel::concernAt(int row) const
{
    return row >= 0 && row < count() ? rows().at(row).item.concern.toHex() : QString();
}

} // namespace safelight
