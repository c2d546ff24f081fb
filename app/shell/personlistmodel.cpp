// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/personlistmodel.h"

#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

void PersonListModel::show(QList<KnownPerson> people)
{
    std::sort(people.begin(), people.end(), [](const KnownPerson &a, const KnownPerson &b) {
        const int byName = QString::localeAwareCompare(a.name, b.name);
        return byName != 0 ? byName < 0 : a.folder < b.folder;
    });
    beginResetModel();
    m_people = std::move(people);
    endResetModel();
    Q_EMIT countChanged();
}

const KnownPerson *PersonListModel::find(const QString &folder) const
{
    const auto found = std::find_if(m_people.begin(), m_people.end(),
                                    [&](const KnownPerson &person) { return person.folder == folder; });
    return found == m_people.end() ? nullptr : &*found;
}

int PersonListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant PersonListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const KnownPerson &person = m_people[index.row()];
    switch (static_cast<Role>(role)) {
    case Role::Folder: return person.folder;
    case Role::Name: return person.name;
    case Role::DeviceKind: return person.deviceKind;
    case Role::KindText:
        return person.deviceKind == 2 ? tr("Library kiosk") : person.deviceKind == 3 ? tr("Champion") : tr("Outreach");
    case Role::IconName: return u"user-identity"_s;
    }
    return {};
}

QHash<int, QByteArray> PersonListModel::roleNames() const
{
    return {{int(Role::Folder), "folder"},
            {int(Role::Name), "name"},
            {int(Role::DeviceKind), "deviceKind"},
            {int(Role::KindText), "kindText"},
            {int(Role::IconName), "iconName"}};
}

} // namespace safelight
