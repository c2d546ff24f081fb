// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two halves of one exchange with the service: what to ask, and what to make of the answer.

#include "sync/engine/engine.h"
#include "sync/engine/logreader.h"
#include "sync/engine/opener.h"
#include "sync/wire/limits.h"

#include <algorithm>

namespace safelight
{

namespace
{

constexpr qint64 kAskOverhead = 96;     // CBOR around one ask
constexpr qint64 kEnvelopeOverhead = 8; // and around one envelope
constexpr qint64 kMaxPushBytes = RequestBudget().pushBytes;
constexpr qint64 kOpenAtOnce = 1 << 20;

qint64 wireSize(const Envelope &envelope) { return kSignedHeaderBytes + envelope.ct.size() + kEnvelopeOverhead; }

/// One answer on its way through absorb().
struct Turn {
    SpaceState *space = nullptr;
    const Answer *answer = nullptr;
    std::unique_ptr<OwnChain> own;
    std::unique_ptr<LogReader> reader;
    QList<std::uint32_t> learnt;
    bool relayed = false; ///< others' envelopes went in place of own ones
};

bool beginsOrganisation(const Answer &answer, const SignPublic &rootPk)
{
    QByteArray first;
    if (!answer.newer.isEmpty())
        first = answer.newer.first().envelope;
    else if (!answer.control.isEmpty())
        first = answer.control.first();
    const Result<Envelope> envelope = parseEnvelope(bytesOf(first));
    return envelope && isOrganisationCreate(*envelope, rootPk);
}

} // namespace

Result<SyncRequest> Engine::nextRequest(Journal &journal, std::uint32_t waitS, RequestBudget budget)
{
    std::vector<SpaceState *> spaces = inOrder();
    if (spaces.empty())
        return Error{ErrorCode::NotFound, QStringLiteral("no space is followed")};
    // the organisation in every request, the others in turns where there is no room for all
    const auto others = spaces.begin() + 1;
    const auto turn = std::find_if(others, spaces.end(), [&](const SpaceState *s) { return s->id() == m_firstAsk; });
    if (turn != spaces.end())
        std::rotate(others, turn, spaces.end());
    m_firstAsk.reset();
    if (spaces.size() > std::size_t(kMaxAsksPerRequest)) {
        m_firstAsk = spaces[kMaxAsksPerRequest]->id();
        spaces.resize(kMaxAsksPerRequest);
    }

    SyncRequest request;
    request.maxBytes = std::uint32_t(std::clamp<qint64>(budget.answerBytes, 1, kMaxRequestBytes));
    qint64 left = std::min(budget.pushBytes, kMaxPushBytes);
    bool pushes = false;
    bool reachedAll = true;
    for (SpaceState *space : spaces) {
        Ask ask{space->id(), space->cursor.hiSeq, seenHashOf(space->cursor.hiHash), {}};
        left -= kAskOverhead;
        QList<Envelope> outgoing;
        space->relaying = false;
        if (!space->refused && space->mayRelay() && space->reads(m_self.id)) {
            Result<QList<Envelope>> lost = journal.notInLog(space->id(), left);
            if (!lost)
                return lost.error();
            outgoing = std::move(*lost);
            space->relaying = !outgoing.isEmpty();
        }
        const std::optional<Role> role = space->roleOf(m_self.id);
        const bool mayTry = !space->refused && (!role || mayPush(*role)); // a reader by now keeps what it wrote before
        if (mayTry && !space->relaying && space->pending() > 0) {
            Result<QList<Envelope>> own = journal.ownAfter(space->id(), space->cursor.ackedSeq, left);
            if (!own)
                return own.error();
            outgoing = std::move(*own);
        }
        for (const Envelope &envelope : std::as_const(outgoing)) {
            if (pushes && wireSize(envelope) > left)
                break;
            left -= wireSize(envelope);
            ask.push.append(encodeEnvelope(envelope));
            pushes = true;
        }
        if (reachedAll && ask.push.isEmpty() && !outgoing.isEmpty()) {
            reachedAll = false;
            m_firstAsk = space->id();
        }
        request.asks.append(std::move(ask));
    }
    request.waitS = pushes ? 0 : std::min<std::uint32_t>(waitS, kMaxWaitSeconds);
    return request;
}

Result<SyncOutcome> Engine::absorb(Journal &journal, const SyncResponse &response)
{
    SyncOutcome outcome;

    // the organisation's answer first: it proves who may have made the other spaces
    std::vector<Turn> turns;
    for (const Answer &answer : response.answers) {
        SpaceState *space = state(answer.space);
        if (!space)
            continue;
        const bool first = space == organisation() ||
                           (!organisation() && space->known.isEmpty() && beginsOrganisation(answer, m_rootPk));
        Turn turn;
        turn.space = space;
        turn.answer = &answer;
        turns.insert(first ? turns.begin() : turns.end(), std::move(turn));
    }

    // 1. every log: verified and held
    for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
        SpaceState &space = *turn->space;
        const bool isOrganisation =
            &space == organisation() || (turn == turns.begin() && beginsOrganisation(*turn->answer, m_rootPk));
        if (!isOrganisation && !organisation()) {
            turn->space = nullptr; // nothing can be proven yet
            continue;
        }
        const Roster::Trust trust = trustFor(space);
        turn->own = std::make_unique<OwnChain>(journal, space, m_keys, m_self, trust);
        turn->reader = std::make_unique<LogReader>(journal, space, m_self.id, trust, *turn->own);
        if (Done read = turn->reader->read(*turn->answer); !read)
            return read.error();
        if (isOrganisation && turn->reader->more()) {
            outcome.again = true; // the rest of the organisation may be needed to prove the others
            for (auto other = turn + 1; other != turns.end(); ++other)
                other->space = nullptr;
            break;
        }
    }
    std::erase_if(turns, [](const Turn &turn) { return !turn.space; });

    // 2. keys, and what this device still has to send
    for (Turn &turn : turns) {
        SpaceState &space = *turn.space;
        const Answer &answer = *turn.answer;
        const std::optional<Role> roleBefore = space.roleOf(m_self.id);
        const std::uint32_t epochBefore = space.tip.epoch();
        const EpochKeyring keysBefore = space.keys;
        if (turn.reader->controlMoved())
            rebuildTip(space, trustFor(space));
        Result<QList<std::uint32_t>> learnt = learnSeeds(journal, space, m_keys, m_self.id);
        if (!learnt)
            return learnt.error();
        turn.learnt = std::move(*learnt);
        EpochKeyring replaced;
        for (const std::uint32_t epoch : std::as_const(turn.learnt)) {
            if (const auto before = keysBefore.value(epoch))
                replaced.insert(epoch, before);
        }

        const bool relayed = turn.relayed = std::exchange(space.relaying, false);
        space.caughtUp = turn.reader->caughtUp();
        space.rewinding = turn.reader->rewound() || (space.rewinding && !space.caughtUp);
        if (relayed && turn.reader->placed() == 0)
            space.offered = true;
        if (!relayed || answer.status != SpaceStatus::Forbidden)
            space.refused = answer.status == SpaceStatus::Forbidden;

        if (const auto head = answer.authors.constFind(m_self.id); head != answer.authors.cend()) {
            if (Done acked = turn.own->acknowledge(*head, space.caughtUp, response.serverTimeMs); !acked)
                return acked.error();
        }
        const bool refused = answer.status == SpaceStatus::Invalid || answer.status == SpaceStatus::TooLarge;
        if (refused && !relayed) {
            const std::uint64_t which = answer.refusedAuthorSeq ? answer.refusedAuthorSeq : space.cursor.ackedSeq + 1;
            const ErrorCode why = answer.status == SpaceStatus::TooLarge ? ErrorCode::TooLarge : ErrorCode::Invalid;
            if (Done gone = turn.own->giveUp(which, why); !gone)
                return gone.error();
        }
        const bool moved = turn.reader->controlMoved() || roleBefore != space.roleOf(m_self.id) ||
                           epochBefore != space.tip.epoch() || !turn.learnt.isEmpty();
        if (moved)
            space.refused = false; // what was not allowed may be by now, or in another mode
        // stale without news: a restored service got the newer epoch back before our envelopes of the older one
        if ((moved || answer.status == SpaceStatus::EpochStale) && space.pending() > 0) {
            if (Done fresh = turn.own->refresh(replaced); !fresh)
                return fresh.error();
        }
    }

    // 3. open what is new, and what waited for a key
    Opener opener(journal, inOrder());
    for (Turn &turn : turns) {
        for (const HeldEnvelope &held : turn.reader->fresh()) {
            if (Done opened = opener.open(*turn.space, held); !opened)
                return opened.error();
        }
        for (const std::uint32_t epoch : std::as_const(turn.learnt)) {
            while (true) {
                Result<QList<HeldEnvelope>> waiting = journal.waitingForKey(turn.space->id(), epoch, kOpenAtOnce);
                if (!waiting)
                    return waiting.error();
                if (waiting->isEmpty())
                    break;
                for (HeldEnvelope &held : *waiting) {
                    held.waitsForKey = false;
                    if (const Result<bool> kept = journal.hold(held); !kept)
                        return kept.error();
                    if (Done opened = opener.open(*turn.space, held); !opened)
                        return opened.error();
                }
            }
        }
    }
    outcome.attention += opener.attention();

    // 4. cursors, together with all of it
    for (Turn &turn : turns) {
        SpaceState &space = *turn.space;
        if (Done saved = journal.saveCursor(space.cursor); !saved)
            return saved.error();
        if (space.caughtUp && space.mayRelay()) {
            const Result<QList<Envelope>> lost = journal.notInLog(space.id(), 1);
            if (!lost)
                return lost.error();
            space.offered = lost->isEmpty();
        }
        const bool progress = turn.own->acked() > 0 || turn.own->rewritten() || turn.own->lost() ||
                              turn.reader->placed() > 0 || turn.relayed;
        const bool canPush = !space.refused && space.pending() > 0;
        outcome.received += turn.reader->received();
        outcome.acked += turn.own->acked();
        outcome.attention += turn.own->attention();
        outcome.removed = outcome.removed || space.refused;
        outcome.rewound = outcome.rewound || turn.reader->rewound() || turn.own->lost();
        outcome.again = outcome.again || turn.reader->more() || (canPush && progress) ||
                        (space.mayRelay() && space.caughtUp && !space.refused);
    }
    for (const auto &[id, space] : m_spaces)
        outcome.pending += int(space->pending());
    m_clockOffsetMs = response.serverTimeMs - toMs(m_clock.now());
    outcome.clockOffsetMs = m_clockOffsetMs;
    return outcome;
}

Result<SyncOutcome> Engine::absorb(Journal &journal, const SyncRequest &asked, const SyncResponse &response)
{
    SyncResponse current{response.serverTimeMs, {}};
    for (const Answer &answer : response.answers) {
        const SpaceState *space = state(answer.space);
        const bool stillThere = !space || std::any_of(asked.asks.begin(), asked.asks.end(), [&](const Ask &ask) {
            return ask.space == answer.space && ask.hiSeq == space->cursor.hiSeq &&
                   ask.hiHash == seenHashOf(space->cursor.hiHash);
        });
        if (stillThere)
            current.answers.append(answer);
    }
    const bool passedOver = current.answers.size() < response.answers.size();
    Result<SyncOutcome> outcome = absorb(journal, current);
    if (outcome && passedOver)
        outcome->again = true;
    return outcome;
}

} // namespace safelight
