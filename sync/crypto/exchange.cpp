// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/exchange.h"

#include <sodium.h>

namespace safelight
{

bool exchangeToReceiver(ShortKey &out, const BoxKey &sender, const BoxPublic &receiver)
{
    ShortKey other; // the key of the way back, which nobody uses
    return crypto_kx_client_session_keys(uchars(std::span<std::byte>(other.span())),
                                         uchars(std::span<std::byte>(out.span())), uchars(sender.publicKey().span()),
                                         uchars(ByteView(sender.secret().span())), uchars(receiver.span())) == 0;
}

bool exchangeFromSender(ShortKey &out, const BoxKey &receiver, const BoxPublic &sender)
{
    ShortKey other;
    return crypto_kx_server_session_keys(uchars(std::span<std::byte>(out.span())),
                                         uchars(std::span<std::byte>(other.span())),
                                         uchars(receiver.publicKey().span()),
                                         uchars(ByteView(receiver.secret().span())), uchars(sender.span())) == 0;
}

} // namespace safelight
