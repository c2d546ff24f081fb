// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/formdefinition.h"

#include <QMap>

namespace safelight
{

/// All form definitions this program knows, every version. Read once in main, handed to who needs it, never changed.
class FormCatalogue final
{
public:
    /// The definitions built into the program (assets/forms). Error: Malformed, which is a fault of the build.
    [[nodiscard]] static Result<FormCatalogue> builtIn();
    /// Reads every *.json of a folder. Errors: NotFound (no file there), Malformed (a file, or two that contradict).
    [[nodiscard]] static Result<FormCatalogue> fromFolder(const QString &folder);
    /// From definitions already read. Error: Malformed: a type with two numbers, a number with two types, a version
    /// twice, or a field number that changes its kind between versions.
    [[nodiscard]] static Result<FormCatalogue> of(const QList<FormDefinition> &forms);

    /// The newest version of a type, or null.
    [[nodiscard]] const FormDefinition *find(QStringView type) const;
    [[nodiscard]] const FormDefinition *find(TypeNumber number) const;
    /// One version of a type, or null. A record keeps the version it was written with.
    [[nodiscard]] const FormDefinition *find(QStringView type, quint32 version) const;
    /// The newest version in force on a day, or null.
    [[nodiscard]] const FormDefinition *inForce(QStringView type, QDate day) const;
    [[nodiscard]] const QList<FormDefinition> &all() const { return m_forms; }

    /// For app/store (its ProtectiveOrder): which of two contradicting values protects more, least first.
    [[nodiscard]] QMap<std::pair<TypeNumber, FieldNumber>, QList<QCborValue>> protectiveOrders() const;

private:
    explicit FormCatalogue(QList<FormDefinition> forms)
        : m_forms(std::move(forms))
    {
    }
    QList<FormDefinition> m_forms; ///< by type, then version ascending
};

} // namespace safelight
