// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/engine/journal.h"

#include <QSet>

namespace safelight
{

enum class Merged : quint8 {
    Known, ///< this carrier was merged before: nothing changed
    Fresh,
    Forked, ///< one author gave two contents the same change_id; the one with the smaller env_hash counts
};

/// Merges one change into the cached rows. The rows are a function of the set of changes merged, whatever their order
/// and however often each came (sync-protocol section 3). Throws the library's exceptions.
[[nodiscard]] Result<Merged> merge(WriteTx &tx, const ProvenChange &change);

/// An own envelope got other bytes before it was sent: what it carried is carried by `fresh` now.
void renameCarrier(WriteTx &tx, const EnvHash &old, const EnvHash &fresh);

/// Drops every cached row but those of changes whose content one of the `kept` envelopes carries. What follows must
/// merge every other change again.
void dropCache(WriteTx &tx, const QSet<EnvHash> &kept = {});

/// All strings inside a body, in the order of its fields, one to a line: what the search looks at.
[[nodiscard]] QString textOf(const QCborMap &body);

} // namespace safelight
