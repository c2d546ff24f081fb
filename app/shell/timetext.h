// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace safelight
{

/// "21:04" today, "23 Nov, 21:04" on other days of this year, "23 Nov 2025, 21:04" before: 24-hour clock, British.
[[nodiscard]] inline QString timeText(UnixTime time, UnixTime now, const QTimeZone &zone)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(toMs(time), zone);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMs(now), zone).date();
    const QLocale british(QLocale::English, QLocale::UnitedKingdom);
    if (at.date() == today)
        return british.toString(at, QStringLiteral("HH:mm"));
    if (at.date().year() == today.year())
        return british.toString(at, QStringLiteral("d MMM, HH:mm"));
    return british.toString(at, QStringLiteral("d MMM yyyy, HH:mm"));
}

} // namespace safelight
