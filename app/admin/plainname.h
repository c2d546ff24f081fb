// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace safelight
{

/// Steers a terminal, a line or the direction of reading instead of being read: C0 and C1 controls, the line and
/// paragraph separators, bidirectional controls.
[[nodiscard]] bool isSteering(QChar character);

/// A name of a person, a device or a place, as others will see it between words of ours: one line, and nothing in it
/// that is isSteering().
[[nodiscard]] bool isPlainName(QStringView name);

} // namespace safelight
