// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/search.h"
#include "app/store/searchtext.h"
#include "tests/app/store/recordfixture.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;

/// Search over what records say: what is found, in which order, and what is shown of it.
class TestSearch final : public QObject, private RecordFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { openStore(); }
    void search_data();
    void search();
    void searchShowsWhatWasFound();
    void searchNewestFirst();
};

void TestSearch::search_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *text, const char *typed, bool found) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(typed) << found;
    };
    row("a word", "a grey tent by the canal", "tent", true);
    row("not there", "a grey tent by the canal", "bench", false);
    row("case", "a grey tent", "GREY", true);
    row("diacritics in the text", "Zoë at the café", "zoe cafe", true);
    row("diacritics in the question", "Zoe at the cafe", "Zoë", true);
    row("all words", "a grey tent", "grey bench", false);
    row("last word is a prefix", "outside Aldgate station", "station ald", true);
    row("first word is whole", "outside Aldgate station", "ald station", false);
    row("apostrophe", "O'Brien was there", "o'bri", true);
    row("query syntax is text", "a grey tent", "tent OR \"bench", false);
    row("quotes", "a grey tent", "\"grey\" *tent*", true);
    row("only signs", "a grey tent", "** -- \"", false);
    row("empty", "a grey tent", "  ", false);
    row("digits", "bus 254 at night", "254", true);
    row("long prefix", "ask a safeguarding lead", "safeguardi", true);
    row("long word that differs late", "a well safeguarded place", "safeguarding", false);
    row("emoji between words", "tent\U0001F600bench", "bench", true);
    row("emoji in the question", "tent and bench", "tent\U0001F600ben", true);
    row("another script", "Привет мир", "привет МИ", true);
    row("a letter beyond the first plane", "\U00010400\U00010401 seen", "\U00010400", true);
    row("column filter is text", "a grey tent", "text:grey", false);
}

void TestSearch::search()
{
    QFETCH(const QString, text);
    QFETCH(const QString, typed);
    QFETCH(const bool, found);
    apply({change(1'000, {statement(m_record, text)})});
    const auto hits = read([&](ReadTx &tx) { return search::find(tx, typed, 5); });
    QCOMPARE(hits.size(), found ? 1 : 0);
    if (found)
        QCOMPARE(hits.at(0).record, m_record);
}

void TestSearch::searchShowsWhatWasFound()
{
    QString text = QStringLiteral("He said he would be at the Café by the bridge tonight. ");
    apply({change(1'000, {statement(m_record, text.repeated(10))})});
    const auto hits = read([](ReadTx &tx) { return search::find(tx, QStringLiteral("cafe bri"), 5); });
    QCOMPARE(hits.size(), 1);
    QVERIFY2(hits.at(0).snippet.contains(QStringLiteral("\u2068Café\u2069 by the \u2068bridge\u2069")),
             qPrintable(hits.at(0).snippet));
    QVERIFY(hits.at(0).snippet.size() < 200);
    QCOMPARE(snippetOf(QStringLiteral("short"), {QStringLiteral("x")}), QStringLiteral("short"));
}

void TestSearch::searchNewestFirst()
{
    QList<ProvenChange> changes;
    for (const std::int64_t ms : {3'000, 1'000, 2'000, -5})
        changes.append(change(10'000 + ms, {statement(recordAt(ms + 100, 3), QStringLiteral("same words"))}));
    for (ProvenChange &one : changes)
        one.change.recordedAtMs = millisecondsOf(one.change.id) - 10'000;
    apply(changes);
    const auto hits = read([](ReadTx &tx) { return search::find(tx, QStringLiteral("words"), 3); });
    QCOMPARE(hits.size(), 3);
    QCOMPARE(hits.at(0).recordedAtMs, std::int64_t(3'000));
    QCOMPARE(hits.at(2).recordedAtMs, std::int64_t(1'000));
    QCOMPARE(read([](ReadTx &tx) { return search::find(tx, QStringLiteral("words"), 9, {kConcern}); }).size(), 0);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "test_search.moc"
