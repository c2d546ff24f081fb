// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triageforms.h"

#include "app/triage/triagetypes.h"

namespace safelight::triage
{

Result<TriageForms> TriageForms::from(const FormCatalogue &catalogue)
{
    const auto known = KnownForms::from(catalogue);
    if (!known)
        return known.error();
    const ConcernForm &c = known->concern;
    const StatementForm &s = known->statement;
    const bool agrees = c.statusNew == qint64(Status::New) && c.statusOpened == qint64(Status::Opened) &&
                        c.statusInProgress == qint64(Status::InProgress) &&
                        c.statusDecided == qint64(Status::Decided) && c.urgencyRoutine == qint64(Urgency::Routine) &&
                        c.urgencyToday == qint64(Urgency::Today) && c.urgencyImmediate == qint64(Urgency::Immediate) &&
                        s.kindSaw == qint64(EntryKind::Saw) && s.kindSaid == qint64(EntryKind::Said) &&
                        s.kindTold == qint64(EntryKind::Told) && s.kindThink == qint64(EntryKind::Think);
    const FormDefinition *decision = catalogue.find(known->decision.type);
    if (!agrees || !decision)
        return Error{ErrorCode::Unsupported, QStringLiteral("choices of the triage forms")};
    TriageForms forms;
    static_cast<KnownForms &>(forms) = *known;
    forms.decisionForm = *decision;
    return forms;
}

} // namespace safelight::triage
