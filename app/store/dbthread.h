// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/database.h"

#include <QFuture>
#include <QPromise>
#include <functional>
#include <memory>
#include <thread>

namespace safelight
{

/// Proof that the caller is inside a read on the store thread. Queries take ReadTx &, so they cannot write by accident.
class ReadTx
{
public:
    [[nodiscard]] SQLite::Database &db() { return m_db; }

protected:
    friend class DbThread;
    explicit ReadTx(SQLite::Database &db) : m_db(db) {}
    SQLite::Database &m_db;
};
/// Proof that the caller is inside a write transaction on the store thread.
class WriteTx final : public ReadTx
{
    friend class DbThread;
    explicit WriteTx(SQLite::Database &db) : ReadTx(db) {}
};

/// The one thread that owns the one connection (style.md section 5, reliability.md 3.5). Work is done in order.
/// Reads and writes return at once; their functions run on the store thread. After close() every call answers Locked.
class DbThread final
{
public:
    explicit DbThread(Database database);
    ~DbThread();

    /// fn: Result<T>(ReadTx &)
    template <class F>
    [[nodiscard]] auto read(F fn) -> QFuture<std::invoke_result_t<F, ReadTx &>>
    {
        using R = std::invoke_result_t<F, ReadTx &>;
        return post<R>([fn = std::move(fn)](DbThread &self) mutable -> R {
            return self.template guarded<R>([&] {
                ReadTx tx(self.m_database->sqlite());
                return fn(tx);
            });
        });
    }

    /// fn: Result<T>(WriteTx &). Commits on a value, rolls back on an Error; SQLite's own exceptions become Errors
    /// (DiskFull, DiskFault, Damaged). A value means: durable.
    template <class F>
    [[nodiscard]] auto write(F fn) -> QFuture<std::invoke_result_t<F, WriteTx &>>
    {
        using R = std::invoke_result_t<F, WriteTx &>;
        return post<R>([fn = std::move(fn)](DbThread &self) mutable -> R {
            return self.template guarded<R>([&]() -> R {
                if (Done begun = self.begin(); !begun)
                    return begun.error();
                WriteTx tx(self.m_database->sqlite());
                R result = self.template guarded<R>([&] { return fn(tx); });
                if (!result) {
                    self.rollback();
                    return result;
                }
                if (Done committed = self.commit(); !committed)
                    return committed.error();
                return result;
            });
        });
    }

    /// Finishes what is queued, closes the connection (keys wiped) and ends the thread. Idempotent.
    void close();

private:
    template <class R, class F>
    QFuture<R> post(F work)
    {
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        const bool queued = enqueue([this, promise, work = std::move(work)](bool open) mutable {
            promise->addResult(open ? work(*this) : R(Error{ErrorCode::Locked, {}}));
            promise->finish();
        });
        if (!queued) {
            promise->addResult(R(Error{ErrorCode::Locked, {}}));
            promise->finish();
        }
        return future;
    }
    template <class R, class F>
    R guarded(F work)
    {
        try {
            return work();
        } catch (const std::exception &e) {
            return errorFrom(e);
        }
    }
    [[nodiscard]] bool enqueue(std::function<void(bool open)> job);
    [[nodiscard]] Done begin();
    [[nodiscard]] Done commit();
    void rollback();
    [[nodiscard]] static Error errorFrom(const std::exception &e);

    struct Queue;
    std::unique_ptr<Queue> m_queue;
    std::unique_ptr<Database> m_database;
    std::thread m_thread;
};

} // namespace safelight
