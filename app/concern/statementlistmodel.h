// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerndraft.h"

#include <QAbstractListModel>

namespace safelight
{

/// The statements of a note being written. At least one row, always. Changes of text do not come back as dataChanged to
/// the input that caused them, so the cursor stays.
class StatementListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its CaptureModel")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged FINAL)

public:
    enum class Role {
        Kind = Qt::UserRole,
        StatementText,
        ToldBy,
        Alternative,
        TextProblem,
        ToldByProblem,
        AlternativeProblem
    };

    explicit StatementListModel(QObject *parent = nullptr);

    [[nodiscard]] const QList<StatementDraft> &statements() const { return m_rows; }
    void reset(const QList<StatementDraft> &statements);
    /// Messages for "statement.<row>.<field>"; others are ignored. Replaces the earlier ones.
    void showProblems(const QList<DraftProblem> &problems);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void write(int row, const QString &text);
    Q_INVOKABLE void writeToldBy(int row, const QString &text);
    Q_INVOKABLE void writeAlternative(int row, const QString &text);
    Q_INVOKABLE void chooseKind(int row, safelight::ConcernTypes::StatementKind kind);
    /// Returns the new row.
    Q_INVOKABLE int add(safelight::ConcernTypes::StatementKind kind);
    /// Cuts the text in two at a cursor position; the second part becomes the next row, of the same kind.
    /// Returns the new row, or -1 when there is nothing on one of the sides.
    Q_INVOKABLE int split(int row, int position);
    /// The last one is emptied instead.
    Q_INVOKABLE void remove(int row);

Q_SIGNALS:
    void countChanged();
    /// A person changed something that belongs into the draft.
    void edited();

private:
    struct Messages {
        QString text, toldBy, alternative;
        friend bool operator==(const Messages &, const Messages &) = default;
    };
    [[nodiscard]] bool has(int row) const { return row >= 0 && row < m_rows.size(); }
    void changed(int row, Role role);

    QList<StatementDraft> m_rows;
    QList<Messages> m_messages;
};

} // namespace safelight
