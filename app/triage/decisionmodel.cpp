// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/decisionmodel.h"

#include "app/triage/decisiondraft.h"
#include "sync/base/when_ready.h"

namespace safelight
{

QVariant DecisionProblemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DecisionProblem &row = rows().at(index.row());
    if (role == Qt::DisplayRole || role == int(Role::Text))
        return row.text;
    return role == int(Role::Field) ? QVariant(row.field) : QVariant();
}

QHash<int, QByteArray> DecisionProblemModel::roleNames() const
{
    return {{int(Role::Field), "field"}, {int(Role::Text), "text"}};
}

QVariant DecisionOutcomeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DecisionOutcome &row = rows().at(index.row());
    if (role == Qt::DisplayRole || role == int(Role::Text))
        return row.text;
    return role == int(Role::Value) ? QVariant(row.value) : QVariant();
}

QHash<int, QByteArray> DecisionOutcomeModel::roleNames() const
{
    return {{int(Role::Value), "value"}, {int(Role::Text), "text"}};
}

DecisionModel::DecisionModel(const triage::Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_outcomes(this)
    , m_problems(this)
    , m_autosave([this] { return saveDraft(); }, [this](const Done &saved) { draftAnswered(saved); })
{
    QList<DecisionOutcome> outcomes;
    if (const Field *field = context.forms->decisionForm.field(context.forms->decision.outcome)) {
        for (const FieldChoice &choice : field->choices)
            outcomes.append({int(choice.value), choice.label});
    }
    m_outcomes.assign(outcomes);
}

DecisionModel::~DecisionModel() { flush(); }

void DecisionModel::show(const Uuid &concern, const std::optional<triage::DecisionInput> &draft,
                         const QList<Uuid> &added)
{
    m_seen = added;
    if (m_concern == concern)
        return; // the same record again: what is being typed is newer than any draft
    Q_ASSERT(!m_busy && !m_autosave.isDirty());
    m_autosave.forget();
    m_concern = concern;
    m_input = draft.value_or(triage::DecisionInput{});
    m_draftTrouble.clear();
    m_draftSaved = m_kept = m_resumed = started();
    m_checked = false;
    m_problems.assign({});
    setBusy(false);
    setFailure({});
    Q_EMIT edited();
    Q_EMIT problemsChanged();
    Q_EMIT draftSavedChanged();
}

void DecisionModel::chooseOutcome(int outcome)
{
    if (m_input.outcome == outcome)
        return;
    m_input.outcome = outcome;
    touched();
}

void DecisionModel::writeWhy(const QString &text)
{
    if (m_input.why == text)
        return;
    m_input.why = text;
    touched();
}

void DecisionModel::writeAlternatives(const QString &text)
{
    if (m_input.alternatives == text)
        return;
    m_input.alternatives = text;
    touched();
}

void DecisionModel::writeMessage(const QString &text)
{
    if (m_input.messageToAuthor == text)
        return;
    m_input.messageToAuthor = text;
    touched();
}

void DecisionModel::decide()
{
    if (m_busy || !m_concern)
        return;
    m_checked = true;
    checkAgain();
    if (problemCount() > 0) {
        Q_EMIT refused();
        return;
    }
    flush(); // first the draft: should the decision fail, not one word is gone
    setBusy(true);
    setFailure({});
    const auto future = m_context.act([concern = *m_concern, input = m_input,
                                       seen = m_seen](const triage::Action &action) -> Result<triage::Decided> {
        auto decided = triage::decide(action, concern, input, seen);
        if (!decided)
            return decided;
        if (Done removed = drafts::remove(action.tx, concern); !removed)
            return removed.error();
        return decided;
    });
    whenReady(future, this, [this](const Result<triage::Decided> &decided) {
        setBusy(false);
        if (decided) {
            m_autosave.forget();
            m_input = {};
            m_draftTrouble.clear();
            m_draftSaved = m_kept = m_resumed = false;
            m_checked = false;
            Q_EMIT edited();
            Q_EMIT draftSavedChanged();
            Q_EMIT this->decided(decided->feedback);
        } else {
            setFailure(m_context.explain(decided.error()));
            Q_EMIT failed();
        }
        if (const Autosave::Then then = std::exchange(m_afterDecision, {}))
            then(decided ? done() : Done(decided.error()));
    });
}

QFuture<Done> DecisionModel::saveDraft() const
{
    const Draft draft = triage::draftOf(*m_context.forms, *m_concern, m_input, m_context.nowMs());
    return m_context.act([draft, blank = !started()](const triage::Action &action) {
        return blank ? drafts::remove(action.tx, draft.id) : drafts::save(action.tx, draft);
    });
}

void DecisionModel::draftAnswered(const Done &saved)
{
    m_draftTrouble = saved ? QString() : m_context.explain(saved.error());
    const bool allSaved = saved && !m_autosave.isDirty();
    m_draftSaved = allSaved && started();
    Q_EMIT draftSavedChanged();
    if (allSaved && std::exchange(m_kept, started()) != started())
        Q_EMIT keptChanged();
}

void DecisionModel::whenSafe(Autosave::Then then)
{
    if (m_busy)
        m_afterDecision = std::move(then);
    else
        m_autosave.whenSafe(std::move(then));
}

void DecisionModel::touched()
{
    m_autosave.touched();
    if (m_draftSaved) {
        m_draftSaved = false;
        Q_EMIT draftSavedChanged();
    }
    if (m_checked)
        checkAgain();
    Q_EMIT edited();
}

void DecisionModel::checkAgain()
{
    QList<DecisionProblem> problems;
    const auto found = triage::decisionProblems(*m_context.forms, m_input);
    for (const Problem &problem : found)
        problems.append({problem.field, m_context.forms->decisionForm.text(problem)});
    m_problems.assign(problems);
    Q_EMIT problemsChanged();
}

void DecisionModel::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void DecisionModel::setFailure(const QString &text)
{
    if (m_failureText == text)
        return;
    m_failureText = text;
    Q_EMIT failureChanged();
}

QString DecisionModel::problemOf(FieldNumber number) const
{
    const Field *field = m_context.forms->decisionForm.field(number);
    for (const DecisionProblem &problem : m_problems.rows()) {
        if (field && problem.field == field->name)
            return problem.text;
    }
    return {};
}

} // namespace safelight
