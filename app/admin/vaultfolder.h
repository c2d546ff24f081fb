// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"

#include <QString>

namespace safelight
{

/// Where a principal's vault lies: a direct child of the data folder, where DeviceFile finds it again even when it lost
/// its own memory. Made from the device id: no name of a person ever becomes a file name.
[[nodiscard]] inline QString vaultFolderFor(const DeviceId &device)
{
    return QLatin1String("person-") + device.toHex().left(16);
}

} // namespace safelight
