// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/keyedlistmodel.h"
#include "app/triage/triagetext.h"

#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// One line of the inbox, ready to show.
struct InboxRow {
    triage::InboxItem item;
    QString title; ///< who, in the author's words, or that nobody knows
    QString arrivedText;
    QString dueText;
    QString ownerText;
    bool overdue = false;

    [[nodiscard]] const Uuid &key() const { return item.concern; }
    friend bool operator==(const InboxRow &, const InboxRow &) = default;
};

/// The champion's inbox in the order triage::inbox() gives it.
class InboxListModel final : public KeyedListModel<InboxRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum class Role {
        ConcernId = Qt::UserRole,
        Title,
        Where,
        FirstWords,
        Danger,
        Urgency,
        UrgencyText,
        Status,
        StatusText,
        Author,
        Owner,     ///< a sentence for who answers for it
        OwnerName, ///< the name alone
        OwnerByDefault,
        DueText,
        Overdue,
        ArrivedText,
        OpenConflict,
        Added,         ///< the author added something that no decision has weighed
        AtRest,        ///< nobody has to do anything about it
        DecisionBegun, ///< a decision is half written on this device
    };

    explicit InboxListModel(QObject *parent);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    void show(const QList<triage::InboxItem> &items, const triage::Text &text, std::int64_t nowMs);
    /// Row of a concern, -1 when it is not in the list.
    Q_INVOKABLE int rowOf(const QString &concernId) const;
    /// The concern of a row; empty outside the list.
    Q_INVOKABLE QString concernAt(int row) const;

Q_SIGNALS:
    void countChanged();
};

} // namespace safelight
