// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/envelope.h"

namespace safelight::test
{

/// A secret of one repeated byte, as the published vectors use them.
template <class SecretType>
SecretType secretOf(int byte)
{
    SecretType out;
    std::fill(out.span().begin(), out.span().end(), std::byte(static_cast<std::uint8_t>(byte)));
    return out;
}

/// Public bytes of one repeated value.
template <class Fixed>
Fixed filled(int byte)
{
    Fixed out;
    out.bytes.fill(std::byte(static_cast<std::uint8_t>(byte)));
    return out;
}

inline QString hexOf(ByteView bytes) { return QString::fromLatin1(viewOf(bytes).toByteArray().toHex()); }

/// The keys and names of the published vectors (sync/PROTOCOL.md): one principal, one space, epoch 7.
struct VectorWorld {
    static constexpr std::uint32_t kEpoch = 7;
    SpaceId space = filled<SpaceId>(0x44);
    EpochKeys keys{secretOf<EpochSeed>(0x11)};
    SigningKey signing{secretOf<SigningSeed>(0x22)};
    BoxKey box{secretOf<BoxSeed>(0x33)};
    DevicePublic self{deviceIdOf(signing.publicKey(), box.publicKey()), signing.publicKey(), box.publicKey()};

    [[nodiscard]] static SealInputs inputs(bool compress = false)
    {
        return {filled<Salt>(0x55), secretOf<BoxSeed>(0x66), compress};
    }
};

} // namespace safelight::test
