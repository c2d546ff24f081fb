// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/merge.h"
#include "app/store/outbox.h"
#include "app/store/query.h"
#include "app/store/readers.h"
#include "app/store/search.h"
#include "app/store/vault.h"
#include "tests/app/store/recordfixture.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>

using namespace safelight;
using namespace safelight::testing;

namespace
{
constexpr FieldNumber kOwner = 22;

SetOp set(const Uuid &record, FieldNumber field, qint64 value, QList<Uuid> replaces = {})
{
    return {record, field, value, std::move(replaces)};
}
} // namespace

/// Records, drafts and slips over changes as the engine hands them over.
class TestRecords final : public QObject, private RecordFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { openStore(); }
    void createdIsFound();
    void nobodyCreatesInAnothersPlace();
    void bodyIsTheSameHoweverItWasWritten();
    void oneHeadIsSettled();
    void concurrentWritesAreAnOpenConflict();
    void equalValuesAreNoConflict();
    void protectiveValueIsShown();
    void greatestChangeWithoutAnOrder();
    void settlingClosesTheConflict();
    void historyKeepsWhatWasReplaced();
    void parentThatIsNotOlderIsIgnored();
    void pages();
    void everySpaceThatCarriedItListsIt();
    void ownEnvelopeBeforeTheForward();
    void halvesOfAList();
    void linkedOldestFirst();
    void twoContentsUnderOneId();
    void digestKnowsNoOrder_data();
    void digestKnowsNoOrder();
    void digestSeesADifference();
    void draftsSurvive();
    void slipNumbers();
    void rate();
};

void TestRecords::createdIsFound()
{
    const ProvenChange made = change(1'000, {statement(m_record, QStringLiteral("grey tent"))});
    apply({made, made});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QVERIFY(found);
    QCOMPARE(found->type, kStatement);
    QCOMPARE(found->space, m_team);
    QCOMPARE(found->author, made.author);
    QCOMPARE(found->envelope, made.envelope);
    QVERIFY(!found->original);
    QCOMPARE(found->recordedAtMs, std::int64_t(1'000));
    QCOMPARE(found->body.value(qint64(kText)).toString(), QStringLiteral("grey tent"));
    QVERIFY(!read([&](ReadTx &tx) { return records::find(tx, uuidAt(5)); }));
}

void TestRecords::nobodyCreatesInAnothersPlace()
{
    const ProvenChange made = change(5'000, {statement(m_record, QStringLiteral("grey tent"))});
    // Earlier by its own clock, in whatever order it comes.
    const ProvenChange hostile = change(1'000, {statement(m_record, QStringLiteral("nothing to see"))}, 6);
    const ProvenChange nobodys = change(1'001, {statement(uuidAt(100, 9), QStringLiteral("adrift"))}, 6);
    for (const auto &order : {QList{made, hostile, nobodys}, QList{nobodys, hostile, made}}) {
        init();
        apply(order);
        const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
        QVERIFY(found);
        QCOMPARE(found->author, made.author);
        QCOMPARE(found->body.value(qint64(kText)).toString(), QStringLiteral("grey tent"));
        QCOMPARE(read([&](ReadTx &tx) { return records::list(tx, kStatement, 10); }).size(), 1);
        QVERIFY(read([](ReadTx &tx) { return search::find(tx, QStringLiteral("nothing"), 5); }).isEmpty());
    }
}

void TestRecords::bodyIsTheSameHoweverItWasWritten()
{
    QCborMap fields; // the writer's order
    fields.insert(7, 1);
    fields.insert(2, QStringLiteral("x"));
    ProvenChange own = change(1'000, {CreateOp{m_record, kStatement, fields}});
    ProvenChange pulled = own;
    pulled.change = *decodeChangeSet(bytesOf(own.encoded));
    apply({own});
    const QByteArray first = read([](ReadTx &tx) { return records::digest(tx); });
    init();
    apply({pulled});
    QCOMPARE(read([](ReadTx &tx) { return records::digest(tx); }), first);
}

void TestRecords::oneHeadIsSettled()
{
    const ProvenChange first = change(2'000, {set(m_record, kStatus, 0)});
    const ProvenChange second = change(3'000, {set(m_record, kStatus, 2, {first.change.id})});
    apply({change(1'000, {CreateOp{m_record, kConcern, {}}}), second, first});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QCOMPARE(found->settled.value(kStatus), QCborValue(2));
    QVERIFY(found->openConflicts.isEmpty());
    QCOMPARE(read([&](ReadTx &tx) { return records::headIds(tx, m_record, kStatus); }), QList<Uuid>{second.change.id});
}

void TestRecords::concurrentWritesAreAnOpenConflict()
{
    const ProvenChange base = change(2'000, {set(m_record, kStatus, 0)});
    const ProvenChange one = change(3'000, {set(m_record, kStatus, 3, {base.change.id})}, 6);
    const ProvenChange two = change(3'001, {set(m_record, kStatus, 2, {base.change.id})}, 7);
    apply({change(1'000, {CreateOp{m_record, kConcern, {}}}), base, one, two});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QCOMPARE(found->openConflicts, QList<FieldNumber>{kStatus});
    const auto heads = read([&](ReadTx &tx) { return records::heads(tx, m_record, kStatus); });
    QCOMPARE(heads.size(), 2);
    QCOMPARE(heads.at(0).author, one.author);
    QCOMPARE(heads.at(1).value, QCborValue(2));
}

void TestRecords::equalValuesAreNoConflict()
{
    // Two open the same concern before they have heard of each other.
    const ProvenChange one = change(3'000, {set(m_record, kStatus, 1)}, 6);
    const ProvenChange two = change(3'001, {set(m_record, kStatus, 1)}, 7);
    apply({change(1'000, {CreateOp{m_record, kConcern, {}}}), one, two});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QVERIFY(found->openConflicts.isEmpty());
    QCOMPARE(found->settled.value(kStatus), QCborValue(1));
    QCOMPARE(read([&](ReadTx &tx) { return records::headIds(tx, m_record, kStatus); }).size(),
             2); // both are replaced next
}

void TestRecords::protectiveValueIsShown()
{
    // "Decided" was written last, by a device with a fast clock; "new" protects more.
    apply({change(1'000, {CreateOp{m_record, kConcern, {}}}), change(2'000, {set(m_record, kStatus, 0)}, 6),
           change(999'000, {set(m_record, kStatus, 3)}, 7)});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record, rules()); });
    QCOMPARE(found->settled.value(kStatus), QCborValue(0));
}

void TestRecords::greatestChangeWithoutAnOrder()
{
    apply({change(1'000, {CreateOp{m_record, kConcern, {}}}), change(3'000, {set(m_record, kOwner, 8)}, 6),
           change(2'000, {set(m_record, kOwner, 9)}, 7)});
    QCOMPARE(read([&](ReadTx &tx) { return records::find(tx, m_record); })->settled.value(kOwner), QCborValue(8));
}

void TestRecords::settlingClosesTheConflict()
{
    const ProvenChange one = change(2'000, {set(m_record, kStatus, 3)}, 6);
    const ProvenChange two = change(2'001, {set(m_record, kStatus, 2)}, 7);
    const ProvenChange both = change(3'000, {set(m_record, kStatus, 3, {one.change.id, two.change.id})}, 6);
    apply({both, two, one, change(1'000, {CreateOp{m_record, kConcern, {}}})});
    const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QVERIFY(found->openConflicts.isEmpty());
    QCOMPARE(found->settled.value(kStatus), QCborValue(3));
}

void TestRecords::historyKeepsWhatWasReplaced()
{
    const ProvenChange one = change(2'000, {set(m_record, kStatus, 1)}, 6);
    const ProvenChange two = change(3'000, {set(m_record, kStatus, 2, {one.change.id}), set(m_record, kOwner, 8)}, 7);
    apply({two, one, change(1'000, {CreateOp{m_record, kConcern, {}}})});
    const auto history = read([&](ReadTx &tx) { return records::history(tx, m_record); });
    QCOMPARE(history.size(), 3);
    QCOMPARE(history.at(0).write.change, one.change.id);
    QCOMPARE(history.at(0).write.author, one.author);
    QCOMPARE(history.at(0).write.value, QCborValue(1));
    QVERIFY(!history.at(0).isHead);
    QCOMPARE(history.at(1).field, kStatus);
    QVERIFY(history.at(1).isHead);
    QCOMPARE(history.at(2).field, kOwner);
    QVERIFY(history.at(2).isHead);
}

void TestRecords::parentThatIsNotOlderIsIgnored()
{
    const ProvenChange victim = change(9'000, {set(m_record, kStatus, 0)}, 6);
    const Uuid own = uuidAt(2'000, 7);
    const ProvenChange hostile = change(2'000, {set(m_record, kStatus, 3, {victim.change.id, own})}, 7);
    QCOMPARE(hostile.change.id, own);
    apply({hostile, victim});
    QCOMPARE(read([&](ReadTx &tx) { return records::headIds(tx, m_record, kStatus); }).size(), 2);
}

void TestRecords::pages()
{
    QList<ProvenChange> changes;
    for (int i = 0; i < 25; ++i) // several at the same millisecond
        changes.append(change(1'000 + i, {CreateOp{recordAt(50, std::uint64_t(i)), kConcern, {}}}));
    for (ProvenChange &one : changes)
        one.change.recordedAtMs = 5'000 + millisecondsOf(one.change.id) % 3;
    apply(changes);
    QList<Uuid> seen;
    Uuid before;
    while (true) {
        const QList<Record> page = read([&](ReadTx &tx) { return records::list(tx, kConcern, 10, before); });
        if (page.isEmpty())
            break;
        for (const Record &record : page)
            seen.append(record.id);
        before = seen.constLast();
    }
    QCOMPARE(seen.size(), 25);
    QCOMPARE(QSet<Uuid>(seen.begin(), seen.end()).size(), 25);
    QVERIFY(read([&](ReadTx &tx) { return records::list(tx, kStatement, 10); }).isEmpty());
}

void TestRecords::everySpaceThatCarriedItListsIt()
{
    const ProvenChange team = change(1'000, {CreateOp{m_record, kConcern, {}}});
    ProvenChange forwarded = team;
    forwarded.space = m_intake;
    forwarded.envelope = numbered<EnvHash>(1);
    forwarded.original = team.envelope;
    apply({forwarded});
    const auto in = [&](const SpaceId &space) {
        const AtRest open{kStatus, 3, false};
        return read([&](ReadTx &tx) { return records::listHalf(tx, space, kConcern, open, *rules().order, 10); })
            .size();
    };
    QCOMPARE(in(m_intake), 1);
    QCOMPARE(in(m_team), 0);
    apply({team});
    QCOMPARE(in(m_intake), 1);
    QCOMPARE(in(m_team), 1);
    QCOMPARE(read([&](ReadTx &tx) { return records::list(tx, kConcern, 10); }).size(), 1);
}

void TestRecords::ownEnvelopeBeforeTheForward()
{
    const ProvenChange team = change(1'000, {CreateOp{m_record, kConcern, {}}});
    ProvenChange forwarded = team;
    forwarded.space = m_intake;
    forwarded.envelope = numbered<EnvHash>(1);
    forwarded.original = team.envelope;
    apply({forwarded});
    auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QCOMPARE(found->space, m_intake);
    QCOMPARE(found->original, std::optional(team.envelope));
    apply({team});
    found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
    QCOMPARE(found->space, m_team);
    QVERIFY(!found->original);
}

/// Every way a record comes to rest or is stirred up again: against the same question asked of every record.
void TestRecords::halvesOfAList()
{
    const ProtectiveOrder &order = *rules().order;
    const SpaceId hub = numbered<SpaceId>(3);
    QVERIFY(m_store->write([&](WriteTx &tx) -> Done {
        if (Done added = spaces::add(tx, {m_intake, SpaceKind::Intake, Role::Read, {}}); !added)
            return added;
        return spaces::add(tx, {hub, SpaceKind::Hub, Role::Write, {}});
    }));
    const auto ids = [&](bool atRest) {
        QList<Uuid> out;
        Uuid before;
        while (true) { // in pages of two
            const auto page = read([&](ReadTx &tx) {
                return records::listHalf(tx, m_intake, kConcern, {kStatus, 3, atRest}, order, 2, before);
            });
            for (const Record &record : page)
                out.append(record.id);
            if (page.size() < 2)
                return out;
            before = page.last().id;
        }
    };
    const auto check = [&](const char *when) {
        QList<Uuid> resting;
        QList<Uuid> others;
        for (const Record &record : read([&](ReadTx &tx) { return recordsIn(tx, m_intake, kConcern); })) {
            const auto heads =
                read([&](ReadTx &tx) { return records::heads(tx, record.id, kStatus, Voices::Deciders); });
            const bool rests = !heads.isEmpty() && std::ranges::all_of(heads, [](const FieldHead &head) {
                return head.value == QCborValue(3);
            });
            (rests ? resting : others).append(record.id);
        }
        QVERIFY2(ids(false) == others, when);
        QVERIFY2(ids(true) == resting, when);
    };
    const auto remember = [&](std::uint64_t author) {
        QVERIFY(m_store->write([&](WriteTx &tx) { return readers::remember(tx, hub, numbered<DeviceId>(author)); }));
    };
    const auto inIntake = [&](ProvenChange made) {
        made.space = m_intake;
        return made;
    };
    SeededRandom random(5);
    QList<Uuid> records;
    for (int round = 0; round < 60; ++round) {
        const std::int64_t ms = 1'000 + round * 10;
        const Uuid fresh = recordAt(ms, 77, 4);
        apply({inIntake(change(ms, {CreateOp{fresh, kConcern, {}}}, 4))});
        records.append(fresh);
        const std::uint64_t author = 5 + random.below(4);
        const Uuid &about = records.at(qsizetype(random.below(std::uint64_t(records.size()))));
        const auto heads = read([&](ReadTx &tx) { return records::headIds(tx, about, kStatus); });
        apply({change(ms + 1,
                      {SetOp{about, kStatus, qint64(random.below(2) * 3), random.below(4) ? heads : QList<Uuid>()}},
                      author)});
        if (round % 20 == 5)
            remember(5 + std::uint64_t(round) / 20); // more and more of them may decide
        check("as it grows");
        if (QTest::currentTestFailed())
            return;
    }
    // what is rolled back was never said
    QVERIFY(!m_store->write([&](WriteTx &tx) -> Done {
        const auto journal = makeJournal(tx, m_clock);
        for (const Uuid &record : records) {
            const ProvenChange said = change(9'000, {SetOp{record, kStatus, 3, {}}}, 5);
            if (Done one = journal->apply(said); !one)
                return one;
        }
        static_cast<void>(records::listHalf(tx, m_intake, kConcern, {kStatus, 3, false}, order, 5));
        return ErrorCode::Cancelled;
    }));
    check("after a roll-back");
    // of two contents under one id the smaller envelope counts: what the other said is gone
    const Uuid last = records.last();
    ProvenChange one = change(
        9'100, {SetOp{last, kStatus, 3, read([&](ReadTx &tx) { return records::headIds(tx, last, kStatus); })}}, 5);
    ProvenChange two = one;
    two.change.ops = {SetOp{last, kStatus, 1, {}}};
    one.envelope = std::max(numbered<EnvHash>(1), numbered<EnvHash>(2));
    two.envelope = std::min(numbered<EnvHash>(1), numbered<EnvHash>(2));
    apply({one});
    check("decided");
    apply({two});
    check("forked");
    // sent to the champions only now
    const Uuid late = recordAt(9'500, 77, 4);
    ProvenChange team = change(9'500, {CreateOp{late, kConcern, {}}}, 4);
    apply({team});
    check("still with the team");
    team.original = team.envelope;
    team.envelope = numbered<EnvHash>(5'000);
    team.space = m_intake;
    apply({team});
    check("sent");
    QVERIFY(ids(false).contains(late));
}

void TestRecords::linkedOldestFirst()
{
    const Uuid first = recordAt(300);
    const Uuid second = recordAt(200);
    apply({change(3'000, {statement(second, QStringLiteral("b")), LinkOp{second, Relation::PartOf, m_record}}),
           change(2'000, {statement(first, QStringLiteral("a")), LinkOp{first, Relation::PartOf, m_record},
                          LinkOp{first, Relation::About, m_record}}),
           change(4'000, {LinkOp{first, Relation::PartOf, m_record}}),       // said twice
           change(5'000, {LinkOp{uuidAt(9), Relation::PartOf, m_record}})}); // not held here
    const auto linked = read([&](ReadTx &tx) { return records::linkedTo(tx, m_record, Relation::PartOf); });
    QCOMPARE(linked.size(), 2);
    QCOMPARE(linked.at(0).id, first);
    QCOMPARE(linked.at(1).id, second);
    const auto from = [&](Relation relation) {
        return read([&](ReadTx &tx) { return records::linkedFrom(tx, first, relation); });
    };
    QCOMPARE(from(Relation::PartOf), QList<Uuid>{m_record}); // once, though it was said twice
    QCOMPARE(from(Relation::AmendmentOf), QList<Uuid>{});
}

void TestRecords::twoContentsUnderOneId()
{
    const Uuid id = uuidAt(1'000, 5);
    const DeviceId author = numbered<DeviceId>(5);
    EnvHash small;
    small.bytes[0] = std::byte{1};
    EnvHash large;
    large.bytes[0] = std::byte{2};
    const ProvenChange counts =
        provenChange(m_team, author, id, {statement(m_record, QStringLiteral("counts"))}, small);
    const ProvenChange loses = provenChange(
        m_team, author, id, {statement(m_record, QStringLiteral("loses")), set(m_record, kStatus, 1)}, large);
    for (const auto &order : {QList{counts, loses}, QList{loses, counts}}) {
        init();
        apply(order);
        const auto found = read([&](ReadTx &tx) { return records::find(tx, m_record); });
        QCOMPARE(found->body.value(qint64(kText)).toString(), QStringLiteral("counts"));
        QVERIFY(found->settled.isEmpty());
        QCOMPARE(read([](ReadTx &tx) { return search::find(tx, QStringLiteral("loses"), 5); }).size(), 0);
        QCOMPARE(read([](ReadTx &tx) { return outbox::tray(tx); }).size(), 1); // flagged
    }
}

void TestRecords::digestKnowsNoOrder_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

void TestRecords::digestKnowsNoOrder()
{
    QFETCH(const quint64, seed);
    const QList<ProvenChange> history = randomHistory(seed, 25);
    apply(history);
    const QByteArray expected = read([](ReadTx &tx) { return records::digest(tx); });
    SeededRandom random(seed + 1'000);
    for (int round = 0; round < 3; ++round) {
        QList<ProvenChange> shuffled = history;
        for (qsizetype i = 0; i < history.size() / 2; ++i) // and some twice
            shuffled.append(history.at(qsizetype(random.below(std::uint64_t(history.size())))));
        for (qsizetype i = shuffled.size() - 1; i > 0; --i)
            shuffled.swapItemsAt(i, qsizetype(random.below(std::uint64_t(i + 1))));
        init();
        apply(shuffled);
        QCOMPARE(read([](ReadTx &tx) { return records::digest(tx); }), expected);
        // A cache that was dropped comes back the same in the same database.
        QVERIFY(m_store->write([](WriteTx &tx) {
            dropCache(tx);
            return done();
        }));
        apply(history);
        QCOMPARE(read([](ReadTx &tx) { return records::digest(tx); }), expected);
    }
}

void TestRecords::digestSeesADifference()
{
    const QList<ProvenChange> history = randomHistory(3, 20);
    apply(history);
    const QByteArray whole = read([](ReadTx &tx) { return records::digest(tx); });
    init();
    apply(history.sliced(1));
    QVERIFY(read([](ReadTx &tx) { return records::digest(tx); }) != whole);
}

void TestRecords::draftsSurvive()
{
    Draft draft{uuidAt(1), kConcern, 2, QByteArrayLiteral("\xa1\x01\x02"), QByteArrayLiteral("\x01"), 50};
    const Draft newer{uuidAt(2), kConcern, 1, {}, {}, 60};
    QVERIFY(m_store->write([&](WriteTx &tx) { return drafts::save(tx, draft); }));
    QVERIFY(m_store->write([&](WriteTx &tx) { return drafts::save(tx, newer); }));
    draft.content = QByteArrayLiteral("\xa0");
    draft.changedAtMs = 70;
    QVERIFY(m_store->write([&](WriteTx &tx) { return drafts::save(tx, draft); }));
    const auto all = read([](ReadTx &tx) { return drafts::list(tx); });
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).id, draft.id);
    QCOMPARE(all.at(0).content, draft.content);
    QCOMPARE(all.at(0).cursor, draft.cursor);
    QCOMPARE(all.at(0).formVersion, quint32(2));
    QVERIFY(m_store->write([&](WriteTx &tx) { return drafts::remove(tx, draft.id); }));
    QVERIFY(!read([&](ReadTx &tx) { return drafts::find(tx, draft.id); }));
    QVERIFY(read([&](ReadTx &tx) { return drafts::find(tx, newer.id); }));
}

void TestRecords::slipNumbers()
{
    Uuid change;
    change.bytes.fill(std::byte{0xff});
    QCOMPARE(slips::numberOf(change), QStringLiteral("ZZZZZ-ZZZZZ"));
    change.bytes.fill(std::byte{0});
    change.bytes[15] = std::byte{0x21};
    QCOMPARE(slips::numberOf(change), QStringLiteral("00000-00011"));

    const EnvHash envelope = numbered<EnvHash>(4);
    QVERIFY(m_store->write([&](WriteTx &tx) { return slips::add(tx, {slips::numberOf(change), envelope, 9}); }));
    for (const char *typed : {"00000-00011", "0000000011", " ooooo-ooOIl", "00000 000l1"}) {
        const auto slip = read([&](ReadTx &tx) { return slips::find(tx, QString::fromLatin1(typed)); });
        QVERIFY2(slip, typed);
        QCOMPARE(slip->envelope, envelope);
        QCOMPARE(slip->number, QStringLiteral("00000-00011"));
    }
    for (const char *typed : {"", "00000-00012", "00000-0001", "00000-0001U", "00000-000111"})
        QVERIFY2(!read([&](ReadTx &tx) { return slips::find(tx, QString::fromLatin1(typed)); }), typed);
}

/// Printed, not judged: tests/bench judges.
void TestRecords::rate()
{
    constexpr int kChanges = 10'000;
    QList<ProvenChange> changes;
    for (int i = 0; i < kChanges; ++i) {
        const Uuid concern = recordAt(1'795'500'000'000 + i, 1);
        const Uuid said = recordAt(1'795'500'000'000 + i, 2);
        changes.append(
            change(1'795'500'000'000 + i,
                   {CreateOp{concern, kConcern, {}},
                    statement(said, QStringLiteral("number %1 slept by the grey tent near the bridge").arg(i)),
                    LinkOp{said, Relation::PartOf, concern}, set(concern, kStatus, 0)}));
    }
    QElapsedTimer timer;
    timer.start();
    for (int from = 0; from < kChanges; from += 200)
        apply(changes.sliced(from, 200));
    qInfo("applied %d changes in %lld ms: %lld per second", kChanges, timer.elapsed(),
          kChanges * 1'000LL / std::max<qint64>(1, timer.elapsed()));
    timer.restart();
    QCOMPARE(read([](ReadTx &tx) { return search::find(tx, QStringLiteral("grey tent bri"), 30); }).size(), 30);
    qInfo("search: first 30 of %d hits in %.2f ms", kChanges, double(timer.nsecsElapsed()) / 1e6);
    timer.restart();
    QCOMPARE(read([](ReadTx &tx) { return records::list(tx, kConcern, 50); }).size(), 50);
    qInfo("list: first 50 of %d in %.2f ms", kChanges, double(timer.nsecsElapsed()) / 1e6);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "test_records.moc"
