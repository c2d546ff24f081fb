// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/records.h"
#include "app/store/voices.h"

namespace safelight
{

// Inside this room only.

/// True where a row of `placed` is at rest by the word of Voices::Deciders; `field` and `value` are parameters ("?6").
#define SAFELIGHT_IS_AT_REST(field, value)                                                                             \
    "(SELECT count(*) > 0 AND sum(w.value <> " value ") = 0 FROM register_write w "                                    \
    "JOIN change own ON own.no = w.change_no "                                                                         \
    "WHERE w.record = placed.id AND w.field = " field " AND own.author IN " SAFELIGHT_DECIDERS                         \
    " AND NOT EXISTS (SELECT 1 FROM register_parent p JOIN change by ON by.no = p.change_no "                          \
    "WHERE p.record = w.record AND p.field = w.field AND p.parent = w.change_id "                                      \
    "AND by.author IN " SAFELIGHT_DECIDERS "))"

/// Brings the table temp.unrest up to date: the records of one list that have not come to rest. An archive grows for
/// ever, what is open does not, so only records that something was written about since the last call are looked at.
/// The table lives in memory with the connection and takes part in its transactions; triggers on the tables it follows
/// keep the list of what is to be looked at, however a row got there. It is for one list at a time: another one makes
/// it anew, as do readers that were not known before. Throws the library's exceptions.
void refreshUnrest(ReadTx &tx, const SpaceId &space, TypeNumber type, const AtRest &half);

} // namespace safelight
