// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/httpserver.h"

#include "sync/service/house.h"
#include "sync/service/session.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <openssl/ssl.h>
#include <thread>
#include <unordered_map>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace asio = boost::asio;
using ErrorOf = boost::system::error_code;

namespace
{

constexpr int kCrowd = 256;

Result<std::monostate> prepare(asio::ssl::context &tls, const ServerConfig &config)
{
    SSL_CTX *ctx = tls.native_handle();
    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS); // idle connections are the many
    SSL_CTX_set_num_tickets(ctx, 1);
    ErrorOf error;
    tls.use_certificate_chain(
        asio::buffer(config.certificatePem.constData(), std::size_t(config.certificatePem.size())), error);
    if (error)
        return Error{ErrorCode::Damaged, u"certificate"_s};
    tls.use_private_key(asio::buffer(config.keyPem.constData(), std::size_t(config.keyPem.size())),
                        asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(ctx) != 1)
        return Error{ErrorCode::Damaged, u"private key"_s};
    return done();
}

Error listenError(const ErrorOf &error)
{
    if (error == asio::error::address_in_use)
        return {ErrorCode::InUse, u"port"_s};
    if (error == asio::error::access_denied)
        return {ErrorCode::Forbidden, u"port"_s};
    return {ErrorCode::Malformed, u"address (%1)"_s.arg(error.value())};
}

} // namespace

struct HttpServer::Private {
    Private(const ServerConfig &wanted, Clock &givenClock, Random &givenRandom)
        : config(wanted)
        , clock(givenClock)
        , random(givenRandom)
        , context(int(wanted.socketThreads))
        , acceptor(context)
        , headTimer(context)
    {
    }

    [[nodiscard]] Done listen();
    asio::awaitable<void> accept();
    asio::awaitable<void> pollHeads();
    asio::awaitable<void> giveBackMemory();
    void stopSessions();

    ServerConfig config;
    Clock &clock;
    Random &random;
    asio::io_context context;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    asio::ip::tcp::acceptor acceptor;
    asio::steady_timer headTimer;
    std::optional<House> house;
    std::vector<std::thread> threads;
    std::mutex sessionsMutex;
    std::condition_variable sessionsGone;
    std::unordered_map<Session *, std::weak_ptr<Session>> sessions;
    std::atomic<int> ended = 0; ///< connections, since memory was last given back
    quint16 port = 0;
};

Done HttpServer::Private::listen()
{
    ErrorOf error;
    const auto address = asio::ip::make_address(config.address.toStdString(), error);
    if (error)
        return Error{ErrorCode::Malformed, u"address"_s};
    const asio::ip::tcp::endpoint endpoint(address, config.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return listenError(error);
    port = acceptor.local_endpoint().port();
    return done();
}

asio::awaitable<void> HttpServer::Private::accept()
{
    while (!house->stopping) {
        ErrorOf error;
        asio::ip::tcp::socket socket = co_await acceptor.async_accept(asio::make_strand(context),
                                                                      asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || !acceptor.is_open())
            co_return;
        if (error) {
            // Out of descriptors: others must leave first. Anything else concerns that one newcomer only.
            asio::steady_timer pause(context, std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        ErrorOf ignored;
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        const auto executor = socket.get_executor();
        const std::shared_ptr<Session> session = makeSession(*house, tls, std::move(socket));
        {
            const std::lock_guard lock(sessionsMutex);
            sessions.emplace(session.get(), session);
        }
        asio::co_spawn(executor, session->run(), [this, session](const std::exception_ptr &) {
            const std::lock_guard lock(sessionsMutex);
            sessions.erase(session.get());
            ++ended;
            sessionsGone.notify_all();
        });
    }
}

asio::awaitable<void> HttpServer::Private::pollHeads()
{
    while (!house->stopping) {
        ErrorOf ignored;
        headTimer.expires_after(config.limits.headPoll);
        co_await headTimer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (house->stopping)
            continue;
        co_await giveBackMemory();
        if (house->waiters.isEmpty())
            continue;
        const auto heads = co_await onPool(*house, [this] { return house->routes.core().heads(); });
        if (heads && *heads)
            house->waiters.heads(**heads);
    }
}

/// After a crowd has left: its memory lies in pieces between what is still used, where malloc alone keeps it.
asio::awaitable<void> HttpServer::Private::giveBackMemory()
{
#ifdef __GLIBC__
    if (ended < kCrowd)
        co_return;
    if (co_await onPool(*house, [] { return malloc_trim(0); }))
        ended = 0;
#else
    co_return;
#endif
}

void HttpServer::Private::stopSessions()
{
    std::unique_lock lock(sessionsMutex);
    for (const auto &[key, weak] : sessions) {
        if (const std::shared_ptr<Session> session = weak.lock())
            session->stop();
    }
    house->waiters.wakeAll();
    sessionsGone.wait_for(lock, config.limits.stopGrace, [this] { return sessions.empty(); });
}

HttpServer::HttpServer(std::unique_ptr<Private> wanted)
    : d(std::move(wanted))
{
}

// NOLINTNEXTLINE(bugprone-exception-escape): a server whose threads cannot be joined ends the program, loudly
HttpServer::~HttpServer() { stop(); }

Result<std::unique_ptr<HttpServer>> HttpServer::bind(const ServerConfig &config, Clock &clock, Random &random)
{
    auto d = std::make_unique<Private>(config, clock, random);
    if (Done prepared = prepare(d->tls, config); !prepared)
        return prepared.error();
    if (Done listening = d->listen(); !listening)
        return listening.error();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(d)));
}

quint16 HttpServer::port() const { return d->port; }

void HttpServer::start(Core &core)
{
    d->house.emplace(core, d->clock, d->random, d->config.limits, d->config.workers);
    core.onMoved([this](const QList<SpaceHead> &heads) { d->house->waiters.heads(heads); });
    asio::co_spawn(d->context, d->accept(), asio::detached);
    asio::co_spawn(d->context, d->pollHeads(), asio::detached);
    for (unsigned i = 0; i < d->config.socketThreads; ++i)
        d->threads.emplace_back([this] { d->context.run(); });
}

void HttpServer::stop()
{
    if (!d->house)
        return;
    d->house->stopping = true;
    asio::post(d->context, [this] {
        ErrorOf ignored;
        d->acceptor.close(ignored);
        d->headTimer.cancel();
    });
    d->stopSessions();
    d->house->pool.join();
    d->context.stop();
    for (std::thread &thread : d->threads)
        thread.join();
    d->threads.clear();
    d->house->routes.core().onMoved({});
    d->house.reset();
}

} // namespace safelight::service
