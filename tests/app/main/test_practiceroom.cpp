// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/practiceroom.h"
#include "qml/Theme/appearance.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/crypto/secret.h"
#include "tests/support/person/person.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace Qt::StringLiterals;

/// The room to practise in, in its real window.
class TestPracticeRoom final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*raise)"_s)); }

    void opensByItselfAndLeavesNothing()
    {
        QString folder;
        {
            PracticeRoom room(m_clock, m_random, likeDevice());
            QSignalSpy left(&room, &PracticeRoom::left);
            room.begin();
            QTRY_VERIFY_WITH_TIMEOUT(room.app() && room.app()->triage() && room.app()->capture(), kPatience);
            QVERIFY(room.app()->session()->isPractice());
            folder = room.app()->dataFolder();
            QVERIFY(QDir(folder).exists(u"device.db"_s));

            test::Person newcomer(room.app()->window());
            newcomer.sitDown();
            QVERIFY2(newcomer.sees(u"Practice"_s), qPrintable(newcomer.complaint()));
            QVERIFY2(newcomer.clicks(u"Write"_s) && newcomer.clicks(u"No"_s) &&
                         newcomer.types(u"What did you see or hear?"_s, u"A first try."_s) &&
                         newcomer.clicks(u"Save and send to a champion"_s) &&
                         newcomer.seesText(u"Saved on this device"_s) && newcomer.clicks(u"Inbox"_s) &&
                         newcomer.seesText(u"A first try."_s),
                     qPrintable(newcomer.complaint()));

            room.app()->session()->lock();
            QTRY_COMPARE(room.app()->session()->state(), SessionModel::State::Locked);
            QVERIFY2(newcomer.seesText(u"tin kettle wet bridge"_s) && newcomer.clicks(u"Leave practice"_s),
                     qPrintable(newcomer.complaint()));
            QTRY_COMPARE(left.count(), 1);
            QVERIFY(room.app()->warnings().isEmpty());
        }
        QVERIFY(!folder.isEmpty() && !QDir(folder).exists());
    }

    void closingTheWindowLeaves()
    {
        PracticeRoom room(m_clock, m_random, likeDevice());
        QSignalSpy left(&room, &PracticeRoom::left);
        QSignalSpy opened(&room, &PracticeRoom::opened);
        room.begin();
        QVERIFY(opened.wait(kPatience));
        room.app()->window()->close();
        QTRY_COMPARE(left.count(), 1);
    }

    /// The device's own parts stay out of it: its data, its service, and above all its telephone.
    void takesNoDataAndCallsNobody()
    {
        DeviceAppOptions device = likeDevice();
        int calls = 0;
        device.dataFolder = u"/nowhere/of/the/device"_s;
        device.openUrl = [&calls](const QUrl &) { return ++calls > 0; };
        PracticeRoom room(m_clock, m_random, device);
        room.begin();
        QTRY_VERIFY_WITH_TIMEOUT(room.app() && room.app()->capture(), kPatience);
        QVERIFY(room.app()->dataFolder() != device.dataFolder);
        QVERIFY(QMetaObject::invokeMethod(room.app()->window(), "dialRequested"));
        QCOMPARE(calls, 0);
        QTRY_VERIFY(room.app()->capture()->hasDialFailed()); // the card says that nothing here makes calls
        QVERIFY(room.app()->capture()->dialledTime().isEmpty());
    }

private:
    static constexpr int kPatience = 20'000;

    [[nodiscard]] static DeviceAppOptions likeDevice()
    {
        DeviceAppOptions options;
        options.window = QSize(1280, 800);
        options.zone = QTimeZone::utc();
        return options;
    }

    SystemClock m_clock;
    SystemRandom m_random;
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    if (!initCrypto())
        return 2;
    prepareAppearance();
    TestPracticeRoom test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_practiceroom.moc"
