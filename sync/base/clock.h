// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace safelight
{

/// Milliseconds since 1970-01-01 UTC. May be wrong by years on a device with a flat battery; no decision of the
/// protocol depends on it (sync-protocol section 2).
using UnixTime = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] inline std::int64_t toMs(UnixTime t) { return t.time_since_epoch().count(); }
[[nodiscard]] inline UnixTime fromMs(std::int64_t ms) { return UnixTime(std::chrono::milliseconds(ms)); }

/// The only source of "now" below app/main. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock.
    [[nodiscard]] virtual UnixTime now() const = 0;
    /// Time since boot, including sleep; never jumps back. For waits and throttles.
    [[nodiscard]] virtual std::chrono::milliseconds sinceBoot() const = 0;
};

/// The machine's own clocks. Made in the programs' main functions and nowhere else.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] UnixTime now() const override;
    [[nodiscard]] std::chrono::milliseconds sinceBoot() const override;
};

} // namespace safelight
