// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace safelight
{

/// One of 1024 short plain words; index 0 … 1023. The list is part of the protocol: it never changes.
[[nodiscard]] QString comparisonWord(std::uint64_t index);

} // namespace safelight
