// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerntypes.h"

#include <QDate>
#include <QString>
#include <QTime>
#include <optional>

namespace safelight
{

/// When it happened, in the words that were typed. Kept raw, so that a half-typed time survives in a draft.
struct WhenAnswer {
    WhenChoice choice = WhenChoice::Now;
    QString date; ///< AnotherDay only
    QString from; ///< empty: some time on that day
    QString to;   ///< empty: no end was given
    friend bool operator==(const WhenAnswer &, const WhenAnswer &) = default;
};

/// A stretch of time, ms since 1970. `toMs` is absent for one moment. Never more precise than what was said.
struct WhenInterval {
    std::int64_t fromMs = 0;
    std::optional<std::int64_t> toMs;
    friend bool operator==(const WhenInterval &, const WhenInterval &) = default;
};

/// What cannot be understood, and in which of the three inputs.
enum class WhenProblem : quint8 { None, DateUnclear, FromUnclear, ToUnclear, NotYet };

struct WhenReading {
    WhenInterval interval;
    WhenProblem problem = WhenProblem::None;
};

/// Turns an answer into times. `startedMs`: when the note was begun (what "now", "today" and "yesterday" refer to).
/// An end before its beginning is past midnight. A time after `nowMs` is a problem, unless `clockSuspect`: a device
/// whose clock may be wrong is told, never refused; where it is known how wrong (`clockOffsetMs`, service minus
/// device), "now" is between what the device said and what the service would have said. Local time zone.
[[nodiscard]] WhenReading readWhen(const WhenAnswer &answer, std::int64_t startedMs, std::int64_t nowMs,
                                   bool clockSuspect, std::optional<std::int64_t> clockOffsetMs = {});

/// "22:10", "2210", "22.10", "9", "9pm", "9:30 pm"; nothing for anything else.
[[nodiscard]] std::optional<QTime> timeFrom(const QString &typed);
/// "24/11/2026", "24.11.26", "24 11", "24 Nov 2026", "24 November"; without a year the last such day up to `today`.
[[nodiscard]] std::optional<QDate> dateFrom(const QString &typed, QDate today);

} // namespace safelight
