// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncloop.h"

#include "app/shell/messages.h"
#include "sync/base/when_ready.h"

namespace safelight
{

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace
{

/// Rounds that leave something behind without even pushing it, before it is called stuck: one may have been made up
/// before the save.
constexpr int kRoundsUntilStuck = 2;

int pushedIn(const SyncRequest &request)
{
    int pushed = 0;
    for (const Ask &ask : request.asks)
        pushed += static_cast<int>(ask.push.size());
    return pushed;
}

/// Pushed into spaces where their authors may not write any more.
int refusedIn(const SyncRequest &request, const SyncResponse &response)
{
    int refused = 0;
    for (const Answer &answer : response.answers) {
        if (answer.status != SpaceStatus::Forbidden)
            continue;
        for (const Ask &ask : request.asks)
            refused += ask.space == answer.space ? static_cast<int>(ask.push.size()) : 0;
    }
    return refused;
}

} // namespace

SyncLoop::SyncLoop(Transport &transport, LockedSide &locked, Clock &clock, Random &random, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_locked(locked)
    , m_clock(clock)
    , m_schedule(random)
    , m_colleagues(random)
    , m_random(random)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SyncLoop::begin);
}

void SyncLoop::start()
{
    m_started = true;
    begin();
}

void SyncLoop::attach(UnlockedSide &side)
{
    ++m_generation;
    m_unlocked = &side;
    if (m_onWire)
        m_transport.interrupt();
    m_inFlight = m_onWire = m_again = m_interrupted = m_caughtUp = false;
    m_state.removed = false;
    m_vaultWaiting = m_vaultStuck = m_idleRounds = 0;
    m_schedule.saved();
    copyUnsent();
    start();
}

void SyncLoop::detach()
{
    copyUnsent(); // the store works in order: it sees a save that was asked for just now
    ++m_generation;
    m_unlocked = nullptr;
    if (m_onWire)
        m_transport.interrupt();
    m_inFlight = m_onWire = m_again = m_interrupted = m_caughtUp = false;
    m_state.removed = false;
    m_vaultStuck = 0;
    start();
}

void SyncLoop::saved()
{
    m_schedule.saved();
    m_idleRounds = 0;
    m_vaultWaiting = std::max(m_vaultWaiting, 1); // until it is counted
    count();
    Q_EMIT changed();
    copyUnsent();
    wake();
}

void SyncLoop::tryNow() { wake(); }

void SyncLoop::networkReturned()
{
    if (m_state.phase == SyncState::Phase::Pausing)
        pauseFor(std::max(m_schedule.afterNetworkReturned(), askedToWait()));
}

void SyncLoop::setForeground(bool foreground)
{
    if (m_foreground == foreground)
        return;
    m_foreground = foreground;
    if (foreground && m_started && !m_inFlight)
        begin();
}

void SyncLoop::wake()
{
    if (!m_started)
        return;
    if (!m_inFlight)
        return begin();
    m_again = true;
    if (m_state.phase == SyncState::Phase::Listening) {
        m_interrupted = true;
        if (m_onWire)
            m_transport.interrupt();
    }
}

void SyncLoop::copyUnsent()
{
    if (!m_unlocked)
        return;
    // A lock right after a save must not keep the copy from the device file, so only the count is of one generation.
    const int generation = m_generation;
    whenReady(m_unlocked->unsent(), this, [this, generation](const Result<UnsentCopies> &copies) {
        if (!copies)
            return;
        const int unsent = copies->waiting;
        if (!isStale(generation) || !m_unlocked) {
            m_vaultWaiting = unsent;
            count();
            Q_EMIT changed();
        }
        if (unsent == 0)
            return;
        whenReady(m_locked.forward(copies->fresh), this, [this, unsent](const Done &forwarded) {
            m_copyingFailed = !forwarded;
            if (m_unlocked)
                return;
            if (!forwarded) { // safe in the vault, and on its way only when there is room for the copies
                m_state.error = forwarded.error();
                return m_inFlight ? update(m_state.phase) : finishRound();
            }
            m_deviceWaiting = std::max(m_deviceWaiting, unsent);
            m_vaultWaiting = 0; // the device file has them now
            count();
            wake();
        });
    });
}

void SyncLoop::count()
{
    m_state.waiting = std::max(m_vaultWaiting, m_deviceWaiting);
    m_state.stuck = std::max(m_vaultStuck, m_deviceStuck);
}

void SyncLoop::begin()
{
    if (m_inFlight) {
        m_again = true;
        return;
    }
    m_timer.stop();
    m_inFlight = true;
    m_again = false;
    if (!m_unlocked)
        return pushLocked(false);
    const std::uint32_t waitS = m_caughtUp && m_foreground ? kListenSeconds : 0;
    update(waitS > 0 ? SyncState::Phase::Listening : SyncState::Phase::Working);
    const int generation = m_generation;
    whenReady(m_unlocked->nextRequest(waitS, m_budget.next()), this,
              [this, generation](const Result<SyncRequest> &request) {
                  if (isStale(generation))
                      return;
                  if (!request)
                      return fail(request.error());
                  ask(*request);
              });
}

void SyncLoop::ask(const SyncRequest &request)
{
    if (m_interrupted) { // a save came while the request was made
        m_interrupted = false;
        m_inFlight = false;
        m_caughtUp = false;
        return begin();
    }
    const int pushed = pushedIn(request);
    m_vaultWaiting = std::max(m_vaultWaiting, pushed);
    m_idleRounds = pushed > 0 ? 0 : m_idleRounds + 1;
    count();
    Q_EMIT changed();
    const int generation = m_generation;
    m_onWire = true;
    m_askedAt = m_clock.sinceBoot();
    whenReady(m_transport.sync(request), this, [this, generation, request](const Result<SyncResponse> &response) {
        if (isStale(generation))
            return;
        m_onWire = false;
        if (response) {
            m_budget.answered();
            return absorb(request, *response);
        }
        if (m_interrupted) {
            m_interrupted = false;
            m_inFlight = false;
            m_caughtUp = false;
            return begin();
        }
        m_budget.failed(response.error().code);
        fail(response.error());
    });
}

void SyncLoop::absorb(const SyncRequest &asked, const SyncResponse &response)
{
    m_interrupted = false;
    const int generation = m_generation;
    const int pushed = pushedIn(asked);
    whenReady(m_unlocked->absorb(asked, response), this,
              [this, generation, response, pushed](const Result<SyncReport> &report) {
                  if (isStale(generation))
                      return;
                  if (!report)
                      return fail(report.error());
                  whenReady(m_locked.acknowledged(response, report->unsent), this,
                            [this, generation, pushed, report = *report](const Result<int> &left) {
                                if (isStale(generation))
                                    return;
                                m_deviceWaiting = left ? *left : 0;
                                settle(report, pushed);
                            });
              });
}

/// The vault has taken an answer: go round again, push for colleagues whose vaults are locked, or listen.
void SyncLoop::settle(const SyncReport &report, int pushed)
{
    const SyncOutcome &outcome = report.outcome;
    // A space whose log cannot be believed does not stop the others, and is never passed off as well.
    m_state.error = outcome.doubted.isEmpty() ? std::nullopt : std::optional<Error>(Error{outcome.doubted.first(), {}});
    m_state.lastGood = m_clock.now();
    if (outcome.pending == 0 || outcome.again)
        m_idleRounds = 0;
    m_vaultWaiting = outcome.pending;
    m_vaultStuck = outcome.removed || m_idleRounds >= kRoundsUntilStuck ? outcome.pending : 0;
    count();
    m_state.clockSuspect = report.clockSuspect;
    m_state.removed = outcome.removed;
    const bool wasListening = m_state.phase == SyncState::Phase::Listening;
    const bool news = outcome.received > 0 || outcome.acked > 0 || outcome.attention > 0;
    const bool tooShort = wasListening && !news && m_clock.sinceBoot() - m_askedAt < kSuspiciouslyShort;
    // What is not even pushed, as in a space that this person has left, holds up nothing: the next request listens.
    const bool comesBack = outcome.pending > 0 && pushed > 0;
    const bool staysBehind = comesBack || tooShort;
    milliseconds pause{0};
    if (!staysBehind || outcome.acked > 0) // else the pauses go on growing
        pause = m_schedule.afterSuccess(outcome);
    if (news || outcome.rewound) // what a restored service forgot is not "Sent" any more
        Q_EMIT received();

    if (report.onlyFinishing) { // what is ours goes out; what is new waits for room, and a person has to know
        m_caughtUp = false;
        m_state.error = Error{ErrorCode::DiskFull, {}};
        return pauseFor(m_schedule.afterFailure());
    }
    m_caughtUp = !outcome.again && !m_again && m_vaultStuck == outcome.pending;
    if (outcome.again || m_again) {
        m_inFlight = false;
        return begin();
    }
    if (staysBehind) { // do not run in circles
        pause = m_schedule.afterFailure();
        const bool othersAreWell = !outcome.doubted.isEmpty() && !comesBack;
        return pauseFor(othersAreWell ? std::min<milliseconds>(pause, kBackgroundPause) : pause);
    }
    if (m_deviceWaiting > 0 && m_clock.sinceBoot() >= m_colleaguesAt)
        return pushLocked(true);
    if (m_foreground) {
        m_inFlight = false;
        return begin();
    }
    pauseFor(std::max<milliseconds>(pause, kBackgroundPause));
}

/// One push-only request with sealed copies. While a vault is open (thenListen) it serves the locked ones.
void SyncLoop::pushLocked(bool thenListen)
{
    const int generation = m_generation;
    if (std::exchange(m_copyingFailed, false)) {
        whenReady(m_locked.forward({}), this, [this, generation, thenListen](const Done &forwarded) {
            m_copyingFailed = !forwarded;
            if (isStale(generation))
                return;
            if (!forwarded)
                return fail(forwarded.error());
            m_state.error.reset();
            if (!m_unlocked)
                m_deviceWaiting = std::max(m_deviceWaiting, std::exchange(m_vaultWaiting, 0));
            pushLocked(thenListen);
        });
        return;
    }
    whenReady(m_locked.nextPush(m_budget.next()), this,
              [this, generation, thenListen](const Result<std::optional<SyncRequest>> &next) {
                  if (isStale(generation))
                      return;
                  if (!next)
                      return fail(next.error());
                  if (!next->has_value()) {
                      m_deviceWaiting = m_deviceStuck = 0;
                      count();
                      return finishRound();
                  }
                  update(SyncState::Phase::Working);
                  m_onWire = true;
                  whenReady(m_transport.sync(**next), this,
                            [this, generation, thenListen, asked = **next](const Result<SyncResponse> &response) {
                                if (isStale(generation))
                                    return;
                                m_onWire = false;
                                if (!response) {
                                    m_budget.failed(response.error().code);
                                    return fail(response.error());
                                }
                                m_budget.answered();
                                whenReady(m_locked.acknowledged(*response), this,
                                          [this, generation, thenListen, asked, response](const Result<int> &left) {
                                              if (isStale(generation))
                                                  return;
                                              if (!left)
                                                  return fail(left.error());
                                              pushedLocked(asked, *response, *left, thenListen);
                                          });
                            });
              });
}

void SyncLoop::pushedLocked(const SyncRequest &asked, const SyncResponse &response, int left, bool thenListen)
{
    const bool progress = left < m_deviceWaiting || left == 0 || m_deviceWaiting == 0;
    m_deviceWaiting = left;
    m_deviceStuck = std::min(left, refusedIn(asked, response));
    count();
    m_state.error.reset();
    m_state.lastGood = m_clock.now();
    if (progress && !thenListen)
        m_schedule.saved();
    if (thenListen) {
        if (progress)
            m_colleagues.saved();
        m_colleaguesAt = m_clock.sinceBoot() + (progress ? milliseconds(0) : m_colleagues.afterFailure());
        return finishRound();
    }
    if (left > 0 && !progress)
        return pauseFor(m_schedule.afterFailure());
    if (left == 0)
        return finishRound();
    m_inFlight = false;
    begin();
}

void SyncLoop::finishRound()
{
    m_inFlight = false;
    if (m_again)
        return begin();
    if (!m_unlocked)
        return m_copyingFailed ? pauseFor(m_schedule.afterFailure()) : update(SyncState::Phase::Resting);
    if (m_foreground)
        return begin();
    pauseFor(kBackgroundPause);
}

void SyncLoop::fail(const Error &error)
{
    m_inFlight = false;
    m_interrupted = false;
    m_caughtUp = false;
    m_state.error = error;
    const std::chrono::seconds retryAfter(messages::secondsIn(error));
    m_notBefore = m_clock.sinceBoot() + retryAfter;
    if (m_again && retryAfter == 0s) {
        update(SyncState::Phase::Pausing);
        return begin();
    }
    pauseFor(m_schedule.afterFailure(retryAfter > 0s ? std::optional(retryAfter) : std::nullopt));
}

/// What is left of the time that the service asked for (Retry-After).
milliseconds SyncLoop::askedToWait() const { return std::max(m_notBefore - m_clock.sinceBoot(), milliseconds(0)); }

void SyncLoop::pauseFor(milliseconds pause)
{
    m_inFlight = false;
    m_state.pause = pause;
    m_timer.start(pause);
    update(SyncState::Phase::Pausing);
}

void SyncLoop::update(SyncState::Phase phase)
{
    m_state.phase = phase;
    Q_EMIT changed();
}

} // namespace safelight
