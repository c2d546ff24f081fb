// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/engine/engine.h"
#include "tests/support/manualclock.h"
#include "tests/support/memoryjournal.h"
#include "tests/support/testservice.h"

namespace safelight::testing
{

/// One device of the test organisation: an engine over a journal in memory, with transactions and crashes.
class EngineDevice
{
public:
    EngineDevice(TestOrg &org, const DeviceKeys &keys, std::uint64_t seed, QList<SpaceId> follows)
        : m_org(org)
        , m_keys(keys)
        , m_random(seed)
    {
        restart();
        for (const SpaceId &space : follows)
            must(engine->follow(journal, space));
    }

    /// Drops everything in memory and loads again, as after a crash or a roll-back.
    void restart()
    {
        engine = std::make_unique<Engine>(m_keys, m_org.root.publicKey(), clock, m_random);
        must(engine->load(journal));
    }
    /// Runs fn in a transaction.
    template <class F>
    auto write(F fn) -> std::invoke_result_t<F>
    {
        const MemoryJournal::State before = journal.state;
        auto result = fn();
        if (!result) {
            journal.state = before;
            restart();
        }
        return result;
    }
    [[nodiscard]] SyncRequest request()
    {
        auto made = engine->nextRequest(journal);
        if (!made)
            qFatal("no request");
        return *made;
    }
    [[nodiscard]] Result<SyncOutcome> absorb(const SyncRequest &asked, const SyncResponse &response)
    {
        return write([&] { return engine->absorb(journal, asked, response); });
    }
    /// One exchange.
    [[nodiscard]] Result<SyncOutcome> sync(TestService &service, std::uint32_t maxBytes = 512 * 1024)
    {
        SyncRequest next = request();
        next.maxBytes = maxBytes;
        auto response = service.sync(m_keys, next);
        if (!response)
            return response.error();
        return absorb(next, *response);
    }
    /// Exchanges until there is nothing left to do. Counts them; negative when it does not end or fails.
    int settle(TestService &service, std::uint32_t maxBytes = 512 * 1024)
    {
        for (int round = 1; round <= 60; ++round) {
            const Result<SyncOutcome> outcome = sync(service, maxBytes);
            if (!outcome) {
                lastError = outcome.error();
                return -2;
            }
            last = *outcome;
            if (!outcome->again)
                return round;
        }
        return -1;
    }
    /// Saves one note.
    [[nodiscard]] Result<Engine::Recorded> note(const SpaceId &space, const QString &text, bool sealed = false)
    {
        return write([&]() -> Result<Engine::Recorded> {
            const ChangeSet change = engine->begin({CreateOp{engine->nextRecord(), 1, {{1, text}}}});
            return engine->record(journal, space, change, sealed);
        });
    }
    /// Texts of every note merged here, sorted.
    [[nodiscard]] QStringList texts() const
    {
        QStringList out;
        for (const auto &[key, proven] : journal.state.changes) {
            for (const Op &op : proven.change.ops) {
                if (const auto *create = std::get_if<CreateOp>(&op))
                    out.append(create->fields.value(1).toString());
            }
        }
        out.sort();
        return out;
    }
    [[nodiscard]] const SpaceCursor &cursor(const SpaceId &space) const { return journal.state.cursors.at(space); }
    [[nodiscard]] DeviceId id() const { return m_keys.publicKeys().id; }
    [[nodiscard]] const DeviceKeys &keys() const { return m_keys; }

    static void must(const Done &result)
    {
        if (!result)
            qFatal("%s", qUtf8Printable(result.error().detail));
    }

    ManualClock clock;
    MemoryJournal journal;
    std::unique_ptr<Engine> engine;
    SyncOutcome last;
    Error lastError;

private:
    TestOrg &m_org;
    const DeviceKeys &m_keys;
    SeededRandom m_random;
};

/// The organisation with its service and the four devices of TestOrg, each following what it belongs to.
struct EngineWorld {
    ManualClock serviceClock;
    TestOrg org;
    TestService service{org, serviceClock};
    EngineDevice admin{org, org.admin, 1, {org.org.id, org.team.id, org.desk.id, org.intake.id, org.hub.id}};
    EngineDevice tablet{org, org.tablet, 2, {org.org.id, org.team.id, org.intake.id}};
    EngineDevice kiosk{org, org.kiosk, 3, {org.org.id, org.desk.id, org.intake.id}};
    EngineDevice champion{org, org.champion, 4, {org.org.id, org.team.id, org.desk.id, org.intake.id, org.hub.id}};

    EngineWorld() { service.bringUp(); }
    [[nodiscard]] bool settleAll()
    {
        for (int round = 0; round < 2; ++round) {
            for (EngineDevice *device : {&admin, &tablet, &kiosk, &champion}) {
                if (device->settle(service) < 0)
                    return false;
            }
        }
        return true;
    }
};

} // namespace safelight::testing
