// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/session.h"

#include "sync/service/house.h"
#include "sync/service/problem.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>

namespace safelight::service
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using ErrorOf = boost::system::error_code;

namespace
{

constexpr std::size_t kFirstRead = 4096;
constexpr std::size_t kMaxDrain = std::size_t{4} * 1024 * 1024;
constexpr std::chrono::seconds kDrain{2};
constexpr std::chrono::milliseconds kGoodbye{200};
constexpr std::size_t kRecordHeader = 5;
constexpr std::size_t kMaxRecord = std::size_t{16} * 1024;
constexpr unsigned char kHandshakeRecord = 22;
constexpr int kBusySeconds = 5;
constexpr int kEndTries = 10; ///< of a poll whose answer finds the pool full, a moment apart
constexpr std::chrono::milliseconds kLongestMoment{999};

/// Errors come back as values.
auto redirect(ErrorOf &error) { return asio::redirect_error(asio::use_awaitable, error); }

QByteArray bytesOfView(beast::string_view view) { return {view.data(), qsizetype(view.size())}; }

class TlsSession final : public Session
{
public:
    TlsSession(House &house, asio::ssl::context &tls, asio::ip::tcp::socket socket)
        : m_house(house)
        , m_tls(tls)
        , m_newcomer(std::move(socket))
    {
        ErrorOf error;
        const auto peer = m_newcomer.remote_endpoint(error);
        m_address = error ? std::string() : limitKeyOf(peer.address());
    }

    asio::awaitable<void> run() override
    {
        if (!m_house.doorkeeper.admit(m_address))
            co_return;
        try {
            co_await converse();
        } catch (const std::exception &) {
            // Out of memory for one connection: that connection ends, the others do not.
        }
        m_house.doorkeeper.leave(m_address, m_signedIn);
    }

    void stop() override
    {
        asio::post(m_executor, [self = shared_from_this(), this] {
            ErrorOf ignored;
            if (m_idle && m_stream)
                beast::get_lowest_layer(*m_stream).cancel();
            else if (m_idle)
                m_newcomer.cancel(ignored);
        });
    }

private:
    using Parser = http::request_parser<http::string_body>;

    using Instant = std::chrono::steady_clock::time_point;

    void setDeadline(std::chrono::milliseconds after) { beast::get_lowest_layer(*m_stream).expires_after(after); }

    asio::awaitable<void> converse()
    {
        const Instant deadline = std::chrono::steady_clock::now() + m_house.limits.handshakeDeadline;
        if (!co_await firstRecord(deadline) || !co_await handshake(deadline))
            co_return;
        ErrorOf error;
        bool open = true;
        while (open && !m_house.stopping)
            open = co_await exchange();
        if (m_refused)
            co_return;
        // A clean end, so that the other side can tell it from a cut. It need not agree.
        setDeadline(kGoodbye);
        co_await m_stream->async_shutdown(redirect(error));
    }

    /// Waits for the first TLS record as a whole, in the system's memory: who connects and says nothing, or less than
    /// that, costs us a few KB and not a TLS stream.
    asio::awaitable<bool> firstRecord(Instant deadline)
    {
        asio::steady_timer limit(m_executor, deadline);
        limit.async_wait([self = weak_from_this(), this](ErrorOf error) {
            ErrorOf ignored;
            const auto alive = self.lock();
            if (alive && !error && !m_stream)
                m_newcomer.cancel(ignored);
        });
        ErrorOf error;
        m_newcomer.non_blocking(true, error);
        std::size_t wanted = kRecordHeader;
        for (;;) {
            m_newcomer.set_option(asio::socket_base::receive_low_watermark(int(wanted)), error);
            m_idle = true;
            co_await m_newcomer.async_wait(asio::ip::tcp::socket::wait_read, redirect(error));
            m_idle = false;
            if (error || m_house.stopping || std::chrono::steady_clock::now() >= deadline)
                co_return false;
            std::array<unsigned char, kRecordHeader> header{};
            const std::size_t present = m_newcomer.available(error);
            if (error || present < wanted) // awake with less than was asked for: the other side is gone
                co_return false;
            m_newcomer.receive(asio::buffer(header), asio::socket_base::message_peek, error);
            if (error)
                co_return false;
            const std::size_t whole = kRecordHeader + header[3] * std::size_t(256) + header[4];
            if (present >= whole || header[0] != kHandshakeRecord || whole > kMaxRecord) // wrong ones hear it from TLS
                break;
            wanted = whole;
        }
        m_newcomer.set_option(asio::socket_base::receive_low_watermark(1), error);
        co_return !error;
    }

    /// So many at a time; who finds no place comes again in a moment of its own.
    asio::awaitable<bool> handshake(Instant deadline)
    {
        ErrorOf error;
        asio::steady_timer pause(m_executor);
        while (m_house.handshakes.fetch_add(1) >= m_house.limits.handshakes) {
            m_house.handshakes.fetch_sub(1);
            pause.expires_at(momentFromNow());
            co_await pause.async_wait(redirect(error));
            if (m_house.stopping || std::chrono::steady_clock::now() >= deadline)
                co_return false;
        }
        const std::shared_ptr<void> place(nullptr, [this](void *) { m_house.handshakes.fetch_sub(1); });
        m_stream.emplace(std::move(m_newcomer), m_tls);
        beast::get_lowest_layer(*m_stream).expires_at(deadline);
        co_await m_stream->async_handshake(asio::ssl::stream_base::server, redirect(error));
        co_return !error;
    }

    /// One request and its answer. False when the connection is to end.
    asio::awaitable<bool> exchange()
    {
        if (!co_await firstBytes())
            co_return false;
        setDeadline(m_house.limits.headerDeadline);
        Parser parser;
        parser.header_limit(m_house.limits.headerBytes);
        parser.body_limit(m_house.limits.bodyBytes);
        ErrorOf error;
        if (const ErrorOf fault = co_await wholeHeader())
            co_return co_await refuse(fault);
        co_await http::async_read_header(*m_stream, m_buffer, parser, redirect(error));
        if (error)
            co_return co_await refuse(error);
        if (const int status = headerFault(parser.get(), parser.content_length().value_or(0)))
            co_return co_await refuseWith(httpProblem(status));
        if (parser.get()[http::field::expect] == "100-continue")
            co_await http::async_write(*m_stream, m_continue, redirect(error));
        setDeadline(m_house.limits.bodyDeadline);
        if (!error && !parser.is_done())
            co_await http::async_read(*m_stream, m_buffer, parser, redirect(error));
        if (error)
            co_return co_await refuse(error);

        const bool keepAlive = parser.keep_alive();
        beast::get_lowest_layer(*m_stream).expires_never(); // the store's time is not the client's fault
        m_asksHead = parser.get().method() == http::verb::head;
        const HttpAnswer answer = co_await answerTo(askOf(parser.release()));
        if (answer.signedIn && !m_signedIn) {
            m_signedIn = true;
            m_house.doorkeeper.recognise(m_address);
        }
        co_return co_await send(answer, keepAlive && !m_house.stopping);
    }

    /// Waits between requests: the only time a connection may rest.
    asio::awaitable<bool> firstBytes()
    {
        if (m_buffer.size() > 0)
            co_return true;
        ErrorOf error;
        m_idle = true;
        setDeadline(m_house.limits.keepAlive);
        const std::size_t count = co_await m_stream->async_read_some(m_buffer.prepare(kFirstRead), redirect(error));
        m_idle = false;
        m_buffer.commit(count);
        co_return !error;
    }

    /// Reads until the header has come whole. bad_obs_fold when a line of it continues the one before (RFC 9112 section
    /// 5.2): the parser would mend that silently. What else is wrong is the parser's to find.
    asio::awaitable<ErrorOf> wholeHeader()
    {
        ErrorOf error;
        while (!error) {
            const beast::string_view seen(static_cast<const char *>(m_buffer.data().data()), m_buffer.size());
            const std::size_t end = seen.find("\r\n\r\n");
            const beast::string_view header = seen.substr(0, end);
            if (header.find("\r\n ") != header.npos || header.find("\r\n\t") != header.npos)
                co_return http::error::bad_obs_fold;
            if (end != seen.npos || seen.size() > m_house.limits.headerBytes)
                break;
            const std::size_t count = co_await m_stream->async_read_some(m_buffer.prepare(kFirstRead), redirect(error));
            m_buffer.commit(count);
        }
        co_return error;
    }

    /// The status that refuses a header, or 0. A body has a length, said once, or there is none; what a stranger may
    /// make us hold is a small message.
    int headerFault(const http::request<http::string_body> &request, std::uint64_t bodyBytes) const
    {
        if (std::distance(request.begin(), request.end()) > m_house.limits.headerFields)
            return 431;
        if (request.version() != 11)
            return 400;
        if (request.count(http::field::host) != 1 || request.count(http::field::content_length) > 1)
            return 400;
        const beast::string_view length = request[http::field::content_length];
        if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return 400; // a list, say, which the parser takes when it says the same twice
        if (request.count(http::field::transfer_encoding) > 0)
            return request.count(http::field::content_length) > 0 ? 400 : 411;
        if (request.method() == http::verb::post && request.count(http::field::content_length) == 0)
            return 411;
        if (bodyBytes > m_house.limits.strangerBodyBytes && !m_house.routes.mayBeLarge(headOf(request)))
            return 413;
        return 0;
    }

    HttpAsk headOf(const http::request<http::string_body> &request) const
    {
        HttpAsk ask;
        ask.method = bytesOfView(request.method_string());
        ask.target = bytesOfView(request.target());
        ask.contentType = bytesOfView(request[http::field::content_type]).split(';').first().trimmed().toLower();
        ask.authorization = bytesOfView(request[http::field::authorization]);
        ask.address = QByteArray::fromStdString(m_address);
        return ask;
    }

    HttpAsk askOf(const http::request<http::string_body> &request) const
    {
        HttpAsk ask = headOf(request);
        ask.body = QByteArray::fromStdString(request.body());
        return ask;
    }

    asio::awaitable<HttpAnswer> answerTo(HttpAsk ask)
    {
        auto begun = co_await onPool(m_house, [&] { return m_house.routes.begin(ask); });
        if (!begun)
            co_return comeAgain(ErrorCode::ServiceUnavailable, kBusySeconds);
        if (HttpAnswer *answer = std::get_if<HttpAnswer>(&*begun))
            co_return std::move(*answer);
        const Routes::Poll poll = std::get<Routes::Poll>(std::move(*begun));
        co_return co_await waitFor(poll);
    }

    /// Sleeps until there is news, the time is over, the other side says anything (also goodbye), or we stop; then
    /// answers. One push may wake thousands: who finds the pool full sleeps on for a moment of its own.
    asio::awaitable<HttpAnswer> waitFor(const Routes::Poll &poll)
    {
        const auto deadline = std::chrono::steady_clock::now() + poll.wait;
        const std::shared_ptr<Waiters::Entry> entry = m_house.waiters.add(m_executor, poll.request);
        auto &socket = beast::get_lowest_layer(*m_stream).socket();
        const auto spoken = std::make_shared<bool>(false);
        socket.async_wait(asio::ip::tcp::socket::wait_read, [entry, spoken](ErrorOf error) {
            if (error != asio::error::operation_aborted) {
                *spoken = true;
                entry->wake();
            }
        });
        while (!*spoken && !m_house.stopping) {
            const auto news = co_await onPool(m_house, [&] { return m_house.routes.news(poll); });
            if (news && news->any)
                break;
            if (news)
                entry->setControlOnly(news->controlOnly);
            const bool woken = co_await entry->sleep(news ? deadline : std::min(deadline, momentFromNow()));
            if (!woken && std::chrono::steady_clock::now() >= deadline)
                break;
        }
        auto answer = co_await onPool(m_house, [&] { return m_house.routes.end(poll); });
        for (int left = kEndTries; !answer && left > 0 && !*spoken && !m_house.stopping; --left) {
            (void)co_await entry->sleep(momentFromNow());
            answer = co_await onPool(m_house, [&] { return m_house.routes.end(poll); });
        }
        if (!*spoken) {
            ErrorOf ignored;
            socket.cancel(ignored);
        }
        co_return answer ? std::move(*answer) : comeAgain(ErrorCode::ServiceUnavailable, kBusySeconds);
    }

    /// Up to a second, drawn anew for each: a crowd that was turned away together must not come back together.
    std::chrono::steady_clock::time_point momentFromNow() const
    {
        return std::chrono::steady_clock::now() +
               std::chrono::milliseconds(1 + m_house.random.below(std::uint64_t(kLongestMoment.count())));
    }

    asio::awaitable<bool> send(const HttpAnswer &answer, bool keepAlive)
    {
        http::response<http::span_body<const char>> response(http::int_to_status(unsigned(answer.status)), 11);
        response.body() = {answer.body.constData(), std::size_t(answer.body.size())};
        response.set(http::field::cache_control, "no-store");
        if (!answer.contentType.isEmpty())
            response.set(http::field::content_type, answer.contentType.toStdString());
        for (const auto &[name, value] : answer.headers)
            response.set(name.toStdString(), value.toStdString());
        response.keep_alive(keepAlive);
        if (answer.status != 204)
            response.content_length(std::uint64_t(answer.body.size()));
        ErrorOf error;
        setDeadline(m_house.limits.writeDeadline);
        http::response_serializer<http::span_body<const char>> serializer(response);
        if (std::exchange(m_asksHead, false)) // an answer to HEAD is the header that GET would get, and no body
            co_await http::async_write_header(*m_stream, serializer, redirect(error));
        else
            co_await http::async_write(*m_stream, serializer, redirect(error));
        co_return !error && keepAlive;
    }

    /// What Beast found wrong, in HTTP's numbers; a connection that is gone or too slow just ends.
    asio::awaitable<bool> refuse(ErrorOf error)
    {
        if (error == http::error::end_of_stream ||
            error.category() != make_error_code(http::error::bad_method).category())
            co_return false;
        if (error == http::error::body_limit)
            co_return co_await refuseWith(httpProblem(413));
        if (error == http::error::header_limit || error == http::error::buffer_overflow)
            co_return co_await refuseWith(httpProblem(431));
        if (error == http::error::partial_message)
            co_return false;
        co_return co_await refuseWith(httpProblem(400));
    }

    /// Answers, then reads away what is still coming for a moment: an end or a reset while the other side still sends
    /// would take the answer with it.
    asio::awaitable<bool> refuseWith(HttpAnswer answer)
    {
        m_refused = true;
        co_await send(answer, false);
        ErrorOf error;
        setDeadline(kDrain);
        std::array<char, kMaxRecord> away{};
        for (std::size_t total = 0; !error && total < kMaxDrain;)
            total += co_await m_stream->async_read_some(asio::buffer(away), redirect(error));
        co_return false;
    }

    House &m_house;
    asio::ssl::context &m_tls;
    asio::ip::tcp::socket m_newcomer; ///< until TLS begins; then m_stream has it
    asio::any_io_executor m_executor = m_newcomer.get_executor();
    std::optional<beast::ssl_stream<beast::tcp_stream>> m_stream;
    beast::flat_buffer m_buffer;
    http::response<http::empty_body> m_continue{http::status::continue_, 11};
    std::string m_address;
    bool m_signedIn = false;
    bool m_idle = false;
    bool m_asksHead = false; ///< the request being answered is a HEAD
    bool m_refused = false;  ///< the last answer ended the connection early
};

} // namespace

std::shared_ptr<Session> makeSession(House &house, asio::ssl::context &tls, asio::ip::tcp::socket socket)
{
    return std::make_shared<TlsSession>(house, tls, std::move(socket));
}

} // namespace safelight::service
