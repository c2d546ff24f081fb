// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/database.h"

#include <span>

namespace safelight
{

/// One step of a schema, forward only. Numbers count from 1 without a gap; what has shipped never changes.
struct Migration {
    int number = 0;
    const char *sql = nullptr;
};

/// Brings a database to the last number: each step in a transaction of its own together with user_version, so that a
/// crash leaves the schema before or after it. Errors: NewerSchema (written by a newer program; nothing is touched),
/// or the database's.
[[nodiscard]] Done migrate(Database &database, std::span<const Migration> steps);

[[nodiscard]] std::span<const Migration> vaultMigrations();
[[nodiscard]] std::span<const Migration> deviceMigrations();

} // namespace safelight
