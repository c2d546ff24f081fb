// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two halves of one exchange with the service: what to ask, and what to make of the answer.

#include "sync/engine/engine.h"
#include "sync/engine/logreader.h"
#include "sync/engine/opener.h"
#include "sync/wire/limits.h"

#include <algorithm>
#include <limits>

namespace safelight
{

namespace
{

constexpr qint64 kAskOverhead = 96;     // CBOR around one ask
constexpr qint64 kEnvelopeOverhead = 8; // and around one envelope
constexpr qint64 kMaxPushBytes = RequestBudget().pushBytes;
constexpr qint64 kOpenAtOnce = 1 << 20;

qint64 wireSize(const Envelope &envelope) { return kSignedHeaderBytes + envelope.ct.size() + kEnvelopeOverhead; }

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

/// Whether an error says that an answer cannot be believed. All others are this device's own trouble.
bool isDoubt(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Conflict:
    case ErrorCode::NotAuthentic:
    case ErrorCode::Malformed:
    case ErrorCode::Unsupported:
    case ErrorCode::TooLarge:
    case ErrorCode::Forbidden: return true;
    default: return false;
    }
}

} // namespace

/// One space's answer on its way through absorb().
struct Engine::Turn {
    SpaceState *space = nullptr;
    const Ask *ask = nullptr;
    const Answer *answer = nullptr;
    std::unique_ptr<OwnChain> own;
    std::unique_ptr<LogReader> reader;
    QList<std::uint32_t> learnt;
    bool relayed = false; ///< others' envelopes went in place of own ones
    bool proves = false;  ///< a roster moved, or is complete now: who was unknown may be known, or a stranger for good

    /// Of this device's own in the request: the hash of that number.
    [[nodiscard]] std::optional<EnvHash> pushed(std::uint64_t authorSeq) const
    {
        for (const QByteArray &bytes : ask->push) {
            const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
            if (envelope && envelope->header.authorSeq == authorSeq)
                return envHashOf(*envelope);
        }
        return std::nullopt;
    }
};

/// The organisation in every request, the others in turns where there is no room for all. A space in doubt is asked
/// for alone, so that its answer neither uses up the room of the others nor ends their waiting: every other time while
/// something of ours waits there, else now and then.
std::vector<SpaceState *> Engine::spacesToAsk()
{
    constexpr int kOftenAsked = 2;
    constexpr int kSeldomAsked = 8;
    std::vector<SpaceState *> spaces = inOrder();
    SpaceState *alone = nullptr;
    int longest = -1;
    for (auto &[id, doubt] : m_doubts) {
        SpaceState *space = state(id);
        if (!space)
            continue;
        const bool waits = space->pending() > 0 && !space->refused;
        const bool due = ++doubt.requestsSince >= (waits ? kOftenAsked : kSeldomAsked);
        if ((due || spaces.size() <= m_doubts.size()) && doubt.requestsSince > longest) {
            alone = space;
            longest = doubt.requestsSince;
        }
    }
    if (alone) {
        m_doubts[alone->id()].requestsSince = 0;
        return {alone};
    }
    std::erase_if(spaces, [&](const SpaceState *space) { return m_doubts.contains(space->id()); });
    if (spaces.empty())
        return spaces;

    const auto others = spaces.begin() + (spaces.front() == organisation() ? 1 : 0);
    const auto turn = std::find_if(others, spaces.end(), [&](const SpaceState *s) { return s->id() == m_firstAsk; });
    if (turn != spaces.end())
        std::rotate(others, turn, spaces.end());
    m_firstAsk.reset();
    if (!organisation() && spaces.size() > 1)
        m_firstAsk = spaces[1]->id(); // one of them is the organisation, and only the first is sure of an answer
    if (spaces.size() > std::size_t(kMaxAsksPerRequest)) {
        m_firstAsk = spaces[kMaxAsksPerRequest]->id();
        spaces.resize(kMaxAsksPerRequest);
    }
    return spaces;
}

Result<SyncRequest> Engine::nextRequest(Journal &journal, std::uint32_t waitS, RequestBudget budget)
{
    const std::vector<SpaceState *> spaces = spacesToAsk();
    if (spaces.empty())
        return Error{ErrorCode::NotFound, QStringLiteral("no space is followed")};

    SyncRequest request;
    request.maxBytes = std::uint32_t(std::clamp<qint64>(budget.answerBytes, 0, kMaxRequestBytes));
    qint64 left = std::min(budget.pushBytes, kMaxPushBytes);
    bool pushes = false;
    bool reachedAll = true;
    for (SpaceState *space : spaces) {
        Ask ask{space->id(), space->cursor.hiSeq, seenHashOf(space->cursor.hiHash), {}};
        left -= kAskOverhead;
        QList<Envelope> outgoing;
        if (!space->refused && space->mayRelay() && space->reads(m_self.id)) {
            Result<QList<Envelope>> lost = journal.notInLog(space->id(), left);
            if (!lost)
                return lost.error();
            outgoing = std::move(*lost);
        }
        const std::optional<Role> role = space->roleOf(m_self.id);
        const bool mayTry = !space->refused && (!role || mayPush(*role)); // a reader by now keeps what it wrote before
        if (mayTry && outgoing.isEmpty() && space->pending() > 0) {
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
    const bool mayWait = !pushes && request.maxBytes > 0 && !m_doubts.contains(spaces.front()->id());
    request.waitS = mayWait ? std::min<std::uint32_t>(waitS, kMaxWaitSeconds) : 0;
    return request;
}

/// Answers to what was asked from here, the organisation's first: it proves who may have made the other spaces.
std::vector<Engine::Turn> Engine::turnsOf(const SyncRequest &asked, const SyncResponse &response) const
{
    std::vector<Turn> turns;
    for (const Answer &answer : response.answers) {
        SpaceState *space = state(answer.space);
        if (!space)
            continue;
        const auto ask = std::find_if(asked.asks.begin(), asked.asks.end(), [&](const Ask &one) {
            return one.space == answer.space && one.hiSeq == space->cursor.hiSeq &&
                   one.hiHash == seenHashOf(space->cursor.hiHash);
        });
        if (ask == asked.asks.end())
            continue;
        const bool first = space == organisation() ||
                           (!organisation() && space->known.isEmpty() && beginsOrganisation(answer, m_rootPk));
        Turn turn;
        turn.space = space;
        turn.ask = &*ask;
        turn.answer = &answer;
        const Result<Envelope> offered =
            ask->push.isEmpty() ? Result<Envelope>(ErrorCode::NotFound) : parseEnvelope(bytesOf(ask->push.first()));
        turn.relayed = offered && offered->header.author != m_self.id;
        turns.insert(first ? turns.begin() : turns.end(), std::move(turn));
    }
    return turns;
}

Result<SyncOutcome> Engine::absorb(Journal &journal, const SyncRequest &asked, const SyncResponse &response)
{
    SyncOutcome outcome;
    std::vector<Turn> turns = turnsOf(asked, response);
    outcome.again = std::any_of(response.answers.begin(), response.answers.end(), [&](const Answer &answer) {
        return state(answer.space) && std::none_of(turns.begin(), turns.end(), [&](const Turn &turn) {
                   return turn.answer == &answer;
               }); // passed over
    });

    // 1. every log, and what of ours is there; each for itself
    bool unproven = false;
    for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
        SpaceState &space = *turn->space;
        const bool isOrganisation =
            &space == organisation() || (turn == turns.begin() && beginsOrganisation(*turn->answer, m_rootPk));
        if (!isOrganisation && !organisation()) {
            turn->space = nullptr; // nothing can be proven yet
            unproven = unproven || !turn->answer->newer.isEmpty() || turn->answer->more;
            continue;
        }
        const SpaceState before = space;
        const Done taken = journal.attempt([&] { return take(journal, *turn, response.serverTimeMs); });
        if (taken) {
            m_doubts.erase(space.id());
        } else if (isDoubt(taken.error().code)) {
            space = before;
            const auto [doubt, fresh] = m_doubts.try_emplace(space.id());
            doubt->second.why = taken.error().code;
            if (fresh) { // once more at once: answers may have overtaken each other
                doubt->second.requestsSince = std::numeric_limits<int>::max() / 2;
                outcome.again = true;
            }
            const Done heard = journal.attempt([&] { return takeInDoubt(journal, *turn, response.serverTimeMs); });
            if (!heard && !isDoubt(heard.error().code))
                return heard.error();
            if (!heard) {
                space = before;
                turn->space = nullptr;
            }
            space.complete = false;
        } else {
            return taken.error();
        }
        if (isOrganisation && turn->reader->more()) {
            outcome.again = true; // the rest of the organisation may be needed to prove the others
            for (auto other = turn + 1; other != turns.end(); ++other)
                other->space = nullptr;
            break;
        }
    }
    std::erase_if(turns, [](const Turn &turn) { return !turn.space; });
    m_unproven = unproven ? m_unproven + 1 : 0;
    outcome.again = outcome.again || (unproven && m_unproven < m_spaces.size()); // until each was asked for first

    // 2. open what is new, and what waited for a key
    if (Done opened = openNew(journal, turns, outcome); !opened)
        return opened.error();

    // 3. cursors, together with all of it
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
    for (const auto &[id, doubt] : m_doubts)
        outcome.doubted.insert(id, doubt.why);
    m_clockOffsetMs = response.serverTimeMs - toMs(m_clock.now());
    outcome.clockOffsetMs = m_clockOffsetMs;
    return outcome;
}

/// The log verified and held; then keys, and what this device still has to send.
Done Engine::take(Journal &journal, Turn &turn, std::int64_t serverMs)
{
    SpaceState &space = *turn.space;
    const Answer &answer = *turn.answer;
    const Roster::Trust trust = trustFor(space);
    turn.own = std::make_unique<OwnChain>(journal, space, m_keys, m_self, trust);
    turn.reader = std::make_unique<LogReader>(journal, space, m_self.id, trust, *turn.own);
    const std::optional<Role> roleBefore = space.roleOf(m_self.id);
    const std::uint32_t epochBefore = space.tip.epoch();
    const EpochKeyring keysBefore = space.keys;
    const bool completeBefore = space.complete;
    if (Done read = turn.reader->read(answer); !read)
        return read;
    if (answer.status != SpaceStatus::Behind) {
        const bool ended = answer.status == SpaceStatus::Forbidden; // whatever it was: no more of it comes here
        space.complete = !turn.reader->more() && (ended || !space.known.isEmpty());
    }
    turn.proves = turn.reader->controlMoved() || space.complete != completeBefore;

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

    space.caughtUp = turn.reader->caughtUp();
    space.rewinding = turn.reader->rewound() || (space.rewinding && !space.caughtUp);
    if (turn.relayed && turn.reader->placed() == 0)
        space.offered = true;
    if (!turn.relayed || answer.status != SpaceStatus::Forbidden)
        space.refused = answer.status == SpaceStatus::Forbidden;

    if (Done acked = acknowledge(turn, space.caughtUp, serverMs); !acked)
        return acked;
    if (turn.own->acked() > 0)
        space.offered = false; // what others built on ours, a control entry above all, may be taken by now
    const bool refused = answer.status == SpaceStatus::Invalid || answer.status == SpaceStatus::TooLarge;
    if (refused && !turn.relayed) {
        const std::uint64_t which = answer.refusedAuthorSeq ? answer.refusedAuthorSeq : space.cursor.ackedSeq + 1;
        const ErrorCode why = answer.status == SpaceStatus::TooLarge ? ErrorCode::TooLarge : ErrorCode::Invalid;
        if (const std::optional<EnvHash> pushed = turn.pushed(which)) {
            if (Done gone = turn.own->giveUp(which, *pushed, why); !gone)
                return gone;
        }
    }
    const bool moved = turn.reader->controlMoved() || roleBefore != space.roleOf(m_self.id) ||
                       epochBefore != space.tip.epoch() || !turn.learnt.isEmpty();
    if (moved)
        space.refused = false; // what was not allowed may be by now, or in another mode
    // stale without news: a restored service got the newer epoch back before our envelopes of the older one
    if ((moved || answer.status == SpaceStatus::EpochStale) && space.pending() > 0)
        return turn.own->refresh(replaced);
    return done();
}

/// The rest of an answer whose log cannot be believed: what the service proves to hold of ours is there all the same.
Done Engine::takeInDoubt(Journal &journal, Turn &turn, std::int64_t serverMs)
{
    SpaceState &space = *turn.space;
    const Roster::Trust trust = trustFor(space);
    turn.own = std::make_unique<OwnChain>(journal, space, m_keys, m_self, trust);
    turn.reader = std::make_unique<LogReader>(journal, space, m_self.id, trust, *turn.own); // has read nothing
    turn.learnt.clear();
    space.caughtUp = false;
    space.offered = space.offered || turn.relayed;
    return acknowledge(turn, false, serverMs);
}

Done Engine::acknowledge(Turn &turn, bool caughtUp, std::int64_t serverMs)
{
    const auto head = turn.answer->authors.constFind(m_self.id);
    return head == turn.answer->authors.cend() ? done() : turn.own->acknowledge(*head, caughtUp, serverMs);
}

Done Engine::openNew(Journal &journal, const std::vector<Turn> &turns, SyncOutcome &outcome)
{
    Opener opener(journal, inOrder());
    for (const Turn &turn : turns) {
        for (const HeldEnvelope &held : turn.reader->fresh()) {
            if (Done opened = opener.open(*turn.space, held); !opened)
                return opened;
        }
        for (const std::uint32_t epoch : turn.learnt) {
            while (true) {
                Result<QList<HeldEnvelope>> waiting = journal.waitingForKey(turn.space->id(), epoch, kOpenAtOnce);
                if (!waiting)
                    return waiting.error();
                if (waiting->isEmpty())
                    break;
                for (HeldEnvelope &held : *waiting) {
                    held.waits = false; // for the key; for a roster, if need be, from keepWaiting() on
                    if (const Result<bool> kept = journal.hold(held); !kept)
                        return kept.error();
                    if (Done opened = opener.open(*turn.space, held); !opened)
                        return opened;
                }
            }
        }
    }
    if (std::any_of(turns.begin(), turns.end(), [](const Turn &turn) { return turn.proves; })) {
        if (Done opened = opener.openUnproven(); !opened)
            return opened;
    }
    outcome.attention += opener.attention();
    outcome.setAside += opener.attention();
    return opener.keepWaiting();
}

} // namespace safelight
