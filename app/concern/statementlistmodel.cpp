// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/statementlistmodel.h"

namespace safelight
{

using namespace Qt::StringLiterals;

StatementListModel::StatementListModel(QObject *parent)
    : QAbstractListModel(parent)
{
    reset({});
}

void StatementListModel::reset(const QList<StatementDraft> &statements)
{
    beginResetModel();
    m_rows = statements.isEmpty() ? QList<StatementDraft>{StatementDraft{}} : statements;
    m_messages = QList<Messages>(m_rows.size());
    endResetModel();
    Q_EMIT countChanged();
}

void StatementListModel::showProblems(const QList<DraftProblem> &problems)
{
    QList<Messages> messages(m_rows.size());
    for (const DraftProblem &problem : problems) {
        const QStringList parts = problem.field.split(u'.');
        if (parts.size() != 3 || parts[0] != u"statement"_s || !has(parts[1].toInt()))
            continue;
        Messages &row = messages[parts[1].toInt()];
        if (parts[2] == u"toldBy"_s)
            row.toldBy = problem.text;
        else if (parts[2] == u"alternative"_s)
            row.alternative = problem.text;
        else
            row.text = problem.text;
    }
    for (int row = 0; row < m_rows.size(); ++row) {
        if (messages[row] == m_messages[row])
            continue;
        m_messages[row] = messages[row];
        Q_EMIT dataChanged(index(row), index(row),
                           {int(Role::TextProblem), int(Role::ToldByProblem), int(Role::AlternativeProblem)});
    }
}

int StatementListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant StatementListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StatementDraft &row = m_rows[index.row()];
    const Messages &messages = m_messages[index.row()];
    switch (Role(role)) {
    case Role::Kind: return QVariant::fromValue(row.kind);
    case Role::StatementText: return row.text;
    case Role::ToldBy: return row.toldBy;
    case Role::Alternative: return row.alternative;
    case Role::TextProblem: return messages.text;
    case Role::ToldByProblem: return messages.toldBy;
    case Role::AlternativeProblem: return messages.alternative;
    }
    return {};
}

QHash<int, QByteArray> StatementListModel::roleNames() const
{
    return {{int(Role::Kind), "kind"},
            {int(Role::StatementText), "statementText"},
            {int(Role::ToldBy), "toldBy"},
            {int(Role::Alternative), "alternative"},
            {int(Role::TextProblem), "textProblem"},
            {int(Role::ToldByProblem), "toldByProblem"},
            {int(Role::AlternativeProblem), "alternativeProblem"}};
}

void StatementListModel::changed(int row, Role role)
{
    Q_EMIT dataChanged(index(row), index(row), {int(role)});
    Q_EMIT edited();
}

void StatementListModel::write(int row, const QString &text)
{
    if (!has(row) || m_rows[row].text == text)
        return;
    m_rows[row].text = text;
    changed(row, Role::StatementText);
}

void StatementListModel::writeToldBy(int row, const QString &text)
{
    if (!has(row) || m_rows[row].toldBy == text)
        return;
    m_rows[row].toldBy = text;
    changed(row, Role::ToldBy);
}

void StatementListModel::writeAlternative(int row, const QString &text)
{
    if (!has(row) || m_rows[row].alternative == text)
        return;
    m_rows[row].alternative = text;
    changed(row, Role::Alternative);
}

void StatementListModel::chooseKind(int row, StatementKind kind)
{
    if (!has(row) || m_rows[row].kind == kind)
        return;
    m_rows[row].kind = kind;
    changed(row, Role::Kind);
}

int StatementListModel::add(StatementKind kind)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows << StatementDraft{kind, {}, {}, {}};
    m_messages << Messages{};
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT edited();
    return row;
}

int StatementListModel::split(int row, int position)
{
    if (!has(row))
        return -1;
    const QString before = m_rows[row].text.left(qMax(0, position)).trimmed();
    const QString after = m_rows[row].text.mid(qMax(0, position)).trimmed();
    if (before.isEmpty() || after.isEmpty())
        return -1;
    m_rows[row].text = before;
    Q_EMIT dataChanged(index(row), index(row), {int(Role::StatementText)});
    beginInsertRows({}, row + 1, row + 1);
    m_rows.insert(row + 1, StatementDraft{m_rows[row].kind, after, m_rows[row].toldBy, {}});
    m_messages.insert(row + 1, Messages{});
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT edited();
    return row + 1;
}

void StatementListModel::remove(int row)
{
    if (!has(row))
        return;
    if (m_rows.size() == 1) {
        m_rows[0] = StatementDraft{};
        m_messages[0] = Messages{};
        Q_EMIT dataChanged(index(0), index(0));
    } else {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        m_messages.removeAt(row);
        endRemoveRows();
        Q_EMIT countChanged();
    }
    Q_EMIT edited();
}

} // namespace safelight
