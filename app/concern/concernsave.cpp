// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concernrepository.h"

#include "app/store/drafts.h"
#include "sync/crypto/envelope.h"

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// The first followed space of a kind in which this principal may write. Error: Forbidden (there is none).
Result<SpaceId> placeFor(ReadTx &tx, SpaceKind kind)
{
    const Result<QList<FollowedSpace>> all = spaces::followed(tx);
    if (!all)
        return all.error();
    for (const FollowedSpace &space : *all) {
        const bool mayWrite = kind == SpaceKind::Intake ? mayPush(space.role) : space.role >= Role::Write;
        if (space.kind == kind && mayWrite)
            return space.id;
    }
    return Error{ErrorCode::Forbidden, u"no space of kind %1 to write in"_s.arg(int(kind))};
}

/// The concern and its statements as operations. The concern is the first of them.
QList<Op> creates(Engine &engine, const ConcernRules &rules, const ConcernDraft &draft, std::int64_t nowMs)
{
    const bool suspect = engine.clockSuspect();
    QCborMap body = rules.concernBody(
        draft, readWhen(draft.when, draft.startedMs, nowMs, suspect, engine.clockOffsetMs()).interval);
    if (suspect)
        body.insert(qint64(rules.forms.concern.clockSuspect), true);
    const Uuid concern = engine.nextRecord();
    QList<Op> ops{CreateOp{concern, rules.forms.concern.type, body}};
    int order = 0;
    for (const StatementDraft &statement : draft.statements) {
        if (statement.isBlank())
            continue;
        const Uuid id = engine.nextRecord();
        ops << CreateOp{id, rules.forms.statement.type, rules.statementBody(statement, order++)}
            << LinkOp{id, Relation::PartOf, concern};
    }
    return ops;
}

Done checked(Engine &engine, const ConcernRules &rules, const ConcernDraft &draft, std::int64_t nowMs)
{
    const auto problems = rules.check(draft, nowMs, engine.clockSuspect());
    if (!problems.isEmpty())
        return Error{ErrorCode::Invalid, problems.first().field};
    return done();
}

/// Forwards an own change to the intake, sealed, and ties it to the record so that the custody line finds it.
Result<EnvHash> forward(WriteTx &tx, Journal &journal, Engine &engine, const SpaceId &team,
                        const Engine::Recorded &original, const ChangeSet &change, const Uuid &record)
{
    const Result<SpaceId> intake = placeFor(tx, SpaceKind::Intake);
    if (!intake)
        return intake.error();
    Result<EmbedOp> copy = engine.embed(journal, team, original, change);
    if (!copy)
        return copy.error();
    const Result<Engine::Recorded> sent =
        engine.record(journal, *intake, engine.begin({*std::move(copy)}), /*sealed*/ true);
    if (!sent)
        return sent.error();
    if (Done tied = outbox::tie(tx, sent->envelope, record); !tied)
        return tied.error();
    return sent->envelope;
}

/// What was sealed into a team space before, opened again so that it can be forwarded.
struct Reopened {
    Engine::Recorded recorded;
    ChangeSet change;
};
Result<Reopened> reopen(Journal &journal, const Record &record)
{
    const Result<std::optional<HeldEnvelope>> held = journal.find(record.envelope);
    if (!held)
        return held.error();
    if (!*held)
        return ErrorCode::NotFound;
    const Header &header = (*held)->envelope.header;
    const auto keys = journal.epochKeys(record.space);
    if (!keys)
        return keys.error();
    if (!keys->contains(header.epoch))
        return ErrorCode::NoKey;
    Result<Opened> opened = openEnvelope((*held)->envelope, *keys->value(header.epoch));
    if (!opened)
        return opened.error();
    Result<ChangeSet> change = decodeChangeSet(bytesOf(opened->plain));
    wipe(opened->plain);
    if (!change)
        return change.error();
    return Reopened{{record.envelope, header.authorSeq, opened->salt}, *std::move(change)};
}

/// An own concern, or why not.
Result<Record> ownConcern(ReadTx &tx, const Engine &engine, const ConcernRules &rules, const Uuid &concern)
{
    const Result<std::optional<Record>> found = records::find(tx, concern);
    if (!found)
        return found.error();
    if (!*found || (*found)->type != rules.forms.concern.type)
        return ErrorCode::NotFound;
    if ((*found)->author != engine.self())
        return ErrorCode::Forbidden;
    return **found;
}

} // namespace

Result<bool> concerns::canSendToChampion(ReadTx &tx)
{
    const Result<SpaceId> intake = placeFor(tx, SpaceKind::Intake);
    if (!intake && intake.error().code != ErrorCode::Forbidden)
        return intake.error();
    return intake.has_value();
}

Result<SavedConcern> concerns::save(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                                    const ConcernDraft &draft, const Uuid &draftId, std::int64_t nowMs)
{
    if (Done good = checked(engine, rules, draft, nowMs); !good)
        return good.error();
    const Result<SpaceId> team = placeFor(tx, SpaceKind::Team);
    if (!team)
        return team.error();
    const ChangeSet change = engine.begin(creates(engine, rules, draft, nowMs));
    const Result<Engine::Recorded> recorded = engine.record(journal, *team, change);
    if (!recorded)
        return recorded.error();

    SavedConcern saved{std::get<CreateOp>(change.ops.first()).record, recorded->envelope, {}, nowMs, {}};
    if (draft.destination == Destination::Champion) {
        const Result<EnvHash> sent = forward(tx, journal, engine, *team, *recorded, change, saved.concern);
        if (!sent)
            return sent.error();
        saved.forward = *sent;
    }
    if (Done removed = drafts::remove(tx, draftId); !removed)
        return removed.error();
    return saved;
}

Result<SavedConcern> concerns::handIn(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                                      const ConcernDraft &draft, const Uuid &draftId, std::int64_t nowMs)
{
    if (Done good = checked(engine, rules, draft, nowMs); !good)
        return good.error();
    const Result<SpaceId> intake = placeFor(tx, SpaceKind::Intake);
    if (!intake)
        return intake.error();
    ChangeSet change = engine.begin(creates(engine, rules, draft, nowMs));
    const QString number = slips::numberOf(change.id);
    CreateOp &concern = std::get<CreateOp>(change.ops.first());
    concern.fields.insert(qint64(rules.forms.concern.slip), number);
    const Result<Engine::Recorded> recorded = engine.record(journal, *intake, change, /*sealed*/ true);
    if (!recorded)
        return recorded.error();
    if (Done kept = slips::add(tx, {number, recorded->envelope, nowMs}); !kept)
        return kept.error();
    if (Done removed = drafts::remove(tx, draftId); !removed)
        return removed.error();
    return SavedConcern{concern.record, recorded->envelope, {}, nowMs, number};
}

Result<Uuid> concerns::amend(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                             const Uuid &concern, const QString &text, const Uuid &draftId)
{
    const QCborMap body{{qint64(rules.forms.amendment.text), text.trimmed()}};
    if (!rules.amendment.validate(body).isEmpty())
        return Error{ErrorCode::Invalid, u"text"_s};
    const Result<Record> original = ownConcern(tx, engine, rules, concern);
    if (!original)
        return original.error();
    const Result<ConcernCustody> custody = custodyOf(tx, rules, concern);
    if (!custody)
        return custody.error();
    const Result<SpaceId> team = placeFor(tx, SpaceKind::Team);
    if (!team)
        return team.error();

    const Uuid id = engine.nextRecord();
    const ChangeSet change =
        engine.begin({CreateOp{id, rules.forms.amendment.type, body}, LinkOp{id, Relation::AmendmentOf, concern}});
    const Result<Engine::Recorded> recorded = engine.record(journal, *team, change);
    if (!recorded)
        return recorded.error();
    if (custody->toChampion) {
        const Result<EnvHash> sent = forward(tx, journal, engine, *team, *recorded, change, id);
        if (!sent)
            return sent.error();
    }
    if (Done removed = drafts::remove(tx, draftId); !removed)
        return removed.error();
    return id;
}

Done concerns::send(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules, const Uuid &concern)
{
    const Result<Record> original = ownConcern(tx, engine, rules, concern);
    if (!original)
        return original.error();
    const Result<ConcernCustody> custody = custodyOf(tx, rules, concern);
    if (!custody)
        return custody.error();
    if (custody->isWithChampion())
        return done();
    if (custody->refused == ErrorCode::TooLarge)
        return ErrorCode::TooLarge; // it would be refused again
    Result<QList<Record>> parts = records::linkedTo(tx, concern, Relation::AmendmentOf);
    if (!parts)
        return parts.error();
    parts->removeIf([&](const Record &part) { return part.author != engine.self(); });
    parts->prepend(*original);
    for (const Record &part : *parts) {
        const Result<Reopened> again = reopen(journal, part);
        if (!again)
            return again.error();
        const auto sent = forward(tx, journal, engine, part.space, again->recorded, again->change, part.id);
        if (!sent)
            return sent.error();
    }
    return done();
}

} // namespace safelight
