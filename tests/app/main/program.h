// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/main/deviceapp.h"
#include "app/main/sampledevice.h"
#include "platform/announcer/fakeannouncer.h"
#include "platform/clipboard/fakeclipboard.h"
#include "platform/keystore/fakekeystore.h"
#include "platform/network/fakenetworkwatch.h"

#include <QQuickWindow>
#include <QtTest>

namespace safelight::testing
{

inline constexpr int kPatience = 30'000;
using State = SessionModel::State;

/// One running program over its own folder.
struct Program {
    explicit Program(
        Clock &clock, Random &random, const QString &folder, FakeKeyStore &keys,
        TransportFactory transports = [](const ServiceAddress &, InstallLogin) { return makeOfflineTransport(); },
        DeviceAppOptions options = {})
    {
        options.announcer = &announcer;
        options.clipboard = &clipboard;
        options.network = &network;
        options.openUrl = [this](const QUrl &url) {
            opened.append(url.toString());
            return canDial;
        };
        options.dataFolder = folder;
        options.zone = QTimeZone::utc();
        options.transports = std::move(transports);
        app = std::make_unique<DeviceApp>(clock, random, keys, std::move(options));
        started = app->start();
    }
    ~Program()
    {
        for (const QString &warning : app->warnings())
            qWarning("%s", qPrintable(warning));
    }
    [[nodiscard]] bool isIn(State state) const { return app->session() && app->session()->state() == state; }
    [[nodiscard]] QObject *work() const
    {
        auto *view = app->window()->property("view").value<QObject *>();
        return view ? view->property("work").value<QObject *>() : nullptr;
    }

    /// Unlocked and at work.
    [[nodiscard]] bool enter(const QString &passphrase) const
    {
        if (!QTest::qWaitFor([this] { return isIn(State::Locked); }, kPatience))
            return false;
        app->session()->unlock(passphrase);
        return QTest::qWaitFor(
            [this] { return work() && (!app->capture() || app->capture()->state() == CaptureModel::State::Editing); },
            kPatience);
    }

    FakeAnnouncer announcer;
    FakeClipboard clipboard;
    FakeNetworkWatch network;
    QStringList opened;
    bool canDial = false;
    std::unique_ptr<DeviceApp> app;
    bool started = false;
};

/// A device of one person over a temporary folder.
struct Sample {
    Sample(quint8 kind, Clock &clock, Random &random)
        : made(SampleDevice::make(folder.path(), kind, keys, clock, random))
    {
    }

    QTemporaryDir folder;
    FakeKeyStore keys;
    Result<SampleDevice> made;
};

/// A note that lacks nothing.
inline void writeNote(CaptureModel &capture, const QString &text)
{
    capture.answerDanger(Danger::No);
    capture.statements()->write(0, text);
    capture.setWhoUnknown(true);
    capture.describeWhere(QStringLiteral("Aldgate, by the bus station"));
}

} // namespace safelight::testing
