// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/recordview.h"

#include "app/triage/decisiondraft.h"
#include "app/triage/feedback.h"

namespace safelight::triage
{

Result<RecordView> view(const Action &action, const Uuid &concern)
{
    const auto record = recordIn(action.tx, action.forms, concern);
    if (!record)
        return record.error();
    const auto sent = reachedIntake(action.tx, concern);
    if (!sent)
        return sent.error();
    if (!record->has_value() || !*sent)
        return ErrorCode::NotFound;

    RecordView out;
    auto item = itemOf(action.tx, action.forms, action.rules, concern, dutyChampion(action.tx, action.engine));
    if (!item)
        return item.error();
    out.item = std::move(*item);
    out.facts = factsOf(**record, action.forms);
    out.mine = !out.item.ownerByDefault && out.item.ownerDevice == action.engine.self();

    auto entries = chronology(action.tx, action.forms, concern);
    if (!entries)
        return entries.error();
    out.chronology = std::move(*entries);
    const auto added = records::unweighed(action.tx, concern);
    if (!added)
        return added.error();
    for (const Record &each : *added)
        out.unweighed.append(each.id);
    auto open = conflicts(action.tx, action.forms, concern);
    if (!open)
        return open.error();
    out.conflicts = std::move(*open);

    if (out.item.status != Status::New) {
        const Stage stage = out.item.status == Status::Decided ? Stage::Decided : Stage::Opened;
        const auto feedback = feedbackState(action, **record, stage);
        if (!feedback)
            return feedback.error();
        out.feedback = *feedback;
    }
    if ((*record)->author != action.engine.self()) {
        const auto where = feedbackSpaceFor(action.tx, action.engine, (*record)->author, action.nowMs);
        if (!where)
            return where.error();
        out.canMessage = where->has_value() && !(*where)->statusOnly;
    }
    const auto draft = drafts::find(action.tx, concern);
    if (!draft)
        return draft.error();
    if (draft->has_value())
        out.draft = inputOf(action.forms, **draft);
    return out;
}

} // namespace safelight::triage
