// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/feedback.h"

#include "app/store/readers.h"

namespace safelight::triage
{
namespace
{

qint64 numberOf(Stage stage, const KnownForms &forms)
{
    switch (stage) {
    case Stage::Opened: return forms.receipt.stageOpened;
    case Stage::Decided: return forms.receipt.stageDecided;
    }
    return 0;
}

} // namespace

Result<std::optional<FeedbackSpace>> feedbackSpaceFor(ReadTx &tx, const Engine &engine, const DeviceId &author,
                                                      std::int64_t nowMs)
{
    const auto followed = spaces::followed(tx);
    if (!followed)
        return followed.error();

    std::optional<FeedbackSpace> best;
    for (const FollowedSpace &space : *followed) {
        if (space.kind != SpaceKind::Team)
            continue;
        const Roster *roster = engine.roster(space.id);
        const std::optional<Role> own = engine.ownRole(space.id);
        if (!roster || !own || *own < Role::Write)
            continue;
        const std::optional<Role> role = roster->roleOf(author, nowMs);
        if (!role || !holdsSeed(*role))
            continue;
        const FeedbackSpace found{space.id, *role == Role::Read};
        if (!best || (best->statusOnly && !found.statusOnly))
            best = found;
    }
    return best;
}

Result<bool> wasTold(ReadTx &tx, const KnownForms &forms, const Uuid &concern, Stage stage)
{
    const auto answers = records::linkedTo(tx, concern, Relation::AnswerTo);
    if (!answers)
        return answers.error();
    for (const Record &answer : *answers) {
        if (answer.type != forms.receipt.type ||
            answer.body.value(qint64(forms.receipt.stage)).toInteger() != numberOf(stage, forms))
            continue;
        auto counts = readers::knows(tx, SpaceKind::Intake, answer.author); // as the author's own device counts
        if (!counts || *counts)
            return counts;
    }
    return false;
}

Result<Feedback> feedbackState(const Action &action, const Record &concern, Stage stage)
{
    if (concern.author == action.engine.self())
        return Feedback::OwnRecord;
    const auto told = wasTold(action.tx, action.forms, concern.id, stage);
    if (!told)
        return told.error();
    const auto where = feedbackSpaceFor(action.tx, action.engine, concern.author, action.nowMs);
    if (!where)
        return where.error();
    if (where->has_value() && (*where)->statusOnly)
        return *told ? Feedback::StatusOnly : Feedback::None;
    if (*told)
        return Feedback::AlreadySent;
    return where->has_value() ? Feedback::None : Feedback::NoWay;
}

Result<Feedback> tellAuthorOnce(const Action &action, const Record &concern, Stage stage, const QString &message)
{
    const auto told = wasTold(action.tx, action.forms, concern.id, stage);
    if (!told)
        return told.error();
    return *told ? Result<Feedback>(Feedback::AlreadySent) : tellAuthor(action, concern, stage, message);
}

Result<Feedback> tellAuthor(const Action &action, const Record &concern, Stage stage, const QString &message)
{
    if (concern.author == action.engine.self())
        return Feedback::OwnRecord;
    const auto where = feedbackSpaceFor(action.tx, action.engine, concern.author, action.nowMs);
    if (!where)
        return where.error();
    if (!where->has_value())
        return Feedback::NoWay;

    const auto &n = action.forms.receipt;
    const bool statusOnly = (*where)->statusOnly;
    QCborMap fields{{qint64(n.stage), numberOf(stage, action.forms)}, {qint64(n.atMs), qint64(action.nowMs)}};
    if (const QString slip = concern.body.value(qint64(action.forms.concern.slip)).toString(); !slip.isEmpty())
        fields.insert(qint64(n.slip), slip);
    if (!statusOnly) {
        fields.insert(qint64(n.byName), action.person);
        if (!message.isEmpty())
            fields.insert(qint64(n.message), message);
    }
    const Uuid receipt = action.engine.nextRecord();
    const ChangeSet change =
        action.engine.begin({CreateOp{receipt, n.type, fields}, LinkOp{receipt, Relation::AnswerTo, concern.id}});
    const auto recorded = action.engine.record(action.journal, (*where)->space, change);
    if (!recorded)
        return recorded.error();
    return statusOnly ? Feedback::StatusOnly : Feedback::Sent;
}

} // namespace safelight::triage
