// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/desk.h"

namespace safelight::ctl
{

Result<triage::Context> deskOf(Session &session)
{
    Result<triage::TriageForms> forms = triage::TriageForms::from(session.forms());
    if (!forms)
        return forms.error();
    triage::TriageRules rules;
    rules.zone = QTimeZone::systemTimeZone();
    return triage::Context{session.vault(), session.clock(),
                           std::make_shared<const triage::TriageForms>(std::move(*forms)),
                           std::make_shared<const triage::TriageRules>(rules), session.vault().owner().person};
}

} // namespace safelight::ctl
