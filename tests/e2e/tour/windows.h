// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/tour/report.h"
#include "tests/e2e/tour/stage.h"

namespace safelight::tour
{

/// Practice data, then three windows of the built program; ends when the last of them is closed. Exit code of main.
[[nodiscard]] int openWindows(Report &report, Stage &stage);

} // namespace safelight::tour
