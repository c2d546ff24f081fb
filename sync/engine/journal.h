// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/roster/roster.h"
#include "sync/wire/changeset.h"
#include "sync/wire/messages.h"

#include <functional>

namespace safelight
{

/// Where this principal stands in one space. Durable.
struct SpaceCursor {
    SpaceId space;
    std::uint64_t hiSeq = 0;  ///< held without a gap up to here; with headOnly: the head last seen
    LogHash hiHash;           ///< log_hash at hiSeq
    std::uint64_t ownSeq = 0; ///< my last envelope here, sent or not
    EnvHash ownHash;
    std::uint64_t ackedSeq = 0; ///< of mine, proven to be held by the service (matching hash)
    bool headOnly = false;      ///< submit-only: the log itself is not held here
    friend bool operator==(const SpaceCursor &, const SpaceCursor &) = default;
};

/// One envelope this device holds: its own (perhaps not yet in the log) or pulled.
struct HeldEnvelope {
    EnvHash hash;
    SpaceId space;
    Envelope envelope;
    std::uint64_t seq = 0;   ///< position in the log; 0 = not known yet, or not any more (rewind)
    std::int64_t recvMs = 0; ///< server time; 0 = not known yet
    bool own = false;
    /// Not applied, or not all of it: its epoch's key, or the roster that knows the author of a forwarded original, has
    /// not arrived on this device.
    bool waits = false;
};

/// A change-set that came out of an envelope, with what is proven about it.
struct ProvenChange {
    SpaceId space;
    EnvHash envelope; ///< the envelope that carried it here
    DeviceId author;  ///< who signed the change (for an embed: the original author)
    std::int64_t recvMs = 0;
    ChangeSet change;
    Salt salt; ///< with the encoded bytes: what a forward (EmbedOp) needs
    QByteArray encoded;
    std::optional<EnvHash> original; ///< set when it arrived embedded: env_hash of the original envelope
};

/// What the engine asks of its durable memory, always inside one transaction that the caller commits or rolls back.
/// Implemented by app/store (real SQLCipher, also in the simulator). One thread. Errors are this device's own trouble
/// and never one of those that say that an answer cannot be believed (NotAuthentic, Conflict, Malformed, Unsupported,
/// TooLarge, Forbidden), save for what attempt() hands on.
class Journal
{
public:
    virtual ~Journal() = default;

    /// Runs `work`. When it fails, what it wrote is undone, what the transaction did before stays, and the error is
    /// handed on. Not nested.
    [[nodiscard]] virtual Done attempt(const std::function<Done()> &work) = 0;

    [[nodiscard]] virtual Result<QList<SpaceCursor>> cursors() = 0;
    [[nodiscard]] virtual Done saveCursor(const SpaceCursor &cursor) = 0;

    /// Control envelopes of a space, own unsent ones too, in the order they were first held. The engine puts them in
    /// order itself: each names its base.
    [[nodiscard]] virtual Result<QList<HeldEnvelope>> controlEnvelopes(const SpaceId &space) = 0;
    [[nodiscard]] virtual Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>>
    epochKeys(const SpaceId &space) = 0;
    [[nodiscard]] virtual Done saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed) = 0;

    /// Own envelopes with author_seq above the given, ascending, as long as they fit in maxBytes (at least one).
    /// Those in the "needs attention" tray are not among them.
    [[nodiscard]] virtual Result<QList<Envelope>> ownAfter(const SpaceId &space, std::uint64_t authorSeq,
                                                           qint64 maxBytes) = 0;
    [[nodiscard]] virtual Result<std::optional<HeldEnvelope>> ownAt(const SpaceId &space, std::uint64_t authorSeq) = 0;
    [[nodiscard]] virtual Result<std::optional<HeldEnvelope>> find(const EnvHash &envelope) = 0;
    /// Adds; or, for one already held, takes over seq and recvMs (where given) and waits. The same bytes again
    /// are harmless. Returns true when it was new here.
    [[nodiscard]] virtual Result<bool> hold(const HeldEnvelope &envelope) = 0;
    /// Gives an own envelope that the service does not hold yet other bytes: sealed again under a newer epoch, or at
    /// another place of the author's chain. Whatever pointed at `old` (custody, slips, records, change) points at
    /// `fresh` afterwards.
    [[nodiscard]] virtual Done replaceOwn(const EnvHash &old, const Envelope &fresh) = 0;
    /// Last author_seq and hash of any author in a space, among envelopes whose place in the log is known (seq > 0).
    [[nodiscard]] virtual Result<AuthorHead> authorHead(const SpaceId &space, const DeviceId &author) = 0;

    /// Envelopes of an epoch that wait for its key, in log order, as many as fit in maxBytes (at least one). hold()
    /// with waits = false takes them off the list.
    [[nodiscard]] virtual Result<QList<HeldEnvelope>> waitingForKey(const SpaceId &space, std::uint32_t epoch,
                                                                    qint64 maxBytes) = 0;
    /// Others' envelopes that wait although their epoch's key is here, and those in the tray as NotAuthentic: what a
    /// roster that moves may prove after all. In the order they were first held.
    [[nodiscard]] virtual Result<QList<EnvHash>> unproven() = 0;

    /// The service's log turned out to be another one above toSeq: those envelopes stay held, with seq and recvMs 0.
    [[nodiscard]] virtual Done rewind(const SpaceId &space, std::uint64_t toSeq) = 0;
    /// Envelopes of others without a place in the log (lost by the service, or signed by the root here): control
    /// entries first in the order they were held, then by author and author_seq, as many as fit in maxBytes.
    [[nodiscard]] virtual Result<QList<Envelope>> notInLog(const SpaceId &space, qint64 maxBytes) = 0;

    /// Merges one change into the records (idempotent, order-free): one change is one (author, change_id), however
    /// often and through however many spaces it comes. See app/store/records.h.
    [[nodiscard]] virtual Done apply(const ProvenChange &change) = 0;

    /// The service proved that it holds these of ours: times for the custody line.
    [[nodiscard]] virtual Done markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq,
                                                 std::int64_t serverMs) = 0;
    /// Something a person must look at: an own envelope refused for good, or bytes that could not be opened. An own
    /// one stays readable but leaves the author's chain: ownAfter and ownAt do not return it any more, and its
    /// author_seq is free for another.
    [[nodiscard]] virtual Done needsAttention(const SpaceId &space, const EnvHash &envelope, ErrorCode why) = 0;
    /// What could not be opened has been, after all: out of the tray, where it is there as NotAuthentic.
    [[nodiscard]] virtual Done opened(const EnvHash &envelope) = 0;
};

} // namespace safelight
