// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/formcatalogue.h"
#include "app/triage/triageactions.h"
#include "app/triage/triageforms.h"
#include "app/triage/triagerules.h"

#include <QDateTime>
#include <QTest>

using namespace safelight;
using namespace safelight::triage;
using namespace Qt::StringLiterals;

class TestRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void due_data();
    void due();
    void formsAgreeWithTheTypes();
    void decisionNeedsReasons_data();
    void decisionNeedsReasons();
};

void TestRules::due_data()
{
    QTest::addColumn<int>("urgency");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("due");
    const auto row = [](const char *name, Urgency urgency, const char *from, const char *due) {
        QTest::addRow("%s", name) << int(urgency) << QString::fromLatin1(from) << QString::fromLatin1(due);
    };
    // 24 Nov 2026 is a Tuesday; London is on UTC in November and an hour ahead in July.
    row("immediate, morning", Urgency::Immediate, "2026-11-24T09:00:00", "2026-11-24T10:00:00");
    row("immediate, late: the same day", Urgency::Immediate, "2026-11-24T23:30:00", "2026-11-24T23:59:00");
    row("immediate, after the day ended", Urgency::Immediate, "2026-11-24T23:59:30", "2026-11-24T23:59:30");
    row("today", Urgency::Today, "2026-11-24T09:00:00", "2026-11-24T23:59:00");
    row("not yet triaged counts as today", Urgency::NotTriaged, "2026-11-24T09:00:00", "2026-11-24T23:59:00");
    row("routine, Tuesday", Urgency::Routine, "2026-11-24T09:00:00", "2026-12-01T23:59:00");
    row("routine, Friday", Urgency::Routine, "2026-11-27T09:00:00", "2026-12-04T23:59:00");
    row("routine, Saturday", Urgency::Routine, "2026-11-28T09:00:00", "2026-12-04T23:59:00");
    row("routine, over Christmas", Urgency::Routine, "2026-12-23T09:00:00", "2027-01-04T23:59:00");
    row("today, summer time", Urgency::Today, "2026-07-01T09:00:00", "2026-07-01T23:59:00");
}

void TestRules::due()
{
    QFETCH(const int, urgency);
    QFETCH(const QString, from);
    QFETCH(const QString, due);
    TriageRules rules;
    rules.zone = QTimeZone("Europe/London");
    QVERIFY(rules.zone.isValid());
    rules.holidays = {QDate(2026, 12, 25), QDate(2026, 12, 28), QDate(2027, 1, 1)};
    const auto inZone = [&](const QString &text) {
        const QDateTime local = QDateTime::fromString(text, Qt::ISODate);
        return QDateTime(local.date(), local.time(), rules.zone);
    };
    const std::int64_t got = defaultDueMs(Urgency(urgency), inZone(from).toMSecsSinceEpoch(), rules);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(got, rules.zone), inZone(due));
}

void TestRules::formsAgreeWithTheTypes()
{
    const auto catalogue = FormCatalogue::builtIn();
    QVERIFY(catalogue);
    const auto forms = TriageForms::from(*catalogue);
    QVERIFY(forms);
    QVERIFY(!forms->decisionForm.fields.isEmpty());
}

void TestRules::decisionNeedsReasons_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("alternatives");
    QTest::addColumn<QStringList>("missing");
    const QString text = u"Because."_s;
    QTest::addRow("nothing") << 0 << QString() << QString() << QStringList{u"outcome"_s, u"why"_s, u"alternatives"_s};
    QTest::addRow("no why") << 1 << QString() << text << QStringList{u"why"_s};
    QTest::addRow("blank why") << 1 << u" \n\t "_s << text << QStringList{u"why"_s};
    QTest::addRow("no alternatives") << 1 << text << QString() << QStringList{u"alternatives"_s};
    QTest::addRow("blank alternatives") << 1 << text << u"  "_s << QStringList{u"alternatives"_s};
    QTest::addRow("no outcome") << 0 << text << text << QStringList{u"outcome"_s};
    QTest::addRow("outcome that is none") << 99 << text << text << QStringList{u"outcome"_s};
    QTest::addRow("too long") << 1 << QString(10'001, u'x') << text << QStringList{u"why"_s};
}

void TestRules::decisionNeedsReasons()
{
    QFETCH(const int, outcome);
    QFETCH(const QString, why);
    QFETCH(const QString, alternatives);
    QFETCH(const QStringList, missing);
    const DecisionInput input{outcome, why, alternatives, {}};
    QStringList fields;
    const auto catalogue = FormCatalogue::builtIn();
    QVERIFY(catalogue);
    const auto forms = TriageForms::from(*catalogue);
    QVERIFY(forms);
    for (const Problem &problem : decisionProblems(*forms, input))
        fields.append(problem.field);
    QCOMPARE(fields, missing);
}

QTEST_GUILESS_MAIN(TestRules)
#include "test_rules.moc"
