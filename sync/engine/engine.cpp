// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/engine.h"

#include "sync/engine/opener.h"
#include "sync/engine/spacestate.h"
#include "sync/wire/limits.h"

namespace safelight
{

namespace
{

constexpr std::int64_t kBuiltMs = 1'767'225'600'000;             // 2026-01-01: a clock before it is wrong
constexpr std::int64_t kSuspectOffsetMs = 48LL * 60 * 60 * 1000; // sync-protocol section 2

Error trouble(ErrorCode code, const char *why) { return {code, QString::fromLatin1(why)}; }

} // namespace

Engine::Engine(const DeviceKeys &keys, SignPublic rootPk, Clock &clock, Random &random)
    : m_keys(keys)
    , m_self(keys.publicKeys())
    , m_rootPk(rootPk)
    , m_clock(clock)
    , m_ids(clock, random)
{
}

Engine::~Engine() = default;

Done Engine::load(Journal &journal)
{
    m_spaces.clear();
    const Result<QList<SpaceCursor>> cursors = journal.cursors();
    if (!cursors)
        return cursors.error();
    std::map<SpaceId, QList<HeldEnvelope>> controls;
    QList<SpaceId> order; // the organisation first: the others are proven by it
    for (const SpaceCursor &cursor : *cursors) {
        Result<QList<HeldEnvelope>> entries = journal.controlEnvelopes(cursor.space);
        if (!entries)
            return entries.error();
        const bool isOrganisation = std::any_of(entries->cbegin(), entries->cend(), [&](const HeldEnvelope &held) {
            return isOrganisationCreate(held.envelope, m_rootPk);
        });
        isOrganisation ? order.prepend(cursor.space) : order.append(cursor.space);
        controls[cursor.space] = std::move(*entries);
        m_spaces[cursor.space] = std::make_unique<SpaceState>(cursor);
    }

    for (const SpaceId &id : std::as_const(order)) {
        SpaceState &space = *m_spaces[id];
        const Result<QList<HeldEnvelope>> chain = inBaseOrder(controls[id]);
        if (!chain)
            return chain.error();
        // As far as there is one that was proven. An own entry that others built on was proven with theirs, also while
        // the log is pulled again and nothing has its place.
        const auto last = std::find_if(chain->crbegin(), chain->crend(),
                                       [](const HeldEnvelope &held) { return !held.own || held.seq > 0; });
        const QList<HeldEnvelope> proven = chain->first(chain->crend() - last);
        const auto pulled = std::find_if_not(proven.cbegin(), proven.cend(), [&](const HeldEnvelope &held) {
            return held.seq > 0 && held.seq <= space.cursor.hiSeq;
        });
        const bool isOrganisation =
            id == order.first() && !proven.isEmpty() && isOrganisationCreate(proven.first().envelope, m_rootPk);
        if (!isOrganisation && !organisation())
            continue; // nothing is believed before the organisation is known
        const Roster::Trust trust{m_rootPk, isOrganisation ? nullptr : &organisation()->known};
        Result<Roster> known = rosterOf(id, proven, trust);
        if (!known)
            return known.error();
        space.known = std::move(*known);
        for (const HeldEnvelope &held : proven)
            space.controls.insert(held.hash);
        for (const HeldEnvelope &held : std::as_const(controls[id])) {
            if (held.own && !space.controls.contains(held.hash))
                space.ownControls.append(held.envelope);
        }
        Result<Roster> atHi = space.cursor.headOnly ? Result<Roster>(space.known)
                                                    : rosterOf(id, proven.first(pulled - proven.cbegin()), trust);
        if (!atHi)
            return atHi.error();
        space.atHi = std::move(*atHi);
        std::sort(space.ownControls.begin(), space.ownControls.end(),
                  [](const Envelope &a, const Envelope &b) { return a.header.authorSeq < b.header.authorSeq; });
        rebuildTip(space, trustFor(space));
        Result<EpochKeyring> keys = journal.epochKeys(id);
        if (!keys)
            return keys.error();
        space.keys = std::move(*keys);
    }
    return done();
}

Done Engine::follow(Journal &journal, const SpaceId &space)
{
    if (m_spaces.contains(space))
        return done();
    SpaceCursor cursor;
    cursor.space = space;
    if (Done saved = journal.saveCursor(cursor); !saved)
        return saved;
    m_spaces[space] = std::make_unique<SpaceState>(cursor);
    return done();
}

ChangeSet Engine::begin(QList<Op> ops)
{
    QList<Uuid> parents;
    for (const Op &op : std::as_const(ops)) {
        if (const auto *set = std::get_if<SetOp>(&op))
            parents += set->replaces;
    }
    ChangeSet change;
    change.id = m_ids.next({parents.constData(), std::size_t(parents.size())});
    change.recordedAtMs = toMs(m_clock.now());
    change.clockOffsetMs = m_clockOffsetMs;
    change.ops = std::move(ops);
    return change;
}

Result<Engine::Recorded> Engine::record(Journal &journal, const SpaceId &spaceId, const ChangeSet &change, bool sealed)
{
    SpaceState *space = state(spaceId);
    if (!space)
        return trouble(ErrorCode::NotFound, "space not followed");
    if (space->tip.isEmpty())
        return trouble(ErrorCode::NotReady, "nothing of the space has arrived");
    const std::optional<Role> role = space->roleOf(m_self.id);
    if (!role || !mayPush(*role))
        return trouble(ErrorCode::Forbidden, "role");

    for (const Op &op : change.ops) {
        const auto *create = std::get_if<CreateOp>(&op);
        if (create && !isRecordOf(m_self.id, create->record))
            return trouble(ErrorCode::Invalid, "record id");
    }
    const QByteArray encoded = encodeChangeSet(change);
    if (encoded.size() > kMaxChangeBytes)
        return trouble(ErrorCode::TooLarge, "change-set");
    const std::uint32_t epoch = space->tip.epoch();
    Salt salt;
    randomBytes(salt.bytes);
    const SealInputs inputs{salt, BoxSeed::random(), true};
    // A grant that does not open must not stop anybody from writing: sealed it can be without the key.
    const auto keys = currentKeys(spaceId);
    Result<Envelope> envelope = sealed || *role == Role::Submit || !keys
                                    ? sealSubmissionWith(spaceId, epoch, space->tip.epochs().value(epoch).epk,
                                                         m_self.id, bytesOf(encoded), inputs)
                                    : sealMemberWith(spaceId, epoch, *keys, m_self.id, bytesOf(encoded), inputs);
    if (!envelope)
        return envelope.error();
    const SpaceCursor &cursor = space->cursor;
    signEnvelope(*envelope, {cursor.ownSeq + 1, cursor.ownHash, cursor.hiSeq, seenHashOf(cursor.hiHash)},
                 m_keys.signing);
    if (Done held = adoptOwn(journal, *space, *envelope); !held)
        return held.error();
    const EnvHash hash = envHashOf(*envelope);
    if (holdsSeed(*role)) {
        const HeldEnvelope held{hash, spaceId, *envelope, 0, 0, true, false};
        if (Done applied = Opener(journal, inOrder()).apply(*space, held, change, encoded, inputs.salt); !applied)
            return applied.error();
    }
    return Recorded{hash, envelope->header.authorSeq, inputs.salt};
}

Result<EnvHash> Engine::control(Journal &journal, const SpaceId &spaceId, QList<Ctl> ctls)
{
    const bool creates = !ctls.isEmpty() && std::holds_alternative<CreateSpace>(ctls.first());
    if (creates) {
        if (Done followed = follow(journal, spaceId); !followed)
            return followed.error();
    }
    SpaceState *space = state(spaceId);
    if (!space)
        return trouble(ErrorCode::NotFound, "space not followed");
    const std::uint32_t epoch = std::max<std::uint32_t>(1, space->tip.epoch());
    Result<Envelope> envelope =
        clearEnvelope(spaceId, epoch, m_self.id, bytesOf(encodeControl({space->tip.controlHash(), std::move(ctls)})));
    if (!envelope)
        return envelope.error();
    const SpaceCursor &cursor = space->cursor;
    signEnvelope(*envelope, {cursor.ownSeq + 1, cursor.ownHash, cursor.hiSeq, seenHashOf(cursor.hiHash)},
                 m_keys.signing);
    Result<Roster> next = space->tip.with(*envelope, trustFor(*space));
    if (!next)
        return next.error();
    if (Done held = adoptOwn(journal, *space, *envelope); !held)
        return held.error();
    space->tip = std::move(*next);
    space->ownControls.append(*envelope);
    if (const auto learnt = learnSeeds(journal, *space, m_keys, m_self.id); !learnt)
        return learnt.error();
    return envHashOf(*envelope);
}

Result<EnvHash> Engine::controlAsRoot(Journal &journal, const SpaceId &spaceId, const SigningKey &root, QList<Ctl> ctls)
{
    if (Done followed = follow(journal, spaceId); !followed)
        return followed.error();
    SpaceState &space = *state(spaceId);
    if (!space.ownControls.isEmpty())
        return trouble(ErrorCode::Stale, "own control entries are still on their way");
    const DeviceId author = rootAuthorOf(m_rootPk);
    AuthorHead head;
    const Result<QList<HeldEnvelope>> entries = journal.controlEnvelopes(spaceId);
    if (!entries)
        return entries.error();
    for (const HeldEnvelope &held : *entries) {
        if (held.envelope.header.author == author && held.envelope.header.authorSeq > head.seq)
            head = {held.envelope.header.authorSeq, held.hash};
    }
    const std::uint32_t epoch = std::max<std::uint32_t>(1, space.tip.epoch());
    Result<Envelope> envelope =
        clearEnvelope(spaceId, epoch, author, bytesOf(encodeControl({space.tip.controlHash(), std::move(ctls)})));
    if (!envelope)
        return envelope.error();
    signEnvelope(*envelope, {head.seq + 1, head.hash, space.cursor.hiSeq, seenHashOf(space.cursor.hiHash)}, root);
    const bool isOrganisation = isOrganisationCreate(*envelope, m_rootPk) || &space == organisation();
    const Roster::Trust trust{m_rootPk, isOrganisation || !organisation() ? nullptr : &organisation()->known};
    Result<Roster> next = space.known.with(*envelope, trust);
    if (!next)
        return next.error();
    const EnvHash hash = envHashOf(*envelope);
    if (const Result<bool> held = journal.hold({hash, spaceId, *envelope, 0, 0, false, false}); !held)
        return held.error();
    space.known = std::move(*next);
    space.tip = space.known;
    space.controls.insert(hash);
    space.offered = false;
    if (const auto learnt = learnSeeds(journal, space, m_keys, m_self.id); !learnt)
        return learnt.error();
    return hash;
}

Done Engine::adoptOwn(Journal &journal, SpaceState &space, const Envelope &envelope)
{
    const EnvHash hash = envHashOf(envelope);
    const Result<bool> fresh = journal.hold({hash, space.id(), envelope, 0, 0, true, false});
    if (!fresh)
        return fresh.error();
    space.cursor.ownSeq = envelope.header.authorSeq;
    space.cursor.ownHash = hash;
    return journal.saveCursor(space.cursor);
}

Result<EmbedOp> Engine::embed(Journal &journal, const SpaceId &space, const Recorded &original, const ChangeSet &change)
{
    const Result<std::optional<HeldEnvelope>> held = journal.find(original.envelope);
    if (!held)
        return held.error();
    if (!*held || (*held)->space != space)
        return trouble(ErrorCode::NotFound, "original");
    EmbedOp embed;
    embed.headerAndSig = encodeEnvelope((*held)->envelope).first(kSignedHeaderBytes);
    embed.salt = original.salt.toByteArray();
    embed.changeset = encodeChangeSet(change);
    const Result<Header> verified = verifyEmbedded(embed, m_self.signPk);
    return verified ? Result<EmbedOp>(embed) : Result<EmbedOp>(verified.error());
}

Done Engine::replay(Journal &journal, const HeldEnvelope &held)
{
    SpaceState *space = state(held.space);
    if (!space)
        return done();
    Opener opener(journal, inOrder());
    if (Done opened = opener.open(*space, held); !opened)
        return opened;
    const bool whole = opener.attention() == 0 && !opener.anyWaiting();
    return whole ? journal.opened(held.hash) : done();
}

bool Engine::hasKeyOf(const HeldEnvelope &held) const
{
    const SpaceState *space = state(held.space);
    return space && space->keys.contains(held.envelope.header.epoch);
}

const Roster *Engine::roster(const SpaceId &space) const
{
    const SpaceState *found = state(space);
    return found ? &found->tip : nullptr;
}

std::shared_ptr<const EpochKeys> Engine::currentKeys(const SpaceId &space) const
{
    const SpaceState *found = state(space);
    return found ? found->keys.value(found->tip.epoch()) : nullptr;
}

std::optional<Role> Engine::ownRole(const SpaceId &space) const
{
    const SpaceState *found = state(space);
    return found ? found->roleOf(m_self.id) : std::nullopt;
}

bool Engine::clockSuspect() const
{
    return toMs(m_clock.now()) < kBuiltMs || (m_clockOffsetMs && std::abs(*m_clockOffsetMs) > kSuspectOffsetMs);
}

SpaceState *Engine::state(const SpaceId &space) const
{
    const auto found = m_spaces.find(space);
    return found == m_spaces.end() ? nullptr : found->second.get();
}

SpaceState *Engine::organisation() const
{
    for (const auto &[id, space] : m_spaces) {
        if (!space->known.isEmpty() && space->known.kind() == SpaceKind::Organisation)
            return space.get();
    }
    return nullptr;
}

std::vector<SpaceState *> Engine::inOrder() const
{
    std::vector<SpaceState *> order;
    SpaceState *first = organisation();
    if (first)
        order.push_back(first);
    for (const auto &[id, space] : m_spaces) {
        if (space.get() != first)
            order.push_back(space.get());
    }
    return order;
}

Roster::Trust Engine::trustFor(const SpaceState &space) const
{
    const SpaceState *top = organisation();
    return {m_rootPk, top && top != &space ? &top->known : nullptr};
}

} // namespace safelight
