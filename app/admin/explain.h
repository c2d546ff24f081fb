// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/error.h"

#include <functional>

namespace safelight
{

/// Turns an error into a sentence that says what happened and how to mend it. Made in one place (app/shell/messages.h)
/// and handed in by app/main, because features do not include each other.
using Explain = std::function<QString(const Error &)>;

} // namespace safelight
