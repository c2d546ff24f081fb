// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <vector>

namespace safelight::bench
{

/// What a series of timings comes to, in milliseconds.
struct Figures {
    double p50 = 0;
    double p99 = 0;
    double max = 0;
};
/// Precondition: not empty.
[[nodiscard]] Figures figuresOf(std::vector<double> milliseconds);

/// Milliseconds that work takes.
template <class Work>
[[nodiscard]] double timed(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Heading of one measurement.
void title(const QString &text);
/// One line: what, the figure, and beside it what it is measured against.
void line(const QString &what, const QString &figure, const QString &remark = {});
/// "1.23x", and whether it is within the figure of the design.
[[nodiscard]] QString ratio(double ours, double baseline);
[[nodiscard]] QString verdict(double value, double wanted);
[[nodiscard]] QString ms(double milliseconds);

/// The measurement went wrong for a reason that is not a figure: says so and ends with exit code 1.
[[noreturn]] void giveUp(const QString &why);

} // namespace safelight::bench
