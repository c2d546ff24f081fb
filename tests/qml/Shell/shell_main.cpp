// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appearancemodel.h"
#include "app/shell/sessionmodel.h"
#include "app/shell/syncstatus.h"
#include "tests/app/shell/syncfakes.h"
#include "tests/qml/Shell/workfixture.h"
#include "tests/support/manualclock.h"
#include "tests/support/qmlsupport.h"

#include <QQmlEngine>
#include <QtQuickTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// Real view models over fakes, begun anew for each test function.
class ShellFixture final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(safelight::SessionModel *session READ session NOTIFY begun FINAL)
    Q_PROPERTY(safelight::AppearanceModel *appearance READ appearance NOTIFY begun FINAL)
    Q_PROPERTY(safelight::SyncStatus *sync READ sync NOTIFY begun FINAL)
public:
    [[nodiscard]] SessionModel *session() const { return m_world ? &m_world->session : nullptr; }
    [[nodiscard]] AppearanceModel *appearance() const { return m_world ? &m_world->appearance : nullptr; }
    [[nodiscard]] SyncStatus *sync() const { return m_world ? &m_world->status : nullptr; }

    /// Opens every vault for the passphrase "tin kettle wet bridge".
    Q_INVOKABLE void begin(int people)
    {
        m_world = std::make_unique<World>();
        QList<KnownPerson> known;
        if (people > 0)
            known.append({u"people/a"_s, u"Rowan Ash"_s, 1});
        if (people > 1)
            known.append({u"people/b"_s, u"Wren Holt"_s, 2});
        m_world->session.showPeople(known);
        Q_EMIT begun();
    }
    /// -1: opens as usual; else the number of an ErrorCode.
    Q_INVOKABLE void refuseWith(int code, const QString &detail)
    {
        *m_world->refusal = code < 0 ? std::nullopt : std::optional(Error{ErrorCode(code), detail});
    }
    Q_INVOKABLE void advance(int seconds)
    {
        m_world->clock.advance(std::chrono::seconds(seconds));
        m_world->session.idle().check();
    }
    /// Something waits to be sent; answer() then says whether the service was there.
    Q_INVOKABLE void wantToSend(int waiting)
    {
        m_world->locked.waiting = waiting;
        m_world->locked.takesPerPush = 0;
        m_world->loop.start();
    }
    Q_INVOKABLE bool isAsking() const { return !m_world->transport.pending.empty(); }
    Q_INVOKABLE void answer(bool well)
    {
        m_world->transport.answer(well ? Result<SyncResponse>(SyncResponse{})
                                       : Result<SyncResponse>(ErrorCode::Offline));
    }

Q_SIGNALS:
    void begun();

private:
    struct World {
        ManualClock clock{1'795'554'240'000};
        SeededRandom random{3};
        std::shared_ptr<std::optional<Error>> refusal = std::make_shared<std::optional<Error>>();
        AppearanceModel appearance{QString()};
        SessionModel session{
            nullptr, u"/nowhere"_s,
            [refusal = refusal](const QString &, const Passphrase &typed) -> Result<std::unique_ptr<Vault>> {
                if (*refusal)
                    return **refusal;
                if (viewOf(typed.bytes()) != QByteArrayView("tin kettle wet bridge"))
                    return ErrorCode::WrongPassphrase;
                return std::unique_ptr<Vault>();
            },
            clock};
        FakeTransport transport;
        FakeLocked locked;
        SyncLoop loop{transport, locked, clock, random};
        SyncStatus status{clock, QTimeZone::utc()};

        World() { status.follow(&loop); }
    };
    std::unique_ptr<World> m_world;
};

class ShellTestSetup final : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable()
    {
        safelight::test::prepareQmlApplication();
        if (!initCrypto())
            qFatal("libsodium");
    }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        safelight::test::prepareQmlEngine(*engine);
        qmlRegisterSingletonInstance("Safelight.Test.Shell", 1, 0, "Fixture", &m_fixture);
        qmlRegisterSingletonInstance("Safelight.Test.Shell", 1, 0, "Work", &m_work);
    }

private:
    ShellFixture m_fixture;
    WorkFixture m_work;
};

QUICK_TEST_MAIN_WITH_SETUP(safelight, ShellTestSetup)

#include "shell_main.moc"
