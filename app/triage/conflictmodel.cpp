// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/conflictmodel.h"

namespace safelight
{

ConflictModel::ConflictModel(triage::Text text, QObject *parent)
    : KeyedListModel(parent)
    , m_text(std::move(text))
{
}

QVariant ConflictModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConflictRow &row = rows().at(index.row());
    if (role == Qt::DisplayRole)
        return row.valueText;
    if (role < Qt::UserRole)
        return {};
    switch (Role(role)) {
    case Role::ChangeId: return row.head.change.toHex();
    case Role::ValueText: return row.valueText;
    case Role::Author: return triage::Text::person(row.head.author);
    case Role::TimeText: return m_text.time(row.head.recordedMs);
    case Role::Shown: return row.head.shown;
    }
    return {};
}

QHash<int, QByteArray> ConflictModel::roleNames() const
{
    return {{int(Role::ChangeId), "changeId"},
            {int(Role::ValueText), "valueText"},
            {int(Role::Author), "author"},
            {int(Role::TimeText), "timeText"},
            {int(Role::Shown), "shown"}};
}

void ConflictModel::show(const QList<triage::Conflict> &conflicts)
{
    QList<ConflictRow> fresh;
    if (!conflicts.isEmpty()) {
        const triage::Conflict &first = conflicts.first();
        for (const triage::ConflictHead &head : first.heads)
            fresh.append({head, m_text.value(first.field, head.value, head.ownerName)});
        m_field = first.field;
    }
    m_open = int(conflicts.size());
    assign(fresh);
    Q_EMIT changed();
}

QList<Uuid> ConflictModel::seen() const
{
    QList<Uuid> out;
    for (const ConflictRow &row : rows())
        out.append(row.head.change);
    return out;
}

std::optional<QCborValue> ConflictModel::valueOf(const Uuid &change) const
{
    for (const ConflictRow &row : rows()) {
        if (row.head.change == change)
            return row.head.value;
    }
    return std::nullopt;
}

} // namespace safelight
