// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/valuelistmodels.h"

#include <algorithm>

namespace safelight
{

void ProblemListModel::show(const QList<DraftProblem> &problems)
{
    if (problems == m_rows)
        return;
    beginResetModel();
    m_rows = problems;
    endResetModel();
    Q_EMIT changed();
}

QString ProblemListModel::textFor(const QString &field) const
{
    const auto it = std::ranges::find(m_rows, field, &DraftProblem::field);
    return it == m_rows.end() ? QString() : it->text;
}

int ProblemListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant ProblemListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (Role(role)) {
    case Role::Field: return m_rows[index.row()].field;
    case Role::Text: return m_rows[index.row()].text;
    }
    return {};
}

QHash<int, QByteArray> ProblemListModel::roleNames() const
{
    return {{int(Role::Field), "field"}, {int(Role::Text), "text"}};
}

void CustodyListModel::show(const QList<CustodyStep> &steps)
{
    if (steps.size() != m_rows.size()) {
        beginResetModel();
        m_rows = steps;
        endResetModel();
        return;
    }
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row] == steps[row])
            continue;
        m_rows[row] = steps[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int CustodyListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant CustodyListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CustodyStep &row = m_rows[index.row()];
    switch (Role(role)) {
    case Role::Text: return row.text;
    case Role::Time: return row.time;
    case Role::IsDone: return row.done;
    }
    return {};
}

QHash<int, QByteArray> CustodyListModel::roleNames() const
{
    return {{int(Role::Text), "text"}, {int(Role::Time), "time"}, {int(Role::IsDone), "done"}};
}

void MessageListModel::show(const QList<ToldBack> &messages, std::int64_t nowMs)
{
    QList<Message> rows;
    for (const ToldBack &each : messages)
        rows << Message{each, timeText(each.atMs, nowMs)};
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int MessageListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Message &row = m_rows[index.row()];
    switch (Role(role)) {
    case Role::From: return row.told.by;
    case Role::Text: return row.told.text;
    case Role::Time: return row.time;
    }
    return {};
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    return {{int(Role::From), "from"}, {int(Role::Text), "text"}, {int(Role::Time), "time"}};
}

void NotePartListModel::show(const QList<StatementView> &statements, const QList<AmendmentView> &amendments,
                             std::int64_t nowMs, const Refused &refused)
{
    QList<Part> parts;
    for (const StatementView &each : statements)
        parts << Part{each, false, {}, {}, {}, {}};
    for (const AmendmentView &each : amendments) {
        parts << Part{{each.id, StatementKind::Saw, each.text, {}, {}},
                      true,
                      timeText(each.recordedAtMs, nowMs),
                      each.heldByServiceMs > 0 ? CustodyStage::HeldByService : CustodyStage::SafeHere,
                      sentText(each.heldByServiceMs, each.refused.has_value(), nowMs),
                      refused(each.refused)};
    }
    // What was said before never changes, so the usual news is how far an amendment came, or one more at the end.
    const auto idOf = [](const Part &part) { return part.statement.id; };
    if (parts.size() < m_rows.size() ||
        !std::ranges::equal(m_rows, parts.first(m_rows.size()), std::ranges::equal_to(), idOf, idOf)) {
        beginResetModel();
        m_rows = parts;
        endResetModel();
        return;
    }
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows[row] == parts[row])
            continue;
        m_rows[row] = parts[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
    if (parts.size() > m_rows.size()) {
        beginInsertRows({}, int(m_rows.size()), int(parts.size()) - 1);
        m_rows = parts;
        endInsertRows();
    }
}

int NotePartListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant NotePartListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Part &row = m_rows[index.row()];
    switch (Role(role)) {
    case Role::Kind: return QVariant::fromValue(row.statement.kind);
    case Role::StatementText: return row.statement.text;
    case Role::ToldBy: return row.statement.toldBy;
    case Role::Alternative: return row.statement.alternative;
    case Role::IsAmendment: return row.isAmendment;
    case Role::Time: return row.time;
    case Role::Stage: return QVariant::fromValue(row.stage);
    case Role::StageText: return row.stageText;
    case Role::AttentionText: return row.attentionText;
    }
    return {};
}

QHash<int, QByteArray> NotePartListModel::roleNames() const
{
    return {{int(Role::Kind), "kind"},
            {int(Role::StatementText), "statementText"},
            {int(Role::ToldBy), "toldBy"},
            {int(Role::Alternative), "alternative"},
            {int(Role::IsAmendment), "isAmendment"},
            {int(Role::Time), "time"},
            {int(Role::Stage), "stage"},
            {int(Role::StageText), "stageText"},
            {int(Role::AttentionText), "attentionText"}};
}

} // namespace safelight
