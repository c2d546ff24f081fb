// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"

#include <cstdlib>

/// libFuzzer's door; replay.cpp comes in through it, too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace safelight::fuzz
{

inline ByteView inputOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const std::byte *>(data), size};
}

/// What must hold for any input. A fuzzer sees nothing but a crash.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace safelight::fuzz
