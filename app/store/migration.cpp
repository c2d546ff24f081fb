// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migration.h"

#include "app/store/migrations/migrations.h"

#include <array>

namespace safelight
{

Done migrate(Database &database, std::span<const Migration> steps)
{
    return caught([&]() -> Done {
        SQLite::Database &db = database.sqlite();
        const int before = db.execAndGet("PRAGMA user_version").getInt();
        if (before > (steps.empty() ? 0 : steps.back().number))
            return Error{ErrorCode::NewerSchema, QStringLiteral("schema=%1").arg(before)};
        for (const Migration &step : steps) {
            if (step.number <= before)
                continue;
            SQLite::Transaction transaction(db); // rolled back when anything throws
            db.exec(step.sql);
            db.exec("PRAGMA user_version=" + std::to_string(step.number));
            transaction.commit();
        }
        return done();
    });
}

std::span<const Migration> vaultMigrations()
{
    static constexpr std::array kSteps{Migration{1, migrations::kVault001}, Migration{2, migrations::kVault002},
                                       Migration{3, migrations::kVault003}};
    return kSteps;
}

std::span<const Migration> deviceMigrations()
{
    static constexpr std::array kSteps{Migration{1, migrations::kDevice001}};
    return kSteps;
}

} // namespace safelight
