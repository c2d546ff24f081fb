// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/records.h"
#include "app/store/voices.h"

namespace safelight
{

// Inside this room only.

static_assert(int(Relation::AmendmentOf) == 1 && int(Relation::EvidenceFor) == 3 && int(Relation::PartOf) == 4);

/// From the records `added` with which the author of the record `id` amended it or a part of it, and which nobody of
/// Voices::Deciders has named as evidence for a decision yet; `id` and `author` are expressions.
#define SAFELIGHT_UNWEIGHED(id, author)                                                                                \
    "link a JOIN change said ON said.no = a.change_no "                                                                \
    "JOIN record added ON added.id = a.from_id AND added.shown = 1 "                                                   \
    "JOIN change wrote ON wrote.no = added.change_no AND wrote.author = said.author "                                  \
    "WHERE a.to_id IN (SELECT " id " UNION ALL SELECT p.from_id FROM link p WHERE p.to_id = " id                       \
    " AND p.relation = 4) AND a.relation = 1 AND said.author = " author " "                                            \
    "AND NOT EXISTS (SELECT 1 FROM link e JOIN change weighed ON weighed.no = e.change_no "                            \
    "WHERE e.from_id = a.from_id AND e.relation = 3 AND weighed.author IN " SAFELIGHT_DECIDERS ")"

/// True where a row of `placed` is at rest by the word of Voices::Deciders; `field` and `value` are parameters ("?6").
#define SAFELIGHT_IS_AT_REST(field, value)                                                                             \
    "((SELECT count(*) > 0 AND sum(w.value <> " value ") = 0 FROM register_write w "                                   \
    "JOIN change own ON own.no = w.change_no "                                                                         \
    "WHERE w.record = placed.id AND w.field = " field " AND own.author IN " SAFELIGHT_DECIDERS                         \
    " AND NOT EXISTS (SELECT 1 FROM register_parent p JOIN change by ON by.no = p.change_no "                          \
    "WHERE p.record = w.record AND p.field = w.field AND p.parent = w.change_id "                                      \
    "AND by.author IN " SAFELIGHT_DECIDERS ")) "                                                                       \
    "AND NOT EXISTS (SELECT 1 FROM " SAFELIGHT_UNWEIGHED(                                                              \
        "placed.id",                                                                                                   \
        "(SELECT c.author FROM record r JOIN change c ON c.no = r.change_no WHERE r.no = placed.record_no)") "))"

/// Brings the table temp.unrest up to date: the records of one list that have not come to rest. An archive grows for
/// ever, what is open does not, so only records that something was written about since the last call are looked at.
/// The table lives in memory with the connection and takes part in its transactions; triggers on the tables it follows
/// keep the list of what is to be looked at, however a row got there. It is for one list at a time: another one makes
/// it anew, as do readers that were not known before. Throws the library's exceptions.
void refreshUnrest(ReadTx &tx, const SpaceId &space, TypeNumber type, const AtRest &half);

} // namespace safelight
