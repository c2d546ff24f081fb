// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migrations/migrations.h"

// When a person dismissed what is in the tray; 0 = not yet.
const char safelight::migrations::kVault002[] = R"sql(
ALTER TABLE attention ADD COLUMN dismissed_ms INTEGER NOT NULL DEFAULT 0;
)sql";
