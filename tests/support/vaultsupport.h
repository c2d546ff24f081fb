// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"
#include "tests/support/testorg.h"

namespace safelight::testing
{

/// The cheapest cost a vault accepts: about a tenth of a second.
inline constexpr Argon2Cost kTestCost{Argon2Cost::kFloorBytes, Argon2Cost::kFloorPasses};

/// What a service that holds exactly the organisation's control logs answers to this device: whole logs to readers,
/// control entries to the others.
[[nodiscard]] SyncResponse answerFor(TestOrg &org, const DeviceKeys &device);

/// The spaces of the test organisation in which the device is a member, as a welcome would name them.
[[nodiscard]] QList<FollowedSpace> spacesOf(TestOrg &org, const DeviceKeys &device);

[[nodiscard]] VaultOwner ownerOf(const TestOrg &org, const DeviceKeys &device, const QString &person);

/// A second owner of the same keys.
[[nodiscard]] DeviceKeys cloned(const DeviceKeys &keys);

} // namespace safelight::testing
