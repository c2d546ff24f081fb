// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/database.h"
#include "app/store/reserve.h"

#include <functional>
#include <optional>
#include <type_traits>

namespace safelight
{

/// Proof that the caller is inside a read on the store's thread. Queries take ReadTx &, so they cannot write by
/// accident.
class ReadTx
{
public:
    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] SQLite::Database &db() { return m_database.sqlite(); }

    ReadTx(const ReadTx &) = delete;
    ReadTx &operator=(const ReadTx &) = delete;

protected:
    friend class SyncStore;
    explicit ReadTx(Database &database)
        : m_database(database)
    {
    }
    Database &m_database;
};

/// Proof that the caller is inside a write transaction on the store's thread.
class WriteTx final : public ReadTx
{
public:
    /// How many transactions this connection has committed so far: what was remembered at number n is still true when
    /// the next transaction sees n.
    [[nodiscard]] std::uint64_t committed() const { return m_committed; }

private:
    friend class SyncStore;
    WriteTx(Database &database, std::uint64_t committed)
        : ReadTx(database)
        , m_committed(committed)
    {
    }
    std::uint64_t m_committed;
};

/// Opens one database again on a new connection; holds its key in guarded memory for that.
using Reopen = std::function<Result<Database>()>;
[[nodiscard]] Reopen reopener(const QString &path, const DataKey &key);

/// Transactions over one connection, on the caller's thread. DbThread runs one on a thread of its own; the simulator
/// and the tests use it as it is.
class SyncStore final
{
public:
    /// Without a reopen a store that broke stays broken; without a reserve a full disk is final.
    explicit SyncStore(Database database, Reopen reopen = {}, std::shared_ptr<Reserve> reserve = {});
    /// An empty vault without files and without a key: for the simulator and tests.
    [[nodiscard]] static Result<std::unique_ptr<SyncStore>> inMemory();

    /// fn: Result<T>(ReadTx &)
    template <class F>
    [[nodiscard]] auto read(F fn) -> std::invoke_result_t<F, ReadTx &>
    {
        if (Done mended = mend(); !mended)
            return mended.error();
        ReadTx tx(*m_database);
        return caught([&] { return fn(tx); });
    }

    /// fn: Result<T>(WriteTx &). Commits on a value, rolls back on an Error; the library's exceptions become Errors
    /// (DiskFull, DiskFault, Damaged). A value means: durable. After an input or output fault while writing (a failed
    /// fsync above all) the connection is not believed any more: the next call closes it, opens the database again and
    /// goes on only when the disk has taken everything (reliability.md 3.5); until then calls answer DiskFault. On a
    /// full disk the reserve is given away and fn run once more from the start; what only fetches does not get it.
    template <class F>
    [[nodiscard]] auto write(F fn, RoomFor what = RoomFor::Finishing) -> std::invoke_result_t<F, WriteTx &>
    {
        if (what == RoomFor::Fetching && m_reserve && m_reserve->isSpent())
            return ErrorCode::DiskFull;
        auto result = attempt(fn);
        if (!result && result.error().code == ErrorCode::DiskFull && what == RoomFor::Finishing && m_reserve &&
            m_reserve->release())
            return attempt(fn);
        return result;
    }

    /// Moves everything committed into the main file and empties the log, and with it what was deleted.
    [[nodiscard]] Done checkpoint();

private:
    template <class F>
    [[nodiscard]] auto attempt(F &fn) -> std::invoke_result_t<F &, WriteTx &>
    {
        if (Done begun = begin(); !begun)
            return begun.error();
        WriteTx tx(*m_database, m_committed);
        auto result = caught([&] { return fn(tx); });
        if (!result) {
            rollback(result.error());
            return result;
        }
        if (Done ended = commit(); !ended)
            return ended.error();
        return result;
    }

    /// A broken store is opened again first.
    [[nodiscard]] Done mend();
    [[nodiscard]] Done begin();
    [[nodiscard]] Done commit();
    void rollback(const Error &why);

    std::optional<Database> m_database; ///< none while a broken store could not be opened again
    Reopen m_reopen;
    std::shared_ptr<Reserve> m_reserve;
    std::uint64_t m_committed = 0;
    bool m_broken = false;
};

} // namespace safelight
