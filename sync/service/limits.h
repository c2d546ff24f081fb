// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/wire/limits.h"

#include <chrono>
#include <cstdint>

namespace safelight::service
{

/// What one client may cost (reliability.md 3.9, sync-protocol section 11). The defaults are the product's; tests
/// make them smaller.
struct Limits {
    std::uint32_t headerBytes = 8 * 1024;
    int headerFields = 64;
    std::uint64_t bodyBytes = std::uint64_t(kMaxRequestBytes) + std::uint64_t{64} * 1024;
    std::uint64_t strangerBodyBytes = kMaxSmallMessageBytes; ///< any body but a sync under a token of ours
    std::chrono::milliseconds handshakeDeadline{10'000};
    std::chrono::milliseconds headerDeadline{10'000};
    std::chrono::milliseconds bodyDeadline{60'000};
    std::chrono::milliseconds writeDeadline{60'000};
    std::chrono::milliseconds keepAlive{60'000};
    std::chrono::milliseconds headPoll{1'000};
    std::chrono::milliseconds stopGrace{10'000};
    int connections = 12'000;
    int handshakes = 1'024;       ///< at a time: each costs some 90 KB. The others wait, within their deadline
    int strangersPerAddress = 64; ///< connections that have not signed in
    int jobs = 512;               ///< requests waiting for the store; above it 503

    int requestsPerMinute = 60; ///< per installation; 0: no limit
    int requestBurst = 120;
    int strangerRequestsPerMinute = 240; ///< per address, before anybody has signed in; a school has one address
    int strangerBurst = 480;
};

} // namespace safelight::service
