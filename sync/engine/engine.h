// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/uuid7.h"
#include "sync/engine/journal.h"
#include "sync/engine/requestbudget.h"

#include <map>
#include <memory>
#include <vector>

namespace safelight
{

struct SpaceState; // sync/engine/spacestate.h, inside this room only

/// What one answer changed, for the shell and for the loop that decides whether to go round again.
struct SyncOutcome {
    int received = 0;   ///< envelopes new on this device
    int acked = 0;      ///< own envelopes newly proven to be at the service
    int pending = 0;    ///< own envelopes still not there
    int attention = 0;  ///< put into the "needs attention" tray
    int setAside = 0;   ///< of these, what came from others and could not be used; the rest is own and was not taken
    bool again = false; ///< more to push or to pull right now
    bool removed =
        false; ///< the service refuses this principal in some space: everything is kept, ask an administrator
    bool rewound = false; ///< the service was restored from an older copy; this device re-sends what it holds
    /// Spaces whose log cannot be believed, now or since an earlier answer, and why: Conflict or NotAuthentic (another
    /// history than the proven one), Unsupported (a newer program wrote there), Malformed. Nothing new is taken from
    /// them; every other space goes on.
    QMap<SpaceId, ErrorCode> doubted;
    std::optional<std::int64_t> clockOffsetMs; ///< server - device
};

/// The client of the protocol for one principal, as a state machine: no threads, no sockets, no SQL. Every call is
/// given the journal of the caller's open transaction; after a roll-back call load() again. One thread (the store's).
/// sync-protocol sections 3 to 6 and 13 to 14.
class Engine
{
public:
    Engine(const DeviceKeys &keys, SignPublic rootPk, Clock &clock, Random &random);

    /// Reads cursors, rosters (re-verified from the root) and epoch keys. Call after opening and after a roll-back.
    [[nodiscard]] Done load(Journal &journal);

    /// Begins to follow a space (from a welcome). Nothing of it is believed until its control entries verify.
    [[nodiscard]] Done follow(Journal &journal, const SpaceId &space);

    /// The id of a record that is about to be created here: its time is above now and above everything made here.
    [[nodiscard]] Uuid nextRecord() { return recordIdFor(m_self.id, m_ids.next()); }
    /// A change-set with id, times and offset filled in.
    [[nodiscard]] ChangeSet begin(QList<Op> ops);

    /// Where a save went.
    struct Recorded {
        EnvHash envelope;
        std::uint64_t authorSeq = 0;
        Salt salt;
    };
    /// Seals (mode by own role and `sealed`), chains, signs, holds and, where this principal can read the space,
    /// applies. The heart of Save. A writer without the newest epoch's key seals. Errors: Forbidden (role), NotFound
    /// (space not followed), TooLarge, Invalid (creates a record under an id that is not from nextRecord()).
    [[nodiscard]] Result<Recorded> record(Journal &journal, const SpaceId &space, const ChangeSet &change,
                                          bool sealed = false);
    /// Makes a control entry (administrators): base is filled in, and filled in anew should another administrator be
    /// first. A CreateSpace begins to follow the space. It counts here at once and is pushed with the next request.
    /// Errors as Roster::with.
    [[nodiscard]] Result<EnvHash> control(Journal &journal, const SpaceId &space, QList<Ctl> ctls);
    /// The same signed by the organisation's root, which is at hand at set-up only.
    [[nodiscard]] Result<EnvHash> controlAsRoot(Journal &journal, const SpaceId &space, const SigningKey &root,
                                                QList<Ctl> ctls);
    /// A forwardable copy of an own change in `space`, to be put into another space's change-set.
    [[nodiscard]] Result<EmbedOp> embed(Journal &journal, const SpaceId &space, const Recorded &original,
                                        const ChangeSet &change);

    /// One request for all spaces: cursors and what is not yet acked, as much of it as the budget allows.
    [[nodiscard]] Result<SyncRequest> nextRequest(Journal &journal, std::uint32_t waitS = 0, RequestBudget budget = {});
    /// Verifies, opens and merges the answer to `asked` together with the new cursors. A space's answer that cannot be
    /// believed changes nothing there and puts the space in doubt: it is asked for in requests of its own from then
    /// on, until it can be believed. More than one request may be on its way (an approval beside the running loop):
    /// what was asked from a place that this device has left since is no news and no lie. It is passed over, and
    /// `again` says that a fresh request is due. Errors: the journal's.
    [[nodiscard]] Result<SyncOutcome> absorb(Journal &journal, const SyncRequest &asked, const SyncResponse &response);

    /// Opens a held envelope that was verified when it came and merges what is in it again: for rebuilding the cache.
    /// Nothing happens where this principal has no key, or the bytes do not open (they are in the tray already).
    [[nodiscard]] Done replay(Journal &journal, const HeldEnvelope &held);
    /// Whether the key of its epoch is here, so that replay() has something to try.
    [[nodiscard]] bool hasKeyOf(const HeldEnvelope &held) const;

    [[nodiscard]] const Roster *roster(const SpaceId &space) const;
    [[nodiscard]] std::shared_ptr<const EpochKeys> currentKeys(const SpaceId &space) const;
    [[nodiscard]] std::optional<Role> ownRole(const SpaceId &space) const;
    [[nodiscard]] DeviceId self() const { return m_self.id; }
    /// Service time minus device time, measured at the last answer.
    [[nodiscard]] std::optional<std::int64_t> clockOffsetMs() const { return m_clockOffsetMs; }
    /// Before the build date, or more than 48 h off the last server time (section 2). Told, never refused.
    [[nodiscard]] bool clockSuspect() const;

    ~Engine();

private:
    struct Turn;
    struct Doubt {
        ErrorCode why = ErrorCode::Conflict;
        int requestsSince = 0; ///< since it was last asked for
    };
    [[nodiscard]] std::vector<Turn> turnsOf(const SyncRequest &asked, const SyncResponse &response) const;
    [[nodiscard]] Done take(Journal &journal, Turn &turn, std::int64_t serverMs);
    [[nodiscard]] Done takeInDoubt(Journal &journal, Turn &turn, std::int64_t serverMs);
    [[nodiscard]] Done acknowledge(Turn &turn, bool caughtUp, std::int64_t serverMs);
    [[nodiscard]] Done openNew(Journal &journal, const std::vector<Turn> &turns, SyncOutcome &outcome);
    [[nodiscard]] std::vector<SpaceState *> spacesToAsk();
    [[nodiscard]] SpaceState *state(const SpaceId &space) const;
    [[nodiscard]] SpaceState *organisation() const;
    [[nodiscard]] std::vector<SpaceState *> inOrder() const; ///< the organisation first
    [[nodiscard]] Roster::Trust trustFor(const SpaceState &space) const;
    [[nodiscard]] Done adoptOwn(Journal &journal, SpaceState &space, const Envelope &envelope);

    const DeviceKeys &m_keys;
    DevicePublic m_self;
    SignPublic m_rootPk;
    Clock &m_clock;
    Uuid7Generator m_ids;
    std::optional<std::int64_t> m_clockOffsetMs;
    std::map<SpaceId, std::unique_ptr<SpaceState>> m_spaces;
    std::map<SpaceId, Doubt> m_doubts; ///< outlives load(): what an answer said does not depend on a roll-back
    std::size_t m_unproven = 0;        ///< answers in a row that nothing could be made of without the organisation
    std::optional<SpaceId> m_firstAsk; ///< turns: the space that the last request had no room for
};

} // namespace safelight
