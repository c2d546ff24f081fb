// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/concerndraft.h"

#include <QCborArray>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

// Keys of the CBOR maps in the drafts table. Never reused.
enum class DraftKey : qint64 {
    Danger = 1,
    DangerAnsweredMs,
    Dialled999Ms,
    Who,
    WhoUnknown,
    Age,
    Where,
    WhenChoice,
    WhenDate,
    WhenFrom,
    WhenTo,
    StartedMs,
    Destination,
    Statements,
};
enum class StatementKey : qint64 { Kind = 1, Text, ToldBy, Alternative };
enum class CursorKey : qint64 { Field = 1, Statement, Position };

template <class Key>
QCborValue at(const QCborMap &map, Key key)
{
    return map.value(qint64(key));
}
template <class Key>
void put(QCborMap &map, Key key, const QCborValue &value)
{
    map.insert(qint64(key), value);
}

/// An enum kept as its number; what is out of range becomes the default.
template <class E, class Key>
E enumAt(const QCborMap &map, Key key, E last, E otherwise)
{
    const qint64 value = at(map, key).toInteger(-1);
    return value >= 0 && value <= qint64(last) ? E(value) : otherwise;
}

Result<QCborMap> mapFrom(const QByteArray &cbor)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(cbor, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return Error{ErrorCode::Malformed, u"draft content"_s};
    return value.toMap();
}

void putText(QCborMap &body, FieldNumber field, const QString &text)
{
    const QString trimmed = text.trimmed();
    if (!trimmed.isEmpty())
        body.insert(qint64(field), trimmed);
}

} // namespace

bool ConcernDraft::isBlank() const
{
    return danger == Danger::Unanswered && who.isEmpty() && !whoUnknown && age.isEmpty() && where.isEmpty() &&
           when == WhenAnswer{} && std::ranges::all_of(statements, [](const StatementDraft &s) {
               return s.text.isEmpty() && s.toldBy.isEmpty() && s.alternative.isEmpty();
           });
}

QByteArray ConcernDraft::toCbor() const
{
    QCborArray list;
    for (const StatementDraft &s : statements) {
        QCborMap each;
        put(each, StatementKey::Kind, qint64(s.kind));
        put(each, StatementKey::Text, s.text);
        put(each, StatementKey::ToldBy, s.toldBy);
        put(each, StatementKey::Alternative, s.alternative);
        list << each;
    }
    QCborMap map;
    put(map, DraftKey::Danger, qint64(danger));
    put(map, DraftKey::DangerAnsweredMs, qint64(dangerAnsweredMs));
    put(map, DraftKey::Dialled999Ms, qint64(dialled999Ms));
    put(map, DraftKey::Who, who);
    put(map, DraftKey::WhoUnknown, whoUnknown);
    put(map, DraftKey::Age, age);
    put(map, DraftKey::Where, where);
    put(map, DraftKey::WhenChoice, qint64(when.choice));
    put(map, DraftKey::WhenDate, when.date);
    put(map, DraftKey::WhenFrom, when.from);
    put(map, DraftKey::WhenTo, when.to);
    put(map, DraftKey::StartedMs, qint64(startedMs));
    put(map, DraftKey::Destination, qint64(destination));
    put(map, DraftKey::Statements, list);
    return map.toCborValue().toCbor();
}

Result<ConcernDraft> ConcernDraft::fromCbor(const QByteArray &cbor)
{
    const Result<QCborMap> read = mapFrom(cbor);
    if (!read)
        return read.error();
    const QCborMap &map = *read;
    ConcernDraft out;
    out.danger = enumAt(map, DraftKey::Danger, Danger::Unsure, Danger::Unanswered);
    out.dangerAnsweredMs = at(map, DraftKey::DangerAnsweredMs).toInteger();
    out.dialled999Ms = at(map, DraftKey::Dialled999Ms).toInteger();
    out.who = at(map, DraftKey::Who).toString();
    out.whoUnknown = at(map, DraftKey::WhoUnknown).toBool();
    out.age = at(map, DraftKey::Age).toString();
    out.where = at(map, DraftKey::Where).toString();
    out.when.choice = enumAt(map, DraftKey::WhenChoice, WhenChoice::AnotherDay, WhenChoice::Now);
    out.when.date = at(map, DraftKey::WhenDate).toString();
    out.when.from = at(map, DraftKey::WhenFrom).toString();
    out.when.to = at(map, DraftKey::WhenTo).toString();
    out.startedMs = at(map, DraftKey::StartedMs).toInteger();
    out.destination = enumAt(map, DraftKey::Destination, Destination::TeamOnly, Destination::Champion);
    out.statements.clear();
    for (const QCborValue value : at(map, DraftKey::Statements).toArray()) {
        const QCborMap each = value.toMap();
        StatementDraft s;
        s.kind = enumAt(each, StatementKey::Kind, StatementKind::Think, StatementKind::Saw);
        if (qint64(s.kind) == 0)
            s.kind = StatementKind::Saw;
        s.text = at(each, StatementKey::Text).toString();
        s.toldBy = at(each, StatementKey::ToldBy).toString();
        s.alternative = at(each, StatementKey::Alternative).toString();
        out.statements << s;
    }
    if (out.statements.isEmpty())
        out.statements << StatementDraft{};
    return out;
}

QByteArray DraftCursor::toCbor() const
{
    QCborMap map;
    put(map, CursorKey::Field, field);
    put(map, CursorKey::Statement, statement);
    put(map, CursorKey::Position, position);
    return map.toCborValue().toCbor();
}

DraftCursor DraftCursor::fromCbor(const QByteArray &cbor)
{
    const Result<QCborMap> map = mapFrom(cbor);
    if (!map)
        return {};
    return {at(*map, CursorKey::Field).toString(), int(at(*map, CursorKey::Statement).toInteger(-1)),
            int(qMax<qint64>(0, at(*map, CursorKey::Position).toInteger()))};
}

QCborMap ConcernRules::concernBody(const ConcernDraft &draft, const WhenInterval &when) const
{
    const ConcernForm &form = forms.concern;
    QCborMap body;
    if (draft.danger != Danger::Unanswered)
        body.insert(qint64(form.danger), wireDanger(draft.danger));
    if (draft.dangerAnsweredMs > 0)
        body.insert(qint64(form.dangerAnsweredMs), qint64(draft.dangerAnsweredMs));
    if (draft.dialled999Ms > 0)
        body.insert(qint64(form.dialled999Ms), qint64(draft.dialled999Ms));
    putText(body, form.who, draft.who);
    if (draft.whoUnknown)
        body.insert(qint64(form.whoUnknown), true);
    putText(body, form.age, draft.age);
    putText(body, form.where, draft.where);
    body.insert(qint64(form.whenFromMs), qint64(when.fromMs));
    if (when.toMs)
        body.insert(qint64(form.whenToMs), qint64(*when.toMs));
    return body;
}

QCborMap ConcernRules::statementBody(const StatementDraft &draft, int order) const
{
    const StatementForm &form = forms.statement;
    QCborMap body;
    body.insert(qint64(form.kind), wireKind(draft.kind));
    putText(body, form.text, draft.text);
    if (draft.kind == StatementKind::Told)
        putText(body, form.toldBy, draft.toldBy);
    if (draft.kind == StatementKind::Think)
        putText(body, form.alternative, draft.alternative);
    body.insert(qint64(form.order), order);
    return body;
}

} // namespace safelight
