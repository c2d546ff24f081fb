// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/wire/control.h"

namespace safelight::readers
{

/// Remembers that a device reads a space, as the space's roster proves. Stays when the device goes: what it said while
/// it could read stays said.
[[nodiscard]] Done remember(WriteTx &tx, const SpaceId &space, const DeviceId &device);
/// Whether a device reads, or once read, a space of a kind that this principal follows: also where nothing of the space
/// can be read here.
[[nodiscard]] Result<bool> knows(ReadTx &tx, SpaceKind kind, const DeviceId &device);
/// Whether a device's word on what was handed in counts: it reads, or once read, an intake or the hub.
[[nodiscard]] Result<bool> mayDecide(ReadTx &tx, const DeviceId &device);

} // namespace safelight::readers
