// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/base/clock.h"
#include "sync/engine/journal.h"

namespace safelight
{

/// The engine's durable memory inside one open transaction of a vault's database. Lives no longer than tx.
[[nodiscard]] std::unique_ptr<Journal> makeJournal(WriteTx &tx, const Clock &clock);

} // namespace safelight
