// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace safelight
{

/// Loads every page with real models over temporary data: three kinds of device, three themes, four sizes. Prints what
/// is wrong. Returns 0 when nothing is: no QML warning, no page missing. `pictures`: a folder for a picture of each, or
/// empty. Needs no display and no network.
[[nodiscard]] int runSelfTest(const QString &pictures);

} // namespace safelight
