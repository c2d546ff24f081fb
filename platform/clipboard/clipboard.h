// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

namespace safelight
{

/// What was copied from us is readable by every program (reliability.md 3.6), so it does not stay.
class Clipboard
{
public:
    /// What was copied is forgotten after this long.
    static constexpr std::chrono::seconds kKeptFor{30};

    virtual ~Clipboard() = default;
    /// Empties what still holds something of ours, also what is merely selected (X11). Others' copies stay.
    virtual void forgetOurs() = 0;
};

/// That of the system, through Qt. Needs a QGuiApplication; forgets by itself what was copied, and what was selected,
/// each `keptFor` after it came.
[[nodiscard]] std::unique_ptr<Clipboard> makeClipboard(std::chrono::milliseconds keptFor = Clipboard::kKeptFor);

} // namespace safelight
