// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migrations/migrations.h"

// Which values protect more stands in the form definitions and comes with every question.
const char safelight::migrations::kVault003[] = R"sql(
DROP TABLE protective;
)sql";
