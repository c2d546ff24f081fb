// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/autosave.h"
#include "app/triage/keyedlistmodel.h"
#include "app/triage/triagecontext.h"

#include <QtQml/qqmlregistration.h>

namespace safelight
{

struct DecisionProblem {
    QString field; ///< name in the form
    QString text;  ///< how to mend it

    [[nodiscard]] const QString &key() const { return field; }
    friend bool operator==(const DecisionProblem &, const DecisionProblem &) = default;
};
/// What is missing before a decision can be recorded, for the summary at the top.
class DecisionProblemModel final : public KeyedListModel<DecisionProblem>
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    enum class Role { Field = Qt::UserRole, Text };
    explicit DecisionProblemModel(QObject *parent)
        : KeyedListModel(parent)
    {
    }
    using KeyedListModel::assign;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
};

struct DecisionOutcome {
    int value = 0;
    QString text;

    [[nodiscard]] int key() const { return value; }
    friend bool operator==(const DecisionOutcome &, const DecisionOutcome &) = default;
};
/// The outcomes of the decision form, none before another: "no further action" weighs the same as a referral.
class DecisionOutcomeModel final : public KeyedListModel<DecisionOutcome>
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    enum class Role { Value = Qt::UserRole, Text };
    explicit DecisionOutcomeModel(QObject *parent)
        : KeyedListModel(parent)
    {
    }
    using KeyedListModel::assign;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
};

/// A decision being written. Kept as a draft in the vault within a second of every change, so that a lock, a crash or
/// another record in between loses nothing. It cannot be recorded without an outcome, why, and the alternatives.
class DecisionModel final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int outcome READ outcome NOTIFY edited FINAL)
    Q_PROPERTY(QString why READ why NOTIFY edited FINAL)
    Q_PROPERTY(QString alternatives READ alternatives NOTIFY edited FINAL)
    Q_PROPERTY(QString messageToAuthor READ messageToAuthor NOTIFY edited FINAL)
    Q_PROPERTY(bool started READ started NOTIFY edited FINAL)
    Q_PROPERTY(safelight::DecisionOutcomeModel *outcomes READ outcomes CONSTANT FINAL)
    Q_PROPERTY(safelight::DecisionProblemModel *problems READ problems CONSTANT FINAL)
    Q_PROPERTY(int problemCount READ problemCount NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString outcomeProblem READ outcomeProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString whyProblem READ whyProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString alternativesProblem READ alternativesProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString messageProblem READ messageProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(bool draftSaved READ draftSaved NOTIFY draftSavedChanged FINAL)
    Q_PROPERTY(bool resumed READ isResumed NOTIFY edited FINAL) ///< begun before, and not recorded since
    Q_PROPERTY(QString draftTrouble READ draftTrouble NOTIFY draftSavedChanged FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY failureChanged FINAL)

public:
    explicit DecisionModel(const triage::Context &context, QObject *parent = nullptr);
    ~DecisionModel() override; ///< hands what is unsaved to the vault, which finishes it before it closes

    [[nodiscard]] int outcome() const { return int(m_input.outcome); }
    [[nodiscard]] QString why() const { return m_input.why; }
    [[nodiscard]] QString alternatives() const { return m_input.alternatives; }
    [[nodiscard]] QString messageToAuthor() const { return m_input.messageToAuthor; }
    /// Something is chosen or written.
    [[nodiscard]] bool started() const { return m_input != triage::DecisionInput{}; }
    [[nodiscard]] DecisionOutcomeModel *outcomes() { return &m_outcomes; }
    [[nodiscard]] DecisionProblemModel *problems() { return &m_problems; }
    [[nodiscard]] int problemCount() const { return m_problems.rowCount(); }
    [[nodiscard]] QString outcomeProblem() const { return problemOf(m_context.forms->decision.outcome); }
    [[nodiscard]] QString whyProblem() const { return problemOf(m_context.forms->decision.why); }
    [[nodiscard]] QString alternativesProblem() const { return problemOf(m_context.forms->decision.alternatives); }
    [[nodiscard]] QString messageProblem() const { return problemOf(m_context.forms->decision.messageToAuthor); }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] bool draftSaved() const { return m_draftSaved; }
    [[nodiscard]] bool isResumed() const { return m_resumed; }
    /// Why the draft is not on the disk; empty when it is, or soon will be.
    [[nodiscard]] QString draftTrouble() const { return m_draftTrouble; }
    /// Why the decision was not recorded.
    [[nodiscard]] QString failureText() const { return m_failureText; }

    /// Goes over to another concern, or shows the same again. What was being written for another has to be safe: see
    /// whenSafe(). `added` is what its author added and stands on the screen now: the decision will have known it.
    void show(const Uuid &concern, const std::optional<triage::DecisionInput> &draft, const QList<Uuid> &added);

    Q_INVOKABLE void chooseOutcome(int outcome);
    Q_INVOKABLE void writeWhy(const QString &text);
    Q_INVOKABLE void writeAlternatives(const QString &text);
    Q_INVOKABLE void writeMessage(const QString &text);
    /// Records it, or lists what is missing.
    Q_INVOKABLE void decide();
    /// Hands what is unsaved to the vault.
    void flush() { m_autosave.flush(); }
    /// Calls `then` once what is written is on the disk and a decision on its way has ended: at once when there is
    /// neither. With the error when that did not work.
    void whenSafe(Autosave::Then then);

Q_SIGNALS:
    void edited();
    void problemsChanged();
    void busyChanged();
    void draftSavedChanged();
    /// There is a draft on the disk now, or none any more: once for each, not for every word.
    void keptChanged();
    void failureChanged();
    /// Recorded and durable.
    void decided(safelight::triage::Feedback feedback);
    /// Something is missing: the page goes to the summary.
    void refused();
    /// The decision could not be recorded; every word of it is still here.
    void failed();

private:
    void touched();
    void checkAgain();
    [[nodiscard]] QFuture<Done> saveDraft() const;
    void draftAnswered(const Done &saved);
    void setBusy(bool busy);
    void setFailure(const QString &text);
    [[nodiscard]] QString problemOf(FieldNumber field) const;

    const triage::Context &m_context;
    std::optional<Uuid> m_concern;
    triage::DecisionInput m_input;
    DecisionOutcomeModel m_outcomes;
    DecisionProblemModel m_problems;
    Autosave m_autosave;
    Autosave::Then m_afterDecision;
    QString m_draftTrouble;
    QString m_failureText;
    bool m_draftSaved = false;
    bool m_kept = false; ///< a draft of it is on the disk
    bool m_resumed = false;
    bool m_busy = false;
    QList<Uuid> m_seen;
    bool m_checked = false; ///< decide() was pressed once: problems follow the typing
};

} // namespace safelight
