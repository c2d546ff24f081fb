// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/throttle.h"
#include "app/store/vaultheader.h"

namespace safelight
{

/// Names inside a vault's folder.
namespace vaultfiles
{
[[nodiscard]] inline QString database(const QString &folder) { return folder + QStringLiteral("/vault.db"); }
[[nodiscard]] inline QString headerA(const QString &folder) { return folder + QStringLiteral("/header.a"); }
[[nodiscard]] inline QString headerB(const QString &folder) { return folder + QStringLiteral("/header.b"); }
[[nodiscard]] inline QString attempts(const QString &folder) { return folder + QStringLiteral("/attempts"); }
} // namespace vaultfiles

/// A header that opened, with what was in its slot.
struct UnlockedHeader {
    VaultHeader header;
    KeyBundle bundle;
};

/// Writes both copies, one after the other: a crash between leaves an old and a new one, both whole.
[[nodiscard]] Done writeHeaders(const QString &folder, const VaultHeader &header, const DataKey &key);

/// Tries a passphrase on the newest copy that is whole and mends the other one from it afterwards. The guess is counted
/// first. Errors: WrongPassphrase, Throttled, Damaged (no copy is whole and genuine; nothing is touched), NewerSchema,
/// DiskFull, DiskFault.
[[nodiscard]] Result<UnlockedHeader> unlockHeader(const QString &folder, const Passphrase &passphrase,
                                                  const Clock &clock);

} // namespace safelight
