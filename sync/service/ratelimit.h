// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"

#include <QByteArray>
#include <QHash>
#include <mutex>

namespace safelight::service
{

/// One token bucket per key (an installation, an address). Counts on the time since boot, so a clock that jumps
/// neither opens nor shuts it. Thread-safe.
class RateLimit
{
public:
    /// perMinute 0: never refuses.
    RateLimit(Clock &clock, int perMinute, int burst);

    /// Takes one token. 0 when there was one, else the seconds until there is (at least 1).
    [[nodiscard]] int take(const QByteArray &key);

private:
    struct Bucket {
        double tokens = 0;
        std::chrono::milliseconds at{0};
    };
    void forgetFull(std::chrono::milliseconds now);
    [[nodiscard]] double refilled(const Bucket &bucket, std::chrono::milliseconds now) const;

    static constexpr qsizetype kMaxKeys = 50'000; ///< above it, buckets that are full again are forgotten
    Clock &m_clock;
    double m_perMs;
    double m_burst;
    std::mutex m_mutex;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace safelight::service
