// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"

namespace safelight
{

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

    /// max(now, last, parents) + 1 ms where needed.
    [[nodiscard]] Uuid next(std::span<const Uuid> parents = {});

private:
    Clock &m_clock;
    Random &m_random;
    std::int64_t m_lastMs = 0;
};

/// The 48 millisecond bits at the front of a UUIDv7.
[[nodiscard]] std::int64_t millisecondsOf(const Uuid &id);

/// Version and variant bits are those of UUIDv7 (RFC 9562).
[[nodiscard]] bool isUuid7(const Uuid &id);

} // namespace safelight
