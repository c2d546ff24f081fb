// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/codec.h"
#include "sync/wire/limits.h"
#include "tests/fuzz/fuzz.h"

using namespace safelight;

/// What a hostile member can put behind a right tag: the decompressor. The first byte is the codec.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const Result<QByteArray> plain = decompressChange(data[0], fuzz::inputOf(data + 1, size - 1));
    if (plain && data[0] != kCodecStored)
        fuzz::require(plain->size() <= kMaxChangeBytes);
    return 0;
}
