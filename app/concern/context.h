// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerndraft.h"
#include "app/store/vault.h"

#include <functional>

namespace safelight
{

/// What every view model of this room is handed by app/main. All of it outlives them, except that the vault is closed
/// first on lock: work already queued is finished, later calls answer Locked.
struct ConcernContext {
    Vault &vault;
    const ConcernRules &rules;
    Clock &clock;
    Random &random;
    /// An error in words for a person. Made in one place (app/shell/messages.h) and handed in.
    std::function<QString(const Error &)> explain;

    [[nodiscard]] std::int64_t nowMs() const { return toMs(clock.now()); }
};

} // namespace safelight
