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
{
    QList<DecisionOutcome> outcomes;
    if (const Field *field = context.forms->decisionForm.field(context.forms->decision.outcome)) {
        for (const FieldChoice &choice : field->choices)
            outcomes.append({int(choice.value), choice.label});
    }
    m_outcomes.assign(outcomes);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(kDraftDelay);
    connect(&m_saveSoon, &QTimer::timeout, this, [this] { (void)flush(); });
}

DecisionModel::~DecisionModel() { (void)flush(); }

void DecisionModel::show(const Uuid &concern, const std::optional<triage::DecisionInput> &draft)
{
    if (m_concern == concern)
        return; // the same record again: what is being typed is newer than any draft
    (void)flush();
    ++m_shown;
    m_concern = concern;
    m_input = draft.value_or(triage::DecisionInput{});
    m_dirty = false;
    m_draftSaved = draft.has_value();
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
    (void)flush(); // first the draft: should the decision fail, not one word is gone
    setBusy(true);
    setFailure({});
    const auto future =
        m_context.act([concern = *m_concern, input = m_input](const triage::Action &action) -> Result<triage::Decided> {
            auto decided = triage::decide(action, concern, input);
            if (!decided)
                return decided;
            if (Done removed = drafts::remove(action.tx, concern); !removed)
                return removed.error();
            return decided;
        });
    whenReady(future, this, [this, shown = m_shown](const Result<triage::Decided> &decided) {
        if (shown != m_shown) // recorded all the same; the other record's page shows it
            return;
        setBusy(false);
        if (!decided) {
            setFailure(triage::Text::failure(decided.error().code));
            if (m_dirty)
                m_saveSoon.start(); // nothing written is lost with the failed decision
            return;
        }
        m_input = {};
        m_dirty = false;
        m_draftSaved = false;
        m_checked = false;
        Q_EMIT edited();
        Q_EMIT draftSavedChanged();
        Q_EMIT this->decided(decided->feedback);
    });
}

QFuture<Done> DecisionModel::flush()
{
    m_saveSoon.stop();
    if (!m_dirty || !m_concern || m_busy)
        return QtFuture::makeReadyFuture(done());
    m_dirty = false;
    const Draft draft = triage::draftOf(*m_context.forms, *m_concern, m_input, m_context.nowMs());
    auto future = m_context.act([draft](const triage::Action &action) { return drafts::save(action.tx, draft); });
    whenReady(future, this, [this, shown = m_shown](const Done &saved) {
        if (shown != m_shown)
            return;
        if (!saved) {
            m_dirty = true;
            setFailure(triage::Text::failure(saved.error().code));
            return;
        }
        m_draftSaved = !m_dirty;
        Q_EMIT draftSavedChanged();
    });
    return future;
}

void DecisionModel::touched()
{
    m_dirty = true;
    if (m_draftSaved) {
        m_draftSaved = false;
        Q_EMIT draftSavedChanged();
    }
    if (!m_saveSoon.isActive())
        m_saveSoon.start();
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
