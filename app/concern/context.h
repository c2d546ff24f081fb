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
    /// The same where nothing was being saved (a draft is opened, or thrown away). Not given: explain.
    std::function<QString(const Error &)> explainOther = {};
    /// What the service did not take, in words. Not given: explain.
    std::function<QString(ErrorCode)> explainRefused = {};

    /// Empty for what was taken.
    [[nodiscard]] QString refusedText(std::optional<ErrorCode> why) const
    {
        return !why ? QString() : explainRefused ? explainRefused(*why) : explain(Error{*why, {}});
    }
    [[nodiscard]] std::int64_t nowMs() const { return toMs(clock.now()); }
};

} // namespace safelight
