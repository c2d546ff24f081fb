// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wire/changeset.h"
#include "tests/fuzz/fuzz.h"

using namespace safelight;

/// decodeChangeSet: what is taken can be written, and read again it says the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<ChangeSet> change = decodeChangeSet(fuzz::inputOf(data, size));
    if (!change || change->ops.isEmpty()) // all of them of a later version
        return 0;
    const QByteArray written = encodeChangeSet(*change);
    const Result<ChangeSet> again = decodeChangeSet(bytesOf(written));
    fuzz::require(again.has_value());
    fuzz::require(encodeChangeSet(*again) == written);
    return 0;
}
