// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/house.h"

namespace safelight::service
{

std::string limitKeyOf(const boost::asio::ip::address &address)
{
    if (address.is_v4())
        return address.to_string();
    const boost::asio::ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped())
        return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return boost::asio::ip::address_v6(bytes).to_string() + "/64";
}

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
