// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/core.h"
#include "tests/support/testorg.h"

namespace safelight::testing
{

/// The real service, without its sockets, over its embedded storage in memory, made for one TestOrg.
class TestService
{
public:
    /// Starts empty; `bringUp` gives it the organisation.
    TestService(TestOrg &org, Clock &clock);

    /// Enrols the administrator and pushes every control entry of the test organisation that it does not hold yet.
    void bringUp();
    /// The installation of a device, enrolled on first use.
    [[nodiscard]] InstallId installOf(const DeviceKeys &device);
    [[nodiscard]] Result<SyncResponse> sync(const DeviceKeys &device, const SyncRequest &request)
    {
        return core->sync(installOf(device), request);
    }
    /// The whole log of a space, with the service's own eyes.
    [[nodiscard]] QList<service::StoredEnvelope> log(const SpaceId &space);
    [[nodiscard]] service::SpaceHead head(const SpaceId &space);

    TestOrg &org;
    Clock &clock;
    std::unique_ptr<service::Storage> storage;
    std::unique_ptr<service::Core> core;
};

} // namespace safelight::testing
