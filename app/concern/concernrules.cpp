// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concerndraft.h"

#include <QCoreApplication>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// The input of the screen that a field of the concern form is asked with; fields nobody types have none.
QString inputOf(const QString &field)
{
    return field == u"whenFromMs"_s || field == u"whenToMs"_s ? u"whenFrom"_s : field;
}

DraftProblem whenProblem(WhenProblem problem)
{
    switch (problem) {
    case WhenProblem::None: break;
    case WhenProblem::DateUnclear:
        return {u"whenDate"_s,
                QCoreApplication::translate("Concern", "Give the day as day, month and year, like 24/11/2026.")};
    case WhenProblem::FromUnclear:
        return {u"whenFrom"_s,
                QCoreApplication::translate(
                    "Concern", "Give the time as hours and minutes, like 22:10. Leave it empty if you do not know.")};
    case WhenProblem::ToUnclear:
        return {u"whenTo"_s,
                QCoreApplication::translate(
                    "Concern", "Give the time as hours and minutes, like 22:10. Leave it empty if it was one moment.")};
    case WhenProblem::NotYet:
        return {u"whenFrom"_s,
                QCoreApplication::translate("Concern", "That time has not come yet. Check the day and the time.")};
    }
    return {};
}

} // namespace

Result<ConcernRules> ConcernRules::from(const FormCatalogue &catalogue)
{
    Result<KnownForms> known = KnownForms::from(catalogue);
    if (!known)
        return known.error();
    return ConcernRules{*known, *catalogue.find(u"concern"), *catalogue.find(u"statement"),
                        *catalogue.find(u"amendment")};
}

qint64 ConcernRules::wireKind(StatementKind kind) const
{
    switch (kind) {
    case StatementKind::Saw: return forms.statement.kindSaw;
    case StatementKind::Said: return forms.statement.kindSaid;
    case StatementKind::Told: return forms.statement.kindTold;
    case StatementKind::Think: return forms.statement.kindThink;
    }
    return forms.statement.kindSaw;
}

StatementKind ConcernRules::kindFromWire(qint64 value) const
{
    for (const StatementKind kind : {StatementKind::Said, StatementKind::Told, StatementKind::Think}) {
        if (wireKind(kind) == value)
            return kind;
    }
    return StatementKind::Saw;
}

qint64 ConcernRules::wireDanger(Danger danger) const
{
    switch (danger) {
    case Danger::No: return forms.concern.dangerNo;
    case Danger::Yes: return forms.concern.dangerYes;
    case Danger::Unsure:
    case Danger::Unanswered: break;
    }
    return forms.concern.dangerUnsure;
}

Danger ConcernRules::dangerFromWire(qint64 value) const
{
    if (value == forms.concern.dangerNo)
        return Danger::No;
    return value == forms.concern.dangerYes ? Danger::Yes : Danger::Unsure;
}

QList<DraftProblem> ConcernRules::check(const ConcernDraft &draft, std::int64_t nowMs, bool clockSuspect) const
{
    QList<DraftProblem> problems;
    const WhenReading when = readWhen(draft.when, draft.startedMs, nowMs, clockSuspect);
    QList<DraftProblem> ofConcern;
    for (const Problem &problem : concern.validate(concernBody(draft, when.interval)))
        ofConcern << DraftProblem{inputOf(problem.field), concern.text(problem)};
    const auto isDanger = [](const DraftProblem &p) { return p.field == u"danger"_s; };
    std::ranges::copy_if(ofConcern, std::back_inserter(problems), isDanger);

    const bool nothingWritten = std::ranges::all_of(draft.statements, &StatementDraft::isBlank);
    const QList<StatementDraft> rows = draft.statements.isEmpty() ? QList{StatementDraft{}} : draft.statements;
    for (int row = 0; row < int(rows.size()); ++row) {
        const StatementDraft &each = rows[row];
        if (each.isBlank() && !(nothingWritten && row == 0))
            continue;
        for (const Problem &problem : statement.validate(statementBody(each, row)))
            problems << DraftProblem{u"statement.%1.%2"_s.arg(row).arg(problem.field), statement.text(problem)};
    }
    std::ranges::copy_if(ofConcern, std::back_inserter(problems), std::not_fn(isDanger));
    if (when.problem != WhenProblem::None)
        problems << whenProblem(when.problem);
    return problems;
}

} // namespace safelight
