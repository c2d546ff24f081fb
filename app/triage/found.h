// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/knownforms.h"
#include "app/store/records.h"

namespace safelight::triage
{

/// A place where the words were found, and the concern it belongs to.
struct Found {
    Uuid record;
    Uuid concern;
    QString who; ///< of the concern; empty = not known
    QString snippet;
    std::int64_t recordedMs = 0;
    friend bool operator==(const Found &, const Found &) = default;
};

/// Searches the words of the concerns that were sent to the champions, of their statements, amendments and decisions.
/// Newest first; each concern once. What was saved for a team alone is not found (README.md).
[[nodiscard]] Result<QList<Found>> found(ReadTx &tx, const KnownForms &forms, const QString &typed, int limit);

} // namespace safelight::triage
