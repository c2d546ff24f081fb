// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"
#include "app/triage/triagecontext.h"

namespace safelight::ctl
{

/// A champion's desk without a screen: what the view models share, for one command. The session outlives it.
[[nodiscard]] Result<triage::Context> deskOf(Session &session);

} // namespace safelight::ctl
