// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

#include <QJsonObject>

namespace safelight::ctl
{

/// A line on standard output. What a command found goes here, and nothing else. Whatever steers a terminal
/// (app/admin/plainname.h) is written as \u{1b}; only line feeds are left, so text of people goes through shown().
void say(const QString &text);
/// A line on standard error: progress and advice.
void note(const QString &text);
/// The same as it is, for drawings of ours.
void draw(const QString &text);

/// Something that was said did not reach standard output.
[[nodiscard]] bool isAnswerLost();

/// Text that people wrote, to stand in a line of ours: no line feed, nothing that steers a terminal.
[[nodiscard]] QString shown(const QString &text);
/// The same for text that may have several lines: each further one begins with a bar, so that none passes for ours.
[[nodiscard]] QString shownLines(const QString &text);

/// One JSON document on standard output, exact: what steers a terminal is there as \u001b.
void sayJson(const QJsonObject &object);

/// {"code": n, "text": …}: what a JSON document says of an error.
[[nodiscard]] QJsonObject errorJson(const Error &error, const QString &words = {});
/// Says what went wrong, how to mend it and the support code on standard error. With --json the same as
/// {"error": errorJson} on standard output: not where a document was said already. With words of its own where the
/// usual ones for the code would say something else than what happened.
[[nodiscard]] Exit fail(const Error &error, bool json = false, const QString &words = {});
/// fail() for what an option holds: a value of the wrong shape (Invalid) is a command line that was not understood.
[[nodiscard]] Exit failOption(const Error &error, bool json = false);
/// A command line that was not understood.
[[nodiscard]] Exit misuse(const QString &what);

/// "24 Nov 2026 21:04", the device's own time zone.
[[nodiscard]] QString timeText(std::int64_t ms);

} // namespace safelight::ctl
