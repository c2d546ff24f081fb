// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sim/mutation.h"
#include "tests/support/testservice.h"

#include <set>

namespace safelight::testing
{

/// The service of a simulated world: the real core and storage, an observer who remembers everything that was ever
/// committed, a back-up to be restored from, and a taste: envelopes it refuses for good.
class SimService
{
public:
    SimService(TestOrg &org, Clock &clock, Mutation mutation);

    /// Bytes in, bytes out, as over the wire. Nothing for bytes that are not a request.
    [[nodiscard]] std::optional<QByteArray> serve(const DeviceKeys &device, const QByteArray &request);

    /// Remembers how far every log is; restore() goes back to there and forgets the rest.
    void backUp();
    void restore();
    /// Refuses this envelope (by what it commits to) whenever it is pushed.
    void refuse(const Commit &commit) { m_refused.insert(commit); }

    /// Every envelope that was ever committed, over all restores.
    [[nodiscard]] bool everCommitted(const SpaceId &space, const EnvHash &hash) const
    {
        return m_committed.contains({space, hash});
    }
    [[nodiscard]] TestService &real() { return *m_service; }

private:
    void observe();
    [[nodiscard]] std::map<SpaceId, std::uint64_t> holdBack(SyncRequest &request) const;

    TestOrg &m_org;
    Clock &m_clock;
    Mutation m_mutation;
    std::unique_ptr<TestService> m_service;
    std::map<SpaceId, std::uint64_t> m_backup;
    std::map<SpaceId, std::uint64_t> m_observed;
    std::set<std::pair<SpaceId, EnvHash>> m_committed;
    std::set<Commit> m_refused;
};

} // namespace safelight::testing
