// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/query.h"
#include "app/store/records.h"

namespace safelight
{

/// What every query of records selects, in the order recordFrom reads it; from record joined with change and, for the
/// service's time, envelope.
#define SAFELIGHT_RECORD_COLUMNS                                                                                       \
    "record.id, record.type, change.space, change.author, change.envelope, change.original, record.recorded_at, "      \
    "coalesce(envelope.recv_ms, 0), record.body"
#define SAFELIGHT_RECORD_JOINS                                                                                         \
    " JOIN change ON change.no = record.change_no LEFT JOIN envelope ON envelope.hash = change.envelope "

/// Fills in settled and openConflicts too.
[[nodiscard]] Record recordFrom(ReadTx &tx, const Query &row, const FieldRules &rules = {});
[[nodiscard]] QList<Record> recordsFrom(ReadTx &tx, Query rows, const FieldRules &rules = {});

} // namespace safelight
