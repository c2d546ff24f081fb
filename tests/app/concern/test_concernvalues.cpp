// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/amendmentdraft.h"
#include "app/concern/concerndraft.h"
#include "app/concern/custody.h"
#include "app/concern/statementlistmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace safelight;
using namespace Qt::StringLiterals;

namespace
{

ConcernRules rules() { return *ConcernRules::from(*FormCatalogue::builtIn()); }
std::int64_t at(int day, int hour, int minute)
{
    return QDateTime(QDate(2026, 11, day), QTime(hour, minute)).toMSecsSinceEpoch();
}
const std::int64_t kStarted = at(24, 21, 4);
const std::int64_t kNow = at(24, 21, 10);

ConcernDraft written()
{
    ConcernDraft draft;
    draft.danger = Danger::No;
    draft.dangerAnsweredMs = kStarted;
    draft.startedMs = kStarted;
    draft.statements = {{StatementKind::Saw, u"A man sat in the doorway."_s, {}, {}}};
    return draft;
}

QStringList fieldsOf(const QList<DraftProblem> &problems)
{
    QStringList out;
    for (const DraftProblem &problem : problems)
        out << problem.field;
    return out;
}

} // namespace

class TestConcernValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draftSurvivesCbor()
    {
        ConcernDraft draft = written();
        draft.dialled999Ms = kStarted + 5;
        draft.who = u"grey tent, Aldgate"_s;
        draft.whoUnknown = true;
        draft.age = u"about 40"_s;
        draft.where = u"Aldgate"_s;
        draft.when = {WhenChoice::AnotherDay, u"23/11"_s, u"22:1"_s, u"x"_s};
        draft.destination = Destination::TeamOnly;
        draft.statements << StatementDraft{StatementKind::Told, u"She left. 👋"_s, u"a neighbour"_s, {}}
                         << StatementDraft{StatementKind::Think, u"Cold"_s, {}, u"A late train"_s};
        const auto read = ConcernDraft::fromCbor(draft.toCbor());
        QVERIFY(read);
        QCOMPARE(*read, draft);
        const DraftCursor cursor{u"text"_s, 2, 3};
        QCOMPARE(DraftCursor::fromCbor(cursor.toCbor()), cursor);
        const AmendmentDraft amendment{*Uuid::fromHex(QString(32, u'a')), u"It was the 23rd."_s};
        QCOMPARE(*AmendmentDraft::fromCbor(amendment.toCbor()), amendment);
    }

    void damagedDraftsAreRefusedOrMended()
    {
        const QByteArray whole = written().toCbor();
        for (qsizetype cut = 0; cut < whole.size(); ++cut)
            QVERIFY(!ConcernDraft::fromCbor(whole.left(cut)));
        QVERIFY(!ConcernDraft::fromCbor("\xff\x00garbage"));
        const auto empty = ConcernDraft::fromCbor(QCborMap().toCborValue().toCbor());
        QVERIFY(empty);
        QCOMPARE(*empty, ConcernDraft{});
        // numbers of a later version become the defaults
        const auto strange = ConcernDraft::fromCbor(QCborMap{{1, 77}, {8, -4}, {13, 9}}.toCborValue().toCbor());
        QCOMPARE(strange->danger, Danger::Unanswered);
        QCOMPARE(strange->when.choice, WhenChoice::Now);
        QCOMPARE(DraftCursor::fromCbor("nonsense"), DraftCursor{});
        QVERIFY(!AmendmentDraft::fromCbor("nonsense"));
    }

    void aDoubtfulClockGivesAStretchOfTime_data()
    {
        QTest::addColumn<bool>("suspect");
        QTest::addColumn<int>("offsetMinutes"); // 99 = not known
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to"); // 99 = one moment
        QTest::newRow("good clock") << false << 1 << 0 << 99;
        QTest::newRow("doubtful, nobody knows by how much") << true << 99 << 0 << 99;
        QTest::newRow("four minutes slow") << true << 4 << 0 << 4;
        QTest::newRow("four minutes fast") << true << -4 << -4 << 0;
    }
    void aDoubtfulClockGivesAStretchOfTime()
    {
        QFETCH(const bool, suspect);
        QFETCH(const int, offsetMinutes);
        QFETCH(const int, from);
        QFETCH(const int, to);
        const auto minutes = [](int count) { return std::int64_t(count) * 60'000; };
        const auto offset = offsetMinutes == 99 ? std::nullopt : std::optional(minutes(offsetMinutes));
        const WhenReading when = readWhen({}, kStarted, kNow, suspect, offset);
        QCOMPARE(when.problem, WhenProblem::None);
        QCOMPARE(when.interval.fromMs, kStarted + minutes(from));
        QCOMPARE(when.interval.toMs.value_or(-1), to == 99 ? -1 : kStarted + minutes(to));
    }

    void blankIsNotKept()
    {
        QVERIFY(ConcernDraft{}.isBlank());
        ConcernDraft draft;
        draft.statements[0].kind = StatementKind::Think;
        QVERIFY(draft.isBlank());
        draft.statements[0].text = u" "_s;
        QVERIFY(!draft.isBlank());
    }

    void checks_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QStringList>("fields");
        QTest::newRow("good") << 0 << QStringList{};
        QTest::newRow("nothing at all") << 1 << QStringList{u"danger"_s, u"statement.0.text"_s};
        QTest::newRow("only spaces") << 2 << QStringList{u"statement.0.text"_s};
        QTest::newRow("one blank beside a written one") << 3 << QStringList{};
        QTest::newRow("statement as long as allowed") << 4 << QStringList{};
        QTest::newRow("statement one too long") << 5 << QStringList{u"statement.0.text"_s};
        QTest::newRow("who too long") << 6 << QStringList{u"who"_s};
        QTest::newRow("unclear time") << 7 << QStringList{u"whenFrom"_s};
        QTest::newRow("unclear day") << 8 << QStringList{u"whenDate"_s};
        QTest::newRow("who is not needed") << 9 << QStringList{};
        QTest::newRow("told by somebody, but not what") << 10 << QStringList{u"statement.1.text"_s};
        QTest::newRow("other kind's leftovers do not count") << 11 << QStringList{};
        QTest::newRow("another explanation, but of what") << 12 << QStringList{u"statement.1.text"_s};
        QTest::newRow("only another explanation") << 13 << QStringList{u"statement.0.text"_s};
        QTest::newRow("no statement at all") << 15 << QStringList{u"statement.0.text"_s};
        QTest::newRow("told by somebody, then of another kind") << 14 << QStringList{};
    }
    void checks()
    {
        QFETCH(const int, row);
        QFETCH(const QStringList, fields);
        ConcernDraft draft = written();
        switch (row) {
        case 1: draft = ConcernDraft{}; break;
        case 2: draft.statements[0].text = u"\n  "_s; break;
        case 3: draft.statements << StatementDraft{}; break;
        case 4: draft.statements[0].text = QString(20'000, u'x'); break;
        case 5: draft.statements[0].text = QString(20'001, u'x'); break;
        case 6: draft.who = QString(501, u'x'); break;
        case 7: draft.when = {WhenChoice::EarlierToday, {}, u"25:00"_s, {}}; break;
        case 8: draft.when = {WhenChoice::AnotherDay, u"soon"_s, {}, {}}; break;
        case 9: draft.whoUnknown = true; break;
        case 10: draft.statements << StatementDraft{StatementKind::Told, {}, u"a neighbour"_s, {}}; break;
        case 11: draft.statements[0].alternative = QString(6'000, u'x'); break;
        case 12: draft.statements << StatementDraft{StatementKind::Think, {}, {}, u"A late train"_s}; break;
        case 15: draft.statements.clear(); break;
        case 13: draft.statements = {StatementDraft{StatementKind::Think, {}, {}, u"A late train"_s}}; break;
        case 14: draft.statements << StatementDraft{StatementKind::Saw, {}, u"a neighbour"_s, u"A late train"_s}; break;
        default: break;
        }
        const auto problems = rules().check(draft, kNow, false);
        QCOMPARE(fieldsOf(problems), fields);
        for (const DraftProblem &problem : problems)
            QVERIFY(problem.text.endsWith(u'.'));
    }

    void messagesSayHowToMend()
    {
        const auto problems = rules().check(ConcernDraft{}, kNow, false);
        QCOMPARE(problems[0].text, u"Say whether anyone is in immediate danger."_s);
        QCOMPARE(problems[1].text, u"Say what happened. One sentence is enough."_s);
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QTime>("time");
        QTest::newRow("colon") << u"22:10"_s << QTime(22, 10);
        QTest::newRow("point") << u"9.05"_s << QTime(9, 5);
        QTest::newRow("no mark") << u"2210"_s << QTime(22, 10);
        QTest::newRow("hour") << u" 9 "_s << QTime(9, 0);
        QTest::newRow("pm") << u"9pm"_s << QTime(21, 0);
        QTest::newRow("half past pm") << u"9:30 PM"_s << QTime(21, 30);
        QTest::newRow("noon") << u"12pm"_s << QTime(12, 0);
        QTest::newRow("midnight") << u"12 am"_s << QTime(0, 0);
        QTest::newRow("last minute") << u"23:59"_s << QTime(23, 59);
        QTest::newRow("24 hours") << u"24:00"_s << QTime();
        QTest::newRow("60 minutes") << u"12:60"_s << QTime();
        QTest::newRow("13 pm") << u"13pm"_s << QTime();
        QTest::newRow("word") << u"evening"_s << QTime();
        QTest::newRow("empty") << QString() << QTime();
    }
    void readsTimes()
    {
        QFETCH(const QString, typed);
        QFETCH(const QTime, time);
        QCOMPARE(timeFrom(typed).value_or(QTime()), time);
    }

    void readsDates_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QDate>("date");
        QTest::newRow("slashes") << u"23/11/2026"_s << QDate(2026, 11, 23);
        QTest::newRow("short year") << u"1.2.26"_s << QDate(2026, 2, 1);
        QTest::newRow("no year") << u"23/11"_s << QDate(2026, 11, 23);
        QTest::newRow("no year, later than today") << u"30/11"_s << QDate(2025, 11, 30);
        QTest::newRow("month in words") << u"23 Nov 2026"_s << QDate(2026, 11, 23);
        QTest::newRow("whole month, ordinal") << u"3rd november"_s << QDate(2026, 11, 3);
        QTest::newRow("sept") << u"4 sept"_s << QDate(2026, 9, 4);
        QTest::newRow("no such day") << u"31/11/2026"_s << QDate();
        QTest::newRow("American") << u"11/23/2026"_s << QDate();
        QTest::newRow("word") << u"Monday"_s << QDate();
        QTest::newRow("empty") << QString() << QDate();
    }
    void readsDates()
    {
        QFETCH(const QString, typed);
        QFETCH(const QDate, date);
        QCOMPARE(dateFrom(typed, QDate(2026, 11, 24)).value_or(QDate()), date);
    }

    void whenIsNeverMoreExactThanSaid()
    {
        const auto read = [](const WhenAnswer &answer) { return readWhen(answer, kStarted, kNow, false); };
        QCOMPARE(read({}).interval, (WhenInterval{kStarted, {}}));
        QCOMPARE(read({WhenChoice::EarlierToday, {}, u"20:00"_s, {}}).interval, (WhenInterval{at(24, 20, 0), {}}));
        QCOMPARE(read({WhenChoice::EarlierToday, {}, {}, {}}).interval, (WhenInterval{at(24, 0, 0), kStarted}));
        QCOMPARE(read({WhenChoice::Yesterday, {}, {}, {}}).interval, (WhenInterval{at(23, 0, 0), at(23, 23, 59)}));
        QCOMPARE(read({WhenChoice::Yesterday, {}, u"23:30"_s, u"00:15"_s}).interval,
                 (WhenInterval{at(23, 23, 30), at(24, 0, 15)}));
        QCOMPARE(read({WhenChoice::EarlierToday, {}, u"22:00"_s, {}}).problem, WhenProblem::NotYet);
        QCOMPARE(readWhen({WhenChoice::EarlierToday, {}, u"22:00"_s, {}}, kStarted, kNow, true).problem,
                 WhenProblem::None); // a suspect clock is told, never refused
        QCOMPARE(read({WhenChoice::Yesterday, {}, {}, u"soon"_s}).problem, WhenProblem::ToUnclear);
    }

    void timesReadWell()
    {
        QCOMPARE(timeText(at(24, 9, 4), kNow), u"09:04"_s);
        QCOMPARE(timeText(at(23, 21, 4), kNow), u"23 Nov 2026, 21:04"_s);
        QCOMPARE(timeText(0, kNow), QString());
        QCOMPARE(intervalText(at(24, 20, 0), {}, kNow), u"20:00"_s);
        QCOMPARE(intervalText(at(24, 20, 0), at(24, 20, 14), kNow), u"between 20:00 and 20:14"_s);
        QCOMPARE(intervalText(at(23, 0, 0), at(23, 23, 59), kNow), u"23 Nov 2026"_s);
    }

    void custodyLineGrowsStepByStep()
    {
        ConcernCustody custody;
        custody.toChampion = true;
        QCOMPARE(custody.stage(), CustodyStage::Draft);
        const auto doneSteps = [&] {
            QList<bool> out;
            for (const CustodyStep &step : custodySteps(custody, kNow))
                out << step.done;
            return out;
        };
        QCOMPARE(doneSteps(), (QList<bool>{false, false, false, false, false}));
        custody.savedMs = at(24, 21, 5);
        QCOMPARE(custodyText(custody, kNow), u"Safe on this device, 21:05"_s);
        custody.heldByServiceMs = at(24, 21, 6);
        QCOMPARE(custodyText(custody, kNow), u"Sent, 21:06"_s);
        custody.openedMs = at(24, 21, 7);
        custody.openedBy = u"Amara Osei"_s;
        QCOMPARE(custodyText(custody, kNow), u"Opened by Amara Osei, 21:07"_s);
        QCOMPARE(doneSteps(), (QList<bool>{true, true, true, false, false}));
        custody.decidedMs = at(24, 21, 8);
        custody.toldBackMs = at(24, 21, 9);
        QCOMPARE(custody.stage(), CustodyStage::ToldBack);
        QCOMPARE(doneSteps(), (QList<bool>{true, true, true, true, true}));
        custody.refused = ErrorCode::Forbidden;
        QVERIFY(custodyText(custody, kNow).startsWith(u"Needs attention"));
    }

    void laterStepsProveEarlierOnes()
    {
        ConcernCustody custody;
        custody.toChampion = true;
        custody.savedMs = 1;
        custody.decidedMs = kNow;
        const auto steps = custodySteps(custody, kNow);
        QVERIFY(steps[1].done);
        QVERIFY(steps[2].done);
        QVERIFY(steps[1].time.isEmpty());
    }

    void teamNoteEndsAtTheService()
    {
        ConcernCustody custody;
        custody.savedMs = kNow;
        QCOMPARE(custodySteps(custody, kNow).size(), 2);
    }

    void statementListKeepsItsPromises()
    {
        StatementListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&model, &StatementListModel::edited);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QCOMPARE(model.rowCount(), 1);
        model.write(0, u"I saw him. He said go away."_s);
        model.write(0, u"I saw him. He said go away."_s); // the same again is no change
        QCOMPARE(edited.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.split(0, 10), 1);
        QCOMPARE(model.rowCount(), 2);
        model.chooseKind(1, StatementKind::Said);
        QCOMPARE(model.statements()[0].text, u"I saw him."_s);
        QCOMPARE(model.statements()[1], (StatementDraft{StatementKind::Said, u"He said go away."_s, {}, {}}));
        QCOMPARE(model.split(0, 0), -1);
        QCOMPARE(model.split(0, 99), -1);
        QCOMPARE(model.split(7, 1), -1);
        QCOMPARE(model.add(StatementKind::Told), 2);
        model.writeToldBy(2, u"a neighbour"_s);
        model.remove(1);
        QCOMPARE(model.rowCount(), 2);
        model.remove(1);
        model.remove(0);
        QCOMPARE(model.rowCount(), 1); // never without a place to type
        QVERIFY(model.statements()[0].isBlank());
        model.write(9, u"x"_s);
        model.chooseKind(-1, StatementKind::Think);
        model.remove(5);
        QCOMPARE(model.rowCount(), 1);
    }

    void statementListShowsProblemsBesideTheirField()
    {
        StatementListModel model;
        model.add(StatementKind::Told);
        model.showProblems(
            {{u"statement.1.toldBy"_s, u"Shorten it."_s}, {u"statement.9.text"_s, u"x"_s}, {u"who"_s, u"y"_s}});
        QCOMPARE(model.data(model.index(1), int(StatementListModel::Role::ToldByProblem)).toString(), u"Shorten it."_s);
        QCOMPARE(model.data(model.index(0), int(StatementListModel::Role::TextProblem)).toString(), QString());
        model.showProblems({});
        QCOMPARE(model.data(model.index(1), int(StatementListModel::Role::ToldByProblem)).toString(), QString());
    }
};

QTEST_GUILESS_MAIN(TestConcernValues)
#include "test_concernvalues.moc"
