// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

#include <QJsonObject>

namespace safelight::ctl
{

/// A line on standard output. What a command found goes here, and nothing else.
void say(const QString &text);
/// A line on standard error: progress and advice.
void note(const QString &text);
/// One JSON document on standard output.
void sayJson(const QJsonObject &object);

/// Says what went wrong, how to mend it and the support code on standard error. With --json the same as
/// {"error": {"code": n, "text": …}} on standard output. With words of its own where the usual ones for the code would
/// say something else than what happened.
[[nodiscard]] Exit fail(const Error &error, bool json = false, const QString &words = {});
/// A command line that was not understood.
[[nodiscard]] Exit misuse(const QString &what);

/// "24 Nov 2026 21:04", the device's own time zone.
[[nodiscard]] QString timeText(std::int64_t ms);

} // namespace safelight::ctl
