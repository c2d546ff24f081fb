// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"
#include "app/triage/triageforms.h"
#include "app/triage/triagerepository.h"

namespace safelight::triage
{

/// What a champion does with a concern. Each function is one person's action: call it as the whole of one
/// vault.write, so that all of it is durable or none. What a champion decides is recorded in the hub; what the author
/// is told, in a space the author reads (feedback.h). Used by the view models, safelight-ctl and the simulator.
/// All of them answer NotFound for what is no concern, or was not sent to the champions.
struct Action {
    WriteTx &tx;
    Journal &journal;
    Engine &engine;
    const TriageForms &forms;
    const TriageRules &rules;
    std::int64_t nowMs = 0;
    QString person; ///< the champion's own name, for the author to read
};

/// The champion who answers for a concern that nobody has taken yet: the intake's first administrator by device id,
/// the same on every device. Zero when the intake has none.
[[nodiscard]] DeviceId dutyChampion(ReadTx &tx, const Engine &engine);

struct Opened {
    bool first = false; ///< this call opened it; later ones change nothing
    Feedback feedback = Feedback::None;
};
/// Opening for the first time sets the status, and owner and due date where nobody set them, and tells the author.
/// Opening again changes nothing, except that an author who could not be told before is told now where that has become
/// possible (they joined a team since).
/// Errors: NotFound, or the engine's.
[[nodiscard]] Result<Opened> open(const Action &action, const Uuid &concern);

/// Writes the urgency and the due date that follows from it. Error: Stale while the urgency has two heads: settle.
[[nodiscard]] Done setUrgency(const Action &action, const Uuid &concern, Urgency urgency);
/// The caller becomes the owner and the status "in progress". Error: Stale (decided: nobody works on it any more).
[[nodiscard]] Done takeOwnership(const Action &action, const Uuid &concern);
[[nodiscard]] Done setOwner(const Action &action, const Uuid &concern, const DeviceId &owner);
/// Error: Invalid for a time before now.
[[nodiscard]] Done setDue(const Action &action, const Uuid &concern, std::int64_t dueMs);

/// Settles an open conflict on the value a person chose among those shown. `seen` are the heads that person saw, and
/// the only ones replaced: one that arrived meanwhile stays open. Errors: Invalid (fewer than two seen), NotFound.
[[nodiscard]] Done settle(const Action &action, const Uuid &concern, TriageField field, const QCborValue &value,
                          const QList<Uuid> &seen);

struct DecisionInput {
    qint64 outcome = 0; ///< a choice of the decision form; 0 = none chosen
    QString why;
    QString alternatives;
    QString messageToAuthor;
    friend bool operator==(const DecisionInput &, const DecisionInput &) = default;
};
struct Decided {
    Uuid decision;
    Feedback feedback = Feedback::None;
};
/// The body of the decision record; blank texts are left out.
[[nodiscard]] QCborMap decisionFields(const KnownForms &forms, const DecisionInput &input);
/// What the form still demands: an outcome, why, and what else was considered, none of it blank, none too long.
[[nodiscard]] QList<Problem> decisionProblems(const TriageForms &forms, const DecisionInput &input);
/// Records the decision, closes the concern and tells the author; a further decision is told again, with its own
/// message. What is missing (why, the alternatives, the outcome) is Invalid and changes nothing; see decisionProblems()
/// for the words. Not being able to tell the author is not an error: Feedback::NoWay says that a person must. `seen` is
/// what the author added and this person had before them: it is named as evidence for the decision. What they had not
/// seen, the concern comes back for.
[[nodiscard]] Result<Decided> decide(const Action &action, const Uuid &concern, const DecisionInput &input,
                                     const QList<Uuid> &seen);

} // namespace safelight::triage
