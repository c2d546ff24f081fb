// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/practiceroom.h"

#include "app/main/sampledevice.h"
#include "app/shell/messages.h"
#include "platform/keystore/fakekeystore.h"
#include "sync/base/when_ready.h"

#include <QQuickWindow>
#include <QtConcurrent>

namespace safelight
{

namespace
{

constexpr quint8 kLaptop = 3; // a champion's laptop has the whole way of a concern: writing, inbox, decision, answer

} // namespace

PracticeRoom::PracticeRoom(Clock &clock, Random &random, const DeviceAppOptions &like, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_random(random)
    , m_keys(std::make_shared<FakeKeyStore>())
{
    m_options.window = like.window;
    m_options.zone = like.zone;
    m_options.fullScreen = like.fullScreen;
    m_options.theme = like.theme;
    m_options.textScale = like.textScale;
    m_options.announcer = like.announcer;
    m_options.clipboard = like.clipboard;
    m_options.dataFolder = m_folder.path();
    m_options.practice = true;
    m_options.practiceDoor = PracticeDoor::Out;
    m_options.transports = [](const ServiceAddress &, InstallLogin) { return makeOfflineTransport(); };
    // No openUrl: nobody calls 999 by way of trying it.
}

PracticeRoom::~PracticeRoom() = default;

void PracticeRoom::begin()
{
    if (!m_folder.isValid()) {
        Q_EMIT failed(messages::explain(Error{ErrorCode::DiskFault, {}}));
        return;
    }
    auto make = [folder = m_folder.path(), keys = m_keys, &clock = m_clock, &random = m_random] {
        return SampleDevice::make(folder, kLaptop, *keys, clock, random);
    };
    whenReady(QtConcurrent::run(std::move(make)), this, [this](const Result<SampleDevice> &made) {
        if (made)
            return open(made->passphrase);
        Q_EMIT failed(messages::explain(made.error()));
    });
}

void PracticeRoom::open(const QString &passphrase)
{
    //: %1 is a passphrase
    m_options.practiceHint =
        tr("Everybody here is invented, nothing is sent, and all of it is thrown away when you leave. "
           "The passphrase is: %1")
            .arg(passphrase);
    m_app = std::make_unique<DeviceApp>(m_clock, m_random, *m_keys, m_options);
    connect(m_app.get(), &DeviceApp::practiceRequested, this, &PracticeRoom::left);
    m_passphrase = passphrase;
    connect(m_app.get(), &DeviceApp::ready, this, [this] {
        if (!m_app->session())
            return; // the window says why
        connect(m_app->session(), &SessionModel::stateChanged, this, &PracticeRoom::unlockOnce);
        unlockOnce();
    });
    if (!m_app->start()) {
        Q_EMIT failed(messages::explain(Error{ErrorCode::Internal, {}}));
        return;
    }
    connect(m_app->window(), SIGNAL(closing(QQuickCloseEvent *)), this, SIGNAL(left())); // its event is private to Qt
    Q_EMIT opened();
}

/// The first time only: a lock in the room shows what a lock is.
void PracticeRoom::unlockOnce()
{
    if (m_app->session()->state() == SessionModel::State::Locked && !m_passphrase.isEmpty())
        m_app->session()->unlock(std::exchange(m_passphrase, {}));
}

} // namespace safelight
