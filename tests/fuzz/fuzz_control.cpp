// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/control.h"
#include "tests/fuzz/fuzz.h"

using namespace safelight;

/// decodeControl: understood whole, so written back it is the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView input = fuzz::inputOf(data, size);
    const Result<ControlEntry> entry = decodeControl(input);
    if (entry)
        fuzz::require(std::ranges::equal(bytesOf(encodeControl(*entry)), input));
    return 0;
}
