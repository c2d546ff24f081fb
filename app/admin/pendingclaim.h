// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/invite.h"
#include "sync/crypto/passphrase.h"

#include <optional>

namespace safelight
{

/// The answer to an invitation while its vault does not exist: the claim as it is sent, and the keys behind it under
/// the passphrase of the vault to come. Lies in <dataFolder>/joining-<lookup>.pending from before the claim until the
/// vault stands, so that whatever ends the program uses no code up.
struct PendingClaim {
    ClaimRequest claim;
    Argon2Salt salt;
    Argon2Cost cost;
    QByteArray keys; ///< wrapped
};

namespace pendingclaim
{
/// Takes about a second: never on the GUI thread. Errors: those of deriveKey.
[[nodiscard]] Result<PendingClaim> seal(const ClaimRequest &claim, const DeviceKeys &keys, const Lookup &lookup,
                                        const Passphrase &passphrase, Argon2Cost cost);
/// Takes about a second: never on the GUI thread. Errors: WrongPassphrase, those of deriveKey.
[[nodiscard]] Result<DeviceKeys> open(const PendingClaim &pending, const Lookup &lookup, const Passphrase &passphrase);

/// Nothing there, or nothing that can be read: nullopt.
[[nodiscard]] std::optional<PendingClaim> read(const QString &dataFolder, const Lookup &lookup);
/// Replaces what was there, in one step, synced. Errors: DiskFull, DiskFault.
[[nodiscard]] Done write(const QString &dataFolder, const Lookup &lookup, const PendingClaim &pending);
void remove(const QString &dataFolder, const Lookup &lookup);
} // namespace pendingclaim

} // namespace safelight
