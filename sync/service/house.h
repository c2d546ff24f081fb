// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/random.h"
#include "sync/service/limits.h"
#include "sync/service/routes.h"
#include "sync/service/waiters.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>

namespace safelight::service
{

/// What limits per address count by: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber gets.
[[nodiscard]] std::string limitKeyOf(const boost::asio::ip::address &address);

/// Counts open connections, in all and of strangers per address. Thread-safe.
class Doorkeeper
{
public:
    explicit Doorkeeper(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// False when there is no room: the connection is to be closed unheard.
    [[nodiscard]] bool admit(const std::string &address);
    /// The connection signed in: it does not count as a stranger's any more.
    void recognise(const std::string &address);
    void leave(const std::string &address, bool recognised);

private:
    const Limits &m_limits;
    std::mutex m_mutex;
    std::atomic<int> m_inside = 0;
    std::map<std::string, int> m_strangers;
};

/// What all sessions of one server share.
struct House {
    House(Core &core, Clock &clock, Random &chance, const Limits &wanted, unsigned workers)
        : limits(wanted)
        , random(chance)
        , routes(core, clock, limits)
        , doorkeeper(limits)
        , pool(workers)
    {
    }

    Limits limits;
    Random &random;
    Routes routes;
    Waiters waiters;
    Doorkeeper doorkeeper;
    boost::asio::thread_pool pool; ///< the store blocks: never on the threads that serve sockets
    std::atomic<int> jobs = 0;
    std::atomic<int> handshakes = 0; ///< TLS handshakes in progress
    std::atomic<bool> stopping = false;
};

/// Runs work, which may block, on the pool; nothing when too much waits there already.
template <class F>
boost::asio::awaitable<std::optional<std::invoke_result_t<F>>> onPool(House &house, F work)
{
    std::optional<std::invoke_result_t<F>> result;
    if (house.jobs.fetch_add(1) < house.limits.jobs) {
        co_await boost::asio::co_spawn(
            house.pool,
            [&result, &work]() -> boost::asio::awaitable<void> {
                result.emplace(work());
                co_return;
            },
            boost::asio::use_awaitable);
    }
    house.jobs.fetch_sub(1);
    co_return result;
}

} // namespace safelight::service
