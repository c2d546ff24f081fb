// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/syncwork.h"

#include "sync/wire/limits.h"

using namespace Qt::StringLiterals;

namespace safelight::service
{

struct SyncWork::Space {
    SpaceHead head;
    bool exists = false;
    RosterBook::Page page;
    bool isNew = false;                     ///< did not exist before this request
    bool moved = false;                     ///< an entry was appended
    std::map<DeviceId, AuthorHead> authors; ///< as moved in this transaction
    QSet<EnvHash> brought;                  ///< what this request pushed and the log holds: the asker has the bytes
};

namespace
{

/// The author_seq of bytes that may not be an envelope; 0 when not even the header parses.
std::uint64_t authorSeqOf(const QByteArray &bytes)
{
    if (bytes.size() < kHeaderBytes)
        return 0;
    const Result<Header> header = parseHeader(bytesOf(bytes).first(kHeaderBytes));
    return header ? header->authorSeq : 0;
}

/// An entry that nothing has to come before: no control entry and, for all spaces but its own, no organisation.
bool beginsSpace(const Envelope &envelope, bool hasOrganisation)
{
    if (envelope.header.kind != EnvelopeKind::Control)
        return false;
    const Result<ControlEntry> entry = decodeControl(bytesOf(envelope.ct));
    if (!entry)
        return true; // refused for what it says, or for who says it
    const auto *create = std::get_if<CreateSpace>(&entry->ctls.first());
    return entry->base.isZero() && (hasOrganisation || !create || create->kind == SpaceKind::Organisation);
}

SpaceStatus statusOf(ErrorCode refusal, SpaceStatus stale)
{
    switch (refusal) {
    case ErrorCode::Stale: return stale;
    case ErrorCode::Forbidden: return SpaceStatus::Forbidden;
    case ErrorCode::TooLarge: return SpaceStatus::TooLarge;
    default: return SpaceStatus::Invalid;
    }
}

} // namespace

Result<Answer> SyncWork::serve(const Ask &ask, qint64 &budget)
{
    Result<Space> found = space(ask.space, !ask.push.isEmpty());
    if (!found)
        return found.error();
    Answer answer;
    answer.space = ask.space;
    if (Done pushed = pushAll(*found, ask, answer); !pushed)
        return pushed.error();
    if (Done pulled = pull(*found, ask, budget, answer); !pulled)
        return pulled.error();
    return answer;
}

Result<SyncWork::News> SyncWork::newsOf(const Ask &ask)
{
    const Result<Space> found = space(ask.space, false);
    if (!found)
        return found.error();
    const std::optional<Role> role = roleIn(found->page.roster);
    if (!role)
        return News{false, true};
    const Result<bool> stands = standsAt(ask, found->head);
    if (!stands)
        return stands.error();
    const bool controlOnly = !holdsSeed(*role);
    return News{!*stands || (controlOnly ? found->page.seq : found->head.seq) > ask.hiSeq, controlOnly};
}

Result<SyncWork::Space> SyncWork::space(const SpaceId &id, bool lock)
{
    const auto head = lock ? m_tx.lockHead(id) : m_tx.head(id);
    if (!head)
        return head.error();
    Result<RosterBook::Page> page = m_book.of(m_tx, id);
    if (!page)
        return page.error();
    return Space{head->value_or(SpaceHead{id, 0, {}, {}}),
                 head->has_value(),
                 std::move(*page),
                 !head->has_value(),
                 false,
                 {},
                 {}};
}

Done SyncWork::pushAll(Space &space, const Ask &ask, Answer &answer)
{
    // A refusal ends that author's part of the request and nobody else's: people who share a device do not block
    // each other. The first refusal is the one that is told.
    QSet<DeviceId> stopped;
    const auto refuse = [&answer](SpaceStatus status, std::uint64_t authorSeq) {
        if (answer.status == SpaceStatus::Ok) {
            answer.status = status;
            answer.refusedAuthorSeq = authorSeq <= kMaxNumber ? authorSeq : 0; // none that the asker must refuse
        }
    };
    for (const QByteArray &bytes : ask.push) {
        if (bytes.size() > kMaxEnvelopeBytes) {
            refuse(SpaceStatus::TooLarge, authorSeqOf(bytes));
            break;
        }
        const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
        if (!envelope) {
            refuse(statusOf(envelope.error().code, SpaceStatus::Invalid), authorSeqOf(bytes));
            break;
        }
        if (stopped.contains(envelope->header.author))
            continue;
        const Result<SpaceStatus> status = push(space, *envelope, bytes);
        if (!status)
            return status.error();
        if (*status != SpaceStatus::Ok) {
            refuse(*status, envelope->header.authorSeq);
            if (*status != SpaceStatus::Gap) // a relay brings control entries first: what is before it may still come
                stopped.insert(envelope->header.author);
        }
    }
    if (!space.moved)
        return done();
    m_moved.insert(ask.space, space.head);
    return m_tx.saveHead(space.head);
}

Result<SpaceStatus> SyncWork::push(Space &space, const Envelope &envelope, const QByteArray &bytes)
{
    const Header &header = envelope.header;
    if (header.space != space.head.space || header.authorSeq > kMaxNumber)
        return SpaceStatus::Invalid;
    if (!space.exists) {
        const Result<std::optional<Roster>> org = organisation();
        if (!org)
            return org.error();
        if (!beginsSpace(envelope, org->has_value()))
            return SpaceStatus::Gap; // what it follows is not here: lost with a restored copy, or still on its way
    }
    // Own entries, or anybody's relayed by a reader. Control entries of a space that this very request brings may come
    // by anybody: they prove themselves, and the first of them makes the reader that brings the rest.
    const std::optional<Role> role = roleIn(space.page.roster);
    const bool brought = space.isNew && header.kind == EnvelopeKind::Control;
    if (!isOwn(header.author) && !(role && holdsSeed(*role)) && !brought)
        return SpaceStatus::Forbidden;

    const EnvHash hash = envHashOf(envelope);
    Result<SpaceStatus> position = continues(space, envelope, hash);
    if (!position || *position != SpaceStatus::Ok)
        return position;
    space.brought.insert(hash);
    if (header.authorSeq <= space.authors[header.author].seq)
        return SpaceStatus::Ok; // held already, byte for byte: before any question of role or epoch
    if (header.kind == EnvelopeKind::Control) {
        Result<SpaceStatus> accepted = control(space, envelope);
        if (!accepted || *accepted != SpaceStatus::Ok)
            return accepted;
    } else if (const Done admitted = space.page.roster.admits(envelope, m_nowMs); !admitted) {
        return statusOf(admitted.error().code, SpaceStatus::EpochStale);
    } else if (isOwn(header.author) && header.mode == EnvelopeMode::Member &&
               header.epoch != space.page.roster.epoch()) {
        return SpaceStatus::EpochStale; // its author can seal it again; who relays what a restore lost cannot
    }
    if (Done appended = append(space, envelope, hash, bytes); !appended)
        return appended.error();
    return SpaceStatus::Ok;
}

/// Where an envelope stands in its author's chain: Ok for the next one and for one we hold, else Gap or Fork.
Result<SpaceStatus> SyncWork::continues(Space &space, const Envelope &envelope, const EnvHash &hash)
{
    const Header &header = envelope.header;
    if (!space.authors.contains(header.author)) {
        const Result<AuthorHead> stored = m_tx.authorHead(space.head.space, header.author);
        if (!stored)
            return stored.error();
        space.authors[header.author] = *stored;
    }
    const AuthorHead &head = space.authors[header.author];
    if (header.authorSeq == 0)
        return SpaceStatus::Invalid;
    if (header.authorSeq > head.seq + 1)
        return SpaceStatus::Gap;
    if (header.authorSeq == head.seq + 1)
        return header.prev == head.hash ? SpaceStatus::Ok : SpaceStatus::Fork;
    const auto held = m_tx.authorHashAt(space.head.space, header.author, header.authorSeq);
    if (!held)
        return held.error();
    return *held == hash ? SpaceStatus::Ok : SpaceStatus::Fork;
}

Result<SpaceStatus> SyncWork::control(Space &space, const Envelope &envelope)
{
    if (!verifyClear(envelope))
        return SpaceStatus::Invalid;
    const Result<std::optional<Roster>> org = organisation();
    if (!org)
        return org.error();
    const bool isOrganisation = !*org || (*org)->space() == space.head.space;
    // A creation stands for ever once accepted; to make one takes an administrator of today (roster.h). Others may
    // bring back what a restored copy lacks, also when its maker has left since.
    const DeviceId &author = envelope.header.author;
    if (!isOrganisation && space.page.roster.isEmpty() && isOwn(author) &&
        (*org)->roleOf(author, m_nowMs) != Role::Admin)
        return SpaceStatus::Forbidden;
    Result<Roster> next = space.page.roster.with(envelope, {m_book.rootPk(), isOrganisation ? nullptr : &**org});
    if (!next)
        return statusOf(next.error().code, SpaceStatus::ControlStale);
    // One organisation, and it comes first: what follows is measured against its roster.
    if ((next->kind() == SpaceKind::Organisation) != isOrganisation)
        return SpaceStatus::Forbidden;
    if (!*org) {
        if (Done saved = m_tx.saveSetting(u"org_space"_s, space.head.space.toByteArray()); !saved)
            return saved.error();
    }
    space.page = {std::move(*next), space.head.seq + 1};
    space.head.controlHash = space.page.roster.controlHash();
    m_rosters.insert_or_assign(space.head.space, space.page);
    return SpaceStatus::Ok;
}

Done SyncWork::append(Space &space, const Envelope &envelope, const EnvHash &hash, const QByteArray &bytes)
{
    const Header &header = envelope.header;
    const std::uint64_t seq = space.head.seq + 1;
    const LogHash logHash = nextLogHash(space.head.hash, seq, m_nowMs, hash);
    if (Done stored = m_tx.append(space.head.space,
                                  {seq, m_nowMs, header.author, header.authorSeq, header.kind, hash, logHash, bytes});
        !stored)
        return stored;
    space.head.seq = seq;
    space.head.hash = logHash;
    space.exists = true;
    space.authors[header.author] = {header.authorSeq, hash};
    space.moved = true;
    return done();
}

Done SyncWork::pull(const Space &space, const Ask &ask, qint64 &budget, Answer &answer)
{
    const Roster &roster = space.page.roster;
    for (const DevicePublic &principal : m_principals) {
        const Result<AuthorHead> head = m_tx.authorHead(ask.space, principal.id);
        if (!head)
            return head.error();
        if (head->seq > 0 || !space.exists || roster.roleOf(principal.id, m_nowMs))
            answer.authors.insert(principal.id, *head);
    }
    if (!space.exists) {
        // Never made, or made after the copy that this service was restored from. Whoever has been further hears that
        // the log is another one, and that nothing of its own is here: so it starts over and brings everything back.
        if (ask.hiSeq > 0) {
            answer.status = SpaceStatus::Diverged;
            answer.refusedAuthorSeq = 0;
        }
        return done();
    }
    const std::optional<Role> role = roleIn(roster);
    if (!role) {
        if (answer.status == SpaceStatus::Ok)
            answer.status = SpaceStatus::Forbidden;
        return done();
    }
    answer.headSeq = space.head.seq;
    answer.headHash = space.head.hash;
    const Result<bool> stands = standsAt(ask, space.head);
    if (!stands)
        return stands.error();
    if (!*stands) {
        // A restored service: the asker goes back to where histories agree. Whatever was wrong with the push is said
        // again when it is sent again; an asker that is not told would take the head for the end of its own log.
        answer.status = SpaceStatus::Diverged;
        answer.refusedAuthorSeq = 0;
        return done();
    }
    if (!holdsSeed(*role)) {
        if (budget <= 0) {
            answer.more = space.page.seq > ask.hiSeq; // or the asker would take the head and miss what led there
            return done();
        }
        const auto controls = m_tx.controls(ask.space, ask.hiSeq, budget);
        if (!controls)
            return controls.error();
        for (const StoredEnvelope &entry : *controls) {
            answer.control.append(entry.bytes);
            budget -= entry.bytes.size();
        }
        // Not all of them: then the head is the place of the last one sent, where the asker goes on.
        if (!controls->isEmpty() && controls->last().seq < space.page.seq) {
            answer.more = true;
            answer.headSeq = controls->last().seq;
            answer.headHash = controls->last().logHash;
        }
        return done();
    }
    // What came in this request goes back as its hash, so that an upload is not paid for twice on a slow link.
    std::uint64_t last = ask.hiSeq;
    for (bool room = budget > 0; room && last < space.head.seq; room = room && budget > 0) {
        const auto page = m_tx.range(ask.space, last, budget);
        if (!page)
            return page.error();
        if (page->isEmpty())
            return Error{ErrorCode::Damaged, u"the log ends before its head"_s};
        for (const StoredEnvelope &entry : *page) {
            const QByteArray sent = space.brought.contains(entry.hash) ? entry.hash.toByteArray() : entry.bytes;
            room = answer.newer.isEmpty() || sent.size() <= budget;
            if (!room)
                break;
            answer.newer.append({entry.seq, entry.recvMs, sent});
            budget -= sent.size();
            last = entry.seq;
        }
    }
    answer.more = last < space.head.seq;
    return done();
}

Result<bool> SyncWork::standsAt(const Ask &ask, const SpaceHead &head)
{
    if (ask.hiSeq == 0)
        return true;
    if (ask.hiSeq > head.seq)
        return false;
    const auto hash = ask.hiSeq == head.seq ? Result<std::optional<LogHash>>(std::optional(head.hash))
                                            : m_tx.logHashAt(ask.space, ask.hiSeq);
    if (!hash)
        return hash.error();
    return *hash && seenHashOf(**hash) == ask.hiHash;
}

std::optional<Role> SyncWork::roleIn(const Roster &roster) const
{
    std::optional<Role> best;
    for (const DevicePublic &principal : m_principals) {
        const std::optional<Role> role = roster.roleOf(principal.id, m_nowMs);
        if (role && (!best || *role > *best))
            best = role;
    }
    return best;
}

bool SyncWork::isOwn(const DeviceId &author) const
{
    return std::any_of(m_principals.begin(), m_principals.end(),
                       [&](const DevicePublic &principal) { return principal.id == author; });
}

/// The organisation's roster, as changed by this very request if it was.
Result<std::optional<Roster>> SyncWork::organisation()
{
    const auto id = m_tx.setting(u"org_space"_s);
    if (!id)
        return id.error();
    if (const auto space = SpaceId::from(QByteArrayView(*id))) {
        if (const auto moved = m_rosters.find(*space); moved != m_rosters.end())
            return std::optional(moved->second.roster);
    }
    return m_book.organisation(m_tx);
}

} // namespace safelight::service
