// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/recordjson.h"

#include <QJsonArray>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

QString relationName(Relation relation)
{
    switch (relation) {
    case Relation::AmendmentOf: return u"amendmentOf"_s;
    case Relation::SamePerson: return u"samePerson"_s;
    case Relation::EvidenceFor: return u"evidenceFor"_s;
    case Relation::PartOf: return u"partOf"_s;
    case Relation::About: return u"about"_s;
    case Relation::AnswerTo: return u"answerTo"_s;
    }
    return QString::number(quint32(relation));
}

const Field *fieldOf(const FormDefinition *form, FieldNumber number) { return form ? form->field(number) : nullptr; }

QJsonValue valueJson(const Field *field, const QCborValue &value)
{
    const FieldChoice *choice = field && value.isInteger() ? field->choice(value.toInteger()) : nullptr;
    if (choice != nullptr)
        return choice->key;
    return value.isByteArray() ? QJsonValue(QString::fromLatin1(value.toByteArray().toHex())) : value.toJsonValue();
}

QJsonObject opJson(const CreateOp &op, const FormCatalogue &forms)
{
    const FormDefinition *form = forms.find(op.type);
    QJsonObject fields;
    for (const auto &entry : op.fields) {
        const Field *field = fieldOf(form, FieldNumber(entry.first.toInteger()));
        fields.insert(field ? field->name : QString::number(entry.first.toInteger()), valueJson(field, entry.second));
    }
    return {{u"create"_s, form ? form->type : QString::number(op.type)},
            {u"record"_s, op.record.toHex()},
            {u"fields"_s, fields}};
}
QJsonObject opJson(const SetOp &op, const FormCatalogue &forms)
{
    // A set does not say its record's type; mutable fields are the concern's in this version.
    const Field *field = fieldOf(forms.find(u"concern"), op.field);
    QJsonArray replaces;
    for (const Uuid &change : op.replaces)
        replaces.append(change.toHex());
    return {{u"set"_s, field ? field->name : QString::number(op.field)},
            {u"record"_s, op.record.toHex()},
            {u"value"_s, valueJson(field, op.value)},
            {u"replaces"_s, replaces}};
}
QJsonObject opJson(const LinkOp &op, const FormCatalogue &)
{
    return {{u"link"_s, relationName(op.relation)}, {u"from"_s, op.from.toHex()}, {u"to"_s, op.to.toHex()}};
}
QJsonObject opJson(const EmbedOp &op, const FormCatalogue &)
{
    return {{u"embed"_s, envHashOf(bytesOf(op.headerAndSig)).toHex()}};
}

} // namespace

Result<QJsonObject> bundleJson(const Bundle &bundle, const FormCatalogue &forms)
{
    QJsonArray changes;
    for (const EmbedOp &entry : bundle.entries) {
        const Result<ChangeSet> change = decodeChangeSet(bytesOf(entry.changeset));
        if (!change)
            return change.error();
        QJsonArray ops;
        for (const Op &op : change->ops)
            ops.append(std::visit([&](const auto &each) { return opJson(each, forms); }, op));
        changes.append(QJsonObject{{u"change"_s, change->id.toHex()},
                                   {u"envelope"_s, envHashOf(bytesOf(entry.headerAndSig)).toHex()},
                                   {u"recorded_ms"_s, qint64(change->recordedAtMs)},
                                   {u"ops"_s, ops}});
    }
    return QJsonObject{{u"person"_s, bundle.person},
                       {u"device"_s, deviceIdOf(bundle.signPk, bundle.boxPk).toHex()},
                       {u"changes"_s, changes}};
}

} // namespace safelight::ctl
