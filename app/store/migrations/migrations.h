// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The text of each step, one file per step: <number>_<database>.cpp.
namespace safelight::migrations
{
extern const char kVault001[];
extern const char kVault002[];
extern const char kVault003[];
extern const char kDevice001[];
} // namespace safelight::migrations
