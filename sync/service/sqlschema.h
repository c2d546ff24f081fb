// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

namespace SQLite
{
class Database;
class Exception;
} // namespace SQLite

namespace safelight::service
{

/// Schema number this program writes (PRAGMA user_version).
inline constexpr int kSchemaVersion = 1;

/// Brings the file to kSchemaVersion, one transaction per step. Errors: NewerSchema, or what SQL says.
[[nodiscard]] Done migrate(SQLite::Database &db);

/// SQL's failures in our words. The detail carries SQLite's code and never a value.
[[nodiscard]] Error errorFrom(const SQLite::Exception &exception);

} // namespace safelight::service
