// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/keyedlistmodel.h"
#include "app/triage/triagetext.h"

#include <QtQml/qqmlregistration.h>

namespace safelight
{

struct ConflictRow {
    triage::ConflictHead head;
    QString valueText;

    [[nodiscard]] const Uuid &key() const { return head.change; }
    friend bool operator==(const ConflictRow &, const ConflictRow &) = default;
};

/// The values that two or more people wrote side by side to one field: the first open conflict of the record shown.
/// Rows are the values; settling is RecordModel's.
class ConflictModel final : public KeyedListModel<ConflictRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(QString fieldText READ fieldText NOTIFY changed FINAL)
    Q_PROPERTY(int openConflicts READ openConflicts NOTIFY changed FINAL)

public:
    enum class Role {
        ChangeId = Qt::UserRole,
        ValueText,
        Author,
        TimeText,
        Shown, ///< in force until a person settles it
    };

    explicit ConflictModel(triage::Text text, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] triage::TriageField field() const { return m_field; }
    [[nodiscard]] QString fieldText() const { return triage::Text::field(m_field); }
    /// Fields still in conflict, this one included.
    [[nodiscard]] int openConflicts() const { return m_open; }

    void show(const QList<triage::Conflict> &conflicts);
    /// The heads on the screen: what a person who settles now has seen.
    [[nodiscard]] QList<Uuid> seen() const;
    [[nodiscard]] std::optional<QCborValue> valueOf(const Uuid &change) const;

Q_SIGNALS:
    void changed();

private:
    triage::Text m_text;
    triage::TriageField m_field = triage::TriageField::Urgency;
    int m_open = 0;
};

} // namespace safelight
