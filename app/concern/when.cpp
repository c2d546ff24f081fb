// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/when.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

std::int64_t msOf(QDate day, QTime time) { return QDateTime(day, time).toMSecsSinceEpoch(); }

int monthFrom(const QString &name)
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    for (int month = 1; month <= 12; ++month) {
        if (name.size() >= 3 && english.monthName(month).startsWith(name, Qt::CaseInsensitive))
            return month;
    }
    return name.compare(u"sept"_s, Qt::CaseInsensitive) == 0 ? 9 : 0;
}

} // namespace

std::optional<QTime> timeFrom(const QString &typed)
{
    static const QRegularExpression pattern(u"^(\\d{1,2})(?:[:. ]?(\\d{2}))?\\s*(am|pm)?$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(typed.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    int hour = match.captured(1).toInt();
    const QString half = match.captured(3).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half == u"pm"_s ? 12 : 0);
    }
    const QTime time(hour, match.captured(2).toInt());
    return time.isValid() ? std::optional(time) : std::nullopt;
}

std::optional<QDate> dateFrom(const QString &typed, QDate today)
{
    static const QRegularExpression pattern(
        u"^(\\d{1,2})(?:st|nd|rd|th)?[/. -]+(\\d{1,2}|[A-Za-z]{3,9})(?:[/. -]+(\\d{2}|\\d{4}))?$"_s);
    const auto match = pattern.match(typed.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const int day = match.captured(1).toInt();
    bool isNumber = false;
    int month = match.captured(2).toInt(&isNumber);
    if (!isNumber)
        month = monthFrom(match.captured(2));
    if (match.captured(3).isEmpty()) {
        QDate date(today.year(), month, day);
        if (date.isValid() && date > today)
            date = QDate(today.year() - 1, month, day);
        return date.isValid() ? std::optional(date) : std::nullopt;
    }
    int year = match.captured(3).toInt();
    if (match.captured(3).size() == 2)
        year += 2000;
    const QDate date(year, month, day);
    return date.isValid() && year >= 1900 ? std::optional(date) : std::nullopt;
}

WhenReading readWhen(const WhenAnswer &answer, std::int64_t startedMs, std::int64_t nowMs, bool clockSuspect,
                     std::optional<std::int64_t> clockOffsetMs)
{
    if (answer.choice == WhenChoice::Now) {
        if (!clockSuspect || !clockOffsetMs)
            return {{startedMs, std::nullopt}, WhenProblem::None};
        const auto [from, to] = std::minmax({startedMs, startedMs + *clockOffsetMs});
        return {{from, to}, WhenProblem::None};
    }

    const QDate today = QDateTime::fromMSecsSinceEpoch(startedMs).date();
    QDate day = today;
    switch (answer.choice) {
    case WhenChoice::Now:
    case WhenChoice::EarlierToday: break;
    case WhenChoice::Yesterday: day = today.addDays(-1); break;
    case WhenChoice::AnotherDay:
        if (const auto date = dateFrom(answer.date, today))
            day = *date;
        else
            return {{}, WhenProblem::DateUnclear};
        break;
    }

    WhenInterval interval;
    const bool hasFrom = !answer.from.trimmed().isEmpty();
    const bool hasTo = !answer.to.trimmed().isEmpty();
    const auto from = timeFrom(answer.from);
    const auto to = timeFrom(answer.to);
    if (hasFrom && !from)
        return {{}, WhenProblem::FromUnclear};
    if (hasTo && !to)
        return {{}, WhenProblem::ToUnclear};

    interval.fromMs = msOf(day, hasFrom ? *from : QTime(0, 0));
    if (hasTo) {
        std::int64_t end = msOf(day, *to);
        if (end < interval.fromMs)
            end = msOf(day.addDays(1), *to); // past midnight
        interval.toMs = end;
    } else if (!hasFrom) { // some time that day: say so, rather than pretend to midnight
        interval.toMs = qMax(interval.fromMs, qMin(msOf(day, QTime(23, 59)), startedMs));
    }
    if (!clockSuspect && (interval.fromMs > nowMs || interval.toMs.value_or(0) > nowMs))
        return {interval, WhenProblem::NotYet};
    return {interval, WhenProblem::None};
}

} // namespace safelight
