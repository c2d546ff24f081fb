// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/messages.h"
#include "tests/fuzz/fuzz.h"

using namespace safelight;

namespace
{

template <class Message>
void check(ByteView input)
{
    const Result<Message> message = decode<Message>(input);
    if (!message)
        return;
    const Result<Message> again = decode<Message>(bytesOf(encode(*message)));
    fuzz::require(again && *again == *message);
}

} // namespace

/// Every message's decoder. The first byte says which; the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView body = fuzz::inputOf(data + 1, size - 1);
    switch (data[0]) {
    case 0: check<SyncRequest>(body); break;
    case 1: check<SyncResponse>(body); break;
    case 2: check<Challenge>(body); break;
    case 3: check<TokenRequest>(body); break;
    case 4: check<TokenResponse>(body); break;
    case 5: check<SetupRequest>(body); break;
    case 6: check<InviteRequest>(body); break;
    case 7: check<ClaimRequest>(body); break;
    case 8: check<InviteState>(body); break;
    case 9: check<WelcomeRequest>(body); break;
    default: break;
    }
    return 0;
}
