// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/formdefinition.h"

#include <QCoreApplication>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

bool isBlank(const QCborValue &value)
{
    return value.isUndefined() || value.isNull() || (value.isString() && value.toString().trimmed().isEmpty());
}

bool hasKind(const Field &field, const QCborValue &value)
{
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::LongText: return value.isString();
    case FieldKind::Choice:
    case FieldKind::Time:
    case FieldKind::Number: return value.isInteger();
    case FieldKind::Flag: return value.isBool();
    case FieldKind::Device: return value.isByteArray() && value.toByteArray().size() == DeviceId::kSize;
    }
    return false;
}

bool isVisible(const FormDefinition &form, const Field &field, const QCborMap &values)
{
    if (!field.visibleWhen)
        return true;
    const Field *other = form.field(field.visibleWhen->field);
    const QCborValue given = other ? values.value(qint64(other->id)) : QCborValue();
    return given.isInteger() && given.toInteger() == field.visibleWhen->is;
}

} // namespace

const FieldChoice *Field::choice(qint64 value) const
{
    const auto it = std::ranges::find(choices, value, &FieldChoice::value);
    return it == choices.end() ? nullptr : &*it;
}

const FieldChoice *Field::choice(QStringView key) const
{
    const auto it = std::ranges::find_if(choices, [key](const FieldChoice &c) { return c.key == key; });
    return it == choices.end() ? nullptr : &*it;
}

const Field *FormDefinition::field(QStringView name) const
{
    const auto it = std::ranges::find_if(fields, [name](const Field &f) { return f.name == name; });
    return it == fields.end() ? nullptr : &*it;
}

const Field *FormDefinition::field(FieldNumber id) const
{
    const auto it = std::ranges::find(fields, id, &Field::id);
    return it == fields.end() ? nullptr : &*it;
}

std::optional<Problem> FormDefinition::validate(const Field &field, const QCborValue &value) const
{
    if (isBlank(value))
        return field.required ? std::optional(Problem{field.name, ProblemCode::Missing}) : std::nullopt;
    if (!hasKind(field, value))
        return Problem{field.name, ProblemCode::WrongKind};
    if (field.maxLength > 0 && value.toString().size() > field.maxLength)
        return Problem{field.name, ProblemCode::TooLong};
    if (field.kind == FieldKind::Choice && !field.choice(value.toInteger()))
        return Problem{field.name, ProblemCode::NotAChoice};
    return std::nullopt;
}

QList<Problem> FormDefinition::validate(const QCborMap &values) const
{
    QList<Problem> problems;
    for (const Field &each : fields) {
        const QCborValue value = values.value(qint64(each.id));
        const bool given = !isBlank(value);
        if (each.isMutable) {
            if (given)
                problems << Problem{each.name, ProblemCode::NotInBody};
        } else if (!isVisible(*this, each, values)) {
            if (given)
                problems << Problem{each.name, ProblemCode::Hidden};
        } else if (const auto problem = validate(each, value)) {
            problems << *problem;
        }
    }
    for (const auto &[key, value] : values) {
        if (!key.isInteger() || key.toInteger() < 0 || !field(FieldNumber(key.toInteger())))
            problems << Problem{key.toVariant().toString(), ProblemCode::Unknown};
    }
    return problems;
}

QString FormDefinition::text(const Problem &problem) const
{
    const Field *field = this->field(problem.field);
    const QString label = field ? field->label : problem.field;
    switch (problem.code) {
    case ProblemCode::Missing:
        if (field && !field->mend.isEmpty())
            return field->mend;
        if (field && field->kind == FieldKind::Choice)
            //: Beside a question that needs a choice; %1 is the question
            return QCoreApplication::translate("Forms", "Choose an answer to “%1”.").arg(label);
        //: Beside a question that needs an answer; %1 is the question
        return QCoreApplication::translate("Forms", "Say something under “%1”.").arg(label);
    case ProblemCode::TooLong:
        //: Beside a text that is too long; %1 is the question, %2 a number of characters
        return QCoreApplication::translate("Forms", "Shorten “%1” to %2 characters or fewer.")
            .arg(label)
            .arg(field ? field->maxLength : 0);
    case ProblemCode::NotAChoice:
        return QCoreApplication::translate("Forms", "Choose one of the answers given under “%1”.").arg(label);
    case ProblemCode::WrongKind:
        //: Beside a value that cannot be understood; %1 is the question
        return QCoreApplication::translate("Forms", "Answer “%1” again: what is there cannot be read.").arg(label);
    case ProblemCode::Hidden:
        //: Beside an answer that does not fit another answer; %1 is the question
        return QCoreApplication::translate("Forms", "Clear “%1”: it does not go with your other answers.").arg(label);
    case ProblemCode::Unknown:
    case ProblemCode::NotInBody:
        //: %1 is the name or number of a field of a form
        return QCoreApplication::translate("Forms", "“%1” does not belong in this form. Update Safelight.").arg(label);
    }
    return {};
}

} // namespace safelight
