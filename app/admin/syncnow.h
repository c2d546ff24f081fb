// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"
#include "sync/transport/transport.h"

#include <QObject>

namespace safelight
{

/// Goes round (request, service, answer) until there is nothing more to push or pull, without waiting for news.
/// For set-up, approval and the command line; the running app has its own loop. The outcome counts all rounds;
/// `pending` is that of the last. `vault` and `transport` must outlive `context`; if context dies the future is
/// cancelled. Call it from context's thread, which has an event loop. Errors: the transport's and the engine's.
[[nodiscard]] QFuture<Result<SyncOutcome>> syncNow(Vault &vault, Transport &transport, QObject *context);

} // namespace safelight
