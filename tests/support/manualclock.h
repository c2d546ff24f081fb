// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"

#include <atomic>

namespace safelight::testing
{

/// Time that stands still until a test moves it.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(std::int64_t nowMs = 1'795'500'000'000, std::int64_t sinceBootMs = 3'600'000)
        : m_nowMs(nowMs)
        , m_sinceBootMs(sinceBootMs)
    {
    }
    UnixTime now() const override { return fromMs(m_nowMs); }
    std::chrono::milliseconds sinceBoot() const override { return std::chrono::milliseconds(m_sinceBootMs); }

    void advance(std::chrono::milliseconds by)
    {
        m_nowMs += by.count();
        m_sinceBootMs += by.count();
    }
    /// The machine was started anew: wall time goes on, the time since boot begins again.
    void reboot(std::chrono::milliseconds downFor = std::chrono::seconds(20))
    {
        m_nowMs += downFor.count();
        m_sinceBootMs = 0;
    }
    /// Somebody set the wall clock.
    void setNow(std::int64_t nowMs) { m_nowMs = nowMs; }

private:
    std::atomic<std::int64_t> m_nowMs;
    std::atomic<std::int64_t> m_sinceBootMs;
};

} // namespace safelight::testing
