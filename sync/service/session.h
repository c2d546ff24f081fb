// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>

namespace safelight::service
{

struct House;

/// One connection: handshake, then one request after the other until somebody stops. Lives on its socket's strand.
class Session : public std::enable_shared_from_this<Session>
{
public:
    virtual ~Session() = default;
    /// Serves to the end; never throws.
    [[nodiscard]] virtual boost::asio::awaitable<void> run() = 0;
    /// From any thread: an idle connection closes, a busy one after its answer.
    virtual void stop() = 0;
};

[[nodiscard]] std::shared_ptr<Session> makeSession(House &house, boost::asio::ssl::context &tls,
                                                   boost::asio::ip::tcp::socket socket);

} // namespace safelight::service
