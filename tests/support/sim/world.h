// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sim/simdevice.h"
#include "tests/support/sim/simservice.h"

#include <functional>
#include <queue>

namespace safelight::testing
{

/// What a world may be like. A seed switches each kind of fault on or off for itself (swarm testing).
struct WorldOptions {
    Mutation mutation = Mutation::None;
    bool clockJumps = true;
    int actions = 24;
};

/// A council in miniature on virtual time: tablet, kiosk, champion and administrator over the real engine and vault
/// tables, the real service, and a network that drops, doubles, delays, reorders, garbles and cuts. One seed decides
/// everything. run() plays a morning, lets the faults end, waits until nobody has anything to say, and checks the
/// safety invariants and the liveness of sync-protocol section 21 (numbers in the reports are from there).
class World
{
public:
    explicit World(std::uint64_t seed, WorldOptions options = {});
    ~World();

    /// What was violated; empty = a good world.
    [[nodiscard]] QStringList run();
    /// Texts of everything merged on a device, sorted; after run().
    [[nodiscard]] QStringList seenBy(const QString &device);
    /// Exchanges, crashes and so on, for people who wonder what a seed was like.
    [[nodiscard]] QString summary() const;

    struct Saved { ///< somebody read "Saved on this device"
        SimDevice *device = nullptr;
        SpaceId space;
        DeviceId author;
        Uuid change;
        std::optional<Uuid> embeds; ///< the change of the same author that it forwards
        bool refused = false;       ///< the service will not have it
    };

private:
    struct Faults;
    struct Event {
        std::int64_t atMs = 0;
        std::uint64_t serial = 0;
        std::function<void()> act;
        bool operator<(const Event &other) const { return std::tie(other.atMs, other.serial) < std::tie(atMs, serial); }
    };

    // time (world.cpp)
    void at(std::int64_t ms, std::function<void()> act);
    void after(std::int64_t ms, std::function<void()> act) { at(m_nowMs + ms, std::move(act)); }
    void setClocks();
    [[nodiscard]] std::int64_t below(std::int64_t bound) { return std::int64_t(m_random.below(std::uint64_t(bound))); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    void violated(const QString &what);

    // devices and network (network.cpp)
    void planWake(SimDevice &device, std::int64_t inMs);
    void exchange(SimDevice &device);
    void send(SimDevice &device, std::uint64_t number, const SyncRequest &asked, const QByteArray &bytes);
    void deliver(SimDevice &device, std::uint64_t number, const SyncRequest &asked, const QByteArray &bytes);
    void answered(SimDevice &device, const SyncRequest &asked, const std::optional<QByteArray> &bytes);
    void failed(SimDevice &device);
    bool turn(SimDevice &device,
              const RequestBudget &link); ///< one exchange over a perfect network; true when there is more to do
    [[nodiscard]] std::int64_t latency();

    // people (people.cpp)
    void planPeople();
    void act();
    void tabletActs();
    void kioskActs();
    void officeActs(SimDevice &device);
    void adminRotates();
    void save(SimDevice &device, const SpaceId &space, QList<Op> ops, bool sealed = false, bool forward = false);
    [[nodiscard]] CreateOp note(const QString &prefix);
    [[nodiscard]] QList<Op> statusOf(SimDevice &device, const SpaceId &space);

    // truth (invariants.cpp)
    void loseTablet();
    [[nodiscard]] std::set<std::pair<DeviceId, Uuid>> changesOn(SimDevice &device);
    void checkAfterAbsorb(SimDevice &device);
    void checkAcked(SimDevice &device);
    void checkEpochs(SimDevice &device);
    void checkDoubts(const SimDevice &device, const SyncOutcome &outcome);
    void checkAfterRestart(SimDevice &device);
    void quiesce();
    void checkAtRest();
    void checkServiceLog(TestSpace &space);
    void checkContents(SimDevice &device);
    void checkKiosk();
    void checkFromNothing(const QByteArray &champion);
    void scanForText(const QByteArray &bytes, const char *where);

    std::uint64_t m_seed;
    WorldOptions m_options;
    SeededRandom m_random;
    SeededRandom m_clockRandom; ///< of its own, so that a world without clock faults is otherwise the same world
    std::unique_ptr<const Faults> m_luck; ///< what this seed plays
    std::unique_ptr<Faults> m_faults;     ///< what is wrong now: nothing, in the end
    std::int64_t m_nowMs = 0;
    std::int64_t m_faultsEndMs = 0;
    std::uint64_t m_serial = 0;
    std::priority_queue<Event> m_events;

    TestOrg m_org;
    ManualClock m_serviceClock;
    SimService m_service;
    SimDevice m_tablet, m_kiosk, m_champion, m_admin;
    QList<SimDevice *> m_devices;

    QList<Saved> m_saved;
    std::map<std::pair<const SimDevice *, SpaceId>, int> m_ownMade; ///< envelopes a device was told are kept
    std::map<std::tuple<const SimDevice *, SpaceId, std::uint64_t>, EnvHash> m_acked;
    std::map<std::pair<const SimDevice *, SpaceId>, std::uint32_t> m_epochs;
    std::set<std::pair<DeviceId, Uuid>> m_survived; ///< of the lost tablet: what others held when it went
    QStringList m_violations;
    int m_notes = 0;
    int m_exchanges = 0;
    int m_crashes = 0;
    bool m_settling = false; ///< the last rounds: what moved in them
    bool m_moved = false;
};

} // namespace safelight::testing
