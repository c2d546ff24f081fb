// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerntypes.h"
#include "sync/base/error.h"

#include <QList>
#include <QString>
#include <optional>

namespace safelight
{

/// What a champion wanted the author to know. A further decision adds to what was said before; it takes nothing back.
struct ToldBack {
    QString by;            ///< empty where no signed name is known
    std::int64_t atMs = 0; ///< service clock, ms since 1970
    QString text;
    friend bool operator==(const ToldBack &, const ToldBack &) = default;
};

/// How far a concern has come, as its author may know it. Times in ms since 1970; 0 = not yet.
struct ConcernCustody {
    bool toChampion = false;          ///< it was sent to the safeguarding champions, and is not refused
    std::int64_t savedMs = 0;         ///< device clock
    std::int64_t heldByServiceMs = 0; ///< service clock
    std::int64_t openedMs = 0;
    QString openedBy;
    std::int64_t decidedMs = 0;
    QString decidedBy;
    std::int64_t toldBackMs = 0; ///< when the decision's answer reached this device's service
    QList<ToldBack> messages;    ///< in the order in which the service got them
    std::optional<ErrorCode> refused;
    friend bool operator==(const ConcernCustody &, const ConcernCustody &) = default;

    [[nodiscard]] CustodyStage stage() const;
    /// On its way to the champions, or there: nothing is to be sent once more.
    [[nodiscard]] bool isWithChampion() const { return toChampion || openedMs > 0 || decidedMs > 0; }
};

/// One step of the custody line, ready to show.
struct CustodyStep {
    CustodyStage stage = CustodyStage::Draft;
    QString text;
    QString time; ///< empty until done
    bool done = false;
    friend bool operator==(const CustodyStep &, const CustodyStep &) = default;
};

/// The whole line, done and still open. A note kept with the team ends at the service.
[[nodiscard]] QList<CustodyStep> custodySteps(const ConcernCustody &custody, std::int64_t nowMs);
/// The last thing that happened, in a few words: "Opened by Amara Osei, 21:04".
[[nodiscard]] QString custodyText(const ConcernCustody &custody, std::int64_t nowMs);

/// Of one part that goes its own way: "Not sent yet", "Sent, 21:04", "Not taken".
[[nodiscard]] QString sentText(std::int64_t heldByServiceMs, bool refused, std::int64_t nowMs);

/// A time for people: "21:04" on the day of `nowMs`, otherwise "24 Nov 2026, 21:04". Local time zone, 24 hours.
[[nodiscard]] QString timeText(std::int64_t ms, std::int64_t nowMs);
/// "between 22:10 and 22:14", "24 Nov 2026, 21:04".
[[nodiscard]] QString intervalText(std::int64_t fromMs, std::optional<std::int64_t> toMs, std::int64_t nowMs);

} // namespace safelight
