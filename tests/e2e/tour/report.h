// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <functional>

namespace safelight::tour
{

/// What happened, step by step, with its time. A step that is not true ends the tour.
class Report
{
public:
    Report() { m_whole.start(); }

    /// Runs and prints one step. `work` answers an empty string when the step is true, else what was wrong.
    bool step(const QString &what, const std::function<QString()> &work);
    /// A line between steps.
    void chapter(const QString &title) const;
    [[nodiscard]] bool allTrue() const { return m_failed == 0; }
    /// The closing line.
    void close(const QString &pictures) const;

private:
    QElapsedTimer m_whole;
    int m_steps = 0;
    int m_failed = 0;
};

} // namespace safelight::tour
