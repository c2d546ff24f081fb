// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/epoch.h"
#include "sync/wire/changeset.h"
#include "sync/wire/header.h"

namespace safelight
{

using Salt = FixedBytes<16, struct SaltTag>;

/// The chain part of a header, given when the author's position in the space is known.
struct ChainLink {
    std::uint64_t authorSeq = 1;
    EnvHash prev;
    std::uint64_t seenSeq = 0;
    SeenHash seenHash;
};

/// Steps 1 to 5 of sync-protocol section 4: compress, pad, commit, key, encrypt. `plain` is an encoded change-set.
/// The chain part is still empty and the signature zero: signEnvelope comes next. Error: TooLarge.
[[nodiscard]] Result<Envelope> sealMember(const SpaceId &space, std::uint32_t epoch, const EpochKeys &keys,
                                          const DeviceId &author, ByteView plain);
/// The same against an epoch's public key alone: the sealer cannot open what it sealed.
[[nodiscard]] Result<Envelope> sealSubmission(const SpaceId &space, std::uint32_t epoch, const BoxPublic &epk,
                                              const DeviceId &author, ByteView plain);
/// A control entry: mode 2, in clear, unkeyed commitment.
[[nodiscard]] Result<Envelope> clearEnvelope(const SpaceId &space, std::uint32_t epoch, const DeviceId &author,
                                             ByteView control);

/// Step 6. Fills the chain part and signs.
void signEnvelope(Envelope &envelope, const ChainLink &chain, const SigningKey &key);

/// Signature over the header only. The first check of the verification order.
[[nodiscard]] bool verifyEnvelope(const Envelope &envelope, const SignPublic &author);
/// For mode 2: that the body is the one the header commits to.
[[nodiscard]] bool verifyClear(const Envelope &envelope);

/// SHA-256(header ‖ sig)
[[nodiscard]] EnvHash envHashOf(const Envelope &envelope);
[[nodiscard]] EnvHash envHashOf(ByteView headerAndSig);
/// SHA-256(previous ‖ be64 seq ‖ be64 recv_ms ‖ env_hash)
[[nodiscard]] LogHash nextLogHash(const LogHash &previous, std::uint64_t seq, std::int64_t recvMs, const EnvHash &env);
[[nodiscard]] SeenHash seenHashOf(const LogHash &hash);

/// What came out of an envelope.
struct Opened {
    QByteArray plain; ///< encoded change-set
    Salt salt;        ///< needed to forward it (EmbedOp)
};
/// open -> commitment -> decompress (limit 1 MiB). Mode from the header; the caller has verified the signature.
/// Errors: NotAuthentic (tag, padding, commitment), Malformed (compression), TooLarge, Unsupported (codec).
[[nodiscard]] Result<Opened> openEnvelope(const Envelope &envelope, const EpochKeys &keys);

/// Checks a forwarded original against its author's key: signature and commitment. Errors: NotAuthentic, Malformed.
[[nodiscard]] Result<Header> verifyEmbedded(const EmbedOp &embed, const SignPublic &author);

/// Hooks for the published vectors and for a second implementation to be tested against (safelight-ctl envelope):
/// the two random inputs are given, and compression can be switched off.
struct SealInputs {
    Salt salt;
    BoxSeed ephemeral;
    bool compress = true;
};
[[nodiscard]] Result<Envelope> sealMemberWith(const SpaceId &space, std::uint32_t epoch, const EpochKeys &keys,
                                              const DeviceId &author, ByteView plain, const SealInputs &inputs);
[[nodiscard]] Result<Envelope> sealSubmissionWith(const SpaceId &space, std::uint32_t epoch, const BoxPublic &epk,
                                                  const DeviceId &author, ByteView plain, const SealInputs &inputs);

} // namespace safelight
