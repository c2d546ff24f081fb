// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/main/program.h"
#include "tests/support/adminworld.h"
#include "tests/support/qmlsupport.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// What every file below a folder holds.
QByteArray digestOf(const QString &folder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QStringList files;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next());
    files.sort();
    for (const QString &file : files) {
        QFile in(file);
        if (in.open(QIODevice::ReadOnly))
            hash.addData(file.toUtf8() + in.readAll());
    }
    return hash.result();
}

} // namespace

class TestDeviceApp final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(initCrypto());
        safelight::test::prepareQmlApplication();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u"qrc:|QML|Cannot"_s)); }

    void aNewDeviceOffersToJoin()
    {
        const QTemporaryDir folder;
        FakeKeyStore keys;
        const Program program(m_clock, m_random, folder.path(), keys);
        QVERIFY(program.started);
        QCOMPARE(program.app->window()->title(), u"Safelight"_s);
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Nobody), kPatience);
        program.app->beginJoin();
        QVERIFY(program.app->join());
        QMetaObject::invokeMethod(program.app->window(), "joinEnded", Q_ARG(bool, false));
        QTRY_VERIFY(!program.app->join());
    }

    void theFolderIsForItsOwnerOnly()
    {
        const QTemporaryDir parent;
        FakeKeyStore keys;
        const QString folder = parent.filePath(u"device"_s);
        const Program program(m_clock, m_random, folder, keys);
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Nobody), kPatience);
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(folder) & others));
    }

    void aSecondSafelightSaysSo()
    {
        const QTemporaryDir folder;
        FakeKeyStore keys;
        const Program first(m_clock, m_random, folder.path(), keys);
        QTRY_VERIFY_WITH_TIMEOUT(first.isIn(State::Nobody), kPatience);
        const Program second(m_clock, m_random, folder.path(), keys);
        QTRY_VERIFY_WITH_TIMEOUT(!second.app->trouble().isEmpty(), kPatience);
        QVERIFY(second.app->trouble().contains(u"SL-22"_s));
        QVERIFY(!second.app->session());
        QVERIFY(second.app->window()->property("troubleTitle").toString().contains(u"already open"_s));
    }

    void twoProgramsLiveInOneProcess()
    {
        const QTemporaryDir a;
        const QTemporaryDir b;
        FakeKeyStore keys;
        const Program first(m_clock, m_random, a.path(), keys);
        const Program second(m_clock, m_random, b.path(), keys);
        first.app->appearance().chooseTheme(AppearanceModel::Theme::Night);
        QVERIFY(first.app->window()->color() != second.app->window()->color());
    }

    void aLockLosesNothingThatWasTyped()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        program.app->capture()->describeWho(u"grey tent, Aldgate, woman about 40"_s);
        program.app->session()->lock();
        QCOMPARE(program.app->session()->state(), State::Locking);
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Locked), kPatience);
        QVERIFY(!program.app->capture());
        QVERIFY(!program.work());

        program.app->session()->unlock(sample.made->passphrase);
        QTRY_VERIFY_WITH_TIMEOUT(program.app->capture() && program.app->capture()->isResumed(), kPatience);
        QCOMPARE(program.app->capture()->who(), u"grey tent, Aldgate, woman about 40"_s);
    }

    void whatIsThrownAwayLeavesTheNotes()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        const NotesModel &notes = *program.app->notes();
        QTRY_VERIFY_WITH_TIMEOUT(notes.state() != LoadState::Loading, kPatience);
        QCOMPARE(notes.draftCount(), 0);
        writeNote(*program.app->capture(), u"A grey tent by the east wall."_s);
        program.app->capture()->flush();
        QTRY_COMPARE_WITH_TIMEOUT(notes.draftCount(), 1, kPatience);
        program.app->capture()->discard();
        QTRY_COMPARE_WITH_TIMEOUT(notes.draftCount(), 0, kPatience);
    }

    void aCorrectionBegunIsAmongTheNotes()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        writeNote(*program.app->capture(), u"A grey tent by the east wall."_s);
        program.app->capture()->save();
        QTRY_COMPARE_WITH_TIMEOUT(program.app->capture()->state(), CaptureModel::State::Saved, kPatience);
        NoteModel &note = *program.app->note();
        note.open(program.app->capture()->savedNoteId());
        QTRY_COMPARE_WITH_TIMEOUT(note.state(), LoadState::Filled, kPatience);
        note.writeAmendment(u"It was the west"_s);
        note.flush();
        QTRY_COMPARE_WITH_TIMEOUT(program.app->notes()->draftCount(), 1, kPatience);
        note.writeAmendment({});
        note.flush();
        QTRY_COMPARE_WITH_TIMEOUT(program.app->notes()->draftCount(), 0, kPatience);
    }

    void aSaveIsSentEvenWhenALockFollowsAtOnce()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        const auto onTheWay = [&program] {
            const auto push = settled(program.app->deviceFile()->nextPush());
            return push ? (*push ? int((*push)->asks.first().push.size()) : 0) : -1;
        };
        QCOMPARE(onTheWay(), 0);
        CaptureModel &capture = *program.app->capture();
        writeNote(capture, u"A grey tent by the east wall."_s);
        capture.save();
        program.app->session()->lock();
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Locked), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(onTheWay() > 0, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(program.app->syncLoop()->state().waiting > 0, kPatience);
    }

    void whatAnOnScreenKeyboardTypesKeepsTheSessionOpen_data()
    {
        QTest::addColumn<bool>("types");
        QTest::newRow("typing") << true;
        QTest::newRow("control: nobody types") << false;
    }
    void whatAnOnScreenKeyboardTypesKeepsTheSessionOpen()
    {
        QFETCH(const bool, types);
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        m_clock.advance(std::chrono::seconds(110));
        program.app->session()->idle().check();
        QCOMPARE(program.app->session()->lockInSeconds(), 10);
        QCOMPARE(program.announcer.said.filter(u"Locking in"_s).size(), 1);
        if (types) {
            QInputMethodEvent typed(u"g"_s, {});
            QCoreApplication::sendEvent(program.app->window()->contentItem(), &typed);
        }
        m_clock.advance(std::chrono::seconds(5));
        program.app->session()->idle().check();
        QCOMPARE(program.announcer.said.filter(u"Locking in"_s).size(), 1); // said once
        m_clock.advance(std::chrono::seconds(15));
        program.app->session()->idle().check();
        QCOMPARE(program.isIn(State::Unlocked), types);
    }

    void aCallCountsOnlyWhenSomethingTookIt_data()
    {
        QTest::addColumn<bool>("taken");
        QTest::newRow("a telephone") << true;
        QTest::newRow("no telephone") << false;
    }
    void aCallCountsOnlyWhenSomethingTookIt()
    {
        QFETCH(const bool, taken);
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        program.canDial = taken;
        QVERIFY(program.enter(sample.made->passphrase));
        QMetaObject::invokeMethod(program.app->window(), "dialRequested");
        QCOMPARE(program.opened, QStringList{u"tel:999"_s});
        QCOMPARE(!program.app->capture()->dialledTime().isEmpty(), taken);
        QCOMPARE(program.app->capture()->hasDialFailed(), !taken);
    }

    void theNetworkAndTheScreenWakeTheLoop()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        SyncLoop &loop = *program.app->syncLoop();
        QTRY_COMPARE_WITH_TIMEOUT(loop.state().phase, SyncState::Phase::Pausing, kPatience);
        QSignalSpy changed(&loop, &SyncLoop::changed);
        QTRY_VERIFY(program.network.hasBegun());
        program.network.comeBack();
        QVERIFY(!changed.isEmpty());
        QVERIFY(loop.state().pause <= std::chrono::seconds(5));
        Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationHidden);
        changed.clear();
        Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationInactive);
        QVERIFY2(!changed.isEmpty(), "looked at again: it asks at once");
    }

    void aChoiceThatCannotBeKeptIsSaid()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        CaptureModel &capture = *program.app->capture();
        QTRY_VERIFY_WITH_TIMEOUT(capture.canSendToChampion(), kPatience);
        writeNote(capture, u"A grey tent by the east wall."_s);
        QVERIFY(settled(program.app->session()->vault()->write([](WriteTx &tx, Journal &, Engine &) -> Done {
            Result<FollowedSpace> intake = spaces::ofKind(tx, SpaceKind::Intake);
            if (!intake)
                return intake.error();
            intake->role = Role::Read;
            return spaces::add(tx, *intake);
        })));
        capture.refreshSurroundings();
        QTRY_VERIFY_WITH_TIMEOUT(capture.isKeptBack(), kPatience);
        QCOMPARE(program.announcer.said.filter(u"goes to your team only"_s).size(), 1);
        capture.describeWho(u"A man"_s);
        QCOMPARE(program.announcer.said.filter(u"goes to your team only"_s).size(), 1); // once
    }

    void whatChangesIsSaidAndWhatWasCopiedGoes()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QVERIFY(program.enter(sample.made->passphrase));
        QTRY_VERIFY_WITH_TIMEOUT(program.announcer.said.contains(u"No connection"_s), kPatience);
        CaptureModel &capture = *program.app->capture();
        writeNote(capture, u"A grey tent by the east wall."_s);
        capture.save();
        QTRY_VERIFY_WITH_TIMEOUT(program.announcer.said.contains(u"Saved on this device"_s), kPatience);
        QTRY_VERIFY2_WITH_TIMEOUT(!program.announcer.said.filter(u"waiting, safe here"_s).isEmpty(),
                                  qPrintable(program.announcer.said.join(u'|')), kPatience);
        QVERIFY2(program.announcer.said.filter(u"tent"_s).isEmpty(), "never what is in a note");
        QCOMPARE(program.clipboard.forgotten, 0);
        program.app->session()->lock();
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Locked), kPatience);
        QCOMPARE(program.clipboard.forgotten, 1);
    }

    void aDeviceWithoutAServiceSaysSo()
    {
        const QTemporaryDir folder;
        FakeKeyStore keys;
        const Program program(m_clock, m_random, folder.path(), keys);
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Nobody), kPatience);
        QVERIFY(!program.app->syncLoop());
        const QObject *desk = program.app->window()->property("desk").value<QObject *>();
        QVERIFY(desk);
        QCOMPARE(desk->property("sync").value<QObject *>(), &program.app->syncStatus());
        QCOMPARE(program.app->syncStatus().title(), u"Not connected to a service"_s);
    }

    void aLinkOpensTheJoinPage()
    {
        const QTemporaryDir folder;
        FakeKeyStore keys;
        DeviceAppOptions options;
        options.joinLink = u"safelight://join?u=https%3A%2F%2Fsafelight.example.org&c=ABCDE"_s;
        const QString link = options.joinLink;
        const Program program(
            m_clock, m_random, folder.path(), keys,
            [](const ServiceAddress &, InstallLogin) { return makeOfflineTransport(); }, std::move(options));
        QTRY_VERIFY_WITH_TIMEOUT(program.app->join(), kPatience);
        QCOMPARE(program.app->join()->offeredLink(), link);
        const auto *field = program.app->window()->findChild<QObject *>(u"code"_s);
        QVERIFY(field);
        QCOMPARE(field->property("text").toString(), link);
    }

    void aDamagedVaultIsToldAndNotTouched()
    {
        Sample sample(1, m_clock, m_random);
        QVERIFY(sample.made);
        int damaged = 0;
        for (QDirIterator it(sample.folder.path(), {u"header.*"_s}, QDir::Files, QDirIterator::Subdirectories);
             it.hasNext();) {
            QFile header(it.next());
            QVERIFY(header.open(QIODevice::ReadWrite));
            header.write(QByteArray(static_cast<int>(header.size()), 'x'));
            ++damaged;
        }
        QCOMPARE(damaged, 2);
        const Program program(m_clock, m_random, sample.folder.path(), sample.keys);
        QTRY_VERIFY_WITH_TIMEOUT(program.isIn(State::Locked), kPatience);
        const QByteArray before = digestOf(sample.folder.filePath(u"people"_s));
        program.app->session()->unlock(sample.made->passphrase);
        QTRY_VERIFY_WITH_TIMEOUT(program.app->session()->isDamaged(), kPatience);
        QVERIFY(program.app->session()->problem().contains(u"Do not delete anything"_s));
        QCOMPARE(digestOf(sample.folder.filePath(u"people"_s)), before);
    }

private:
    ManualClock m_clock;
    SeededRandom m_random{5};
};

QTEST_MAIN(TestDeviceApp)
#include "test_deviceapp.moc"
