// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/waiters.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace safelight::service
{

namespace asio = boost::asio;

Waiters::Entry::Entry(asio::any_io_executor executor, QList<SpaceId> spaces)
    : m_executor(std::move(executor))
    , m_timer(m_executor)
    , m_spaces(std::move(spaces))
{
}

asio::awaitable<bool> Waiters::Entry::sleep(std::chrono::steady_clock::time_point deadline)
{
    if (!m_woken) {
        boost::system::error_code ignored; // operation_aborted is how waking looks
        m_timer.expires_at(deadline);
        co_await m_timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    const bool woken = m_woken;
    m_woken = false;
    co_return woken;
}

void Waiters::Entry::wake()
{
    asio::post(m_executor, [self = shared_from_this()] {
        self->m_woken = true;
        self->m_timer.cancel();
    });
}

void Waiters::Entry::setControlOnly(const QList<SpaceId> &spaces)
{
    const std::lock_guard lock(m_mutex);
    m_controlOnly = spaces;
}

bool Waiters::Entry::isConcerned(const SpaceId &space, bool controlMoved) const
{
    if (!m_spaces.contains(space))
        return false;
    const std::lock_guard lock(m_mutex);
    return controlMoved || !m_controlOnly.contains(space);
}

std::shared_ptr<Waiters::Entry> Waiters::add(asio::any_io_executor executor, const SyncRequest &request)
{
    QList<SpaceId> spaces;
    for (const Ask &ask : request.asks)
        spaces.append(ask.space);
    auto entry = std::make_shared<Entry>(std::move(executor), std::move(spaces));
    const std::lock_guard lock(m_mutex);
    m_entries.push_back(entry);
    return entry;
}

void Waiters::heads(const QList<SpaceHead> &heads)
{
    const std::lock_guard lock(m_mutex);
    QMap<SpaceId, bool> risen; // and whether a control entry is among it
    for (const SpaceHead &head : heads) {
        SpaceHead &known = m_heads[head.space];
        if (head.seq <= known.seq)
            continue; // seen, or a look that a push has overtaken
        risen.insert(head.space, head.controlHash != known.controlHash);
        known = head;
    }
    if (risen.isEmpty())
        return;
    std::erase_if(m_entries, [&](const std::weak_ptr<Entry> &waiting) {
        const std::shared_ptr<Entry> entry = waiting.lock();
        if (!entry)
            return true;
        for (auto it = risen.cbegin(); it != risen.cend(); ++it) {
            if (entry->isConcerned(it.key(), it.value())) {
                entry->wake();
                break;
            }
        }
        return false;
    });
}

void Waiters::wakeAll()
{
    const std::lock_guard lock(m_mutex);
    for (const std::weak_ptr<Entry> &waiting : m_entries) {
        if (const std::shared_ptr<Entry> entry = waiting.lock())
            entry->wake();
    }
}

bool Waiters::isEmpty()
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_entries, [](const std::weak_ptr<Entry> &waiting) { return waiting.expired(); });
    return m_entries.empty();
}

} // namespace safelight::service
