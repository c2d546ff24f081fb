// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <memory>

namespace safelight
{

/// What a process asks of its system so that its memory stays its own (reliability.md 3.6).
class Privacy
{
public:
    virtual ~Privacy() = default;
    /// No core dumps, and no other program of the same user may read this one's memory. Call once, before any secret is
    /// in memory. Error: Unsupported (the system refused; the program goes on and says so in its log).
    [[nodiscard]] virtual Done harden() = 0;
};

/// That of the system this was built for.
[[nodiscard]] std::unique_ptr<Privacy> makePrivacy();

} // namespace safelight
