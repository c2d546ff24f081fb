// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/house.h"

namespace safelight::service
{

bool Doorkeeper::admit(const std::string &address)
{
    const std::lock_guard lock(m_mutex);
    int &strangers = m_strangers[address];
    if (m_inside >= m_limits.connections || strangers >= m_limits.strangersPerAddress)
        return false;
    ++strangers;
    ++m_inside;
    return true;
}

void Doorkeeper::recognise(const std::string &address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_strangers.find(address);
    if (found != m_strangers.end() && --found->second <= 0)
        m_strangers.erase(found);
}

void Doorkeeper::leave(const std::string &address, bool recognised)
{
    if (!recognised)
        recognise(address);
    const std::lock_guard lock(m_mutex);
    --m_inside;
}

} // namespace safelight::service
