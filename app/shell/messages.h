// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/error.h"

#include <QString>
#include <functional>

namespace safelight
{

/// What a person, or the program for them, was about when something went wrong: the same cause wants other words.
enum class Doing { Anything, Saving, Opening, Joining, Syncing, Exporting };

} // namespace safelight

namespace safelight::messages
{

/// What happened, in one short sentence for people.
[[nodiscard]] QString happened(ErrorCode code, Doing doing = Doing::Anything);
/// How to mend it, in one or two sentences. Never blames, always says that notes are safe where that is in doubt.
[[nodiscard]] QString mend(ErrorCode code, Doing doing = Doing::Anything);
/// "SL-7", for a colleague on the telephone.
[[nodiscard]] QString supportCode(ErrorCode code);
/// All three together. The detail of the error adds nothing but the seconds of a throttle: it is for logs.
[[nodiscard]] QString explain(const Error &error, Doing doing = Doing::Anything);
/// What was written here and the service refused: what became of it, and what to do. The cause is for the
/// administrator, as a code: its usual words are about what somebody does just now, and point to nothing here.
[[nodiscard]] QString refused(ErrorCode code);
/// explain() for one kind of work, to be handed to a feature.
[[nodiscard]] std::function<QString(const Error &)> explainer(Doing doing);

/// The seconds in a detail such as "seconds=30" or "retry-after=30"; 0 when there are none.
[[nodiscard]] int secondsIn(const Error &error);
/// "30 seconds", "5 minutes": a wait as people say it.
[[nodiscard]] QString waitInWords(int seconds);

} // namespace safelight::messages
