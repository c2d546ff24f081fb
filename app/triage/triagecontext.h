// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/triageactions.h"
#include "app/triage/triagetext.h"

#include <functional>
#include <memory>

namespace safelight::triage
{

/// An error in words for a person. Made in one place (app/shell/messages.h) and handed in.
using Explain = std::function<QString(const Error &)>;

/// What the view models of triage share. Lives on the GUI thread; what runs on the store thread gets copies.
struct Context {
    Vault &vault;
    const Clock &clock;
    std::shared_ptr<const TriageForms> forms;
    std::shared_ptr<const TriageRules> rules;
    QString person;       ///< the champion's own name
    Explain explain = {}; ///< only view models need it

    [[nodiscard]] std::int64_t nowMs() const { return toMs(clock.now()); }
    [[nodiscard]] Text text() const { return Text(rules->zone); }

    /// fn: Result<T>(const Action &), as one transaction.
    template <class F>
    [[nodiscard]] auto act(F fn) const
    {
        return vault.write([forms = forms, rules = rules, now = nowMs(), person = person,
                            fn = std::move(fn)](WriteTx &tx, Journal &journal, Engine &engine) {
            return fn(Action{tx, journal, engine, *forms, *rules, now, person});
        });
    }
};

} // namespace safelight::triage
