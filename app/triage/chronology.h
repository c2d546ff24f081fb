// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/triagerepository.h"

namespace safelight::triage
{

/// One line of a record's chronology. Who and when are never missing: a name that is not known here is empty.
struct ChronologyEntry {
    Uuid record; ///< the record it comes from; for a set, the change
    EntryKind kind = EntryKind::Recorded;
    QString author;
    std::int64_t occurredMs = 0;           ///< what the author says; 0 = not said
    std::int64_t recordedMs = 0;           ///< device clock of the author
    std::int64_t receivedMs = 0;           ///< service clock; 0 = not known
    bool clockSuspect = false;             ///< the author's device doubted its own clock
    QString text;                          ///< the words, exactly as written
    QString source;                        ///< Told: by whom
    QString alternative;                   ///< Think: what else could explain it. Decision: what else was considered
    QString message;                       ///< Decision, FeedbackSent: what the author was told
    int value = 0;                         ///< StatusSet, UrgencySet, Decision, FeedbackSent: the choice's number
    std::int64_t timeMs = 0;               ///< DueSet
    EntryKind about = EntryKind::Recorded; ///< Amendment: what it corrects, the concern or a kind of statement
    bool amended = false;                  ///< a correction or addition follows further down
    bool isOpenConflict = false;           ///< one of two or more values that stand side by side
    friend bool operator==(const ChronologyEntry &, const ChronologyEntry &) = default;
};

/// Statements first, by kind (saw, said, told, think) and in the author's order; then what happened afterwards, by the
/// time it was recorded. NotFound: not held here.
[[nodiscard]] Result<QList<ChronologyEntry>> chronology(ReadTx &tx, const KnownForms &forms, const Uuid &concern);

} // namespace safelight::triage
