// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/report.h"

#include <cstdio>

namespace safelight::tour
{

bool Report::step(const QString &what, const std::function<QString()> &work)
{
    if (!allTrue())
        return false; // the steps that follow lean on the one that failed
    ++m_steps;
    QElapsedTimer timer;
    timer.start();
    const QString wrong = work();
    std::printf("%s %7.2f s  %s\n", wrong.isEmpty() ? "  ok  " : "  NOT ", double(timer.elapsed()) / 1000,
                qPrintable(what));
    if (!wrong.isEmpty()) {
        ++m_failed;
        std::printf("       %s\n", qPrintable(wrong));
    }
    std::fflush(stdout);
    return wrong.isEmpty();
}

void Report::chapter(const QString &title) const
{
    if (allTrue())
        std::printf("\n%s\n", qPrintable(title));
    std::fflush(stdout);
}

void Report::close(const QString &pictures) const
{
    std::printf("\n%d steps, %d not true, %.1f s. Pictures: %s\n", m_steps, m_failed, double(m_whole.elapsed()) / 1000,
                qPrintable(pictures));
}

} // namespace safelight::tour
