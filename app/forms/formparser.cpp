// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/formdefinition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <cmath>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double kMaxNumber = 4294967295.0; // field and type numbers are 32 bits on the wire

/// The first thing that is wrong, remembered; reading goes on harmlessly afterwards and the caller looks once.
class Complaints
{
public:
    explicit Complaints(QString file)
        : m_file(std::move(file))
    {
    }
    void add(const QString &where, const QString &what)
    {
        if (m_first.isEmpty())
            m_first = where.isEmpty() ? u"%1: %2"_s.arg(m_file, what) : u"%1: %2: %3"_s.arg(m_file, where, what);
    }
    [[nodiscard]] const QString &first() const { return m_first; }

private:
    QString m_file;
    QString m_first;
};

/// Reads members of one JSON object; every type is checked, every member that nobody asked for is an error.
class Reader
{
public:
    Reader(const QJsonValue &value, QString where, Complaints &complaints)
        : m_object(value.toObject())
        , m_where(std::move(where))
        , m_complaints(complaints)
    {
        if (!value.isObject())
            complain(u"an object is expected"_s);
    }
    void complain(const QString &what) { m_complaints.add(m_where, what); }
    [[nodiscard]] bool has(const QString &key) const { return m_object.contains(key); }

    QString text(const QString &key, bool required = true)
    {
        const QJsonValue value = take(key);
        if (value.isString() && !value.toString().isEmpty())
            return value.toString();
        if (required || !value.isUndefined())
            complain(u"'%1' must be a text"_s.arg(key));
        return {};
    }
    bool flag(const QString &key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            complain(u"'%1' must be true or false"_s.arg(key));
        return value.toBool();
    }
    qint64 number(const QString &key, qint64 least) { return whole(take(key), key, least); }
    QList<qint64> numbers(const QString &key)
    {
        QList<qint64> out;
        for (const QJsonValue value : list(key))
            out << whole(value, key, 0);
        return out;
    }
    QJsonArray list(const QString &key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isArray())
            complain(u"'%1' must be a list"_s.arg(key));
        return value.toArray();
    }
    QDate date(const QString &key, bool required)
    {
        const QString typed = text(key, required);
        const QDate date = QDate::fromString(typed, Qt::ISODate);
        if (!typed.isEmpty() && !date.isValid())
            complain(u"'%1' must be a date like 2026-01-31"_s.arg(key));
        return date;
    }
    QJsonValue take(const QString &key)
    {
        m_seen << key;
        return m_object.value(key);
    }
    void finish()
    {
        for (const QString &key : m_object.keys()) {
            if (!m_seen.contains(key))
                complain(u"'%1' is not known here"_s.arg(key));
        }
    }

private:
    qint64 whole(const QJsonValue &value, const QString &key, qint64 least)
    {
        const double number = value.toDouble(-1);
        if (!value.isDouble() || number != std::floor(number) || number < double(least) || number > kMaxNumber) {
            complain(u"'%1' must be a whole number from %2"_s.arg(key).arg(least));
            return least;
        }
        return qint64(number);
    }

    QJsonObject m_object;
    QString m_where;
    Complaints &m_complaints;
    QSet<QString> m_seen;
};

std::optional<FieldKind> kindFrom(const QString &name)
{
    static const QHash<QString, FieldKind> kinds{{u"text"_s, FieldKind::Text},     {u"longText"_s, FieldKind::LongText},
                                                 {u"choice"_s, FieldKind::Choice}, {u"flag"_s, FieldKind::Flag},
                                                 {u"time"_s, FieldKind::Time},     {u"number"_s, FieldKind::Number},
                                                 {u"device"_s, FieldKind::Device}};
    const auto it = kinds.constFind(name);
    return it == kinds.constEnd() ? std::nullopt : std::optional(*it);
}

QList<FieldChoice> readChoices(Reader &reader, const QString &where, Complaints &complaints)
{
    QList<FieldChoice> choices;
    for (const QJsonValue value : reader.list(u"choices"_s)) {
        Reader each(value, where, complaints);
        FieldChoice choice{each.text(u"key"_s), each.number(u"value"_s, 0), each.text(u"label"_s)};
        each.finish();
        for (const FieldChoice &other : choices) {
            if (other.key == choice.key || other.value == choice.value)
                reader.complain(u"choice '%1' has a key or value that is used twice"_s.arg(choice.key));
        }
        choices << choice;
    }
    return choices;
}

Field readField(const QJsonValue &value, Complaints &complaints)
{
    const QString name = value.toObject().value(u"name"_s).toString();
    const QString where = u"field '%1'"_s.arg(name);
    Reader reader(value, where, complaints);
    Field field;
    field.name = reader.text(u"name"_s);
    field.id = FieldNumber(reader.number(u"id"_s, 1));
    field.section = reader.text(u"section"_s);
    field.label = reader.text(u"label"_s);
    field.help = reader.text(u"help"_s, false);
    field.mend = reader.text(u"mend"_s, false);
    field.required = reader.flag(u"required"_s);
    field.isMutable = reader.flag(u"mutable"_s);
    const QString kind = reader.text(u"kind"_s);
    if (const auto known = kindFrom(kind))
        field.kind = *known;
    else
        reader.complain(u"kind '%1' is not known"_s.arg(kind));

    const bool isText = field.kind == FieldKind::Text || field.kind == FieldKind::LongText;
    if (reader.has(u"maxLength"_s)) {
        field.maxLength = qsizetype(reader.number(u"maxLength"_s, 1));
        if (!isText)
            reader.complain(u"'maxLength' is for texts"_s);
    }
    field.choices = readChoices(reader, where, complaints);
    if ((field.kind == FieldKind::Choice) == field.choices.isEmpty())
        reader.complain(u"'choices' belong to kind 'choice', which needs at least one"_s);
    field.protectiveOrder = reader.numbers(u"protectiveOrder"_s);
    if (!field.protectiveOrder.isEmpty()) {
        QSet<qint64> values;
        for (const FieldChoice &choice : field.choices)
            values << choice.value;
        if (values != QSet<qint64>(field.protectiveOrder.begin(), field.protectiveOrder.end()) ||
            field.protectiveOrder.size() != field.choices.size())
            reader.complain(u"'protectiveOrder' must name each choice once"_s);
        if (!field.isMutable)
            reader.complain(u"'protectiveOrder' is for mutable fields"_s);
    }
    if (reader.has(u"visibleWhen"_s)) {
        Reader when(reader.take(u"visibleWhen"_s), where, complaints);
        field.visibleWhen = VisibleWhen{when.text(u"field"_s), when.number(u"is"_s, 0)};
        when.finish();
    }
    reader.finish();
    return field;
}

/// What only shows when all fields are there: numbers used twice, sections and conditions that point nowhere.
void checkTogether(const FormDefinition &form, Complaints &complaints)
{
    QSet<QString> sections;
    for (const FormSection &section : form.sections)
        sections << section.name;
    QSet<QString> names;
    QSet<FieldNumber> ids;
    for (const Field &field : form.fields) {
        const QString where = u"field '%1'"_s.arg(field.name);
        if (names.contains(field.name))
            complaints.add(where, u"the name is used twice"_s);
        if (ids.contains(field.id))
            complaints.add(where, u"the id %1 is used twice"_s.arg(field.id));
        if (!sections.contains(field.section))
            complaints.add(where, u"there is no section '%1'"_s.arg(field.section));
        if (field.visibleWhen) {
            const Field *other = form.field(field.visibleWhen->field);
            if (!other || other == &field || !other->choice(field.visibleWhen->is))
                complaints.add(where, u"'visibleWhen' must name another field and one of its choices"_s);
        }
        names << field.name;
        ids << field.id;
    }
    if (form.fields.isEmpty())
        complaints.add({}, u"there are no fields"_s);
}

} // namespace

Result<FormDefinition> parseFormDefinition(const QString &name, const QByteArray &json)
{
    Complaints complaints(name);
    QJsonParseError syntax;
    const QJsonDocument document = QJsonDocument::fromJson(json, &syntax);
    if (document.isNull())
        return Error{ErrorCode::Malformed, u"%1: %2 at byte %3"_s.arg(name, syntax.errorString()).arg(syntax.offset)};

    Reader reader(document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array()), {}, complaints);
    FormDefinition form;
    form.type = reader.text(u"type"_s);
    form.number = TypeNumber(reader.number(u"number"_s, 1));
    form.version = quint32(reader.number(u"version"_s, 1));
    form.title = reader.text(u"title"_s);
    Reader inForce(reader.take(u"inForce"_s), u"inForce"_s, complaints);
    form.inForceFrom = inForce.date(u"from"_s, true);
    form.inForceUntil = inForce.date(u"until"_s, false);
    inForce.finish();
    for (const QJsonValue value : reader.list(u"sections"_s)) {
        Reader section(value, u"sections"_s, complaints);
        form.sections << FormSection{section.text(u"name"_s), section.text(u"title"_s)};
        section.finish();
    }
    for (const QJsonValue value : reader.list(u"fields"_s))
        form.fields << readField(value, complaints);
    reader.finish();
    checkTogether(form, complaints);
    if (name != u"%1.v%2.json"_s.arg(form.type).arg(form.version))
        complaints.add({}, u"the file's name must be <type>.v<version>.json of what it holds"_s);
    if (!complaints.first().isEmpty())
        return Error{ErrorCode::Malformed, complaints.first()};
    return form;
}

} // namespace safelight
