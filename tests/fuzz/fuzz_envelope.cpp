// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/envelope.h"
#include "tests/fuzz/fuzz.h"

using namespace safelight;

namespace
{

/// The keys of the published vectors, so that the corpus holds envelopes that open.
const EpochKeys &keys()
{
    static const EpochKeys known = [] {
        EpochSeed seed;
        std::fill(seed.span().begin(), seed.span().end(), std::byte{0x11});
        return EpochKeys(std::move(seed));
    }();
    return known;
}

} // namespace

/// parseEnvelope and openEnvelope: bytes that parse are written back as they were, and nothing opens by chance.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView input = fuzz::inputOf(data, size);
    const Result<Envelope> envelope = parseEnvelope(input);
    if (!envelope)
        return 0;
    fuzz::require(bytesOf(encodeEnvelope(*envelope)).size() == input.size());
    fuzz::require(std::ranges::equal(bytesOf(encodeEnvelope(*envelope)), input));
    (void)verifyClear(*envelope);
    (void)openEnvelope(*envelope, keys());
    return 0;
}
