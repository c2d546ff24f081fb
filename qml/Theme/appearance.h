// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace safelight
{

/// Points Qt at the Breeze icon theme, the fonts and the words of the interface. Once per process, after the
/// QGuiApplication and before the first QML engine; every program and test that shows QML calls it, so that pictures
/// agree everywhere.
void prepareAppearance();

} // namespace safelight
