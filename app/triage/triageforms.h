// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/knownforms.h"

namespace safelight::triage
{

/// The forms triage works with: their numbers, and the decision's rules.
struct TriageForms : KnownForms {
    FormDefinition decisionForm;

    /// Errors: Malformed (KnownForms::from), Unsupported when a choice is not the number triagetypes.h gives it.
    [[nodiscard]] static Result<TriageForms> from(const FormCatalogue &catalogue);
};

} // namespace safelight::triage
