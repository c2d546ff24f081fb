// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/messages.h"
#include "app/shell/timetext.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace safelight;
using namespace Qt::StringLiterals;

class TestMessages final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasWords_data()
    {
        QTest::addColumn<int>("code");
        for (int code = int(ErrorCode::Offline); code <= int(ErrorCode::NoMemory); ++code)
            QTest::addRow("SL-%d", code) << code;
    }
    void everyCodeHasWords()
    {
        QFETCH(const int, code);
        const Error error{ErrorCode(code), u"column secret_thing"_s};
        const QString text = messages::explain(error);
        QVERIFY(messages::happened(error.code).size() > 10);
        QVERIFY(messages::happened(error.code).endsWith(u'.'));
        QVERIFY(messages::mend(error.code).size() > 15);
        QVERIFY(text.contains(u"SL-%1"_s.arg(code)));
        QVERIFY2(!text.contains(u"secret_thing"_s), "a detail is for logs, not for people");
        static const QRegularExpression jargon(u"exception|null|errno|SQL|token|certificate authority|\\bAPI\\b"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(!text.contains(jargon), qPrintable(text));
    }
    void noTwoCodesSayTheSame()
    {
        QSet<QString> seen;
        for (int code = int(ErrorCode::Offline); code <= int(ErrorCode::NoMemory); ++code)
            seen.insert(messages::happened(ErrorCode(code)));
        QCOMPARE(seen.size(), int(ErrorCode::NoMemory));
    }
    void wordsFitWhatWasBeingDone_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<Doing>("doing");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("neverSays");
        QTest::newRow("full, saving") << ErrorCode::DiskFull << Doing::Saving << u"not saved yet"_s << u"sending"_s;
        QTest::newRow("full, syncing") << ErrorCode::DiskFull << Doing::Syncing << u"saved is safe"_s << u"not saved"_s;
        QTest::newRow("fault, syncing") << ErrorCode::DiskFault << Doing::Syncing << u"kept"_s << u"not saved"_s;
        QTest::newRow("full, exporting") << ErrorCode::DiskFull << Doing::Exporting << u"exported"_s << u"not saved"_s;
        QTest::newRow("full, opening") << ErrorCode::DiskFull << Doing::Opening << u"safe"_s << u"not saved"_s;
        QTest::newRow("offline, joining")
            << ErrorCode::Offline << Doing::Joining << u"code still works"_s << u"What you write"_s;
        QTest::newRow("unknown, joining")
            << ErrorCode::NotFound << Doing::Joining << u"know this code"_s << u"not found"_s;
        QTest::newRow("silent") << ErrorCode::ServiceUnavailable << Doing::Syncing << u"does not answer"_s
                                << u"connection"_s;
        QTest::newRow("no space to write in, saving")
            << ErrorCode::Forbidden << Doing::Saving << u"kept here. Ask your administrator"_s << u"typed"_s;
        QTest::newRow("not ready") << ErrorCode::NotReady << Doing::Saving << u"kept as a draft"_s << u"typed"_s;
    }
    void wordsFitWhatWasBeingDone()
    {
        QFETCH(const ErrorCode, code);
        QFETCH(const Doing, doing);
        QFETCH(const QString, says);
        QFETCH(const QString, neverSays);
        const QString text = messages::explainer(doing)({code, {}});
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY2(!text.contains(neverSays), qPrintable(text));
        QVERIFY(text.contains(messages::supportCode(code)));
    }
    void whatWasRefusedPointsToNothingOnThePage_data() { everyCodeHasWords_data(); }
    void whatWasRefusedPointsToNothingOnThePage()
    {
        QFETCH(const int, code);
        const QString text = messages::refused(ErrorCode(code));
        QVERIFY2(text.contains(u"the service refused it"_s), qPrintable(text));
        QVERIFY2(text.contains(u"kept here"_s), qPrintable(text));
        QVERIFY2(text.contains(u"Tell your administrator"_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"(SL-%1)"_s.arg(code)), qPrintable(text));
    }
    void throttleSaysHowLong_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("words");
        QTest::newRow("seconds") << u"seconds=30"_s << u"30 second"_s;
        QTest::newRow("just below") << u"seconds=89"_s << u"89 second"_s;
        QTest::newRow("minutes") << u"seconds=300"_s << u"5 minute"_s;
        QTest::newRow("rounded up") << u"seconds=301"_s << u"6 minute"_s;
        QTest::newRow("nothing said") << QString() << u"Wait"_s;
    }
    void throttleSaysHowLong()
    {
        QFETCH(const QString, detail);
        QFETCH(const QString, words);
        const QString text = messages::explain({ErrorCode::Throttled, detail});
        QVERIFY2(text.contains(words), qPrintable(text));
    }
    void timesAreShortAndBritish_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QString>("text");
        const qint64 now = QDateTime(QDate(2026, 11, 24), QTime(21, 30), QTimeZone::utc()).toMSecsSinceEpoch();
        constexpr qint64 hour = 3'600'000;
        QTest::newRow("today") << now - hour / 2 << u"21:00"_s;
        QTest::newRow("yesterday") << now - 24 * hour << u"23 Nov, 21:30"_s;
        QTest::newRow("last year") << now - 366 * 24 * hour << u"23 Nov 2025, 21:30"_s;
    }
    void timesAreShortAndBritish()
    {
        QFETCH(const qint64, at);
        QFETCH(const QString, text);
        const qint64 now = QDateTime(QDate(2026, 11, 24), QTime(21, 30), QTimeZone::utc()).toMSecsSinceEpoch();
        QCOMPARE(timeText(fromMs(at), fromMs(now), QTimeZone::utc()), text);
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "test_messages.moc"
