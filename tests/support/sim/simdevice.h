// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "app/store/vaultjournal.h"
#include "sync/engine/engine.h"
#include "sync/engine/schedule.h"
#include "tests/support/manualclock.h"
#include "tests/support/sim/simjournal.h"
#include "tests/support/testorg.h"

namespace safelight::testing
{

/// One device of a simulated world: the real engine over the real vault tables in memory. What a crash leaves is what
/// was committed.
class SimDevice
{
public:
    SimDevice(const TestOrg &org, const DeviceKeys &keys, QString name, std::uint64_t seed, QList<SpaceId> follows,
              QList<SpaceId> reads, Mutation mutation);

    /// fn: Result<T>(WriteTx &, Journal &, Engine &), as in the product. On an error everything is rolled back and
    /// the program starts again.
    template <class F>
    auto write(F fn) -> std::invoke_result_t<F, WriteTx &, Journal &, Engine &>
    {
        using R = std::invoke_result_t<F, WriteTx &, Journal &, Engine &>;
        R result = store->write([&](WriteTx &tx) -> R {
            const std::unique_ptr<Journal> inner = makeJournal(tx, clock);
            SimJournal journal(*inner, faults);
            R done = fn(tx, journal, *engine);
            misbehave(tx);
            if (faults.dead && faults.mutation != Mutation::CursorBeforeApply)
                return Error{ErrorCode::Cancelled, QStringLiteral("the power went")};
            return done;
        });
        if (!result || faults.dead)
            restart();
        return result;
    }
    /// Everything in memory is lost; the program starts and loads.
    void restart();

    QString name;
    const DeviceKeys &keys;
    DeviceId id;
    QList<SpaceId> follows;
    QList<SpaceId> reads; ///< whose content it can open, the organisation left out
    ManualClock clock;
    SeededRandom random;
    JournalFaults faults;
    std::unique_ptr<SyncStore> store;
    std::unique_ptr<Engine> engine;
    SyncSchedule schedule;
    int restarts = 0;

    // the loop around the engine
    std::optional<std::uint64_t> awaiting; ///< number of the exchange under way
    std::uint64_t wake = 0;                ///< only the last planned wake-up counts
    std::int64_t skewMs = 0;               ///< of its wall clock
    bool online = true;
    bool gone = false; ///< in the river

private:
    void misbehave(WriteTx &tx); ///< the planted bugs that need the tables
    void sealAgain(WriteTx &tx);

    const SignPublic m_rootPk;
};

} // namespace safelight::testing
