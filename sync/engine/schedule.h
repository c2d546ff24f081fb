// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/engine/engine.h"

namespace safelight
{

/// When to try again (sync-protocol section 13): full jitter, no give-up, Retry-After honoured, a save resets it.
class SyncSchedule
{
public:
    explicit SyncSchedule(Random &random)
        : m_random(random)
    {
    }

    /// random(0, min(15 min, 2 s · 2^n)); a Retry-After of s gives s plus up to 50 %.
    [[nodiscard]] std::chrono::milliseconds afterFailure(std::optional<std::chrono::seconds> retryAfter = {});
    /// 0 when there is more to do, else the idle pause (the long poll does the waiting).
    [[nodiscard]] std::chrono::milliseconds afterSuccess(const SyncOutcome &outcome);
    /// random(0, 5 s)
    [[nodiscard]] std::chrono::milliseconds afterNetworkReturned();
    /// The person saved something: try now, forget the failures.
    void saved() { m_failures = 0; }

private:
    Random &m_random;
    int m_failures = 0;
};

} // namespace safelight
