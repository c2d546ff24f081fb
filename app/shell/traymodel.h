// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/outbox.h"
#include "app/store/vault.h"

#include <QAbstractListModel>
#include <QTimeZone>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// What needs a person in the open vault: own notes that the service refused, and what came and could not be used.
/// Each row says why, and stays until somebody says that it was seen; nothing is deleted. GUI thread.
class TrayModel final : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the window by app/main")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL) ///< why the last request did not work; or empty
public:
    enum class Role { ItemId = Qt::UserRole, Title, Text, TimeText };

    /// All of it outlives the model. `zone` is that of the person.
    TrayModel(Vault &vault, Clock &clock, const QTimeZone &zone, QObject *parent = nullptr);

    /// Reads again: after an unlock and whenever sync brought or refused something.
    void refresh();
    /// A person has seen it: it leaves the list and comes back only if it is refused for another reason.
    Q_INVOKABLE void markSeen(const QString &itemId);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int countOf(TrayItem::Kind kind) const;
    [[nodiscard]] const QString &problem() const { return m_problem; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    void show(const Result<QList<TrayItem>> &tray);

    Vault &m_vault;
    Clock &m_clock;
    QTimeZone m_zone;
    QList<TrayItem> m_items; ///< oldest first, without what was seen
    QString m_problem;
};

} // namespace safelight
