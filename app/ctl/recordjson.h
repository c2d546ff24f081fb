// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/bundle.h"
#include "app/forms/formcatalogue.h"

#include <QJsonObject>

namespace safelight::ctl
{

/// A bundle with the names of types, fields and choices instead of numbers, for people and spreadsheets. What no form
/// knows keeps its number. Error: Malformed (a change-set that does not decode).
[[nodiscard]] Result<QJsonObject> bundleJson(const Bundle &bundle, const FormCatalogue &forms);

} // namespace safelight::ctl
