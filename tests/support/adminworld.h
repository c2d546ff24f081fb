// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/invitation.h"
#include "app/admin/joining.h"
#include "app/admin/organisation.h"
#include "tests/support/coretransport.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace safelight::testing
{

/// A future's result, with the event loop running meanwhile; gives up after a minute.
template <class T>
[[nodiscard]] T settled(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
        qFatal("a future did not finish");
    return future.takeResult();
}

/// One installation: folder, device file, the way to the service.
struct Installation {
    QTemporaryDir folder;
    std::unique_ptr<DeviceFile> device;
};

/// A real service in this process, real vaults in temporary folders, and the ways between them. No sockets.
class AdminWorld
{
public:
    AdminWorld();
    ~AdminWorld();

    [[nodiscard]] std::unique_ptr<Installation> install();
    /// Ways to this world's service. What `tamper` is set to is applied to every one made afterwards.
    [[nodiscard]] TransportFactory transports();
    std::function<void(CoreTransport &)> tamper;

    [[nodiscard]] SetUpPlan plan(const Installation &installation) const;
    /// Sets the organisation up on `admin`.
    [[nodiscard]] std::unique_ptr<Vault> setUp();
    [[nodiscard]] std::unique_ptr<CoreTransport> transportOf(Installation &installation);
    /// The whole of an enrolment, both sides; the vault of the new person. Without a team: the usual one.
    [[nodiscard]] std::unique_ptr<Vault> enrol(Vault &administrator, Installation &installation, DeviceKind kind,
                                               const QString &person, const SpaceId &team = {});

    [[nodiscard]] static Passphrase passphrase() { return Passphrase(u"practice lantern over the harbour"); }
    static constexpr Argon2Cost kCheap{Argon2Cost::kFloorBytes, Argon2Cost::kFloorPasses};
    [[nodiscard]] static QString origin() { return QStringLiteral("https://safelight.example.org:8443"); }

    ManualClock clock;
    SeededRandom random{11};
    QTemporaryDir keys;
    std::unique_ptr<service::Storage> storage;
    std::unique_ptr<service::Core> core;
    std::unique_ptr<Installation> admin;
};

} // namespace safelight::testing
