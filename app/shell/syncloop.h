// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/syncsides.h"
#include "sync/engine/schedule.h"

#include <QObject>
#include <QTimer>

namespace safelight
{

/// How sync stands, for SyncStatus. Values only.
struct SyncState {
    enum class Phase {
        Resting,   ///< nothing to do (locked, nothing waiting)
        Working,   ///< a request is on its way
        Listening, ///< the service holds our request until it has news
        Pausing    ///< the next try comes by itself
    };
    Phase phase = Phase::Resting;
    std::optional<Error> error;       ///< of the last round; empty after a good one
    std::optional<UnixTime> lastGood; ///< device clock, of this run of the program
    int waiting = 0;                  ///< sealed things on this device that the service does not hold yet
    int stuck = 0;                    ///< of these: what the service will not take from whoever wrote it
    bool clockSuspect = false;
    bool removed = false;               ///< the service refuses this person on this device
    std::chrono::milliseconds pause{0}; ///< with Pausing
};

/// Keeps this device and the service in step (sync-protocol section 13): at once after a save, by long poll while a
/// person looks on, with growing random pauses after failures, push-only while locked. One request at a time.
/// Lives on the GUI thread and never blocks it: store and network answer through futures.
class SyncLoop final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::uint32_t kListenSeconds = 50;
    /// Pause between looks when nobody looks on.
    static constexpr std::chrono::seconds kBackgroundPause{60};
    /// A long poll that comes back faster than this without news is not asked again at once.
    static constexpr std::chrono::seconds kSuspiciouslyShort{1};

    /// All of it outlives the loop.
    SyncLoop(Transport &transport, LockedSide &locked, Clock &clock, Random &random, QObject *parent = nullptr);

    /// Begins, locked: pushes what is waiting in the device file.
    void start();
    /// A vault was opened. `side` must live until detach().
    void attach(UnlockedSide &side);
    /// The vault is about to close: copies what it still holds for the device file (also of a save that is queued but
    /// not told yet). From here on only sealed copies are pushed.
    void detach();
    /// Something is durable in the vault: copies for the device file, and a push now.
    void saved();
    /// A person asks. Forgets the pause, not the number of failures.
    void tryNow();
    /// The operating system says that there is a network again.
    void networkReturned();
    void setForeground(bool foreground);

    [[nodiscard]] const SyncState &state() const { return m_state; }

Q_SIGNALS:
    void changed();
    /// New things came, own ones were acknowledged, or the service forgot some: lists read again.
    void received();

private:
    void begin();
    void pushLocked(bool thenListen);
    void ask(const SyncRequest &request);
    void absorb(const SyncRequest &asked, const SyncResponse &response);
    void settle(const SyncReport &report, int pushed);
    void finishRound();
    void fail(const Error &error);
    void pauseFor(std::chrono::milliseconds pause);
    [[nodiscard]] std::chrono::milliseconds askedToWait() const;
    void wake();
    void copyUnsent();
    void pushedLocked(const SyncRequest &asked, const SyncResponse &response, int left, bool thenListen);
    /// What is true of `waiting` and `stuck`, from both files.
    void count();
    void update(SyncState::Phase phase);
    [[nodiscard]] bool isStale(int generation) const { return generation != m_generation; }

    Transport &m_transport;
    LockedSide &m_locked;
    Clock &m_clock;
    SyncSchedule m_schedule;
    LinkBudget m_budget;
    SyncSchedule m_colleagues; ///< pauses between pushes of others' copies while a vault is open
    Random &m_random;
    UnlockedSide *m_unlocked = nullptr;
    QTimer m_timer;
    SyncState m_state;
    std::chrono::milliseconds m_askedAt{0};
    int m_generation = 0;    ///< answers to an earlier attach or detach are not for this one
    int m_vaultWaiting = 0;  ///< known before any answer: what is unsent is read after each save
    int m_deviceWaiting = 0; ///< sealed copies, of everybody
    int m_vaultStuck = 0;
    int m_deviceStuck = 0;
    int m_idleRounds = 0;                        ///< good rounds in a row that pushed nothing of what waits
    std::chrono::milliseconds m_colleaguesAt{0}; ///< not before then are refused copies of others pushed again
    std::chrono::milliseconds m_notBefore{0};    ///< the service asked not to be asked before then
    bool m_copyingFailed = false;                ///< copies for the device file wait in its memory for room
    bool m_started = false;
    bool m_inFlight = false;
    bool m_onWire = false;
    bool m_again = false; ///< asked for while a round was running
    bool m_interrupted = false;
    bool m_caughtUp = false; ///< nothing to push or pull at the last answer: the next request may wait
    bool m_foreground = true;
};

} // namespace safelight
