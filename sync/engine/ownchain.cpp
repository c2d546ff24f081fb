// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/ownchain.h"

#include <limits>

namespace safelight
{

namespace
{

constexpr qint64 kAll = std::numeric_limits<qint64>::max();

struct Revised {
    EnvHash old;
    std::uint64_t oldSeq = 0;
    Envelope fresh;
};

/// Several envelopes change their place at once, and no two may have one place at any moment: those that move down go
/// first, lowest first, then those that move up, highest first.
Done replaceAll(Journal &journal, const QList<Revised> &revised)
{
    for (const Revised &r : revised) {
        if (r.fresh.header.authorSeq <= r.oldSeq) {
            if (Done replaced = journal.replaceOwn(r.old, r.fresh); !replaced)
                return replaced;
        }
    }
    for (auto r = revised.crbegin(); r != revised.crend(); ++r) {
        if (r->fresh.header.authorSeq > r->oldSeq) {
            if (Done replaced = journal.replaceOwn(r->old, r->fresh); !replaced)
                return replaced;
        }
    }
    return done();
}

} // namespace

Done OwnChain::acknowledge(const AuthorHead &head, bool caughtUp, std::int64_t serverMs)
{
    SpaceCursor &cursor = m_space.cursor;
    if (head.seq > 0) {
        const Result<std::optional<HeldEnvelope>> at = m_journal.ownAt(m_space.id(), head.seq);
        if (!at)
            return at.error();
        const bool matches = *at && (*at)->hash == head.hash;
        if (!matches) {
            // What a restored service lost and another copy of this device wrote there since comes with the log; only
            // where ours was seen in this very log can nothing else stand.
            const bool proven = *at && ((*at)->seq > 0 || cursor.headOnly);
            if (proven && head.seq <= cursor.ackedSeq)
                return Error{ErrorCode::Conflict, QStringLiteral("acknowledged with another hash")};
            if (!cursor.headOnly) {
                // its signature will come with the log; where the whole log is here and it is not, it does not exist
                return caughtUp ? Done(Error{ErrorCode::Conflict, QStringLiteral("author head not in the log")})
                                : done();
            }
            // A submit-only device restored from a copy cannot see what it wrote before. It follows the service's word:
            // only envelopes that are not there yet are signed anew, and a lie costs the service nothing it had.
            if (Done moved = rewrite(std::min(cursor.ackedSeq, head.seq), head, {}); !moved)
                return moved;
            cursor.ackedSeq = head.seq;
            return done();
        }
    }
    if (head.seq < cursor.ackedSeq) {
        m_lost = true;
    } else if (head.seq > cursor.ackedSeq) {
        m_acked += int(head.seq - cursor.ackedSeq);
        if (Done marked = m_journal.markHeldByService(m_space.id(), head.seq, serverMs); !marked)
            return marked;
    }
    cursor.ackedSeq = head.seq;

    const Result<QList<Envelope>> next = m_journal.ownAfter(m_space.id(), head.seq, 1);
    if (!next)
        return next.error();
    if (next->isEmpty() && cursor.ownSeq > head.seq) { // nothing of ours stands above: that place came of a false head
        cursor.ownSeq = head.seq;
        cursor.ownHash = head.hash;
    }
    const bool follows =
        next->isEmpty() || (next->first().header.authorSeq == head.seq + 1 && next->first().header.prev == head.hash);
    return follows ? done() : rewrite(head.seq, head, {});
}

Done OwnChain::makeRoomFor(const AuthorHead &adopted)
{
    SpaceCursor &cursor = m_space.cursor;
    const Result<QList<Envelope>> from = m_journal.ownAfter(m_space.id(), adopted.seq - 1, 1);
    if (!from)
        return from.error();
    if (from->isEmpty()) {
        cursor.ownSeq = adopted.seq;
        cursor.ownHash = adopted.hash;
        return done();
    }
    return rewrite(adopted.seq - 1, adopted, {});
}

Done OwnChain::giveUp(std::uint64_t authorSeq, const EnvHash &refused, ErrorCode why)
{
    const Result<std::optional<HeldEnvelope>> held = m_journal.ownAt(m_space.id(), authorSeq);
    if (!held)
        return held.error();
    if (!*held || (*held)->hash != refused || authorSeq <= m_space.cursor.ackedSeq)
        return done();
    if (Done aside = m_journal.needsAttention(m_space.id(), (*held)->hash, why); !aside)
        return aside;
    ++m_attention;
    m_space.ownControls.removeIf([&](const Envelope &own) { return own.header.authorSeq == authorSeq; });
    rebuildTip(m_space, m_trust);
    return refresh({});
}

Done OwnChain::refresh(const EpochKeyring &olderKeys)
{
    const Result<AuthorHead> after = ackedHead();
    return after ? rewrite(after->seq, *after, olderKeys) : Done(after.error());
}

/// Our last envelope that the service holds.
Result<AuthorHead> OwnChain::ackedHead()
{
    const SpaceCursor &cursor = m_space.cursor;
    if (cursor.ackedSeq == 0)
        return AuthorHead{};
    const Result<std::optional<HeldEnvelope>> at = m_journal.ownAt(m_space.id(), cursor.ackedSeq);
    if (!at)
        return at.error();
    if (*at)
        return AuthorHead{cursor.ackedSeq, (*at)->hash};
    const Result<QList<Envelope>> next = m_journal.ownAfter(m_space.id(), cursor.ackedSeq, 1);
    if (!next)
        return next.error();
    return AuthorHead{cursor.ackedSeq, next->isEmpty() ? cursor.ownHash : next->first().header.prev};
}

Done OwnChain::rewrite(std::uint64_t above, const AuthorHead &after, const EpochKeyring &olderKeys)
{
    const Result<QList<Envelope>> unsent = m_journal.ownAfter(m_space.id(), above, kAll);
    if (!unsent)
        return unsent.error();

    Roster tip = m_space.known;
    QList<Envelope> controls;
    for (const Envelope &own : std::as_const(m_space.ownControls)) { // at the service, not pulled yet
        if (own.header.authorSeq > above)
            continue;
        if (Result<Roster> next = tip.with(own, m_trust); next)
            tip = std::move(*next);
        controls.append(own);
    }
    QList<Revised> revised;
    AuthorHead last = after;
    for (const Envelope &old : *unsent) {
        Result<Envelope> fresh = revise(old, tip, olderKeys);
        if (fresh) {
            Header &header = fresh->header;
            if (*fresh != old || header.authorSeq != last.seq + 1 || header.prev != last.hash) {
                const ChainLink link{last.seq + 1, last.hash, m_space.cursor.hiSeq, seenHashOf(m_space.cursor.hiHash)};
                signEnvelope(*fresh, link, m_keys.signing);
            }
            if (header.kind == EnvelopeKind::Control && !m_space.controls.contains(envHashOf(*fresh))) {
                if (Result<Roster> next = tip.with(*fresh, m_trust); next) {
                    tip = std::move(*next);
                    controls.append(*fresh);
                } else {
                    fresh = next.error();
                }
            }
        }
        if (!fresh) { // cannot be said any more (a member who is gone, a key that is not ours): a person must look
            if (Done aside = m_journal.needsAttention(m_space.id(), envHashOf(old), fresh.error().code); !aside)
                return aside;
            ++m_attention;
            m_rewritten = true;
            continue;
        }
        last = {fresh->header.authorSeq, envHashOf(*fresh)};
        if (*fresh != old)
            revised.append({envHashOf(old), old.header.authorSeq, std::move(*fresh)});
    }
    if (Done replaced = replaceAll(m_journal, revised); !replaced)
        return replaced;
    m_rewritten = m_rewritten || !revised.isEmpty();
    m_space.ownControls = controls;
    m_space.tip = tip;
    m_space.cursor.ownSeq = last.seq;
    m_space.cursor.ownHash = last.hash;
    return done();
}

/// The envelope as it must be under this roster: itself where it can stay. Chain part and signature follow.
Result<Envelope> OwnChain::revise(const Envelope &old, const Roster &tip, const EpochKeyring &olderKeys) const
{
    if (old.header.kind == EnvelopeKind::Control) {
        Result<ControlEntry> entry = decodeControl(bytesOf(old.ct));
        if (!entry || entry->base == tip.controlHash() || m_space.controls.contains(envHashOf(old)))
            return entry ? Result<Envelope>(old) : Result<Envelope>(entry.error());
        entry->base = tip.controlHash();
        if (Done granted = grantAgain(*entry, tip); !granted)
            return granted.error();
        return clearEnvelope(m_space.id(), std::max<std::uint32_t>(1, tip.epoch()), m_self.id,
                             bytesOf(encodeControl(*entry)));
    }
    if (old.header.mode != EnvelopeMode::Member)
        return old;
    const auto me = tip.members().constFind(m_self.id);
    if (me == tip.members().cend() || me->lastAuthorSeq)
        return old;                               // removed: kept as it is, an administrator decides
    const bool sealed = me->role == Role::Submit; // a leaver drains its outbox sealed
    if (old.header.epoch == tip.epoch() && !sealed && !olderKeys.contains(old.header.epoch))
        return old;
    return sealAgain(old, tip, sealed, olderKeys);
}

/// Another administrator's entry came first and may have brought a new epoch: new readers need its seed.
Done OwnChain::grantAgain(ControlEntry &entry, const Roster &tip) const
{
    for (Ctl &ctl : entry.ctls) {
        auto *add = std::get_if<AddMember>(&ctl);
        if (!add || !add->grant || tip.epoch() == 0)
            continue;
        const auto keys = m_space.keys.constFind(tip.epoch());
        if (keys == m_space.keys.cend())
            return ErrorCode::NoKey;
        add->grant = (*keys)->grantTo(m_space.id(), tip.epoch(), add->device, add->boxPk);
    }
    return done();
}

Result<Envelope> OwnChain::sealAgain(const Envelope &old, const Roster &tip, bool sealed,
                                     const EpochKeyring &olderKeys) const
{
    Result<Opened> opened = Error{ErrorCode::NoKey, {}};
    for (const EpochKeyring *ring : {&olderKeys, static_cast<const EpochKeyring *>(&m_space.keys)}) {
        const auto keys = ring->constFind(old.header.epoch);
        if (!opened && keys != ring->cend())
            opened = openEnvelope(old, **keys);
    }
    if (!opened)
        return opened.error();
    const std::uint32_t epoch = tip.epoch();
    Result<Envelope> fresh = ErrorCode::NoKey;
    const auto keys = m_space.keys.constFind(epoch);
    if (sealed ||
        keys == m_space.keys.cend()) { // also under a grant that does not open: nothing waits for a better one
        fresh = sealSubmission(m_space.id(), epoch, tip.epochs().value(epoch).epk, m_self.id, bytesOf(opened->plain));
    } else {
        fresh = sealMember(m_space.id(), epoch, **keys, m_self.id, bytesOf(opened->plain));
    }
    wipe(opened->plain);
    return fresh;
}

} // namespace safelight
