// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/world.h"

#include "tests/support/sim/faults.h"
#include "tests/support/sim/seededsodium.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

namespace
{

constexpr std::int64_t kStartMs = 1'800'000'000'000;
constexpr std::int64_t kMorningMs = 20 * 60 * 1000;
constexpr std::int64_t kTenYearsMs = 10LL * 365 * 24 * 3600 * 1000;

/// libsodium has to give this seed's numbers before the first key of the world is made.
std::uint64_t seeded(std::uint64_t seed)
{
    seedSodium(seed);
    return seed;
}

} // namespace

World::World(std::uint64_t seed, WorldOptions options)
    : m_seed(seeded(seed))
    , m_options(options)
    , m_random(seed * 31 + 7)
    , m_clockRandom(seed * 17 + 3)
    , m_luck(std::make_unique<const Faults>(Faults::of(seed, options.mutation)))
    , m_faults(std::make_unique<Faults>(*m_luck))
    , m_org(seed)
    , m_serviceClock(kStartMs)
    , m_service(m_org, m_serviceClock, options.mutation)
    , m_tablet(m_org, m_org.tablet, u"tablet"_s, seed * 5 + 1, {m_org.org.id, m_org.team.id, m_org.intake.id},
               {m_org.team.id}, options.mutation)
    , m_kiosk(m_org, m_org.kiosk, u"kiosk"_s, seed * 5 + 2, {m_org.org.id, m_org.desk.id, m_org.intake.id},
              {m_org.desk.id}, options.mutation)
    , m_champion(m_org, m_org.champion, u"champion"_s, seed * 5 + 3,
                 {m_org.org.id, m_org.team.id, m_org.desk.id, m_org.intake.id, m_org.hub.id},
                 {m_org.team.id, m_org.desk.id, m_org.intake.id, m_org.hub.id}, options.mutation)
    , m_admin(m_org, m_org.admin, u"admin"_s, seed * 5 + 4,
              {m_org.org.id, m_org.team.id, m_org.desk.id, m_org.intake.id, m_org.hub.id},
              {m_org.team.id, m_org.desk.id, m_org.intake.id, m_org.hub.id}, options.mutation)
    , m_devices{&m_tablet, &m_kiosk, &m_champion, &m_admin}
{
}

World::~World() = default;

QStringList World::run()
{
    m_faultsEndMs = kMorningMs;
    setClocks();
    // Everybody has been at the office once: enrolled, first pull done.
    for (SimDevice *device : m_devices) {
        for (bool again = true; again && m_violations.isEmpty();)
            again = turn(*device, m_luck->link);
        planWake(*device, below(5000));
    }
    planPeople();
    while (!m_events.empty() && m_violations.isEmpty()) {
        const Event event = m_events.top();
        m_events.pop();
        m_nowMs = event.atMs;
        setClocks();
        event.act();
    }
    if (m_violations.isEmpty())
        quiesce();
    if (m_violations.isEmpty())
        checkAtRest();
    return m_violations;
}

void World::at(std::int64_t ms, std::function<void()> act) { m_events.push({ms, ++m_serial, std::move(act)}); }

void World::setClocks()
{
    m_serviceClock.setNow(kStartMs + m_nowMs);
    for (SimDevice *device : m_devices)
        device->clock.setNow(kStartMs + m_nowMs + device->skewMs);
}

void World::planPeople()
{
    for (int i = 0; i < m_options.actions; ++i)
        at(below(kMorningMs), [this] { act(); });
    if (m_faults->rotations) {
        for (int i = 0; i < 2; ++i)
            at(below(kMorningMs), [this] { adminRotates(); });
    }
    if (m_faults->restore) {
        const std::int64_t backUpMs = below(kMorningMs / 2);
        at(backUpMs, [this] { m_service.backUp(); });
        at(backUpMs + below(kMorningMs / 2), [this, river = m_faults->river] {
            m_service.restore();
            if (river)
                loseTablet();
        });
    }
    if (m_faults->cuts) {
        for (int i = 0; i < 6; ++i) {
            SimDevice *device = m_devices.at(below(m_devices.size()));
            const std::int64_t from = below(kMorningMs);
            at(from, [device] { device->online = false; });
            at(from + below(5 * 60 * 1000), [this, device] {
                device->online = true;
                planWake(*device, device->schedule.afterNetworkReturned().count());
            });
        }
    }
    if (m_faults->crashes) {
        for (int i = 0; i < 8; ++i) {
            SimDevice *device = m_devices.at(below(m_devices.size()));
            const std::int64_t when = below(kMorningMs);
            const int calls = int(below(60));
            at(when, [this, device, calls] {
                if (calls < 10) { // between two steps of the program
                    ++m_crashes;
                    device->restart();
                    checkAfterRestart(*device);
                    planWake(*device, 1000);
                } else { // in the middle of the next ones
                    device->faults.callsUntilCrash = calls - 10;
                }
            });
        }
    }
    if (m_faults->clocks && m_options.clockJumps) {
        for (int i = 0; i < 6; ++i) {
            SimDevice *device = m_devices.at(qsizetype(m_clockRandom.below(std::uint64_t(m_devices.size()))));
            const auto when = std::int64_t(m_clockRandom.below(kMorningMs));
            const auto skew = std::int64_t(m_clockRandom.below(2 * kTenYearsMs)) - kTenYearsMs;
            at(when, [device, skew] { device->skewMs = skew; });
        }
    }
    at(m_faultsEndMs, [this] {
        *m_faults = Faults{};
        for (SimDevice *device : m_devices) {
            device->online = true;
            device->faults.callsUntilCrash = -1;
        }
    });
}

void World::violated(const QString &what)
{
    if (m_violations.size() < 10)
        m_violations.append(what);
}

QString World::summary() const
{
    return u"%1 saves, %2 exchanges, %3 crashes; %4"_s.arg(m_saved.size())
        .arg(m_exchanges)
        .arg(m_crashes)
        .arg(m_luck->text());
}

} // namespace safelight::testing
