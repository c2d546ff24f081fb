// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/wire/limits.h"

namespace safelight
{

enum class EnvelopeMode : std::uint8_t { Member = 0, Sealed = 1, Clear = 2 };
enum class EnvelopeKind : std::uint8_t { Changes = 1, Control = 2 };

using Commit = FixedBytes<32, struct CommitTag>;
using SeenHash = FixedBytes<16, struct SeenHashTag>; ///< first 16 bytes of a LogHash

/// The fixed front of every envelope (sync-protocol section 4), little-endian on the wire.
struct Header {
    std::uint8_t suite = 1;
    EnvelopeMode mode = EnvelopeMode::Member;
    EnvelopeKind kind = EnvelopeKind::Changes;
    std::uint8_t codec = 0; ///< zstd dictionary number; 0 = stored as it is
    std::uint32_t epoch = 0;
    SpaceId space;
    DeviceId author;
    Commit commit;
    BoxPublic eph; ///< mode Sealed only, else zero
    std::uint32_t ctLen = 0;
    // chain part: filled in before the first send, never changed after
    std::uint64_t authorSeq = 0; ///< 1, 2, 3 … per (space, author), no gaps
    EnvHash prev;                ///< this author's previous envelope in this space
    std::uint64_t seenSeq = 0;   ///< log head this author last verified
    SeenHash seenHash;

    friend bool operator==(const Header &, const Header &) = default;
};

/// An envelope as it lies on disk and on the wire: header(176) ‖ signature(64) ‖ ct.
/// A plain value; that its bytes parse says nothing about who wrote them (crypto/envelope.h verifies).
struct Envelope {
    Header header;
    Signature signature;
    QByteArray ct;

    friend bool operator==(const Envelope &, const Envelope &) = default;
};

/// The first 112 bytes, fixed when sealed; they are key material and associated data of the seal.
[[nodiscard]] QByteArray encodeBoxHeader(const Header &header);
/// All 176 bytes, what the signature covers (after "sg1/env\0").
[[nodiscard]] QByteArray encodeHeader(const Header &header);
[[nodiscard]] QByteArray encodeEnvelope(const Envelope &envelope);

/// Exactly 176 bytes. Errors: Malformed (length, mode, kind, reserved bytes not zero, eph set where it must not be),
/// Unsupported (suite).
[[nodiscard]] Result<Header> parseHeader(ByteView bytes);
/// The whole input must be one envelope: ctLen must equal what follows. Errors: as parseHeader, TooLarge.
[[nodiscard]] Result<Envelope> parseEnvelope(ByteView bytes);

} // namespace safelight
