// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Inside this room only: the two sides of crypto_kx as the protocol uses them, one key from sender to receiver.

#include "sync/crypto/hash.h"
#include "sync/crypto/keys.h"

namespace safelight
{

/// The sender's transmit key (client side). False for a public key of small order.
[[nodiscard]] bool exchangeToReceiver(ShortKey &out, const BoxKey &sender, const BoxPublic &receiver);
/// The receiver's receive key (server side): the same bytes.
[[nodiscard]] bool exchangeFromSender(ShortKey &out, const BoxKey &receiver, const BoxPublic &sender);

} // namespace safelight
