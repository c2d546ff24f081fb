// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/forms/formcatalogue.h"
#include "app/forms/knownforms.h"

#include <QTest>

using namespace safelight;
using namespace Qt::StringLiterals;

namespace
{

/// A small form with everything in it; broken files are this one with one thing changed.
const QByteArray kPlain = R"({
  "type": "walk", "number": 90, "version": 1, "inForce": {"from": "2026-01-01", "until": "2026-12-31"},
  "title": "Walk", "sections": [{"name": "all", "title": "All"}],
  "fields": [
    {"name": "weather", "id": 1, "section": "all", "kind": "choice", "required": true, "label": "Weather?",
     "choices": [{"key": "dry", "value": 0, "label": "Dry"}, {"key": "wet", "value": 1, "label": "Wet"}]},
    {"name": "coat", "id": 2, "section": "all", "kind": "text", "maxLength": 5, "required": true, "label": "Which coat?",
     "mend": "Say which coat.", "visibleWhen": {"field": "weather", "is": 1}},
    {"name": "pace", "id": 3, "section": "all", "kind": "choice", "mutable": true, "label": "Pace",
     "choices": [{"key": "slow", "value": 0, "label": "Slow"}, {"key": "fast", "value": 1, "label": "Fast"}],
     "protectiveOrder": [1, 0]},
    {"name": "startMs", "id": 4, "section": "all", "kind": "time", "label": "Start"},
    {"name": "alone", "id": 5, "section": "all", "kind": "flag", "label": "Alone"},
    {"name": "guide", "id": 6, "section": "all", "kind": "device", "mutable": true, "label": "Guide"},
    {"name": "route", "id": 7, "section": "all", "kind": "longText", "label": "Route"},
    {"name": "people", "id": 8, "section": "all", "kind": "number", "label": "How many people?"}
  ]})";

FormDefinition plain() { return *parseFormDefinition(u"walk.v1.json"_s, kPlain); }

} // namespace

class TestForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInDefinitionsAreSound()
    {
        const auto catalogue = FormCatalogue::builtIn();
        QVERIFY2(catalogue, qPrintable(catalogue ? QString() : catalogue.error().detail));
        for (const QString &type : {u"concern"_s, u"statement"_s, u"amendment"_s, u"decision"_s, u"receipt"_s})
            QVERIFY(catalogue->find(type));
        const auto known = KnownForms::from(*catalogue);
        QVERIFY2(known, qPrintable(known ? QString() : known.error().detail));
        // Numbers are on the wire: a change here breaks records that people have already written.
        QCOMPARE(known->concern.type, 1u);
        QCOMPARE(known->concern.danger, 1u);
        QCOMPARE(known->concern.dialled999Ms, 11u);
        QCOMPARE(known->concern.slip, 10u);
        QCOMPARE(known->concern.status, 20u);
        QCOMPARE(known->concern.dueMs, 23u);
        QCOMPARE(known->statement.type, 2u);
        QCOMPARE(known->statement.order, 5u);
        QCOMPARE(known->statement.kindThink, 4);
        QCOMPARE(known->amendment.type, 3u);
        QCOMPARE(known->decision.type, 5u);
        QCOMPARE(known->decision.messageToAuthor, 4u);
        QCOMPARE(known->receipt.type, 7u);
        QCOMPARE(known->receipt.stageDecided, 2);
    }

    void nothingInTheFormsGradesAPerson()
    {
        const auto catalogue = FormCatalogue::builtIn();
        QVERIFY(catalogue);
        for (const FormDefinition &form : catalogue->all()) {
            for (const Field &field : form.fields) {
                for (const QString &word : {u"score"_s, u"risk"_s, u"grade"_s, u"religion"_s, u"ethnic"_s,
                                            u"nationality"_s, u"politic"_s, u"sign of"_s})
                    QVERIFY2(!field.label.contains(word, Qt::CaseInsensitive), qPrintable(field.name));
            }
        }
    }

    void readsEverything()
    {
        const FormDefinition form = plain();
        QCOMPARE(form.type, u"walk"_s);
        QCOMPARE(form.number, 90u);
        QCOMPARE(form.fields.size(), 8);
        const Field *coat = form.field(u"coat");
        QVERIFY(coat);
        QCOMPARE(coat, form.field(2u));
        QCOMPARE(coat->maxLength, 5);
        QCOMPARE(coat->visibleWhen->is, 1);
        QVERIFY(form.field(u"pace")->isMutable);
        QCOMPARE(form.field(u"weather")->choice(u"wet")->value, 1);
        QCOMPARE(form.field(u"weather")->choice(qint64(0))->key, u"dry"_s);
        QVERIFY(!form.field(u"weather")->choice(qint64(9)));
        QVERIFY(!form.field(u"none"));
    }

    void refusesBrokenFiles_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("says");
        QTest::newRow("not JSON") << QByteArray("{\n  \"type\"") << QByteArray("{,\n  \"type\"") << u"at byte"_s;
        QTest::newRow("no type") << QByteArray("\"type\": \"walk\",") << QByteArray() << u"'type' must be a text"_s;
        QTest::newRow("unknown member") << QByteArray("\"title\": \"Walk\"")
                                        << QByteArray("\"title\": \"Walk\", \"score\": 1") << u"'score' is not known"_s;
        QTest::newRow("unknown field member")
            << QByteArray("\"maxLength\": 5") << QByteArray("\"maxlength\": 5") << u"field 'coat': 'maxlength'"_s;
        QTest::newRow("id twice") << QByteArray("\"id\": 2") << QByteArray("\"id\": 1") << u"used twice"_s;
        QTest::newRow("name twice") << QByteArray("\"name\": \"alone\"") << QByteArray("\"name\": \"guide\"")
                                    << u"the name is used twice"_s;
        QTest::newRow("id zero") << QByteArray("\"id\": 2") << QByteArray("\"id\": 0") << u"whole number from 1"_s;
        QTest::newRow("id with a fraction")
            << QByteArray("\"id\": 2") << QByteArray("\"id\": 2.5") << u"whole number"_s;
        QTest::newRow("id beyond 32 bits")
            << QByteArray("\"id\": 2") << QByteArray("\"id\": 4294967296") << u"whole number"_s;
        QTest::newRow("kind unknown") << QByteArray("\"kind\": \"time\"") << QByteArray("\"kind\": \"moment\"")
                                      << u"kind 'moment' is not known"_s;
        QTest::newRow("section unknown") << QByteArray("\"section\": \"all\", \"kind\": \"flag\"")
                                         << QByteArray("\"section\": \"any\", \"kind\": \"flag\"")
                                         << u"no section 'any'"_s;
        QTest::newRow("choice value twice") << QByteArray("\"key\": \"wet\", \"value\": 1")
                                            << QByteArray("\"key\": \"wet\", \"value\": 0") << u"used twice"_s;
        QTest::newRow("choices on a flag") << QByteArray("\"kind\": \"flag\", \"label\"")
                                           << QByteArray("\"kind\": \"choice\", \"label\"") << u"'choices' belong"_s;
        QTest::newRow("maxLength on a time")
            << QByteArray("\"kind\": \"time\",") << QByteArray("\"kind\": \"time\", \"maxLength\": 3,")
            << u"'maxLength' is for texts"_s;
        QTest::newRow("condition on nothing") << QByteArray("\"field\": \"weather\"")
                                              << QByteArray("\"field\": \"mood\"") << u"'visibleWhen' must name"_s;
        QTest::newRow("condition on no choice")
            << QByteArray("\"is\": 1") << QByteArray("\"is\": 7") << u"'visibleWhen' must name"_s;
        QTest::newRow("order incomplete") << QByteArray("[1, 0]") << QByteArray("[1]") << u"each choice once"_s;
        QTest::newRow("order doubled") << QByteArray("[1, 0]") << QByteArray("[1, 0, 0]") << u"each choice once"_s;
        QTest::newRow("order on a body field") << QByteArray("\"mutable\": true, \"label\": \"Pace\"")
                                               << QByteArray("\"label\": \"Pace\"") << u"is for mutable fields"_s;
        QTest::newRow("required as text")
            << QByteArray("\"required\": true, \"label\": \"Which")
            << QByteArray("\"required\": \"yes\", \"label\": \"Which") << u"true or false"_s;
        QTest::newRow("no date") << QByteArray("2026-01-01") << QByteArray("1 January") << u"must be a date"_s;
        QTest::newRow("other version than its name")
            << QByteArray("\"version\": 1") << QByteArray("\"version\": 2") << u"file's name"_s;
        QTest::newRow("fields not a list")
            << QByteArray("\"fields\": [") << QByteArray("\"fields\": {}, \"more\": [") << u"'fields' must be a list"_s;
    }
    void refusesBrokenFiles()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, says);
        QByteArray json = kPlain;
        const qsizetype at = json.indexOf(from);
        QVERIFY(at >= 0);
        json.replace(at, from.size(), to);
        const auto form = parseFormDefinition(u"walk.v1.json"_s, json);
        QVERIFY(!form);
        QCOMPARE(form.error().code, ErrorCode::Malformed);
        QVERIFY2(form.error().detail.startsWith(u"walk.v1.json: "), qPrintable(form.error().detail));
        QVERIFY2(form.error().detail.contains(says), qPrintable(form.error().detail));
    }

    void refusesWhatIsNoObject()
    {
        for (const QByteArray &json : {QByteArray(), QByteArray("[]"), QByteArray("null"), QByteArray("\xff\xfe")})
            QVERIFY(!parseFormDefinition(u"walk.v1.json"_s, json));
    }

    void validates_data()
    {
        QTest::addColumn<QCborMap>("values");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QCborMap &values, const QString &field, ProblemCode code) {
            QTest::newRow(name) << values << field << int(code);
        };
        QTest::newRow("least") << QCborMap{{1, 0}} << QString() << -1;
        QTest::newRow("all") << QCborMap{{1, 1}, {2, u"blue"_s}, {4, 1'000}, {5, true}, {7, u"x"_s}, {8, 2}}
                             << QString() << -1;
        QTest::newRow("as long as allowed") << QCborMap{{1, 1}, {2, u"12345"_s}} << QString() << -1;
        row("nothing", {}, u"weather"_s, ProblemCode::Missing);
        row("no such choice", {{1, 5}}, u"weather"_s, ProblemCode::NotAChoice);
        row("text for a choice", {{1, u"wet"_s}}, u"weather"_s, ProblemCode::WrongKind);
        row("blank text", {{1, 1}, {2, u" \n "_s}}, u"coat"_s, ProblemCode::Missing);
        row("one too long", {{1, 1}, {2, u"123456"_s}}, u"coat"_s, ProblemCode::TooLong);
        row("hidden but given", {{1, 0}, {2, u"blue"_s}}, u"coat"_s, ProblemCode::Hidden);
        row("mutable in the body", {{1, 0}, {3, 1}}, u"pace"_s, ProblemCode::NotInBody);
        row("number for a flag", {{1, 0}, {5, 1}}, u"alone"_s, ProblemCode::WrongKind);
        row("unknown field", {{1, 0}, {99, 1}}, u"99"_s, ProblemCode::Unknown);
        row("unknown key", {{1, 0}, {u"weather"_s, 1}}, u"weather"_s, ProblemCode::Unknown);
    }
    void validates()
    {
        QFETCH(const QCborMap, values);
        QFETCH(const QString, field);
        QFETCH(const int, code);
        const FormDefinition form = plain();
        const QList<Problem> problems = form.validate(values);
        if (code < 0) {
            QVERIFY(problems.isEmpty());
            return;
        }
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first(), (Problem{field, ProblemCode(code)}));
        QVERIFY(!form.text(problems.first()).isEmpty());
    }

    void validatesOneValue()
    {
        const FormDefinition form = plain();
        QVERIFY(!form.validate(*form.field(u"pace"), QCborValue(1)));
        QCOMPARE(form.validate(*form.field(u"pace"), QCborValue(3))->code, ProblemCode::NotAChoice);
        QVERIFY(!form.validate(*form.field(u"guide"), QCborValue(QByteArray(16, 'x'))));
        QCOMPARE(form.validate(*form.field(u"guide"), QCborValue(QByteArray(15, 'x')))->code, ProblemCode::WrongKind);
    }

    void problemsSayHowToMend()
    {
        const FormDefinition form = plain();
        QCOMPARE(form.text({u"coat"_s, ProblemCode::Missing}), u"Say which coat."_s);
        QCOMPARE(form.text({u"weather"_s, ProblemCode::Missing}), u"Choose an answer to “Weather?”."_s);
        QCOMPARE(form.text({u"route"_s, ProblemCode::Missing}), u"Say something under “Route”."_s);
        QCOMPARE(form.text({u"coat"_s, ProblemCode::TooLong}), u"Shorten “Which coat?” to 5 characters or fewer."_s);
        QVERIFY(form.text({u"coat"_s, ProblemCode::Hidden}).contains(u"Which coat?"));
        QVERIFY(form.text({u"99"_s, ProblemCode::Unknown}).contains(u"99"));
    }

    void catalogueFindsVersions()
    {
        FormDefinition old = plain();
        FormDefinition fresh = old;
        fresh.version = 2;
        fresh.inForceFrom = QDate(2027, 1, 1);
        fresh.inForceUntil = {};
        const auto catalogue = FormCatalogue::of({fresh, old});
        QVERIFY(catalogue);
        QCOMPARE(catalogue->find(u"walk")->version, 2u);
        QCOMPARE(catalogue->find(90u)->version, 2u);
        QCOMPARE(catalogue->find(u"walk", 1)->version, 1u);
        QVERIFY(!catalogue->find(u"walk", 3));
        QVERIFY(!catalogue->find(u"run"));
        QCOMPARE(catalogue->inForce(u"walk", QDate(2026, 12, 31))->version, 1u);
        QCOMPARE(catalogue->inForce(u"walk", QDate(2027, 1, 1))->version, 2u);
        QVERIFY(!catalogue->inForce(u"walk", QDate(2025, 12, 31)));
        const auto orders = catalogue->protectiveOrders();
        QCOMPARE(orders.size(), 1);
        QCOMPARE(orders.value({90, 3}), (QList<QCborValue>{QCborValue(1), QCborValue(0)}));
    }

    void catalogueRefusesContradictions()
    {
        const FormDefinition walk = plain();
        FormDefinition other = walk;
        QVERIFY(!FormCatalogue::of({walk, walk}));
        other.type = u"run"_s;
        QVERIFY(!FormCatalogue::of({walk, other})); // one number for two types
        other = walk;
        other.version = 2;
        other.fields[3].kind = FieldKind::Number;
        QVERIFY(!FormCatalogue::of({walk, other})); // field 4 would change its meaning
        QCOMPARE(FormCatalogue::fromFolder(u":/nowhere"_s).error().code, ErrorCode::NotFound);
    }

    void knownFormsNameWhatIsMissing()
    {
        const auto catalogue = FormCatalogue::of({plain()});
        const auto known = KnownForms::from(*catalogue);
        QVERIFY(!known);
        QVERIFY(known.error().detail.contains(u"concern"));
    }
};

QTEST_GUILESS_MAIN(TestForms)
#include "test_forms.moc"
