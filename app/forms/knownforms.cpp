// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/knownforms.h"

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// Looks names up in one form and remembers the first that is missing.
class FormLookup
{
public:
    FormLookup(const FormCatalogue &catalogue, const QString &type, QString &missing)
        : m_form(catalogue.find(type))
        , m_type(type)
        , m_missing(missing)
    {
        if (!m_form)
            miss(type);
    }
    [[nodiscard]] TypeNumber type() const { return m_form ? m_form->number : 0; }
    [[nodiscard]] quint32 version() const { return m_form ? m_form->version : 0; }
    FieldNumber operator()(const QString &field)
    {
        const Field *found = m_form ? m_form->field(field) : nullptr;
        if (!found)
            miss(m_type + u'.' + field);
        return found ? found->id : 0;
    }
    qint64 operator()(const QString &field, const QString &key)
    {
        const Field *found = m_form ? m_form->field(field) : nullptr;
        const FieldChoice *choice = found ? found->choice(key) : nullptr;
        if (!choice)
            miss(m_type + u'.' + field + u'.' + key);
        return choice ? choice->value : 0;
    }

private:
    void miss(const QString &name)
    {
        if (m_missing.isEmpty())
            m_missing = name;
    }
    const FormDefinition *m_form;
    QString m_type;
    QString &m_missing;
};

} // namespace

Result<KnownForms> KnownForms::from(const FormCatalogue &catalogue)
{
    QString missing;
    KnownForms out;
    {
        FormLookup get(catalogue, u"concern"_s, missing);
        out.concern = {get.type(),
                       get.version(),
                       get(u"danger"_s),
                       get(u"dangerAnsweredMs"_s),
                       get(u"dialled999Ms"_s),
                       get(u"who"_s),
                       get(u"whoUnknown"_s),
                       get(u"age"_s),
                       get(u"where"_s),
                       get(u"whenFromMs"_s),
                       get(u"whenToMs"_s),
                       get(u"clockSuspect"_s),
                       get(u"slip"_s),
                       get(u"status"_s),
                       get(u"urgency"_s),
                       get(u"owner"_s),
                       get(u"dueMs"_s),
                       get(u"danger"_s, u"no"_s),
                       get(u"danger"_s, u"yes"_s),
                       get(u"danger"_s, u"unsure"_s),
                       get(u"status"_s, u"new"_s),
                       get(u"status"_s, u"opened"_s),
                       get(u"status"_s, u"inProgress"_s),
                       get(u"status"_s, u"decided"_s),
                       get(u"urgency"_s, u"routine"_s),
                       get(u"urgency"_s, u"today"_s),
                       get(u"urgency"_s, u"immediate"_s)};
    }
    {
        FormLookup get(catalogue, u"statement"_s, missing);
        out.statement = {get.type(),
                         get.version(),
                         get(u"kind"_s),
                         get(u"text"_s),
                         get(u"toldBy"_s),
                         get(u"alternative"_s),
                         get(u"order"_s),
                         get(u"kind"_s, u"saw"_s),
                         get(u"kind"_s, u"said"_s),
                         get(u"kind"_s, u"told"_s),
                         get(u"kind"_s, u"think"_s)};
    }
    {
        FormLookup get(catalogue, u"amendment"_s, missing);
        out.amendment = {get.type(), get.version(), get(u"text"_s)};
    }
    {
        FormLookup get(catalogue, u"decision"_s, missing);
        out.decision = {get.type(),
                        get.version(),
                        get(u"outcome"_s),
                        get(u"why"_s),
                        get(u"alternatives"_s),
                        get(u"messageToAuthor"_s),
                        get(u"outcome"_s, u"noFurtherAction"_s),
                        get(u"outcome"_s, u"support"_s),
                        get(u"outcome"_s, u"otherRoute"_s),
                        get(u"outcome"_s, u"prevent"_s)};
    }
    {
        FormLookup get(catalogue, u"receipt"_s, missing);
        out.receipt = {get.type(),
                       get.version(),
                       get(u"stage"_s),
                       get(u"byName"_s),
                       get(u"atMs"_s),
                       get(u"message"_s),
                       get(u"slip"_s),
                       get(u"stage"_s, u"opened"_s),
                       get(u"stage"_s, u"decided"_s)};
    }
    out.protectiveOrders = catalogue.protectiveOrders();
    if (!missing.isEmpty())
        return Error{ErrorCode::Malformed, u"the form definitions have no '%1'"_s.arg(missing)};
    return out;
}

} // namespace safelight
