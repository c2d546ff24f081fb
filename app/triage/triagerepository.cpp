// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triagerepository.h"

#include "app/store/drafts.h"
#include "app/store/query.h"
#include "app/store/readers.h"
#include "app/store/vault.h"
#include "sync/base/beginning.h"

#include <QHash>
#include <algorithm>

namespace safelight::triage
{
namespace
{

constexpr int kPage = 500;
constexpr qsizetype kFirstWords = 160;

/// Names asked for once per query instead of once per row.
class Names
{
public:
    explicit Names(ReadTx &tx)
        : m_tx(tx)
    {
    }

    Result<QString> of(const DeviceId &device)
    {
        if (device.isZero())
            return QString();
        if (const auto known = m_known.constFind(device); known != m_known.cend())
            return *known;
        Result<QString> name = spaces::personOf(m_tx, device);
        if (name)
            m_known.insert(device, *name);
        return name;
    }

private:
    ReadTx &m_tx;
    QHash<DeviceId, QString> m_known;
};

QString textIn(const QCborMap &body, FieldNumber field) { return body.value(qint64(field)).toString(); }

Urgency urgencyOf(const Record &record, const KnownForms &forms)
{
    switch (numberIn(record, forms.concern.urgency).value_or(-1)) {
    case 0: return Urgency::Routine;
    case 1: return Urgency::Today;
    case 2: return Urgency::Immediate;
    default: return Urgency::NotTriaged;
    }
}

Status statusOf(const Record &record, const KnownForms &forms)
{
    const qint64 value = numberIn(record, forms.concern.status).value_or(0);
    return value >= 0 && value <= 3 ? Status(int(value)) : Status::New;
}

DeviceId deviceIn(const Record &record, FieldNumber field)
{
    return DeviceId::from(record.settled.value(field).toByteArray()).value_or(DeviceId{});
}

Result<QString> firstWordsOf(ReadTx &tx, const KnownForms &forms, const Record &concern)
{
    const auto statements = statementsOf(tx, forms, concern);
    if (!statements)
        return statements.error();
    if (statements->isEmpty())
        return QString();
    return beginningOf(textIn(statements->first().body, forms.statement.text), kFirstWords);
}

Danger dangerOf(const Record &record, const KnownForms &forms)
{
    const qint64 answer = record.body.value(qint64(forms.concern.danger)).toInteger(forms.concern.dangerNo);
    return answer == forms.concern.dangerYes      ? Danger::Yes
           : answer == forms.concern.dangerUnsure ? Danger::Unsure
                                                  : Danger::No;
}

/// What the record itself says: all that the order needs.
InboxItem headOf(const KnownForms &forms, const TriageRules &rules, const Record &record, const DeviceId &duty)
{
    InboxItem item;
    item.concern = record.id;
    item.who = textIn(record.body, forms.concern.who);
    item.where = textIn(record.body, forms.concern.where);
    item.danger = dangerOf(record, forms);
    item.urgency = urgencyOf(record, forms);
    item.status = statusOf(record, forms);
    item.recordedMs = record.recordedAtMs;
    item.receivedMs = record.recvMs;
    item.authorDevice = record.author;
    item.openConflict = !record.openConflicts.isEmpty();

    item.ownerDevice = deviceIn(record, forms.concern.owner);
    if (item.ownerDevice.isZero()) {
        item.ownerDevice = duty;
        item.ownerByDefault = true;
    }
    item.dueMs = numberIn(record, forms.concern.dueMs).value_or(0);
    if (item.dueMs <= 0) {
        const std::int64_t arrived = record.recvMs > 0 ? record.recvMs : record.recordedAtMs;
        item.dueMs = defaultDueMs(item.urgency, arrived, rules);
        item.dueByDefault = true;
    }
    return item;
}

/// What stands in other records: what was added, the first words, and names.
Done fillIn(ReadTx &tx, const KnownForms &forms, const TriageRules &rules, InboxItem &item, Names &names)
{
    const auto added = records::unweighed(tx, item.concern);
    if (!added)
        return added.error();
    for (const Record &each : *added)
        item.addedMs = std::max(item.addedMs, each.recvMs > 0 ? each.recvMs : each.recordedAtMs);
    if (item.status == Status::Decided && item.addedMs > 0) { // what was due before is done
        item.dueMs = defaultDueMs(item.urgency, item.addedMs, rules);
        item.dueByDefault = true;
    }
    Record concern;
    concern.id = item.concern;
    concern.author = item.authorDevice;
    const auto words = firstWordsOf(tx, forms, concern);
    if (!words)
        return words.error();
    item.firstWords = *words;
    const auto author = names.of(item.authorDevice);
    if (!author)
        return author.error();
    item.author = *author;
    const auto owner = names.of(item.ownerDevice);
    if (!owner)
        return owner.error();
    item.owner = *owner;
    return done();
}

/// Immediate, not yet triaged, today, routine: what nobody has looked at must not sink below what somebody has.
int rankOf(const InboxItem &item)
{
    switch (item.urgency) {
    case Urgency::Immediate: return 0;
    case Urgency::NotTriaged: return item.danger == Danger::Yes ? 1 : item.danger == Danger::Unsure ? 2 : 3;
    case Urgency::Today: return 4;
    case Urgency::Routine: return 5;
    }
    return 3;
}

std::int64_t arrivedMs(const InboxItem &item) { return item.receivedMs > 0 ? item.receivedMs : item.recordedMs; }

bool isBefore(const InboxItem &a, const InboxItem &b)
{
    return std::tuple(rankOf(a), arrivedMs(a), a.concern) < std::tuple(rankOf(b), arrivedMs(b), b.concern);
}

} // namespace

std::optional<qint64> numberIn(const Record &record, FieldNumber field)
{
    const auto found = record.settled.constFind(field);
    if (found == record.settled.cend() || !found->isInteger())
        return std::nullopt;
    return found->toInteger();
}

FieldNumber numberOf(TriageField field, const KnownForms &forms)
{
    switch (field) {
    case TriageField::Status: return forms.concern.status;
    case TriageField::Urgency: return forms.concern.urgency;
    case TriageField::Owner: return forms.concern.owner;
    case TriageField::Due: return forms.concern.dueMs;
    }
    return 0;
}

std::optional<TriageField> fieldOf(FieldNumber number, const KnownForms &forms)
{
    for (const TriageField field : {TriageField::Status, TriageField::Urgency, TriageField::Owner, TriageField::Due}) {
        if (numberOf(field, forms) == number)
            return field;
    }
    return std::nullopt;
}

Result<std::optional<Record>> recordIn(ReadTx &tx, const KnownForms &forms, const Uuid &id)
{
    return records::find(tx, id, {Voices::Deciders, &forms.protectiveOrders});
}

Result<QList<Record>> statementsOf(ReadTx &tx, const KnownForms &forms, const Record &concern)
{
    auto parts = records::linkedTo(tx, concern.id, Relation::PartOf);
    if (!parts)
        return parts;
    parts->removeIf([&](const Record &r) { return r.type != forms.statement.type || r.author != concern.author; });
    const auto orderOf = [&](const Record &r) { return r.body.value(qint64(forms.statement.order)).toInteger(); };
    std::ranges::stable_sort(*parts, {}, orderOf);
    return parts;
}

Result<QList<Record>> decidersRecords(ReadTx &tx, const Uuid &concern, Relation relation, TypeNumber type)
{
    auto linked = records::linkedTo(tx, concern, relation);
    if (!linked)
        return linked;
    QList<Record> out;
    for (const Record &record : *linked) {
        const auto counts = record.type == type ? readers::mayDecide(tx, record.author) : Result<bool>(false);
        if (!counts)
            return counts.error();
        if (*counts)
            out.append(record);
    }
    return out;
}

Result<Inbox> inbox(ReadTx &tx, const KnownForms &forms, const TriageRules &rules, const InboxQuery &query)
{
    const auto intake = spaces::ofKind(tx, SpaceKind::Intake);
    if (!intake)
        return intake.error();

    // What is decided is never read for the list of the open ones, and the other way round. A concern with any head
    // that is not "decided" is open. Pages come newest first. Of the open ones all are looked at, and twice the limit
    // is the most that is held: the order decides who is left out, not the way they are read.
    Inbox out;
    const auto cut = [&] {
        if (out.items.size() <= query.limit)
            return;
        std::ranges::nth_element(out.items, out.items.begin() + query.limit, isBefore);
        out.items.resize(query.limit);
        out.truncated = true;
    };
    const AtRest half{forms.concern.status, qint64(Status::Decided), query.decided};
    Uuid before;
    for (bool more = true; more;) {
        const auto page =
            records::listHalf(tx, intake->id, forms.concern.type, half, forms.protectiveOrders, kPage, before);
        if (!page)
            return page.error();
        more = page->size() == kPage;
        for (const Record &record : *page) {
            before = record.id;
            if (query.decided && out.items.size() == query.limit) {
                out.truncated = true;
                more = false;
                break;
            }
            out.items.append(headOf(forms, rules, record, query.duty));
            if (out.items.size() >= qsizetype(2) * query.limit)
                cut();
        }
    }
    if (!query.decided) {
        cut();
        std::ranges::sort(out.items, isBefore);
    }
    const auto begun = drafts::idsOf(tx, forms.decision.type); // once, however long the list is
    if (!begun)
        return begun.error();
    Names names(tx);
    for (InboxItem &item : out.items) {
        item.decisionBegun = begun->contains(item.concern);
        if (Done filled = fillIn(tx, forms, rules, item, names); !filled)
            return filled.error();
    }
    return out;
}

Result<bool> reachedIntake(ReadTx &tx, const Uuid &concern)
{
    const auto intake = spaces::ofKind(tx, SpaceKind::Intake);
    if (!intake)
        return intake.error();
    return caught([&]() -> Result<bool> {
        return Query(tx,
                     "SELECT 1 FROM record JOIN placed ON placed.record_no = record.no "
                     "WHERE record.id = ? AND record.shown = 1 AND placed.space = ?",
                     concern, intake->id)
            .next();
    });
}

Result<InboxItem> itemOf(ReadTx &tx, const KnownForms &forms, const TriageRules &rules, const Uuid &concern,
                         const DeviceId &duty)
{
    const auto record = recordIn(tx, forms, concern);
    if (!record)
        return record.error();
    if (!record->has_value() || (*record)->type != forms.concern.type)
        return ErrorCode::NotFound;
    const auto begun = drafts::idsOf(tx, forms.decision.type);
    if (!begun)
        return begun.error();
    Names names(tx);
    InboxItem item = headOf(forms, rules, **record, duty);
    item.decisionBegun = begun->contains(concern);
    if (Done filled = fillIn(tx, forms, rules, item, names); !filled)
        return filled.error();
    return item;
}

ConcernFacts factsOf(const Record &concern, const KnownForms &forms)
{
    const QCborMap &body = concern.body;
    const auto &n = forms.concern;
    ConcernFacts facts;
    facts.dialled999Ms = body.value(qint64(n.dialled999Ms)).toInteger();
    facts.who = textIn(body, n.who);
    facts.whoUnknown = body.value(qint64(n.whoUnknown)).toBool();
    facts.age = textIn(body, n.age);
    facts.where = textIn(body, n.where);
    facts.fromMs = body.value(qint64(n.whenFromMs)).toInteger();
    facts.toMs = body.value(qint64(n.whenToMs)).toInteger();
    facts.clockSuspect = body.value(qint64(n.clockSuspect)).toBool();
    facts.slip = textIn(body, n.slip);
    return facts;
}

Result<QList<Conflict>> conflicts(ReadTx &tx, const KnownForms &forms, const Uuid &concern)
{
    const auto record = recordIn(tx, forms, concern);
    if (!record)
        return record.error();
    if (!record->has_value())
        return ErrorCode::NotFound;

    QList<Conflict> out;
    Names names(tx);
    for (const TriageField field : {TriageField::Urgency, TriageField::Status, TriageField::Owner, TriageField::Due}) {
        const FieldNumber number = numberOf(field, forms);
        if (!(*record)->openConflicts.contains(number))
            continue;
        auto heads = records::heads(tx, concern, number, Voices::Deciders);
        if (!heads)
            return heads.error();
        std::ranges::sort(*heads, {}, &FieldHead::change);
        Conflict conflict;
        conflict.field = field;
        const QCborValue inForce = (*record)->settled.value(number);
        for (const FieldHead &head : *heads) {
            ConflictHead shown{head.change, {}, head.recordedAtMs, head.recvMs, head.value, {}, head.value == inForce};
            const auto author = names.of(head.author);
            if (!author)
                return author.error();
            shown.author = *author;
            if (field == TriageField::Owner) {
                const auto owner = names.of(DeviceId::from(head.value.toByteArray()).value_or(DeviceId{}));
                if (!owner)
                    return owner.error();
                shown.ownerName = *owner;
            }
            conflict.heads.append(std::move(shown));
        }
        out.append(std::move(conflict));
    }
    return out;
}

} // namespace safelight::triage
