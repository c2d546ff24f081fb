// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concernrepository.h"

#include <QAbstractListModel>
#include <functional>

namespace safelight
{

/// What is to be mended before saving; feeds the error summary (roles field, text).
class ProblemListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int count READ rowCount NOTIFY changed FINAL)

public:
    enum class Role { Field = Qt::UserRole, Text };
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] const QList<DraftProblem> &problems() const { return m_rows; }
    void show(const QList<DraftProblem> &problems);
    /// The message for one input, or empty.
    [[nodiscard]] QString textFor(const QString &field) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    QList<DraftProblem> m_rows;
};

/// The custody line of one note (roles text, time, done).
class CustodyListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")

public:
    enum class Role { Text = Qt::UserRole, Time, IsDone };
    using QAbstractListModel::QAbstractListModel;

    void show(const QList<CustodyStep> &steps);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    QList<CustodyStep> m_rows;
};

/// What champions wanted the author of one note to know, oldest first (roles from, text, time).
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")

public:
    enum class Role { From = Qt::UserRole, Text, Time };
    using QAbstractListModel::QAbstractListModel;

    void show(const QList<ToldBack> &messages, std::int64_t nowMs);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    struct Message {
        ToldBack told;
        QString time;
        friend bool operator==(const Message &, const Message &) = default;
    };
    QList<Message> m_rows;
};

/// The saved parts of one note, oldest first: its statements, then its amendments (roles kind, statementText, toldBy,
/// alternative, isAmendment, time; of an amendment stage, stageText, attentionText).
class NotePartListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")

public:
    enum class Role {
        Kind = Qt::UserRole,
        StatementText,
        ToldBy,
        Alternative,
        IsAmendment,
        Time,
        Stage,
        StageText,
        AttentionText
    };
    using QAbstractListModel::QAbstractListModel;

    using Refused = std::function<QString(std::optional<ErrorCode>)>;
    /// `refused` says in words why the service did not take something; empty for nothing.
    void show(const QList<StatementView> &statements, const QList<AmendmentView> &amendments, std::int64_t nowMs,
              const Refused &refused);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    struct Part {
        StatementView statement;
        bool isAmendment = false;
        QString time;
        CustodyStage stage = CustodyStage::SafeHere;
        QString stageText;
        QString attentionText;
        friend bool operator==(const Part &, const Part &) = default;
    };
    QList<Part> m_rows;
};

} // namespace safelight
