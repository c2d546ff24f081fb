// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/error.h"
#include "tests/support/programs.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// safelight-ctl practice: what ./dev run stands on.
class TestCtlPractice : public QObject
{
    Q_OBJECT

private:
    Programs m_world;
    QJsonArray m_devices;

    [[nodiscard]] QStringList practice() const
    {
        return QStringList{u"practice"_s,
                           u"--out"_s,
                           m_world.path(u"p"_s),
                           u"--root-file"_s,
                           m_world.path(u"root.key"_s),
                           u"--recovery-file"_s,
                           m_world.path(u"recovery.key"_s),
                           u"--json"_s} +
               m_world.serviceOptions();
    }
    /// A command on the device of that kind, with the passphrase that practice printed.
    [[nodiscard]] Ran on(const QString &kind, const QStringList &command) const
    {
        for (const QJsonValue value : m_devices) {
            const QJsonObject device = value.toObject();
            if (device.value("kind"_L1).toString() == kind)
                return m_world.ctl(command +
                                   QStringList{u"--json"_s, u"--data"_s, device.value("folder"_L1).toString(),
                                               u"--passphrase-file"_s,
                                               m_world.passphraseFile(device.value("passphrase"_L1).toString())});
        }
        return {};
    }

private Q_SLOTS:
    void saysWhenTheServiceIsNotThere()
    {
        QVERIFY(m_world.start());
        m_world.stop();
        const Ran ran = m_world.ctl(practice());
        QCOMPARE(ran.exitCode, 1);
        QCOMPARE(ran.errorCode(), int(safelight::ErrorCode::ServiceUnavailable)); // refused: the network is there
    }

    void goesOnWhenItIs()
    {
        QVERIFY(m_world.start());
        const Ran ran = m_world.ctl(practice());
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        m_devices = ran.json().value("devices"_L1).toArray();
        QCOMPARE(m_devices.size(), 3);
        for (const QString &kind : {u"laptop"_s, u"tablet"_s, u"kiosk"_s}) {
            const Ran checked = on(kind, {u"check"_s});
            QVERIFY2(checked.exitCode == 0, checked.err.constData());
        }
    }

    void theRecordsAreThere()
    {
        QCOMPARE(on(u"laptop"_s, {u"inbox"_s}).json().value("inbox"_L1).toArray().size(), 3);
        QCOMPARE(on(u"laptop"_s, {u"inbox"_s, u"--decided"_s}).json().value("inbox"_L1).toArray().size(), 1);
        const QJsonArray notes = on(u"tablet"_s, {u"list"_s}).json().value("concerns"_L1).toArray();
        QCOMPARE(notes.size(), 3);
        int answered = 0;
        for (const QJsonValue note : notes)
            answered += note.toObject().value("custody"_L1).toObject().value("messages"_L1).toArray().isEmpty() ? 0 : 1;
        QCOMPARE(answered, 1);
        QVERIFY(on(u"kiosk"_s, {u"list"_s}).json().value("concerns"_L1).toArray().isEmpty());
    }

    void aSecondRunChangesNothing()
    {
        const Ran ran = m_world.ctl(practice());
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        QCOMPARE(ran.json().value("devices"_L1).toArray(), m_devices);
        QCOMPARE(on(u"tablet"_s, {u"list"_s}).json().value("concerns"_L1).toArray().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestCtlPractice)
#include "test_ctlpractice.moc"
