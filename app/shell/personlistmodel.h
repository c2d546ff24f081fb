// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/devicefile.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// The people who can unlock this device, by name.
class PersonListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Part of SessionModel")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged FINAL)
public:
    enum class Role { Folder = Qt::UserRole, Name, DeviceKind, KindText, IconName };

    using QAbstractListModel::QAbstractListModel;

    /// Sorted by name; rows that stay keep their place in views.
    void show(QList<KnownPerson> people);
    [[nodiscard]] const QList<KnownPerson> &people() const { return m_people; }
    [[nodiscard]] const KnownPerson *find(const QString &folder) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QList<KnownPerson> m_people;
};

} // namespace safelight
