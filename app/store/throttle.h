// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <QMap>

namespace safelight
{

/// Slows guessing at a slot down (reliability.md 3.3): five free tries, then 30 s, 1, 5, 15 and 60 minutes. A guess is
/// counted on the disk before it is tried, so pulling the plug gains nothing. Waits run on the time since boot; after a
/// restart, or when the wall clock and the time since boot disagree by more than a minute, the wait begins anew.
/// The counter is a file beside the vault: somebody who can copy files back can reset it. Only hardware could stop
/// that.
class Throttle final
{
public:
    /// `path`: a small file, overwritten in place in two halves by turns, so that a full disk keeps nobody out and a
    /// torn write leaves the half before. Missing or damaged counts as five failures.
    Throttle(QString path, const Clock &clock)
        : m_path(std::move(path))
        , m_clock(clock)
    {
    }

    /// For a new vault.
    [[nodiscard]] Done reset();
    /// Counts a guess. Errors: Throttled (detail "seconds=N"; nothing was counted), DiskFault.
    [[nodiscard]] Done beforeGuess(quint32 slot);
    /// There was no guess after all: what beforeGuess counted is taken back.
    [[nodiscard]] Done notGuessed(quint32 slot);
    /// The guess was right.
    [[nodiscard]] Done succeeded(quint32 slot);

    static constexpr std::uint32_t kFreeTries = 5;
    [[nodiscard]] static std::chrono::seconds waitAfter(std::uint32_t failures);

private:
    struct Counter {
        std::uint32_t failures = 0;
        std::int64_t sinceBootMs = 0; ///< when the wait began
        std::int64_t nowMs = 0;
    };
    struct State {
        std::uint64_t sequence = 0;
        bool isLost = false; ///< no half was readable
        QMap<quint32, Counter> counters;
    };
    [[nodiscard]] State load() const;
    [[nodiscard]] Done store(State state) const;
    [[nodiscard]] Counter atThisMoment(std::uint32_t failures) const;

    QString m_path;
    const Clock &m_clock;
};

} // namespace safelight
