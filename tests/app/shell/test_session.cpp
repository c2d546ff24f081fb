// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appearancemodel.h"
#include "app/shell/sessionmodel.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>

using namespace safelight;
using namespace safelight::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto kPassphrase = "tin kettle wet bridge"_L1;

/// A session whose vaults are nothing but a yes or a no.
struct Desk {
    ManualClock clock;
    std::shared_ptr<std::atomic<int>> tries = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::optional<Error>> refusal = std::make_shared<std::optional<Error>>();
    SessionModel session{
        nullptr, u"/nowhere"_s,
        [tries = tries, refusal = refusal](const QString &, const Passphrase &typed) -> Result<std::unique_ptr<Vault>> {
            ++*tries;
            if (*refusal)
                return **refusal;
            if (viewOf(typed.bytes()) != QByteArrayView(kPassphrase.data()))
                return ErrorCode::WrongPassphrase;
            return std::unique_ptr<Vault>();
        },
        clock};

    void one(quint8 kind = 1) { session.showPeople({{u"people/a"_s, u"Rowan Ash"_s, kind}}); }
    void two() { session.showPeople({{u"people/b"_s, u"Wren Holt"_s, 2}, {u"people/a"_s, u"Rowan Ash"_s, 2}}); }
    bool signIn()
    {
        QSignalSpy unlocked(&session, &SessionModel::unlocked);
        session.unlock(kPassphrase);
        return unlocked.wait();
    }
};

using State = SessionModel::State;

} // namespace

class TestSession final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void nobodyIsEnrolled()
    {
        Desk desk;
        desk.session.showPeople({});
        QCOMPARE(desk.session.state(), State::Nobody);
    }
    void peopleThatCannotBeReadAreToldAndTriedAgain()
    {
        Desk desk;
        desk.session.showUnreadable({ErrorCode::DiskFault, {}});
        QCOMPARE(desk.session.state(), State::Unreadable);
        QVERIFY2(desk.session.problem().contains(u"SL-24"_s), qPrintable(desk.session.problem()));
        desk.session.unlock(kPassphrase);
        QCOMPARE(desk.session.state(), State::Unreadable);
        desk.one();
        QCOMPARE(desk.session.state(), State::Locked);
        QVERIFY(desk.session.problem().isEmpty());
    }
    void onePersonNeedNotChoose()
    {
        Desk desk;
        desk.one(3);
        QCOMPARE(desk.session.state(), State::Locked);
        QCOMPARE(desk.session.selectedName(), u"Rowan Ash"_s);
        QCOMPARE(desk.session.deviceKind(), 3);
    }
    void severalPeopleChooseByName()
    {
        Desk desk;
        const QAbstractItemModelTester tester(desk.session.people());
        desk.two();
        QVERIFY(desk.session.selectedFolder().isEmpty());
        const QAbstractItemModel &people = *desk.session.people();
        QCOMPARE(people.index(0, 0).data(int(PersonListModel::Role::Name)).toString(), u"Rowan Ash"_s);
        QCOMPARE(people.index(1, 0).data(int(PersonListModel::Role::Name)).toString(), u"Wren Holt"_s);
        desk.session.unlock(kPassphrase);
        QCOMPARE(desk.session.state(), State::Locked); // nobody chosen: nothing is tried
        desk.session.select(u"people/b"_s);
        QCOMPARE(desk.session.selectedName(), u"Wren Holt"_s);
        desk.session.select(u"people/unknown"_s);
        QVERIFY(desk.session.selectedFolder().isEmpty());
    }
    void unlocksOffTheGuiThread()
    {
        Desk desk;
        desk.one();
        QSignalSpy unlocked(&desk.session, &SessionModel::unlocked);
        desk.session.unlock(kPassphrase);
        QCOMPARE(desk.session.state(), State::Unlocking);
        desk.session.unlock(kPassphrase); // a second press changes nothing
        QVERIFY(unlocked.wait());
        QCOMPARE(desk.session.state(), State::Unlocked);
        QCOMPARE(desk.tries->load(), 1);
    }
    void wrongPassphraseSaysSo()
    {
        Desk desk;
        desk.one();
        QSignalSpy problem(&desk.session, &SessionModel::problemChanged);
        desk.session.unlock(u"not this one at all"_s);
        QVERIFY(problem.wait());
        QCOMPARE(desk.session.state(), State::Locked);
        QVERIFY(desk.session.problem().startsWith(u"That is not the passphrase."_s));
        QVERIFY(!desk.session.isDamaged());
        QVERIFY(desk.signIn());
        QVERIFY(desk.session.problem().isEmpty());
    }
    void throttleCountsDown()
    {
        Desk desk;
        desk.one();
        *desk.refusal = Error{ErrorCode::Throttled, u"seconds=2"_s};
        QSignalSpy wait(&desk.session, &SessionModel::waitChanged);
        desk.session.unlock(kPassphrase);
        QVERIFY(wait.wait());
        QCOMPARE(desk.session.waitSeconds(), 2);
        const int before = desk.tries->load();
        desk.session.unlock(kPassphrase);
        QCOMPARE(desk.session.state(), State::Locked); // not even tried
        QCOMPARE(desk.tries->load(), before);
        desk.clock.advance(2s);
        QTRY_COMPARE(desk.session.waitSeconds(), 0);
        QVERIFY(desk.session.problem().isEmpty());
        desk.refusal->reset();
        QVERIFY(desk.signIn());
    }
    void damageIsToldApartFromAWrongPassphrase()
    {
        Desk desk;
        desk.one();
        *desk.refusal = Error{ErrorCode::Damaged, {}};
        QSignalSpy problem(&desk.session, &SessionModel::problemChanged);
        desk.session.unlock(kPassphrase);
        QVERIFY(problem.wait());
        QVERIFY(desk.session.isDamaged());
        QVERIFY(desk.session.problem().contains(u"Do not delete anything"_s));
    }
    void lockTellsTheModelsFirst()
    {
        Desk desk;
        desk.two();
        desk.session.select(u"people/a"_s);
        QVERIFY(desk.signIn());
        QSignalSpy about(&desk.session, &SessionModel::aboutToLock);
        desk.session.lock();
        QCOMPARE(desk.session.state(), State::Locking); // covered at once
        QCOMPARE(about.size(), 0);                      // pages go before their models
        QVERIFY(about.wait());
        QTRY_COMPARE(desk.session.state(), State::Locked);
        QVERIFY(desk.session.selectedFolder().isEmpty()); // a shared device asks again who it is
    }
    void locksWhenNobodyTouchesIt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("seconds");
        QTest::newRow("tablet") << 1 << 120;
        QTest::newRow("kiosk") << 2 << 120;
        QTest::newRow("laptop") << 3 << 300;
    }
    void locksWhenNobodyTouchesIt()
    {
        QFETCH(const int, kind);
        QFETCH(const int, seconds);
        Desk desk;
        desk.one(static_cast<quint8>(kind));
        QVERIFY(desk.signIn());
        IdleWatch &idle = desk.session.idle();
        desk.clock.advance(std::chrono::seconds(seconds) - 21s);
        idle.check();
        QCOMPARE(desk.session.lockInSeconds(), 0);
        desk.clock.advance(1s);
        idle.check();
        QCOMPARE(desk.session.lockInSeconds(), 20);
        desk.session.noteInput(); // any touch extends
        QCOMPARE(desk.session.lockInSeconds(), 0);
        desk.clock.advance(std::chrono::seconds(seconds) - 1ms);
        idle.check();
        QCOMPARE(desk.session.state(), State::Unlocked);
        QCOMPARE(desk.session.lockInSeconds(), 1);
        desk.clock.advance(1ms);
        idle.check();
        QVERIFY(desk.session.state() != State::Unlocked);
        QTRY_COMPARE(desk.session.state(), State::Locked);
    }
    void aChangedWallClockDoesNotHoldTheLockOff()
    {
        Desk desk;
        desk.one();
        QVERIFY(desk.signIn());
        desk.clock.advance(120s);
        desk.clock.setNow(0);
        desk.session.idle().check();
        QVERIFY(desk.session.state() != State::Unlocked);
        QTRY_COMPARE(desk.session.state(), State::Locked);
    }

    void theTouchThatWakesASleepingDeviceIsTooLate()
    {
        Desk desk;
        desk.one();
        QVERIFY(desk.signIn());
        desk.clock.advance(8h); // asleep: no timer of ours ran
        desk.session.noteInput();
        QVERIFY(desk.session.state() != State::Unlocked);
        QTRY_COMPARE(desk.session.state(), State::Locked);
    }

    void appearanceIsKept()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"appearance.ini"_s);
        {
            AppearanceModel appearance(file);
            QCOMPARE(appearance.theme(), AppearanceModel::Theme::Day);
            QSignalSpy changed(&appearance, &AppearanceModel::changed);
            appearance.chooseTheme(AppearanceModel::Theme::Night);
            appearance.chooseTheme(AppearanceModel::Theme::Night);
            QCOMPARE(changed.size(), 1);
            appearance.chooseTextScale(7);
            QCOMPARE(appearance.textScale(), 2.0);
            appearance.chooseTextScale(1.5);
            appearance.chooseReducedMotion(true);
        }
        const AppearanceModel again(file);
        QCOMPARE(again.theme(), AppearanceModel::Theme::Night);
        QCOMPARE(again.textScale(), 1.5);
        QVERIFY(again.reducedMotion());
    }
    void appearanceSurvivesNonsense()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"appearance.ini"_s);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("[appearance]\ntheme=pink\ntextScale=a lot\n\xff\xfe\x00");
        out.close();
        const AppearanceModel appearance(file);
        QCOMPARE(appearance.theme(), AppearanceModel::Theme::Day);
        QCOMPARE(appearance.textScale(), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
