// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/service/storage.h"

#include <QMap>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <mutex>

namespace safelight::service
{

/// Long polls of one process: who waits for which space. A waiting request holds a timer and nothing else, no thread.
/// Thread-safe.
class Waiters
{
public:
    /// One waiting request. Register first, look at the store second, sleep third: a move in between is not lost.
    class Entry : public std::enable_shared_from_this<Entry>
    {
    public:
        Entry(boost::asio::any_io_executor executor, QList<SpaceId> spaces);
        /// Until woken, or the deadline. On the entry's executor. True when woken.
        [[nodiscard]] boost::asio::awaitable<bool> sleep(std::chrono::steady_clock::time_point deadline);
        /// From any thread.
        void wake();
        /// What its last look at the store said: there nothing but a control entry can be news to it.
        void setControlOnly(const QList<SpaceId> &spaces);
        /// From any thread.
        [[nodiscard]] bool isConcerned(const SpaceId &space, bool controlMoved) const;

    private:
        boost::asio::any_io_executor m_executor;
        boost::asio::steady_timer m_timer;
        QList<SpaceId> m_spaces;
        bool m_woken = false; ///< on the executor only
        mutable std::mutex m_mutex;
        QList<SpaceId> m_controlOnly;
    };

    [[nodiscard]] std::shared_ptr<Entry> add(boost::asio::any_io_executor executor, const SyncRequest &request);
    /// Heads as a push here left them, or as the once-a-second look at all of them found them (pushes through other
    /// processes). Wakes whom it concerns, once per move: a head that is known already wakes nobody.
    void heads(const QList<SpaceHead> &heads);
    void wakeAll();
    [[nodiscard]] bool isEmpty();

private:
    std::mutex m_mutex;
    std::list<std::weak_ptr<Entry>> m_entries;
    QMap<SpaceId, SpaceHead> m_heads;
};

} // namespace safelight::service
