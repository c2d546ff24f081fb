// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace safelight::bench
{

Figures figuresOf(std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const std::size_t n = milliseconds.size();
    return {milliseconds[n / 2], milliseconds[std::min(n - 1, n * 99 / 100)], milliseconds[n - 1]};
}

void title(const QString &text) { std::printf("\n%s\n", qPrintable(text)); }

void line(const QString &what, const QString &figure, const QString &remark)
{
    std::printf("  %-46s %14s  %s\n", qPrintable(what), qPrintable(figure), qPrintable(remark));
    std::fflush(stdout);
}

QString ratio(double ours, double baseline) { return QString::asprintf("%.2fx", ours / baseline); }

QString verdict(double value, double wanted)
{
    if (value <= wanted)
        return QString::asprintf("within %.2f", wanted);
    return QString::asprintf(value > 3 * wanted ? "MISSED by more than 3x: wanted %.2f" : "missed: wanted %.2f",
                             wanted);
}

QString ms(double milliseconds) { return QString::asprintf("%.2f ms", milliseconds); }

void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench: %s\n", qPrintable(why));
    std::exit(1);
}

} // namespace safelight::bench
