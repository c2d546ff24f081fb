// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/keyedlistmodel.h"
#include "app/triage/triageforms.h"
#include "app/triage/triagetext.h"

#include <QtQml/qqmlregistration.h>
#include <memory>

namespace safelight
{

struct ChronologyRow {
    triage::ChronologyEntry entry;
    QString body; ///< the words to show: the entry's own, or what was set or decided
    bool firstOfSection = false;

    [[nodiscard]] std::pair<Uuid, triage::EntryKind> key() const { return {entry.record, entry.kind}; }
    friend bool operator==(const ChronologyRow &, const ChronologyRow &) = default;
};

/// The chronology of one record: the statements by kind, then what happened afterwards.
class ChronologyModel final : public KeyedListModel<ChronologyRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum class Role {
        Kind = Qt::UserRole,
        IsStatement,
        FirstOfSection,
        Section, ///< "What was seen, said, told and thought", "What happened since"
        Heading, ///< "I saw", "Decision"
        Body,
        Author,
        OccurredText,
        RecordedText,
        ReceivedText, ///< empty: not at the service yet
        ClockSuspect,
        Alternative,
        Message,
        Amended,
        OpenConflict,
    };

    explicit ChronologyModel(std::shared_ptr<const triage::TriageForms> forms, triage::Text text,
                             QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    /// sameRecord: change what changed, keep the place; else begin anew.
    void show(const QList<triage::ChronologyEntry> &entries, bool sameRecord);

Q_SIGNALS:
    void countChanged();

private:
    [[nodiscard]] QString headingOf(const triage::ChronologyEntry &entry) const;
    [[nodiscard]] QString bodyOf(const triage::ChronologyEntry &entry) const;
    std::shared_ptr<const triage::TriageForms> m_forms;
    triage::Text m_text;
};

} // namespace safelight
