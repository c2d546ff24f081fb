// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine/logreader.h"

#include "sync/wire/limits.h"

namespace safelight
{

namespace
{

Error lie(const char *what) { return {ErrorCode::Conflict, QString::fromLatin1(what)}; }

} // namespace

Done LogReader::read(const Answer &answer)
{
    SpaceCursor &cursor = m_space.cursor;
    if (answer.status == SpaceStatus::Behind)
        return done(); // a copy that lags: the service asks its primary next time
    const bool nothingShown = answer.headSeq == 0 && answer.newer.isEmpty() && answer.control.isEmpty();
    if (nothingShown && answer.status == SpaceStatus::Forbidden)
        return done(); // not a member there (any more): says nothing about the log

    const bool otherLog = answer.headSeq < cursor.hiSeq ||
                          (answer.headSeq == cursor.hiSeq && cursor.hiSeq > 0 && answer.headHash != cursor.hiHash);
    if (answer.status == SpaceStatus::Diverged || otherLog) {
        if (cursor.hiSeq == 0)
            return lie("diverged from nothing");
        m_rewound = true;
        m_more = true;
        return startOver();
    }

    const bool asReader = !cursor.headOnly && (!answer.newer.isEmpty() || m_space.reads(m_self));
    if (asReader && answer.control.isEmpty())
        return readLog(answer);
    return readControlOnly(answer);
}

Done LogReader::readLog(const Answer &answer)
{
    for (const LogEntry &entry : answer.newer) {
        if (Done read = readEntry(entry); !read)
            return read;
    }
    SpaceCursor &cursor = m_space.cursor;
    if (cursor.hiSeq == answer.headSeq) {
        if (cursor.hiSeq > 0 && cursor.hiHash != answer.headHash)
            return lie("log hash does not recompute");
        m_caughtUp = true;
    } else if (cursor.hiSeq > answer.headSeq || !answer.more) {
        return lie("the log ends before its head");
    } else {
        m_more = true; // also when nothing came: other spaces used up the size of this answer
    }
    return done();
}

Done LogReader::readEntry(const LogEntry &entry)
{
    SpaceCursor &cursor = m_space.cursor;
    if (entry.seq != cursor.hiSeq + 1)
        return lie("a number is missing in the log");
    Result<Envelope> envelope = envelopeOf(entry);
    if (!envelope)
        return envelope.error();
    const Header &header = envelope->header;
    if (header.space != m_space.id())
        return lie("an envelope of another space");
    const EnvHash hash = envHashOf(*envelope);
    if (Done chained = checkChain(header); !chained)
        return chained;

    const Result<std::optional<HeldEnvelope>> held = m_journal.find(hash);
    if (!held)
        return held.error();
    const bool own = header.author == m_self;
    if (header.kind == EnvelopeKind::Control) {
        if (Done taken = takeControl(*envelope, hash); !taken)
            return taken;
    } else if (!*held) {
        if (const Done admitted = m_space.atHi.admits(*envelope, entry.recvMs); !admitted)
            return Error{ErrorCode::NotAuthentic, admitted.error().detail};
    }
    if (own && !*held) {
        if (Done room = m_own.makeRoomFor({header.authorSeq, hash}); !room)
            return room;
    }

    cursor.hiHash = nextLogHash(cursor.hiHash, entry.seq, entry.recvMs, hash);
    cursor.hiSeq = entry.seq;
    m_heads[header.author] = {header.authorSeq, hash};
    HeldEnvelope now{hash, m_space.id(), std::move(*envelope), entry.seq, entry.recvMs, own, false};
    if (*held) {
        now.own = (*held)->own;
        now.waits = (*held)->waits;
        m_placed += (*held)->seq == 0 && !now.own ? 1 : 0;
    } else {
        ++m_received;
        now.waits =
            now.envelope.header.kind == EnvelopeKind::Changes && !m_space.keys.contains(now.envelope.header.epoch);
    }
    const Result<bool> fresh = m_journal.hold(now);
    if (!fresh)
        return fresh.error();
    if (*fresh && now.envelope.header.kind == EnvelopeKind::Changes && !now.waits)
        m_fresh.append(std::move(now));
    return done();
}

/// The bytes that came; or, where only a hash came, what this device pushed in the same request.
Result<Envelope> LogReader::envelopeOf(const LogEntry &entry)
{
    const std::optional<EnvHash> hash = EnvHash::from(bytesOf(entry.envelope));
    if (!hash)
        return parseEnvelope(bytesOf(entry.envelope));
    Result<std::optional<HeldEnvelope>> held = m_journal.find(*hash);
    if (!held)
        return held.error();
    if (!held->has_value())
        return lie("a hash of what is not held here");
    return std::move((*held)->envelope);
}

/// A submit-only device holds no log: control entries from the root, and a head to lay its own next to.
Done LogReader::readControlOnly(const Answer &answer)
{
    SpaceCursor &cursor = m_space.cursor;
    const auto take = [&](const Result<Envelope> &envelope) -> Done {
        if (!envelope)
            return envelope.error();
        if (envelope->header.kind != EnvelopeKind::Control)
            return done();
        const EnvHash hash = envHashOf(*envelope);
        if (m_space.controls.contains(hash))
            return done();
        const Result<Roster> next = m_space.known.with(*envelope, m_trust);
        if (!next)
            return next.error().code == ErrorCode::Stale ? Done(lie("another history of control entries"))
                                                         : Done(next.error());
        ++m_received;
        advance(*next, hash);
        const Result<bool> held = m_journal.hold({hash, m_space.id(), *envelope, 0, 0, false, false});
        return held ? done() : Done(held.error());
    };
    for (const QByteArray &bytes : answer.control) {
        if (Done taken = take(parseEnvelope(bytesOf(bytes))); !taken)
            return taken;
    }
    // The log itself comes to a submit-only device when the service knows it as a reader by now, or when a reader
    // shares its installation.
    LogHash along = cursor.hiHash;
    for (const LogEntry &entry : answer.newer) {
        const Result<Envelope> envelope = envelopeOf(entry);
        if (Done taken = take(envelope); !taken)
            return taken;
        along = nextLogHash(along, entry.seq, entry.recvMs, envHashOf(*envelope));
    }

    m_more = answer.more; // also where nothing came yet: other spaces used up the size of this answer
    rebuildTip(m_space, m_trust);
    if (m_space.reads(m_self)) {
        if (!cursor.headOnly && cursor.hiSeq < answer.headSeq)
            return lie("the log is kept from a reader");
        if (cursor.headOnly) { // promoted: the whole log, from its start
            cursor.headOnly = false;
            m_more = true;
            return startOver();
        }
        m_caughtUp = true;
        return done();
    }
    if (m_space.known.isEmpty())
        return done(); // nothing is believed of a space without a beginning
    cursor.headOnly = true;
    m_space.atHi = m_space.known;
    if (!answer.more || !answer.control.isEmpty()) { // with more to come: the place of the last one sent
        cursor.hiSeq = answer.headSeq;
        cursor.hiHash = answer.headHash;
    } else if (!answer.newer.isEmpty()) {
        cursor.hiSeq = answer.newer.last().seq;
        cursor.hiHash = along;
    }
    return done();
}

Done LogReader::takeControl(const Envelope &envelope, const EnvHash &hash)
{
    Result<Roster> next = m_space.atHi.with(envelope, m_trust);
    if (!next)
        return next.error().code == ErrorCode::Unsupported ? next.error()
                                                           : Error{ErrorCode::NotAuthentic, next.error().detail};
    const bool ahead = m_space.atHi.controlHash() == m_space.known.controlHash();
    m_space.atHi = std::move(*next);
    if (m_space.controls.contains(hash))
        return done(); // after a rewind: `known` has been here before
    if (!ahead)
        return lie("another history of control entries");
    advance(m_space.atHi, hash);
    return done();
}

void LogReader::advance(Roster next, const EnvHash &hash)
{
    m_space.known = std::move(next);
    m_space.controls.insert(hash);
    m_space.ownControls.removeIf([&](const Envelope &own) { return envHashOf(own) == hash; });
    m_controlMoved = true;
}

/// author_seq without a gap and prev intact, along this log.
Done LogReader::checkChain(const Header &header)
{
    auto head = m_heads.find(header.author);
    if (head == m_heads.end()) {
        const Result<AuthorHead> held = m_journal.authorHead(m_space.id(), header.author);
        if (!held)
            return held.error();
        head = m_heads.insert(header.author, *held);
    }
    if (header.authorSeq != head->seq + 1 || header.prev != head->hash)
        return lie("an author's chain is broken");
    return done();
}

/// Cursor only, never data: everything stays held, and known envelopes are recognised when they come again.
Done LogReader::startOver()
{
    SpaceCursor &cursor = m_space.cursor;
    cursor.hiSeq = 0;
    cursor.hiHash = {};
    m_space.atHi = Roster(m_space.id());
    m_space.offered = false;
    return m_journal.rewind(m_space.id(), 0);
}

} // namespace safelight
