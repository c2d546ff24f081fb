// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/sessionmodel.h"

#include "app/shell/messages.h"
#include "sync/base/when_ready.h"

#include <QDir>
#include <QtConcurrent>

namespace safelight
{

using namespace std::chrono_literals;

namespace
{

constexpr int kLaptopKind = 3; // VaultOwner::deviceKind

} // namespace

SessionModel::SessionModel(DeviceFile *device, QString dataFolder, VaultOpener opener, Clock &clock, bool practice,
                           QObject *parent)
    : QObject(parent)
    , m_device(device)
    , m_dataFolder(std::move(dataFolder))
    , m_opener(std::move(opener))
    , m_clock(clock)
    , m_idle(clock)
    , m_practice(practice)
{
    m_waitTick.setInterval(1s);
    connect(&m_waitTick, &QTimer::timeout, this, &SessionModel::tickWait);
    connect(&m_idle, &IdleWatch::secondsLeftChanged, this, &SessionModel::lockInChanged);
    connect(&m_idle, &IdleWatch::expired, this, &SessionModel::lock);
}

SessionModel::~SessionModel() = default;

std::chrono::seconds SessionModel::idleLimit(int deviceKind) { return deviceKind == kLaptopKind ? 5min : 2min; }

void SessionModel::reload()
{
    if (!m_device)
        return;
    whenReady(m_device->people(), this, [this](const Result<QList<KnownPerson>> &people) {
        if (people)
            showPeople(*people);
        else
            showUnreadable(people.error());
    });
}

void SessionModel::showUnreadable(const Error &error)
{
    fail(error);
    if (m_state == State::Loading || m_state == State::Nobody)
        setState(State::Unreadable);
}

void SessionModel::showPeople(const QList<KnownPerson> &people)
{
    m_people.show(people);
    if (m_state == State::Unlocked || m_state == State::Unlocking || m_state == State::Locking)
        return;
    if (!m_people.find(m_selected.folder)) {
        // One person: nothing to choose. Several: the shared device asks who it is.
        m_selected = people.size() == 1 ? people.constFirst() : KnownPerson{{}, {}, 0};
        Q_EMIT selectionChanged();
    }
    if (m_state == State::Unreadable)
        clearProblem();
    setState(people.isEmpty() ? State::Nobody : State::Locked);
}

void SessionModel::select(const QString &folder)
{
    if (m_state != State::Locked)
        return;
    const KnownPerson *person = m_people.find(folder);
    const KnownPerson chosen = person ? *person : KnownPerson{{}, {}, 0};
    if (chosen.folder == m_selected.folder)
        return;
    m_selected = chosen;
    m_waitTick.stop();
    if (m_waitSeconds != 0) {
        m_waitSeconds = 0;
        Q_EMIT waitChanged();
    }
    clearProblem();
    Q_EMIT selectionChanged();
}

void SessionModel::unlock(const QString &passphrase)
{
    if (m_state != State::Locked || m_selected.folder.isEmpty() || m_waitSeconds > 0)
        return;
    clearProblem();
    setState(State::Unlocking);
    auto typed = std::make_shared<Passphrase>(passphrase);
    const QString folder = QDir(m_dataFolder).filePath(m_selected.folder);
    whenReady(QtConcurrent::run([opener = m_opener, folder, typed] { return opener(folder, *typed); }), this,
              [this](Result<std::unique_ptr<Vault>> result) { opened(std::move(result)); });
}

void SessionModel::opened(Result<std::unique_ptr<Vault>> result)
{
    if (result)
        return enter(std::move(*result));
    setState(State::Locked);
    fail(result.error());
}

void SessionModel::enter(std::unique_ptr<Vault> vault)
{
    m_vault = std::move(vault);
    m_idle.start(idleLimit(deviceKind()));
    setState(State::Unlocked);
    Q_EMIT unlocked();
}

void SessionModel::adopt(const KnownPerson &person, std::unique_ptr<Vault> vault)
{
    m_selected = person;
    Q_EMIT selectionChanged();
    clearProblem();
    enter(std::move(vault));
    reload();
}

void SessionModel::fail(const Error &error)
{
    m_damaged =
        error.code == ErrorCode::Damaged || error.code == ErrorCode::NewerSchema || error.code == ErrorCode::InUse;
    if (error.code == ErrorCode::Throttled) {
        m_waitUntil = m_clock.sinceBoot() + std::chrono::seconds(std::max(1, messages::secondsIn(error)));
        m_waitTick.start();
        tickWait();
    }
    m_problem = messages::explain(error, Doing::Opening);
    Q_EMIT problemChanged();
}

void SessionModel::tickWait()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_waitUntil - m_clock.sinceBoot());
    const int seconds = std::max(0, static_cast<int>(left.count()));
    if (seconds == 0) {
        m_waitTick.stop();
        clearProblem();
    }
    if (seconds != m_waitSeconds) {
        m_waitSeconds = seconds;
        Q_EMIT waitChanged();
    }
}

void SessionModel::clearProblem()
{
    if (m_problem.isEmpty() && !m_damaged)
        return;
    m_problem.clear();
    m_damaged = false;
    Q_EMIT problemChanged();
}

void SessionModel::lock()
{
    if (m_state != State::Unlocked)
        return;
    m_idle.stop();
    setState(State::Locking); // the window is covered, and its pages go, before anything else happens
    QMetaObject::invokeMethod(this, &SessionModel::finishLock, Qt::QueuedConnection);
}

/// One turn of the event loop later: no page is left that could ask a model for something.
void SessionModel::finishLock()
{
    Q_EMIT aboutToLock();
    // Closing finishes what is queued (drafts) and may wait for the disk: not on this thread.
    auto closing = std::make_shared<std::unique_ptr<Vault>>(std::move(m_vault));
    whenReady(QtConcurrent::run([closing] {
                  closing->reset();
                  return true;
              }),
              this, [this](bool) {
                  if (m_people.rowCount() > 1) {
                      m_selected = KnownPerson{{}, {}, 0};
                      Q_EMIT selectionChanged();
                  }
                  setState(State::Locked);
              });
}

void SessionModel::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace safelight
