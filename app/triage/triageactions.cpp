// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triageactions.h"

#include "app/triage/feedback.h"

namespace safelight::triage
{
namespace
{

Result<Record> concernOf(const Action &action, const Uuid &concern)
{
    const auto record = recordIn(action.tx, action.forms, concern);
    if (!record)
        return record.error();
    if (!record->has_value() || (*record)->type != action.forms.concern.type)
        return ErrorCode::NotFound;
    const auto sent = reachedIntake(action.tx, concern);
    if (!sent)
        return sent.error();
    if (!*sent)
        return ErrorCode::NotFound;
    return **record;
}

/// A write to one field that replaces what stands there now.
Result<Op> setOp(const Action &action, const Uuid &concern, FieldNumber field, const QCborValue &value)
{
    const auto heads = records::headIds(action.tx, concern, field, Voices::Deciders);
    if (!heads)
        return heads.error();
    return Op(SetOp{concern, field, value, *heads});
}

struct FieldValue {
    FieldNumber field;
    QCborValue value;
};

/// One change-set in the hub: extra ops first, then the writes.
Done recordInHub(const Action &action, const Uuid &concern, const QList<FieldValue> &values, QList<Op> ops = {})
{
    for (const FieldValue &value : values) {
        auto op = setOp(action, concern, value.field, value.value);
        if (!op)
            return op.error();
        ops.append(std::move(*op));
    }
    const auto hub = spaces::ofKind(action.tx, SpaceKind::Hub);
    if (!hub)
        return hub.error();
    const auto recorded = action.engine.record(action.journal, hub->id, action.engine.begin(std::move(ops)));
    if (!recorded)
        return recorded.error();
    return done();
}

QCborValue asValue(Status status) { return qint64(status); }
QCborValue asValue(const DeviceId &device) { return device.toByteArray(); }
QCborValue asTime(std::int64_t ms) { return qint64(ms); }

/// Tells the author what they should have been told by now. The words of the latest decision go with it.
Result<Feedback> catchUp(const Action &action, const Record &concern, bool decided)
{
    if (!decided)
        return tellAuthorOnce(action, concern, Stage::Opened);
    auto decisions = decidersRecords(action.tx, concern.id, Relation::About, action.forms.decision.type);
    if (!decisions)
        return decisions.error();
    records::sortByArrival(*decisions);
    const FieldNumber field = action.forms.decision.messageToAuthor;
    const QString message = decisions->isEmpty() ? QString() : decisions->last().body.value(qint64(field)).toString();
    return tellAuthorOnce(action, concern, Stage::Decided, message);
}

std::optional<Urgency> urgencyIn(const Record &record, const KnownForms &forms)
{
    const auto value = numberIn(record, forms.concern.urgency);
    if (!value || *value < 0 || *value > 2)
        return std::nullopt;
    return Urgency(int(*value));
}

} // namespace

DeviceId dutyChampion(ReadTx &tx, const Engine &engine)
{
    const auto intake = spaces::ofKind(tx, SpaceKind::Intake);
    const Roster *roster = intake ? engine.roster(intake->id) : nullptr;
    if (!roster)
        return {};
    for (const Member &member : roster->members()) {
        if (member.role == Role::Admin && !member.lastAuthorSeq)
            return member.keys.id;
    }
    return {};
}

Result<Opened> open(const Action &action, const Uuid &concern)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    const auto &n = action.forms.concern;
    if (const qint64 status = numberIn(*record, n.status).value_or(0); status >= qint64(Status::Opened)) {
        const auto feedback = catchUp(action, *record, status == qint64(Status::Decided));
        if (!feedback)
            return feedback.error();
        return Opened{false, *feedback};
    }

    QList<FieldValue> values{{n.status, asValue(Status::Opened)}};
    if (!record->settled.contains(n.owner))
        values.append({n.owner, asValue(action.engine.self())});
    if (!record->settled.contains(n.dueMs)) {
        const Urgency urgency = urgencyIn(*record, action.forms).value_or(Urgency::NotTriaged);
        values.append({n.dueMs, asTime(defaultDueMs(urgency, action.nowMs, action.rules))});
    }
    if (Done recorded = recordInHub(action, concern, values); !recorded)
        return recorded.error();
    const auto feedback = tellAuthorOnce(action, *record, Stage::Opened);
    if (!feedback)
        return feedback.error();
    return Opened{true, *feedback};
}

Done setUrgency(const Action &action, const Uuid &concern, Urgency urgency)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    if (urgency == Urgency::NotTriaged)
        return ErrorCode::Invalid; // triage is not taken back, only changed
    const auto &n = action.forms.concern;
    if (record->openConflicts.contains(n.urgency))
        return ErrorCode::Stale;
    if (urgencyIn(*record, action.forms) == urgency)
        return done();
    return recordInHub(
        action, concern,
        {{n.urgency, qint64(urgency)}, {n.dueMs, asTime(defaultDueMs(urgency, action.nowMs, action.rules))}});
}

Done takeOwnership(const Action &action, const Uuid &concern)
{
    return setOwner(action, concern, action.engine.self());
}

Done setOwner(const Action &action, const Uuid &concern, const DeviceId &owner)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    const auto &n = action.forms.concern;
    const qint64 status = numberIn(*record, n.status).value_or(0);
    if (status == qint64(Status::Decided))
        return ErrorCode::Stale; // somebody decided first: look at that
    QList<FieldValue> values;
    if (record->settled.value(n.owner) != asValue(owner))
        values.append({n.owner, asValue(owner)});
    if (status < qint64(Status::InProgress))
        values.append({n.status, asValue(Status::InProgress)});
    return values.isEmpty() ? done() : recordInHub(action, concern, values);
}

Done setDue(const Action &action, const Uuid &concern, std::int64_t dueMs)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    if (dueMs < action.nowMs)
        return ErrorCode::Invalid;
    return recordInHub(action, concern, {{action.forms.concern.dueMs, asTime(dueMs)}});
}

Done settle(const Action &action, const Uuid &concern, TriageField field, const QCborValue &value,
            const QList<Uuid> &seen)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    if (seen.size() < 2)
        return ErrorCode::Invalid;
    const auto hub = spaces::ofKind(action.tx, SpaceKind::Hub);
    if (!hub)
        return hub.error();
    const FieldNumber number = numberOf(field, action.forms);
    const ChangeSet change = action.engine.begin({SetOp{concern, number, value, seen}});
    const auto recorded = action.engine.record(action.journal, hub->id, change);
    if (!recorded)
        return recorded.error();
    return done();
}

QCborMap decisionFields(const KnownForms &forms, const DecisionInput &input)
{
    const DecisionForm &n = forms.decision;
    QCborMap fields;
    if (input.outcome != 0)
        fields.insert(qint64(n.outcome), input.outcome);
    const auto insertText = [&](FieldNumber field, const QString &text) {
        if (const QString trimmed = text.trimmed(); !trimmed.isEmpty())
            fields.insert(qint64(field), trimmed);
    };
    insertText(n.why, input.why);
    insertText(n.alternatives, input.alternatives);
    insertText(n.messageToAuthor, input.messageToAuthor);
    return fields;
}

QList<Problem> decisionProblems(const TriageForms &forms, const DecisionInput &input)
{
    return forms.decisionForm.validate(decisionFields(forms, input));
}

Result<Decided> decide(const Action &action, const Uuid &concern, const DecisionInput &input, const QList<Uuid> &seen)
{
    const auto record = concernOf(action, concern);
    if (!record)
        return record.error();
    if (!decisionProblems(action.forms, input).isEmpty())
        return ErrorCode::Invalid;

    const Uuid decision = action.engine.nextRecord();
    QList<Op> ops{CreateOp{decision, action.forms.decision.type, decisionFields(action.forms, input)},
                  LinkOp{decision, Relation::About, concern}};
    const auto added = records::unweighed(action.tx, concern);
    if (!added)
        return added.error();
    for (const Record &each : *added) {
        if (seen.contains(each.id))
            ops.append(LinkOp{each.id, Relation::EvidenceFor, decision});
    }
    const Done recorded = recordInHub(action, concern, {{action.forms.concern.status, asValue(Status::Decided)}}, ops);
    if (!recorded)
        return recorded.error();
    const auto feedback = tellAuthor(action, *record, Stage::Decided, input.messageToAuthor.trimmed());
    if (!feedback)
        return feedback.error();
    return Decided{decision, *feedback};
}

} // namespace safelight::triage
