// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/syncreport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;
using namespace safelight::ctl;

/// safelight-ctl sync: one JSON document whatever happened, and of each thing what is true of it.
class TestSyncReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDoubtIsInTheOneDocument()
    {
        SyncOutcome outcome;
        outcome.received = 3;
        QVERIFY(!syncReport(outcome).json.contains(u"error"_s));
        QVERIFY(!syncReport(outcome).failure);
        outcome.doubted.insert(SpaceId{}, ErrorCode::Unsupported);
        const SyncReport report = syncReport(outcome);
        QVERIFY(report.failure);
        QCOMPARE(report.json.value(u"received"_s).toInt(), 3);
        const QJsonObject error = report.json.value(u"error"_s).toObject();
        QCOMPARE(error.value(u"code"_s).toInt(), int(ErrorCode::Unsupported));
        QVERIFY(!error.value(u"text"_s).toString().isEmpty());
    }

    void ownAndOthersAreToldApart_data()
    {
        QTest::addColumn<int>("attention");
        QTest::addColumn<int>("setAside");
        QTest::addColumn<QStringList>("notes");
        QTest::newRow("nothing") << 0 << 0 << QStringList{};
        QTest::newRow("own") << 2 << 0 << QStringList{u"Written here and not sent, kept for a person to look at: 2."_s};
        QTest::newRow("others'") << 3 << 3 << QStringList{u"From others and of no use here, set aside and kept: 3."_s};
        QTest::newRow("both") << 5 << 3
                              << QStringList{u"Written here and not sent, kept for a person to look at: 2."_s,
                                             u"From others and of no use here, set aside and kept: 3."_s};
    }
    void ownAndOthersAreToldApart()
    {
        QFETCH(const int, attention);
        QFETCH(const int, setAside);
        QFETCH(const QStringList, notes);
        SyncOutcome outcome;
        outcome.attention = attention;
        outcome.setAside = setAside;
        const SyncReport report = syncReport(outcome);
        QCOMPARE(report.notes, notes);
        QCOMPARE(report.json.value(u"attention"_s).toInt(), attention);
        QCOMPARE(report.json.value(u"set_aside"_s).toInt(), setAside);
    }
};

QTEST_GUILESS_MAIN(TestSyncReport)
#include "test_syncreport.moc"
