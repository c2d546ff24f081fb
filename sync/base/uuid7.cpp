// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/uuid7.h"

namespace safelight
{

Uuid Uuid7Generator::next(std::span<const Uuid> parents)
{
    std::int64_t ms = std::max<std::int64_t>(toMs(m_clock.now()), m_lastMs + 1);
    for (const Uuid &parent : parents)
        ms = std::max(ms, millisecondsOf(parent) + 1);
    m_lastMs = ms;

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
    return (id.bytes[6] & std::byte{0xf0}) == std::byte{0x70} && (id.bytes[8] & std::byte{0xc0}) == std::byte{0x80};
}

} // namespace safelight
