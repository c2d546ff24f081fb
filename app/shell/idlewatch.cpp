// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/idlewatch.h"

namespace safelight
{

using namespace std::chrono_literals;

IdleWatch::IdleWatch(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &IdleWatch::check);
}

void IdleWatch::start(std::chrono::seconds limit)
{
    m_limit = limit;
    m_lastInput = m_clock.sinceBoot();
    m_tick.start();
    show(0);
}

void IdleWatch::stop()
{
    m_tick.stop();
    show(0);
}

void IdleWatch::noteInput()
{
    check(); // the machine may have slept through the limit, and this is what woke it
    m_lastInput = m_clock.sinceBoot();
    show(0);
}

void IdleWatch::check()
{
    if (!m_tick.isActive())
        return;
    const auto left = m_limit - (m_clock.sinceBoot() - m_lastInput);
    if (left <= 0ms) {
        stop();
        Q_EMIT expired();
    } else if (left <= kWarnBefore) {
        show(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count()));
    } else {
        show(0);
    }
}

void IdleWatch::show(int secondsLeft)
{
    if (m_secondsLeft == secondsLeft)
        return;
    m_secondsLeft = secondsLeft;
    Q_EMIT secondsLeftChanged();
}

} // namespace safelight
