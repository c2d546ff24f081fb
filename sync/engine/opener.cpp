// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/opener.h"

#include "sync/wire/limits.h"

#include <algorithm>

namespace safelight
{

Done Opener::open(const SpaceState &space, const HeldEnvelope &held)
{
    const Result<Rest> rest = read(space, held);
    if (!rest)
        return rest.error();
    if (held.own)
        return done(); // its sender knows what is in it; the tray would take it out of the chain
    if (rest->waits) {
        HeldEnvelope waiting = held;
        waiting.envelope.ct.clear();
        waiting.waits = true;
        m_waiting.append(std::move(waiting));
        return done();
    }
    if (held.waits) {
        HeldEnvelope opened = held;
        opened.waits = false;
        if (const Result<bool> kept = m_journal.hold(opened); !kept)
            return kept.error();
    }
    if (!rest->aside)
        return done();
    ++m_attention;
    return m_journal.needsAttention(held.envelope.header.space, held.hash, *rest->aside);
}

Done Opener::openUnproven()
{
    const Result<QList<EnvHash>> unproven = m_journal.unproven();
    if (!unproven)
        return unproven.error();
    for (const EnvHash &hash : *unproven) {
        const Result<std::optional<HeldEnvelope>> held = m_journal.find(hash);
        if (!held)
            return held.error();
        const auto space = std::find_if(m_spaces.begin(), m_spaces.end(), [&](const SpaceState *one) {
            return held->has_value() && one->id() == (*held)->space;
        });
        if (space == m_spaces.end())
            continue;
        if ((*held)->waits) {
            if (Done opened = open(**space, **held); !opened)
                return opened;
            continue;
        }
        const Result<Rest> rest = read(**space, **held); // in the tray already
        if (!rest)
            return rest.error();
        if (rest->aside || rest->waits)
            continue;
        if (Done opened = m_journal.opened(hash); !opened)
            return opened;
    }
    return done();
}

Done Opener::keepWaiting()
{
    for (const HeldEnvelope &waiting : std::as_const(m_waiting)) {
        if (const Result<bool> kept = m_journal.hold(waiting); !kept)
            return kept.error();
    }
    m_waiting.clear();
    return done();
}

Done Opener::apply(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
                   const QByteArray &encoded, const Salt &salt)
{
    const Result<Rest> rest = applyAll(space, held, change, encoded, salt);
    return rest ? done() : Done(rest.error());
}

Result<Opener::Rest> Opener::read(const SpaceState &space, const HeldEnvelope &held)
{
    if (held.envelope.header.kind != EnvelopeKind::Changes)
        return Rest{};
    const auto keys = space.keys.constFind(held.envelope.header.epoch);
    if (keys == space.keys.cend())
        return Rest{{}, true};
    Result<Opened> opened = openEnvelope(held.envelope, **keys);
    if (!opened)
        return Rest{opened.error().code, false};
    const Result<ChangeSet> change = decodeChangeSet(bytesOf(opened->plain));
    if (!change)
        return Rest{change.error().code, false};
    return applyAll(space, held, *change, opened->plain, opened->salt);
}

Result<Opener::Rest> Opener::applyAll(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
                                      const QByteArray &encoded, const Salt &salt)
{
    ProvenChange proven;
    proven.space = space.id();
    proven.envelope = held.hash;
    proven.author = held.envelope.header.author;
    proven.recvMs = held.recvMs;
    proven.change = change;
    proven.salt = salt;
    proven.encoded = encoded;
    if (Done applied = m_journal.apply(proven); !applied)
        return applied.error();
    Rest all;
    for (const Op &op : change.ops) {
        const auto *embed = std::get_if<EmbedOp>(&op);
        if (!embed)
            continue;
        const Result<Rest> rest = applyForwarded(space, held, *embed);
        if (!rest)
            return rest.error();
        if (rest->aside)
            all.aside = rest->aside;
        all.waits = all.waits || rest->waits;
    }
    return all;
}

/// The original's own signature and commitment are what count; who forwarded it adds nothing and can change nothing.
Result<Opener::Rest> Opener::applyForwarded(const SpaceState &space, const HeldEnvelope &held, const EmbedOp &embed)
{
    const std::optional<Salt> salt = Salt::from(QByteArrayView(embed.salt));
    if (embed.headerAndSig.size() != kSignedHeaderBytes || !salt)
        return Rest{ErrorCode::Malformed, false};
    const Result<Header> claimed = parseHeader(bytesOf(QByteArrayView(embed.headerAndSig).first(kHeaderBytes)));
    if (!claimed)
        return Rest{claimed.error().code, false};
    if (claimed->kind != EnvelopeKind::Changes)
        return Rest{ErrorCode::NotAuthentic, false};
    const Author author = authorOf(*claimed);
    if (!author.key)
        return author.mayCome ? Rest{{}, true} : Rest{ErrorCode::NotAuthentic, false};
    const Result<Header> header = verifyEmbedded(embed, *author.key);
    if (!header)
        return Rest{header.error().code, false};
    const Result<ChangeSet> change = decodeChangeSet(bytesOf(embed.changeset));
    if (!change)
        return Rest{change.error().code, false};

    ProvenChange proven;
    proven.space = space.id();
    proven.envelope = held.hash;
    proven.author = header->author;
    proven.recvMs = held.recvMs;
    proven.change = *change;
    proven.salt = *salt;
    proven.encoded = embed.changeset;
    proven.original = envHashOf(bytesOf(embed.headerAndSig));
    const Done applied = m_journal.apply(proven);
    return applied ? Result<Rest>(Rest{}) : applied.error();
}

/// The key of an original's author: from the space that it says it was written in, as long as its envelopes count
/// there; where that space is not followed here, from any that knows the author. Whom no roster knows is a stranger
/// only when those rosters are here as far as they go: logs of two spaces come in any order, and a doubt may end.
Opener::Author Opener::authorOf(const Header &original) const
{
    Author author;
    bool complete = true;
    for (const SpaceState *space : m_spaces) {
        const auto member = space->tip.members().constFind(original.author);
        const bool known = member != space->tip.members().cend();
        if (space->id() == original.space && !space->tip.isEmpty()) {
            if (!known)
                return {nullptr, !space->complete};
            const bool counts = !member->lastAuthorSeq || original.authorSeq <= *member->lastAuthorSeq;
            return {counts ? &member->keys.signPk : nullptr, false};
        }
        if (known && !author.key)
            author.key = &member->keys.signPk;
        complete = complete && space->complete;
    }
    author.mayCome = !author.key && !complete;
    return author;
}

} // namespace safelight
