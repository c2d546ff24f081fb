// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/adddevicemodel.h"
#include "app/admin/joinmodel.h"
#include "tests/support/adminworld.h"

namespace safelight::test
{

/// An administrator's screen and a new device's screen, over a real service and real vaults in this process.
class AdminScene
{
public:
    AdminScene()
        : vault(world.setUp())
        , way(world.transportOf(*world.admin))
        , adding(*vault, *way, address(), &explain, world.clock, nullptr, kPoll)
        , tablet(world.install())
        , joining(*tablet->device, tablet->folder.path(), world.transports(), &explain, world.clock, world.random,
                  nullptr, kPoll, testing::AdminWorld::kCheap)
    {
    }

    [[nodiscard]] static ServiceAddress address()
    {
        return {QUrl(testing::AdminWorld::origin()), {}, {QByteArray(32, '\x5a')}};
    }
    /// Stands for app/shell/messages.h, which belongs to another room.
    [[nodiscard]] static QString explain(const Error &error)
    {
        return QStringLiteral("Something went wrong, and this is how to mend it. (SL-%1)").arg(int(error.code));
    }

    static constexpr std::chrono::milliseconds kPoll{50};

    testing::AdminWorld world;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<testing::CoreTransport> way;
    AddDeviceModel adding;
    std::unique_ptr<testing::Installation> tablet;
    JoinModel joining;
};

} // namespace safelight::test
