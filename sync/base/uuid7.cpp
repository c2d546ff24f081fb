// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/uuid7.h"

#include <algorithm>

namespace safelight
{

namespace
{

/// The next id within the same millisecond: counts the random bits up, around version and variant. False when all of
/// them were set.
bool countUp(Uuid &id)
{
    for (std::size_t i = id.bytes.size(); i-- > 6;) {
        const std::byte counts = i == 6 ? std::byte{0x0f} : i == 8 ? std::byte{0x3f} : std::byte{0xff};
        if ((id.bytes[i] & counts) != counts) {
            id.bytes[i] = std::byte(std::to_integer<unsigned>(id.bytes[i]) + 1);
            return true;
        }
        id.bytes[i] &= ~counts;
    }
    return false;
}

} // namespace

Uuid Uuid7Generator::next(std::span<const Uuid> parents)
{
    Uuid floor = m_last;
    for (const Uuid &parent : parents)
        floor = std::max(floor, parent);
    const std::int64_t ms = std::max({std::int64_t{0}, toMs(m_clock.now()), millisecondsOf(floor) + 1});
    if (ms < kUuid7EndMs)
        return m_last = at(ms);
    // Somebody's id, or this clock, is at the end of time. Nothing is above the last id of all: then above our own.
    if (isUuid7(floor) && countUp(floor))
        return m_last = floor;
    return m_last = isUuid7(m_last) && countUp(m_last) ? m_last : at(kUuid7EndMs - 1);
}

Uuid Uuid7Generator::at(std::int64_t ms)
{
    Uuid id;
    m_random.fill(id.bytes);
    for (int i = 0; i < 6; ++i)
        id.bytes[std::size_t(i)] = std::byte(ms >> (8 * (5 - i)));
    id.bytes[6] = (id.bytes[6] & std::byte{0x0f}) | std::byte{0x70};
    id.bytes[8] = (id.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    return id;
}

std::int64_t millisecondsOf(const Uuid &id)
{
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = (ms << 8) | std::to_integer<std::int64_t>(id.bytes[i]);
    return ms;
}

bool isUuid7(const Uuid &id)
{
    return (id.bytes[6] & std::byte{0xf0}) == std::byte{0x70} && (id.bytes[8] & std::byte{0xc0}) == std::byte{0x80} &&
           millisecondsOf(id) < kUuid7EndMs;
}

} // namespace safelight
