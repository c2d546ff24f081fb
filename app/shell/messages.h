// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/error.h"

#include <QString>

namespace safelight::messages
{

/// What happened, in one short sentence for people.
[[nodiscard]] QString happened(ErrorCode code);
/// How to mend it, in one or two sentences. Never blames, always says that notes are safe where that is in doubt.
[[nodiscard]] QString mend(ErrorCode code);
/// "SL-7", for a colleague on the telephone.
[[nodiscard]] QString supportCode(ErrorCode code);
/// All three together. The detail of the error adds nothing but the seconds of a throttle: it is for logs.
[[nodiscard]] QString explain(const Error &error);

/// The seconds in a detail such as "seconds=30" or "retry-after=30"; 0 when there are none.
[[nodiscard]] int secondsIn(const Error &error);
/// "30 seconds", "5 minutes": a wait as people say it.
[[nodiscard]] QString waitInWords(int seconds);

} // namespace safelight::messages
