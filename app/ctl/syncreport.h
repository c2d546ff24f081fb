// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/engine/engine.h"

#include <QJsonObject>
#include <QStringList>

namespace safelight::ctl
{

/// What `sync` says of a sync that came to its end.
struct SyncReport {
    QJsonObject json;             ///< the whole answer of --json; "error" is in it where there is a failure
    QString line;                 ///< the answer without --json
    QStringList notes;            ///< advice, for standard error
    std::optional<Error> failure; ///< some space could not be believed; the others went on
};
[[nodiscard]] SyncReport syncReport(const SyncOutcome &outcome);

} // namespace safelight::ctl
