// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/chronology.h"

#include "app/store/vault.h"

#include <algorithm>

namespace safelight::triage
{
namespace
{

struct Reader {
    ReadTx &tx;
    const KnownForms &n;
    const Record &concern;
    QList<ChronologyEntry> out;

    Result<ChronologyEntry> entryOf(EntryKind kind, const Record &record)
    {
        const auto author = spaces::personOf(tx, record.author);
        if (!author)
            return author.error();
        ChronologyEntry entry;
        entry.record = record.id;
        entry.kind = kind;
        entry.author = *author;
        entry.recordedMs = record.recordedAtMs;
        entry.receivedMs = record.recvMs;
        entry.clockSuspect =
            concern.body.value(qint64(n.concern.clockSuspect)).toBool() && record.author == concern.author;
        return entry;
    }

    static QString text(const Record &record, FieldNumber field) { return record.body.value(qint64(field)).toString(); }

    Done statements();
    Result<bool> amendmentsOf(const Uuid &record, EntryKind about); ///< true: there are some
    Done decisions();
    Done answers();
    Done sets();
};

Done Reader::statements()
{
    auto parts = statementsOf(tx, n, concern);
    if (!parts)
        return parts.error();
    const auto number = [](const Record &r, FieldNumber field) { return r.body.value(qint64(field)).toInteger(); };
    std::ranges::stable_sort(*parts, [&](const Record &a, const Record &b) {
        const auto key = [&](const Record &r) {
            return std::tuple(number(r, n.statement.kind), number(r, n.statement.order), r.id);
        };
        return key(a) < key(b);
    });
    for (const Record &part : *parts) {
        const qint64 kind = number(part, n.statement.kind);
        if (kind < 1 || kind > 4)
            continue;
        auto entry = entryOf(EntryKind(int(kind)), part);
        if (!entry)
            return entry.error();
        entry->occurredMs = concern.body.value(qint64(n.concern.whenFromMs)).toInteger();
        entry->text = text(part, n.statement.text);
        entry->source = text(part, n.statement.toldBy);
        entry->alternative = text(part, n.statement.alternative);
        const auto amended = amendmentsOf(part.id, entry->kind);
        if (!amended)
            return amended.error();
        entry->amended = *amended;
        out.append(std::move(*entry));
    }
    return done();
}

/// The author corrects a note, and nobody else does.
Result<bool> Reader::amendmentsOf(const Uuid &record, EntryKind about)
{
    auto amendments = records::linkedTo(tx, record, Relation::AmendmentOf);
    if (!amendments)
        return amendments.error();
    amendments->removeIf([&](const Record &r) { return r.type != n.amendment.type || r.author != concern.author; });
    for (const Record &amendment : *amendments) {
        auto entry = entryOf(EntryKind::Amendment, amendment);
        if (!entry)
            return entry.error();
        entry->text = text(amendment, n.amendment.text);
        entry->about = about;
        out.append(std::move(*entry));
    }
    return !amendments->isEmpty();
}

Done Reader::decisions()
{
    const auto about = decidersRecords(tx, concern.id, Relation::About, n.decision.type);
    if (!about)
        return about.error();
    for (const Record &record : *about) {
        auto entry = entryOf(EntryKind::Decision, record);
        if (!entry)
            return entry.error();
        entry->value = int(record.body.value(qint64(n.decision.outcome)).toInteger());
        entry->text = text(record, n.decision.why);
        entry->alternative = text(record, n.decision.alternatives);
        entry->message = text(record, n.decision.messageToAuthor);
        out.append(std::move(*entry));
    }
    return done();
}

Done Reader::answers()
{
    const auto answers = decidersRecords(tx, concern.id, Relation::AnswerTo, n.receipt.type);
    if (!answers)
        return answers.error();
    for (const Record &record : *answers) {
        auto entry = entryOf(EntryKind::FeedbackSent, record);
        if (!entry)
            return entry.error();
        entry->value = int(record.body.value(qint64(n.receipt.stage)).toInteger());
        entry->message = text(record, n.receipt.message);
        out.append(std::move(*entry));
    }
    return done();
}

Done Reader::sets()
{
    const auto history = records::history(tx, concern.id, Voices::Deciders);
    if (!history)
        return history.error();
    for (const FieldWrite &write : *history) {
        const std::optional<TriageField> field = fieldOf(write.field, n);
        if (!field)
            continue;
        const FieldHead &head = write.write;
        const auto author = spaces::personOf(tx, head.author);
        if (!author)
            return author.error();
        ChronologyEntry entry;
        entry.record = head.change;
        entry.author = *author;
        entry.recordedMs = head.recordedAtMs;
        entry.receivedMs = head.recvMs;
        entry.isOpenConflict = write.isHead && concern.openConflicts.contains(write.field);
        switch (*field) {
        case TriageField::Status:
            entry.kind = EntryKind::StatusSet;
            entry.value = int(head.value.toInteger());
            break;
        case TriageField::Urgency:
            entry.kind = EntryKind::UrgencySet;
            entry.value = int(head.value.toInteger());
            break;
        case TriageField::Due:
            entry.kind = EntryKind::DueSet;
            entry.timeMs = head.value.toInteger();
            break;
        case TriageField::Owner: {
            entry.kind = EntryKind::OwnerSet;
            const auto owner = spaces::personOf(tx, DeviceId::from(head.value.toByteArray()).value_or(DeviceId{}));
            if (!owner)
                return owner.error();
            entry.text = *owner;
            break;
        }
        }
        out.append(std::move(entry));
    }
    return done();
}

} // namespace

Result<QList<ChronologyEntry>> chronology(ReadTx &tx, const KnownForms &forms, const Uuid &concern)
{
    const auto record = recordIn(tx, forms, concern);
    if (!record)
        return record.error();
    if (!record->has_value() || (*record)->type != forms.concern.type)
        return ErrorCode::NotFound;

    Reader reader{tx, forms, **record, {}};
    if (Done read = reader.statements(); !read)
        return read.error();

    auto came = reader.entryOf(EntryKind::Recorded, **record);
    if (!came)
        return came.error();
    came->occurredMs = (*record)->body.value(qint64(forms.concern.whenFromMs)).toInteger();
    const auto amended = reader.amendmentsOf(concern, EntryKind::Recorded);
    if (!amended)
        return amended.error();
    came->amended = *amended;
    reader.out.append(std::move(*came));
    if (Done read = reader.sets(); !read)
        return read.error();
    if (Done read = reader.decisions(); !read)
        return read.error();
    if (Done read = reader.answers(); !read)
        return read.error();

    const auto isStatement = [](const ChronologyEntry &e) { return e.kind <= EntryKind::Think; };
    std::ranges::stable_sort(reader.out, [&](const ChronologyEntry &a, const ChronologyEntry &b) {
        if (isStatement(a) != isStatement(b))
            return isStatement(a);
        if (isStatement(a))
            return false; // already by kind and order
        return std::tuple(a.recordedMs, a.record) < std::tuple(b.recordedMs, b.record);
    });
    return std::move(reader.out);
}

} // namespace safelight::triage
