// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"

#include <QFuture>
#include <QPromise>
#include <functional>
#include <memory>
#include <thread>

namespace safelight
{

/// The one thread that owns the one connection (style.md section 5, reliability.md 3.5). Work is done in order.
/// Reads and writes return at once; their functions run on the store thread, and the futures finish there. After
/// close() every call answers Locked. The queue holds kMaxQueued jobs; above that a call answers ServiceUnavailable,
/// and nothing of it has happened.
class DbThread final
{
public:
    static constexpr std::size_t kMaxQueued = 10'000;

    explicit DbThread(SyncStore store);
    ~DbThread();
    DbThread(const DbThread &) = delete;
    DbThread &operator=(const DbThread &) = delete;

    /// fn: Result<T>(ReadTx &)
    template <class F>
    [[nodiscard]] auto read(F fn) -> QFuture<std::invoke_result_t<F, ReadTx &>>
    {
        using R = std::invoke_result_t<F, ReadTx &>;
        return post<R>([fn = std::move(fn)](SyncStore &store) mutable { return store.read(fn); });
    }

    /// fn: Result<T>(WriteTx &). As SyncStore::write. A value means: durable.
    template <class F>
    [[nodiscard]] auto write(F fn, RoomFor what = RoomFor::Finishing) -> QFuture<std::invoke_result_t<F, WriteTx &>>
    {
        using R = std::invoke_result_t<F, WriteTx &>;
        return post<R>([fn = std::move(fn), what](SyncStore &store) mutable { return store.write(fn, what); });
    }

    /// fn: Result<T>(SyncStore &), for what is no transaction or looks at how one ended.
    template <class F>
    [[nodiscard]] auto work(F fn) -> QFuture<std::invoke_result_t<F, SyncStore &>>
    {
        return post<std::invoke_result_t<F, SyncStore &>>(std::move(fn));
    }

    /// Finishes what is queued, closes the connection (keys wiped) and ends the thread. Idempotent.
    void close();

private:
    enum class Queued : quint8 { Yes, Full, Closed };

    template <class R, class F>
    QFuture<R> post(F work)
    {
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        const auto finish = [promise](R result) {
            promise->addResult(std::move(result));
            promise->finish();
        };
        // std::function copies what it holds, so work that can only be moved is shared.
        auto shared = std::make_shared<F>(std::move(work));
        switch (enqueue([finish, shared](SyncStore &store) { finish((*shared)(store)); })) {
        case Queued::Yes: break;
        case Queued::Full: finish(R(Error{ErrorCode::ServiceUnavailable, {}})); break;
        case Queued::Closed: finish(R(Error{ErrorCode::Locked, {}})); break;
        }
        return future;
    }
    [[nodiscard]] Queued enqueue(std::function<void(SyncStore &)> job);
    void run(SyncStore store);

    struct Queue;
    std::unique_ptr<Queue> m_queue;
    std::thread m_thread;
};

} // namespace safelight
