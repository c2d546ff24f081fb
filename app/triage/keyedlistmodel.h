// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QList>

namespace safelight
{

/// A list model whose rows have a key: assign() turns what it shows into the new list with the smallest changes, so
/// that scroll position and focus stay. Row needs `key()` and operator==. Derived classes add roles.
template <class Row>
class KeyedListModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

protected:
    void assign(const QList<Row> &fresh)
    {
        for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
            if (indexIn(fresh, m_rows.at(i).key(), 0) < 0) {
                beginRemoveRows({}, int(i), int(i));
                m_rows.removeAt(i);
                endRemoveRows();
            }
        }
        for (qsizetype i = 0; i < fresh.size(); ++i) {
            const qsizetype at = indexIn(m_rows, fresh.at(i).key(), i);
            if (at < 0) {
                beginInsertRows({}, int(i), int(i));
                m_rows.insert(i, fresh.at(i));
                endInsertRows();
                continue;
            }
            if (at != i) {
                beginMoveRows({}, int(at), int(at), {}, int(i));
                m_rows.move(at, i);
                endMoveRows();
            }
            if (!(m_rows.at(i) == fresh.at(i))) {
                m_rows[i] = fresh.at(i);
                const QModelIndex changed = index(int(i));
                Q_EMIT dataChanged(changed, changed);
            }
        }
    }

    /// Everything changed: another record is shown.
    void replace(QList<Row> fresh)
    {
        beginResetModel();
        m_rows = std::move(fresh);
        endResetModel();
    }

private:
    template <class Key>
    static qsizetype indexIn(const QList<Row> &rows, const Key &key, qsizetype from)
    {
        for (qsizetype i = from; i < rows.size(); ++i) {
            if (rows.at(i).key() == key)
                return i;
        }
        return -1;
    }

    QList<Row> m_rows;
};

} // namespace safelight
