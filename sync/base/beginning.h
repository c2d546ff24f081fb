// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace safelight
{

/// The beginning of a longer text, on one line: at most `most` UTF-16 units, with an ellipsis where something is left
/// out. Never ends within what a reader sees as one character.
[[nodiscard]] QString beginningOf(const QString &text, qsizetype most);

} // namespace safelight
