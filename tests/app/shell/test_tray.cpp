// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncstatus.h"
#include "app/shell/traymodel.h"
#include "tests/app/concern/concernworld.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The tray over a real vault, and what the status says of it.
class TestTray final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_world = std::make_unique<ConcernWorld>();
        m_tray = std::make_unique<TrayModel>(*m_world->tablet->vault, m_world->clock, QTimeZone::utc());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_tray.get());
    }

    void cleanup()
    {
        m_tester.reset();
        m_tray.reset();
        m_world.reset();
    }

    void isEmptyWhileAllIsWell()
    {
        refresh();
        QCOMPARE(m_tray->count(), 0);
        QVERIFY(m_tray->problem().isEmpty());
    }

    void saysWhyAndIsDoneWithWhatWasSeen()
    {
        const EnvHash mine = refuseOwnNote(ErrorCode::Forbidden);
        const EnvHash theirs = EnvHash::fromHex(u"ab"_s.repeated(32)).value();
        aside(theirs, ErrorCode::NotAuthentic);
        refresh();
        QCOMPARE(m_tray->count(), 2);
        QCOMPARE(m_tray->countOf(TrayItem::Kind::OwnRefused), 1);
        QCOMPARE(m_tray->countOf(TrayItem::Kind::Unreadable), 1);
        QCOMPARE(at(rowOf(mine), TrayModel::Role::Title), u"Not taken by the service"_s);
        QVERIFY(at(rowOf(mine), TrayModel::Role::Text).contains(u"(SL-%1)"_s.arg(int(ErrorCode::Forbidden))));
        QVERIFY(!at(rowOf(mine), TrayModel::Role::TimeText).isEmpty());
        QCOMPARE(at(rowOf(theirs), TrayModel::Role::Title), u"Came, but could not be used"_s);

        QSignalSpy changed(m_tray.get(), &TrayModel::changed);
        m_tray->markSeen(mine.toHex());
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(m_tray->count(), 1);
        QVERIFY(m_tray->problem().isEmpty());
        refresh();
        QCOMPARE(m_tray->count(), 1); // also after it is read again

        aside(mine, ErrorCode::Malformed); // refused for another reason
        refresh();
        QCOMPARE(m_tray->count(), 2);
    }

    void saysWhenItCannotBeMarked()
    {
        QSignalSpy changed(m_tray.get(), &TrayModel::changed);
        m_tray->markSeen(u"cd"_s.repeated(32)); // not there
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!m_tray->problem().isEmpty());
        m_tray->markSeen(u"no id"_s);
        refresh();
        QVERIFY(m_tray->problem().isEmpty());
    }

    /// Also before any answer of a service in this run: a status with a loop, and no connection.
    void theStatusSaysItTruly()
    {
        SyncStatus status(m_world->clock, QTimeZone::utc());
        aside(EnvHash::fromHex(u"ab"_s.repeated(32)).value(), ErrorCode::NotAuthentic);
        refresh();
        QCOMPARE(status.attention(), 0);
        QSignalSpy changed(&status, &SyncStatus::changed);
        status.followTray(m_tray.get());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(status.attention(), 1);
        QVERIFY(status.attentionText().contains(u"came that could not be used"_s));
        static_cast<void>(refuseOwnNote(ErrorCode::Forbidden));
        refresh();
        QCOMPARE(status.attentionText(),
                 u"The service did not take 1 from this device, and 1 came that could not be used. All of it is kept "
                 "here."_s);
        status.followTray(nullptr);
        QCOMPARE(status.attention(), 0);
    }

private:
    void refresh()
    {
        QSignalSpy changed(m_tray.get(), &TrayModel::changed);
        m_tray->refresh();
        QTRY_COMPARE(changed.count(), 1);
    }
    [[nodiscard]] QString at(int row, TrayModel::Role role) const
    {
        return m_tray->data(m_tray->index(row), int(role)).toString();
    }
    [[nodiscard]] int rowOf(const EnvHash &envelope) const
    {
        for (int row = 0; row < m_tray->count(); ++row) {
            if (at(row, TrayModel::Role::ItemId) == envelope.toHex())
                return row;
        }
        return -1;
    }
    void aside(const EnvHash &envelope, ErrorCode why)
    {
        const SpaceId space = m_world->org.team.id;
        QVERIFY(m_world->tablet->write([&](WriteTx &, Journal &journal, Engine &) -> Done {
            return journal.needsAttention(space, envelope, why);
        }));
    }
    [[nodiscard]] EnvHash refuseOwnNote(ErrorCode why)
    {
        const Result<SavedConcern> saved = m_world->tablet->save(m_world->note());
        const Result<QList<Custody>> custody = m_world->tablet->read(
            [id = saved ? saved->concern : Uuid()](ReadTx &tx) { return outbox::custodyOf(tx, id); });
        if (!custody || custody->isEmpty())
            qFatal("nothing was saved");
        aside(custody->first().envelope, why);
        return custody->first().envelope;
    }

    std::unique_ptr<ConcernWorld> m_world;
    std::unique_ptr<TrayModel> m_tray;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestTray)
#include "test_tray.moc"
