// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/formcatalogue.h"

#include <QDir>
#include <QFile>
#include <algorithm>

// Q_INIT_RESOURCE must stand outside every namespace. A static library's resources are dropped by the linker without
// it.
static void initFormResources() { Q_INIT_RESOURCE(safelight_forms); }

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// The newest form that fits; m_forms is sorted by version within a type.
template <class Fits>
const FormDefinition *newest(const QList<FormDefinition> &forms, Fits fits)
{
    const FormDefinition *found = nullptr;
    for (const FormDefinition &form : forms) {
        if (fits(form) && (!found || form.version > found->version))
            found = &form;
    }
    return found;
}

/// The first contradiction between two definitions, or an empty string.
QString contradiction(const FormDefinition &a, const FormDefinition &b)
{
    if ((a.type == b.type) != (a.number == b.number))
        return u"'%1' and '%2' share a type or a number"_s.arg(a.type, b.type);
    if (a.type != b.type)
        return {};
    if (a.version == b.version)
        return u"'%1' version %2 is there twice"_s.arg(a.type).arg(a.version);
    for (const Field &field : a.fields) {
        const Field *other = b.field(field.id);
        if (other && (other->kind != field.kind || other->name != field.name || other->isMutable != field.isMutable))
            return u"'%1' field %2 changes its meaning between versions"_s.arg(a.type).arg(field.id);
    }
    return {};
}

} // namespace

Result<FormCatalogue> FormCatalogue::builtIn()
{
    initFormResources();
    return fromFolder(u":/safelight/forms"_s);
}

Result<FormCatalogue> FormCatalogue::fromFolder(const QString &folder)
{
    const QDir dir(folder);
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        return Error{ErrorCode::NotFound, u"no form definitions"_s};
    QList<FormDefinition> forms;
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::DiskFault, u"%1 cannot be read"_s.arg(name)};
        Result<FormDefinition> form = parseFormDefinition(name, file.readAll());
        if (!form)
            return form.error();
        forms << *std::move(form);
    }
    return of(forms);
}

Result<FormCatalogue> FormCatalogue::of(const QList<FormDefinition> &forms)
{
    QList<FormDefinition> sorted = forms;
    std::ranges::sort(sorted, [](const FormDefinition &a, const FormDefinition &b) {
        return std::pair(a.type, a.version) < std::pair(b.type, b.version);
    });
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        for (qsizetype j = i + 1; j < sorted.size(); ++j) {
            if (const QString wrong = contradiction(sorted[i], sorted[j]); !wrong.isEmpty())
                return Error{ErrorCode::Malformed, wrong};
        }
    }
    return FormCatalogue(std::move(sorted));
}

const FormDefinition *FormCatalogue::find(QStringView type) const
{
    return newest(m_forms, [type](const FormDefinition &form) { return form.type == type; });
}

const FormDefinition *FormCatalogue::find(TypeNumber number) const
{
    return newest(m_forms, [number](const FormDefinition &form) { return form.number == number; });
}

const FormDefinition *FormCatalogue::find(QStringView type, quint32 version) const
{
    return newest(m_forms,
                  [type, version](const FormDefinition &form) { return form.type == type && form.version == version; });
}

const FormDefinition *FormCatalogue::inForce(QStringView type, QDate day) const
{
    return newest(m_forms, [type, day](const FormDefinition &form) {
        return form.type == type && form.inForceFrom <= day && (form.inForceUntil.isNull() || day <= form.inForceUntil);
    });
}

QMap<std::pair<TypeNumber, FieldNumber>, QList<QCborValue>> FormCatalogue::protectiveOrders() const
{
    QMap<std::pair<TypeNumber, FieldNumber>, QList<QCborValue>> orders;
    for (const FormDefinition &form : m_forms) { // ascending versions: the newest order stays
        for (const Field &field : form.fields) {
            if (field.protectiveOrder.isEmpty())
                continue;
            QList<QCborValue> values;
            for (const qint64 value : field.protectiveOrder)
                values << QCborValue(value);
            orders.insert({form.number, field.id}, values);
        }
    }
    return orders;
}

} // namespace safelight
