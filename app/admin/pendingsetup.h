// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/keys.h"

#include <QList>
#include <optional>

namespace safelight
{

/// What an interrupted set-up needs to go on with the same bytes. Signed entries and public keys only: nothing here
/// is secret. Lies in <dataFolder>/organisation.pending until the service has proved that it holds everything.
struct PendingSetUp {
    SignPublic rootPk;
    DevicePublic administrator;
    QString folder; ///< of the administrator's vault, relative to the data folder
    QList<QByteArray> entries;

    friend bool operator==(const PendingSetUp &, const PendingSetUp &) = default;
};

namespace pendingsetup
{
/// Nothing there: nullopt. Errors: Malformed, DiskFault.
[[nodiscard]] Result<std::optional<PendingSetUp>> read(const QString &dataFolder);
/// Replaces what was there, in one step, synced. Errors: DiskFull, DiskFault.
[[nodiscard]] Done write(const QString &dataFolder, const PendingSetUp &pending);
void remove(const QString &dataFolder);
} // namespace pendingsetup

} // namespace safelight
