// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/wire/changeset.h"

#include <QCborMap>
#include <QDate>
#include <QList>
#include <QString>
#include <optional>

namespace safelight
{

/// What a field holds. Values on the wire: text as CBOR text, the rest as CBOR integers, flags as booleans, a device
/// as its 16 bytes.
enum class FieldKind : quint8 { Text, LongText, Choice, Flag, Time, Number, Device };

/// One answer of a choice. `value` is on the wire, `key` is for code and tests.
struct FieldChoice {
    QString key;
    qint64 value = 0;
    QString label;
    friend bool operator==(const FieldChoice &, const FieldChoice &) = default;
};

/// A field is asked for only while another one, a choice, has this value.
struct VisibleWhen {
    QString field;
    qint64 is = 0;
    friend bool operator==(const VisibleWhen &, const VisibleWhen &) = default;
};

/// One field of a form, as its definition file says.
struct Field {
    QString name;
    FieldNumber id = 0; ///< on the wire, never reused
    QString section;
    FieldKind kind = FieldKind::Text;
    QString label;
    QString help;
    QString mend; ///< what to say when it is missing; empty = made from the label
    bool required = false;
    bool isMutable = false;  ///< written with SetOp, not part of the immutable body
    qsizetype maxLength = 0; ///< UTF-16 units, texts only; 0 = no limit of its own
    QList<FieldChoice> choices;
    std::optional<VisibleWhen> visibleWhen;
    QList<qint64> protectiveOrder; ///< choice values, least ... most protective
    friend bool operator==(const Field &, const Field &) = default;

    /// The choice with this wire value, or null.
    [[nodiscard]] const FieldChoice *choice(qint64 value) const;
    /// The choice with this key, or null.
    [[nodiscard]] const FieldChoice *choice(QStringView key) const;
};

struct FormSection {
    QString name;
    QString title;
    friend bool operator==(const FormSection &, const FormSection &) = default;
};

/// How a value breaks the rules of its form. For programs and tests; FormDefinition::text() speaks to people.
enum class ProblemCode : quint8 {
    Missing, ///< required and empty
    TooLong,
    WrongKind, ///< a text where a number belongs, and the like: a fault of the program or of another one
    NotAChoice,
    Hidden,    ///< given although another answer makes it meaningless
    Unknown,   ///< no such field in this version
    NotInBody, ///< a mutable field in an immutable body
};

struct Problem {
    QString field; ///< name; for Unknown its number
    ProblemCode code = ProblemCode::Missing;
    friend bool operator==(const Problem &, const Problem &) = default;
};

/// One form at one version: what a record type looks like (design.md section 3). A value, never changed once read.
struct FormDefinition {
    QString type;
    TypeNumber number = 0; ///< on the wire
    quint32 version = 1;
    QDate inForceFrom;
    QDate inForceUntil; ///< last day; null = open
    QString title;
    QList<FormSection> sections;
    QList<Field> fields;
    friend bool operator==(const FormDefinition &, const FormDefinition &) = default;

    /// By name or by number on the wire; null when there is none.
    [[nodiscard]] const Field *field(QStringView name) const;
    [[nodiscard]] const Field *field(FieldNumber id) const;

    /// Checks the body of a create. Problems come in the order of the fields. Blank texts count as not given.
    [[nodiscard]] QList<Problem> validate(const QCborMap &values) const;
    /// Checks one value for a field on its own (a SetOp).
    [[nodiscard]] std::optional<Problem> validate(const Field &field, const QCborValue &value) const;

    /// What a person reads beside the field: how to mend it. The only place where these words are made.
    [[nodiscard]] QString text(const Problem &problem) const;
};

/// Reads one definition file, strictly: an unknown member, a number used twice, a condition on a field that is not
/// there is an error. `name` is the file's name, `<type>.v<version>.json`, and must agree with what the file says.
/// Error: Malformed, detail "concern.v1.json: field 'danger': ...".
[[nodiscard]] Result<FormDefinition> parseFormDefinition(const QString &name, const QByteArray &json);

} // namespace safelight
