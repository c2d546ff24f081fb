// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"

#include <QObject>
#include <QTimer>

namespace safelight
{

/// Says when nobody has touched the device for so long that it must lock, with a warning before (reliability.md 3.4,
/// WCAG 2.2.1). Counts time since boot, so neither sleep nor a changed clock stretches it.
class IdleWatch final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kWarnBefore{20};

    explicit IdleWatch(Clock &clock, QObject *parent = nullptr);

    /// Begins to count from now. 2 minutes on tablets and kiosks, 5 on laptops.
    void start(std::chrono::seconds limit);
    void stop();
    /// A person touched, typed or moved the pointer. Too late when the limit has passed: then it expires.
    void noteInput();
    /// Looks at the clock. Called by an inner timer every second while running; tests call it themselves.
    void check();
    /// 0 while there is no warning.
    [[nodiscard]] int secondsLeft() const { return m_secondsLeft; }

Q_SIGNALS:
    void secondsLeftChanged();
    void expired();

private:
    void show(int secondsLeft);

    Clock &m_clock;
    QTimer m_tick;
    std::chrono::milliseconds m_lastInput{0};
    std::chrono::seconds m_limit{0};
    int m_secondsLeft = 0;
};

} // namespace safelight
