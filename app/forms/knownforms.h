// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/formcatalogue.h"

namespace safelight
{

// The forms that screens of their own are built on, with their numbers looked up by name once. What is here is the
// only place where C++ names a field; numbers stay in assets/forms.

struct ConcernForm {
    TypeNumber type = 0;
    quint32 version = 1;
    FieldNumber danger = 0, dangerAnsweredMs = 0, dialled999Ms = 0;
    FieldNumber who = 0, whoUnknown = 0, age = 0, where = 0;
    FieldNumber whenFromMs = 0, whenToMs = 0, clockSuspect = 0, slip = 0;
    FieldNumber status = 0, urgency = 0, owner = 0, dueMs = 0; ///< mutable
    qint64 dangerNo = 0, dangerYes = 0, dangerUnsure = 0;
    qint64 statusNew = 0, statusOpened = 0, statusInProgress = 0, statusDecided = 0;
    qint64 urgencyRoutine = 0, urgencyToday = 0, urgencyImmediate = 0;
};

struct StatementForm {
    TypeNumber type = 0;
    quint32 version = 1;
    FieldNumber kind = 0, text = 0, toldBy = 0, alternative = 0, order = 0;
    qint64 kindSaw = 0, kindSaid = 0, kindTold = 0, kindThink = 0;
};

struct AmendmentForm {
    TypeNumber type = 0;
    quint32 version = 1;
    FieldNumber text = 0;
};

struct DecisionForm {
    TypeNumber type = 0;
    quint32 version = 1;
    FieldNumber outcome = 0, why = 0, alternatives = 0, messageToAuthor = 0;
    qint64 outcomeNoFurtherAction = 0, outcomeSupport = 0, outcomeOtherRoute = 0, outcomePrevent = 0;
};

struct ReceiptForm {
    TypeNumber type = 0;
    quint32 version = 1;
    FieldNumber stage = 0, byName = 0, atMs = 0, message = 0, slip = 0;
    qint64 stageOpened = 0, stageDecided = 0;
};

struct KnownForms {
    ConcernForm concern;
    StatementForm statement;
    AmendmentForm amendment;
    DecisionForm decision;
    ReceiptForm receipt;
    QMap<std::pair<TypeNumber, FieldNumber>, QList<QCborValue>> protectiveOrders; ///< FormCatalogue's

    /// Error: Malformed, naming the first form, field or choice that the catalogue does not have.
    [[nodiscard]] static Result<KnownForms> from(const FormCatalogue &catalogue);
};

} // namespace safelight
