// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/opener.h"

#include "sync/wire/limits.h"

namespace safelight
{

Done Opener::open(const SpaceState &space, const HeldEnvelope &held)
{
    if (held.envelope.header.kind != EnvelopeKind::Changes)
        return done();
    const auto keys = space.keys.constFind(held.envelope.header.epoch);
    if (keys == space.keys.cend())
        return done();
    Result<Opened> opened = openEnvelope(held.envelope, **keys);
    if (!opened)
        return setAside(held, opened.error().code);
    const Result<ChangeSet> change = decodeChangeSet(bytesOf(opened->plain));
    if (!change)
        return setAside(held, change.error().code);
    return apply(space, held, *change, opened->plain, opened->salt);
}

Done Opener::apply(const SpaceState &space, const HeldEnvelope &held, const ChangeSet &change,
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
        return applied;
    for (const Op &op : change.ops) {
        const auto *embed = std::get_if<EmbedOp>(&op);
        if (!embed)
            continue;
        if (Done applied = applyForwarded(space, held, *embed); !applied)
            return applied;
    }
    return done();
}

/// The original's own signature and commitment are what count; who forwarded it adds nothing and can change nothing.
Done Opener::applyForwarded(const SpaceState &space, const HeldEnvelope &held, const EmbedOp &embed)
{
    const std::optional<Salt> salt = Salt::from(QByteArrayView(embed.salt));
    if (embed.headerAndSig.size() != kSignedHeaderBytes || !salt)
        return setAside(held, ErrorCode::Malformed);
    const Result<Header> claimed = parseHeader(bytesOf(QByteArrayView(embed.headerAndSig).first(kHeaderBytes)));
    if (!claimed)
        return setAside(held, claimed.error().code);
    const SignPublic *author = keyOf(*claimed);
    if (!author || claimed->kind != EnvelopeKind::Changes)
        return setAside(held, ErrorCode::NotAuthentic);
    const Result<Header> header = verifyEmbedded(embed, *author);
    if (!header)
        return setAside(held, header.error().code);
    const Result<ChangeSet> change = decodeChangeSet(bytesOf(embed.changeset));
    if (!change)
        return setAside(held, change.error().code);

    ProvenChange proven;
    proven.space = space.id();
    proven.envelope = held.hash;
    proven.author = header->author;
    proven.recvMs = held.recvMs;
    proven.change = *change;
    proven.salt = *salt;
    proven.encoded = embed.changeset;
    proven.original = envHashOf(bytesOf(embed.headerAndSig));
    return m_journal.apply(proven);
}

Done Opener::setAside(const HeldEnvelope &held, ErrorCode why)
{
    if (held.own)
        return done(); // its sender knows what is in it; the tray would take it out of the chain
    ++m_attention;
    return m_journal.needsAttention(held.envelope.header.space, held.hash, why);
}

/// The key of an original's author: from the space that it says it was written in, as long as its envelopes count
/// there; where that space is not followed here, from any that knows the author.
const SignPublic *Opener::keyOf(const Header &original) const
{
    const SignPublic *key = nullptr;
    for (const SpaceState *space : m_spaces) {
        const auto member = space->tip.members().constFind(original.author);
        const bool known = member != space->tip.members().cend();
        if (space->id() == original.space && !space->tip.isEmpty()) {
            const bool counts = known && (!member->lastAuthorSeq || original.authorSeq <= *member->lastAuthorSeq);
            return counts ? &member->keys.signPk : nullptr;
        }
        if (known && !key)
            key = &member->keys.signPk;
    }
    return key;
}

} // namespace safelight
