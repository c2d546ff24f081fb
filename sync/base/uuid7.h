// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"

namespace safelight
{

/// No id of ours or of others is from this millisecond (the year 6429) or later, so that there is always one above it.
inline constexpr std::int64_t kUuid7EndMs = std::int64_t{1} << 47;

/// Makes UUIDv7 ids that always grow: each is above the last one made here and above every parent it is given
/// (sync-protocol section 3: a change_id must be greater than every parent it names). One thread.
class Uuid7Generator
{
public:
    Uuid7Generator(Clock &clock, Random &random)
        : m_clock(clock)
        , m_random(random)
    {
    }

    /// max(now, last, parents) + 1 ms where needed; at the end of time one more in the random bits.
    [[nodiscard]] Uuid next(std::span<const Uuid> parents = {});

private:
    [[nodiscard]] Uuid at(std::int64_t ms);

    Clock &m_clock;
    Random &m_random;
    Uuid m_last;
};

/// The 48 millisecond bits at the front of a UUIDv7.
[[nodiscard]] std::int64_t millisecondsOf(const Uuid &id);

/// Version and variant bits are those of UUIDv7 (RFC 9562), and the time is before kUuid7EndMs.
[[nodiscard]] bool isUuid7(const Uuid &id);

} // namespace safelight
