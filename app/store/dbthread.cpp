// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/dbthread.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace safelight
{

struct DbThread::Queue {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<void(SyncStore &)>> jobs;
    bool closing = false;
};

DbThread::DbThread(SyncStore store)
    : m_queue(std::make_unique<Queue>())
{
    m_thread = std::thread([this, store = std::move(store)]() mutable { run(std::move(store)); });
}

DbThread::~DbThread() { close(); }

void DbThread::close()
{
    {
        const std::scoped_lock lock(m_queue->mutex);
        m_queue->closing = true;
    }
    m_queue->changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

DbThread::Queued DbThread::enqueue(std::function<void(SyncStore &)> job)
{
    {
        const std::scoped_lock lock(m_queue->mutex);
        if (m_queue->closing)
            return Queued::Closed;
        if (m_queue->jobs.size() >= kMaxQueued)
            return Queued::Full;
        m_queue->jobs.push_back(std::move(job));
    }
    m_queue->changed.notify_one();
    return Queued::Yes;
}

void DbThread::run(SyncStore store) // closed on this thread, when the loop ends
{
    while (true) {
        std::function<void(SyncStore &)> job;
        {
            std::unique_lock lock(m_queue->mutex);
            m_queue->changed.wait(lock, [this] { return m_queue->closing || !m_queue->jobs.empty(); });
            if (m_queue->jobs.empty())
                return;
            job = std::move(m_queue->jobs.front());
            m_queue->jobs.pop_front();
        }
        job(store);
    }
}

} // namespace safelight
