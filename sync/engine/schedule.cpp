// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/schedule.h"

namespace safelight
{

using namespace std::chrono_literals;

std::chrono::milliseconds SyncSchedule::afterFailure(std::optional<std::chrono::seconds> retryAfter)
{
    constexpr std::chrono::milliseconds kFirst = 2s;
    constexpr std::chrono::milliseconds kLongest = 15min;
    constexpr int kDoublings = 9; // 2 s · 2^9 is above 15 min
    const std::chrono::milliseconds limit = std::min(kLongest, kFirst * (1 << std::min(m_failures, kDoublings)));
    ++m_failures;
    if (retryAfter) {
        const std::chrono::milliseconds told = std::clamp<std::chrono::milliseconds>(*retryAfter, 0s, 24h);
        return told + std::chrono::milliseconds(m_random.below(std::uint64_t(told.count() / 2) + 1));
    }
    return std::chrono::milliseconds(m_random.below(std::uint64_t(limit.count()) + 1));
}

std::chrono::milliseconds SyncSchedule::afterSuccess(const SyncOutcome &outcome)
{
    m_failures = 0;
    return outcome.again ? 0ms : 1000ms;
}

std::chrono::milliseconds SyncSchedule::afterNetworkReturned()
{
    return std::chrono::milliseconds(m_random.below(5001));
}

} // namespace safelight
