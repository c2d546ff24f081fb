// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concernrepository.h"
#include "app/concern/copies.h"

#include "app/store/readers.h"
#include "sync/base/beginning.h"

#include <QSet>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// Recent places are looked for among this many own concerns.
constexpr int kLooked = 300;
constexpr int kPage = 100;

QCborValue at(const Record &record, FieldNumber field) { return record.body.value(qint64(field)); }
std::int64_t msAt(const Record &record, FieldNumber field) { return at(record, field).toInteger(); }

StatementView statementFrom(const ConcernRules &rules, const Record &record)
{
    const StatementForm &form = rules.forms.statement;
    return {record.id, rules.kindFromWire(at(record, form.kind).toInteger()), at(record, form.text).toString(),
            at(record, form.toldBy).toString(), at(record, form.alternative).toString()};
}

/// Those of the concern's own author: nobody puts words into another's note.
Result<QList<StatementView>> statementsOf(ReadTx &tx, const ConcernRules &rules, const Record &concern)
{
    Result<QList<Record>> parts = records::linkedTo(tx, concern.id, Relation::PartOf);
    if (!parts)
        return parts.error();
    const FieldNumber order = rules.forms.statement.order;
    parts->removeIf(
        [&](const Record &r) { return r.type != rules.forms.statement.type || r.author != concern.author; });
    std::ranges::stable_sort(*parts, {}, [order](const Record &r) { return msAt(r, order); });
    QList<StatementView> out;
    for (const Record &part : *parts)
        out << statementFrom(rules, part);
    return out;
}

/// A receipt counts when its author reads what was handed in: anybody else of the team could only claim it.
Result<bool> isReceipt(ReadTx &tx, const ConcernRules &rules, const Record &record)
{
    return record.type == rules.forms.receipt.type ? readers::knows(tx, SpaceKind::Intake, record.author)
                                                   : Result<bool>(false);
}

/// What receipts tell, in whatever order they stand. The first opening and the latest decision count; first and latest
/// as the service got them, since the clocks of two champions need not agree.
Done addAnswers(ReadTx &tx, const ConcernRules &rules, QList<Record> receipts, ConcernCustody &out)
{
    const ReceiptForm &form = rules.forms.receipt;
    records::sortByArrival(receipts);
    for (const Record &receipt : receipts) {
        const Result<bool> counts = isReceipt(tx, rules, receipt);
        if (!counts)
            return counts.error();
        if (!*counts)
            continue;
        const Result<QString> signedName = spaces::personOf(tx, receipt.author);
        if (!signedName)
            return signedName.error();
        const QString by = signedName->isEmpty() ? at(receipt, form.byName).toString() : *signedName;
        const qint64 stage = at(receipt, form.stage).toInteger();
        if (stage == form.stageOpened && out.openedMs == 0) {
            out.openedMs = msAt(receipt, form.atMs);
            out.openedBy = by;
        } else if (stage == form.stageDecided) {
            out.decidedMs = msAt(receipt, form.atMs);
            out.decidedBy = by;
            out.toldBackMs = receipt.recvMs > 0 ? receipt.recvMs : receipt.recordedAtMs;
            if (const QString text = at(receipt, form.message).toString(); !text.isEmpty())
                out.messages << ToldBack{by, out.toldBackMs, text};
        }
    }
    return done();
}

/// What this device itself knows of a slip: empty when it was not handed in here.
Result<SlipStatus> ownSlip(ReadTx &tx, const QString &typed)
{
    const Result<std::optional<Slip>> slip = slips::find(tx, typed);
    if (!slip)
        return slip.error();
    if (!*slip)
        return SlipStatus{};
    const Result<std::optional<Custody>> custody = outbox::custodyOf(tx, (*slip)->envelope);
    if (!custody)
        return custody.error();
    SlipStatus status;
    status.number = (*slip)->number;
    status.handedInMs = (*slip)->handedInMs;
    if (*custody) {
        status.heldByServiceMs = (*custody)->heldByServiceMs;
        status.refused = (*custody)->refused;
    }
    return status;
}

QString titleOf(const QList<StatementView> &statements)
{
    return statements.isEmpty() ? QString() : beginningOf(statements.first().text, kTitleLength);
}

} // namespace

Result<ConcernCustody> concerns::custodyOf(ReadTx &tx, const ConcernRules &rules, const Uuid &concern)
{
    ConcernCustody out;
    const Result<Copies> copies = copiesOf(tx, concern);
    if (!copies)
        return copies.error();
    out.savedMs = copies->savedMs;
    out.toChampion = copies->isForChampion();
    out.heldByServiceMs = copies->heldByServiceMs();
    out.refused = copies->refused();

    const Result<QList<Record>> answers = records::linkedTo(tx, concern, Relation::AnswerTo);
    if (!answers)
        return answers.error();
    if (Done told = addAnswers(tx, rules, *answers, out); !told)
        return told.error();
    return out;
}

Result<QList<ConcernSummary>> concerns::listOwn(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, int limit)
{
    const Result<QList<Record>> own = records::listBy(tx, self, rules.forms.concern.type, limit);
    if (!own)
        return own.error();
    QList<ConcernSummary> out;
    for (const Record &record : *own) {
        const Result<QList<StatementView>> statements = statementsOf(tx, rules, record);
        if (!statements)
            return statements.error();
        const Result<ConcernCustody> custody = custodyOf(tx, rules, record.id);
        if (!custody)
            return custody.error();
        out << ConcernSummary{record.id,
                              titleOf(*statements),
                              statements->isEmpty() ? StatementKind::Saw : statements->first().kind,
                              at(record, rules.forms.concern.where).toString(),
                              record.recordedAtMs,
                              *custody};
    }
    return out;
}

Result<ConcernView> concerns::read(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, const Uuid &concern)
{
    const Result<std::optional<Record>> found = records::find(tx, concern);
    if (!found)
        return found.error();
    if (!*found || (*found)->type != rules.forms.concern.type)
        return ErrorCode::NotFound;
    const Record &record = **found;
    if (record.author != self)
        return ErrorCode::Forbidden;
    Result<QList<StatementView>> statements = statementsOf(tx, rules, record);
    if (!statements)
        return statements.error();
    Result<QList<AmendmentView>> amendments = amendmentsOf(tx, rules, self, concern);
    if (!amendments)
        return amendments.error();
    Result<ConcernCustody> custody = custodyOf(tx, rules, concern);
    if (!custody)
        return custody.error();

    const ConcernForm &form = rules.forms.concern;
    ConcernView out;
    out.id = record.id;
    out.danger = rules.dangerFromWire(at(record, form.danger).toInteger());
    out.dialled999Ms = msAt(record, form.dialled999Ms);
    out.who = at(record, form.who).toString();
    out.whoUnknown = at(record, form.whoUnknown).toBool();
    out.age = at(record, form.age).toString();
    out.where = at(record, form.where).toString();
    out.when.fromMs = msAt(record, form.whenFromMs);
    if (const QCborValue to = at(record, form.whenToMs); to.isInteger())
        out.when.toMs = to.toInteger();
    out.clockSuspect = at(record, form.clockSuspect).toBool();
    out.recordedAtMs = record.recordedAtMs;
    out.statements = *std::move(statements);
    out.amendments = *std::move(amendments);
    out.custody = *std::move(custody);
    return out;
}

Result<QStringList> concerns::recentPlaces(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, int limit)
{
    const Result<QList<Record>> own = records::listBy(tx, self, rules.forms.concern.type, kLooked);
    if (!own)
        return own.error();
    QStringList places;
    QSet<QString> seen;
    for (const Record &record : *own) {
        const QString place = at(record, rules.forms.concern.where).toString().simplified();
        if (place.isEmpty() || seen.contains(place.toCaseFolded()))
            continue;
        seen << place.toCaseFolded();
        places << place;
        if (places.size() == limit)
            break;
    }
    return places;
}

Result<std::optional<SlipStatus>> concerns::slipStatus(ReadTx &tx, const ConcernRules &rules, const QString &typed)
{
    const QString wanted = slips::normalised(typed);
    if (wanted.isEmpty())
        return std::optional<SlipStatus>{};
    const Result<SlipStatus> own = ownSlip(tx, typed);
    if (!own)
        return own.error();
    SlipStatus status = *own;
    const ReceiptForm &form = rules.forms.receipt;
    QList<Record> receipts;
    Uuid before;
    for (bool more = true; more;) {
        const Result<QList<Record>> page = records::list(tx, form.type, kPage, before);
        if (!page)
            return page.error();
        for (const Record &record : *page) {
            const QString number = at(record, form.slip).toString();
            if (slips::normalised(number) != wanted)
                continue;
            const Result<bool> counts = isReceipt(tx, rules, record);
            if (!counts)
                return counts.error();
            if (*counts) {
                status.number = number;
                receipts << record;
            }
        }
        more = page->size() == kPage;
        if (more)
            before = page->last().id;
    }
    ConcernCustody told;
    if (Done added = addAnswers(tx, rules, receipts, told); !added)
        return added.error();
    status.openedMs = told.openedMs;
    status.decidedMs = told.decidedMs;
    if (status.openedMs > 0 || status.decidedMs > 0)
        status.refused.reset(); // it got there all the same
    return status.number.isEmpty() ? std::nullopt : std::optional(status);
}

} // namespace safelight
