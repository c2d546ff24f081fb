// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/invitation.h"

namespace safelight
{

/// An invitation that is shown on an administrator's screen and not yet answered and approved: what it takes to go on
/// after a lock. The code opens the invitation, so it lies in the encrypted vault and nowhere else.
struct PendingInvitation {
    QString code;
    InviteSpec spec;
    std::int64_t expiresMs = 0;
};

namespace pendinginvitation
{
/// Takes the place of the one before: a screen shows one at a time.
[[nodiscard]] Done keep(WriteTx &tx, const PendingInvitation &pending, std::int64_t nowMs);
[[nodiscard]] Done forget(WriteTx &tx);
/// Nothing there, or nothing that can be read: nullopt.
[[nodiscard]] Result<std::optional<PendingInvitation>> find(ReadTx &tx);
} // namespace pendinginvitation

} // namespace safelight
