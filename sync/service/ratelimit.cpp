// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/ratelimit.h"

#include <algorithm>
#include <cmath>

namespace safelight::service
{

RateLimit::RateLimit(Clock &clock, int perMinute, int burst)
    : m_clock(clock)
    , m_perMs(perMinute / 60'000.0)
    , m_burst(burst)
{
}

double RateLimit::refilled(const Bucket &bucket, std::chrono::milliseconds now) const
{
    return std::min(m_burst, bucket.tokens + double((now - bucket.at).count()) * m_perMs);
}

int RateLimit::take(const QByteArray &key)
{
    if (m_perMs <= 0)
        return 0;
    const std::chrono::milliseconds now = m_clock.sinceBoot();
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= kMaxKeys)
        forgetFull(now);
    const auto found = m_buckets.constFind(key);
    Bucket bucket{found == m_buckets.cend() ? m_burst : refilled(*found, now), now};
    if (bucket.tokens < 1)
        return std::max(1, int(std::ceil((1 - bucket.tokens) / m_perMs / 1000)));
    bucket.tokens -= 1;
    m_buckets.insert(key, bucket);
    return 0;
}

void RateLimit::forgetFull(std::chrono::milliseconds now)
{
    m_buckets.removeIf([&](const auto &entry) { return refilled(entry.value(), now) >= m_burst; });
}

} // namespace safelight::service
