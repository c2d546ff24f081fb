// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/outbox.h"
#include "app/store/query.h"
#include "app/store/vaultjournal.h"
#include "tests/support/storesupport.h"

#include <QTest>
#include <algorithm>

using namespace safelight;
using namespace safelight::testing;

/// The engine's memory on real SQLCipher.
class TestJournal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init();
    void cursors();
    void epochKeys();
    void holdsOnceAndCompletes();
    void ownOnes();
    void ownWithinBytes();
    void refusedLeavesTheChain();
    void copiesWhatIsNew();
    void trayKeepsWhatWasDismissed();
    void replacedIsFollowed();
    void controlInOrder();
    void waitingForKey();
    void unproven();
    void rewindAndNotInLog();
    void custodyLine();
    void aFailedAttemptIsUndoneAlone();

private:
    template <class F>
    void inWrite(F fn)
    {
        const Done ended = m_store->write([&](WriteTx &tx) {
            const auto journal = makeJournal(tx, m_clock);
            fn(tx, *journal);
            return done();
        });
        QVERIFY(ended);
    }
    HeldEnvelope own(std::uint64_t authorSeq) const
    {
        HeldEnvelope held = heldEnvelope(m_space, m_self, authorSeq);
        held.own = true;
        return held;
    }
    const SpaceId m_space = numbered<SpaceId>(1);
    const DeviceId m_self = numbered<DeviceId>(2);
    const DeviceId m_other = numbered<DeviceId>(3);
    ManualClock m_clock;
    std::unique_ptr<SyncStore> m_store;
};

void TestJournal::init()
{
    Result<std::unique_ptr<SyncStore>> store = SyncStore::inMemory();
    QVERIFY(store);
    m_store = std::move(*store);
}

void TestJournal::cursors()
{
    inWrite([&](WriteTx &, Journal &journal) {
        QVERIFY(journal.cursors()->isEmpty());
        SpaceCursor cursor{m_space, 7, numbered<LogHash>(4), 3, numbered<EnvHash>(5), 2};
        QVERIFY(journal.saveCursor(cursor));
        QCOMPARE(*journal.cursors(), QList<SpaceCursor>{cursor});
        cursor.hiSeq = 9;
        cursor.ackedSeq = 3;
        cursor.headOnly = true;
        QVERIFY(journal.saveCursor(cursor));
        QCOMPARE(*journal.cursors(), QList<SpaceCursor>{cursor});
    });
}

void TestJournal::epochKeys()
{
    const EpochSeed seed = EpochSeed::random();
    inWrite([&](WriteTx &, Journal &journal) {
        QVERIFY(journal.saveSeed(m_space, 4, seed));
        const auto keys = journal.epochKeys(m_space);
        QVERIFY(keys);
        QCOMPARE(keys->keys(), QList<std::uint32_t>{4});
        QCOMPARE(keys->value(4)->epk(), EpochKeys(seed.clone()).epk());
        QVERIFY(journal.epochKeys(numbered<SpaceId>(9))->isEmpty());
    });
}

void TestJournal::holdsOnceAndCompletes()
{
    inWrite([&](WriteTx &, Journal &journal) {
        HeldEnvelope held = heldEnvelope(m_space, m_other, 1);
        QVERIFY(!*journal.find(held.hash));
        QCOMPARE(*journal.hold(held), true);
        QCOMPARE(*journal.hold(held), false);
        held.seq = 12;
        held.recvMs = 34;
        QCOMPARE(*journal.hold(held), false);
        const auto found = journal.find(held.hash);
        QVERIFY(*found);
        QCOMPARE((*found)->seq, std::uint64_t(12));
        QCOMPARE((*found)->recvMs, std::int64_t(34));
        QCOMPARE((*found)->envelope, held.envelope);
        held.seq = 0; // not told this time
        held.recvMs = 0;
        QVERIFY(journal.hold(held));
        QCOMPARE((*journal.find(held.hash))->seq, std::uint64_t(12));
        QCOMPARE(*journal.authorHead(m_space, m_other), (AuthorHead{1, held.hash}));
        QCOMPARE(*journal.authorHead(m_space, m_self), AuthorHead{});
    });
}

void TestJournal::ownOnes()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        for (const std::uint64_t seq : {3, 1, 2})
            QVERIFY(journal.hold(own(seq)));
        QVERIFY(journal.hold(heldEnvelope(m_space, m_other, 1)));
        const auto after = journal.ownAfter(m_space, 1, 1'000'000);
        QCOMPARE(after->size(), 2);
        QCOMPARE(after->at(0), own(2).envelope);
        QCOMPARE(after->at(1), own(3).envelope);
        QCOMPARE((*journal.ownAt(m_space, 2))->hash, own(2).hash);
        QVERIFY(!*journal.ownAt(m_space, 4));
        QCOMPARE(outbox::unsentAfter(tx, {})->envelopes.size(), 3);
        QVERIFY(journal.saveCursor({m_space, 0, {}, 3, own(3).hash, 2}));
        QCOMPARE(outbox::unsentAfter(tx, {})->envelopes, QList<QByteArray>{encodeEnvelope(own(3).envelope)});
    });
}

void TestJournal::ownWithinBytes()
{
    inWrite([&](WriteTx &, Journal &journal) {
        for (std::uint64_t seq = 1; seq <= 5; ++seq)
            QVERIFY(journal.hold(own(seq)));
        const qsizetype one = encodeEnvelope(own(1).envelope).size();
        QCOMPARE(journal.ownAfter(m_space, 0, 3 * one)->size(), 3);
        QCOMPARE(journal.ownAfter(m_space, 0, 3 * one - 1)->size(), 2);
        QCOMPARE(journal.ownAfter(m_space, 0, 1)->size(), 1); // never stuck
    });
}

void TestJournal::refusedLeavesTheChain()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        QVERIFY(journal.hold(own(1)));
        QVERIFY(journal.hold(own(2)));
        QVERIFY(journal.needsAttention(m_space, own(1).hash, ErrorCode::TooLarge));
        QCOMPARE(journal.ownAfter(m_space, 0, 1'000'000)->size(), 1);
        QVERIFY(!*journal.ownAt(m_space, 1));
        QVERIFY(*journal.find(own(1).hash)); // still readable
        const auto tray = outbox::tray(tx);
        QCOMPARE(tray->size(), 1);
        QCOMPARE(tray->at(0).envelope, own(1).hash);
        QCOMPARE(tray->at(0).why, ErrorCode::TooLarge);
    });
}

void TestJournal::copiesWhatIsNew()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        for (std::uint64_t seq = 1; seq <= 4; ++seq)
            QVERIFY(journal.hold(own(seq)));
        QVERIFY(journal.saveCursor({m_space, 0, {}, 4, own(4).hash, 1}));
        auto unsent = outbox::unsentAfter(tx, {});
        QCOMPARE(unsent->envelopes.size(), 3);
        QVERIFY(journal.hold(own(5)));
        unsent = outbox::unsentAfter(tx, unsent->upTo);
        QCOMPARE(unsent->envelopes, QList<QByteArray>{encodeEnvelope(own(5).envelope)});
        QCOMPARE(outbox::unsentAfter(tx, unsent->upTo)->envelopes.size(), 0);
        // Sealed again from the fourth on: its hash, and that of everything behind it, is another.
        QVERIFY(journal.replaceOwn(own(5).hash, heldEnvelope(m_space, m_self, 5, EnvelopeKind::Changes, 512).envelope));
        unsent = outbox::unsentAfter(tx, unsent->upTo);
        QCOMPARE(unsent->envelopes.size(), 4);
        // The service was restored from a copy and has forgotten the first.
        QVERIFY(journal.saveCursor({m_space, 0, {}, 5, {}, 0}));
        QCOMPARE(outbox::unsentAfter(tx, unsent->upTo)->envelopes.size(), 5);
    });
}

void TestJournal::trayKeepsWhatWasDismissed()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        QVERIFY(journal.hold(own(1)));
        const HeldEnvelope others = heldEnvelope(m_space, m_other, 1);
        QVERIFY(journal.hold(others));
        QVERIFY(journal.needsAttention(m_space, own(1).hash, ErrorCode::Forbidden));
        QVERIFY(journal.needsAttention(m_space, others.hash, ErrorCode::NotAuthentic));
        const auto kindOf = [&](const EnvHash &envelope) {
            const auto tray = outbox::tray(tx);
            const auto found = std::find_if(tray->begin(), tray->end(),
                                            [&](const TrayItem &item) { return item.envelope == envelope; });
            return found->kind;
        };
        const auto unseen = [&] {
            const auto tray = outbox::tray(tx);
            return std::ranges::count(*tray, false, &TrayItem::dismissed);
        };
        QCOMPARE(kindOf(own(1).hash), TrayItem::Kind::OwnRefused);
        QCOMPARE(kindOf(others.hash), TrayItem::Kind::Unreadable);
        QCOMPARE(unseen(), 2);

        QVERIFY(outbox::dismiss(tx, others.hash, 7));
        QCOMPARE(unseen(), 1);
        QCOMPARE(outbox::tray(tx)->size(), 2);                                          // kept
        QVERIFY(journal.needsAttention(m_space, others.hash, ErrorCode::NotAuthentic)); // seen again: the same
        QCOMPARE(unseen(), 1);
        QVERIFY(journal.needsAttention(m_space, others.hash, ErrorCode::Malformed)); // something else
        QCOMPARE(unseen(), 2);
        QCOMPARE(outbox::dismiss(tx, heldEnvelope(m_space, m_other, 9).hash, 7).error().code, ErrorCode::NotFound);
    });
}

void TestJournal::replacedIsFollowed()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        const Uuid record = recordIdFor(m_self, uuidAt(1'000));
        const Uuid change = uuidAt(2'000);
        const HeldEnvelope old = own(1);
        HeldEnvelope fresh = own(2);
        QVERIFY(journal.hold(old));
        QVERIFY(journal.apply(provenChange(m_space, m_self, change, {CreateOp{record, 1, {}}}, old.hash)));
        QVERIFY(outbox::tie(tx, old.hash, uuidAt(3'000)));
        QVERIFY(slips::add(tx, {slips::numberOf(change), old.hash, 5}));

        QVERIFY(journal.replaceOwn(old.hash, fresh.envelope));
        QVERIFY(!*journal.find(old.hash));
        QCOMPARE((*journal.ownAt(m_space, 2))->hash, fresh.hash);
        QCOMPARE(outbox::custodyOf(tx, record)->at(0).envelope, fresh.hash);
        QCOMPARE(outbox::custodyOf(tx, uuidAt(3'000))->at(0).envelope, fresh.hash);
        QCOMPARE((*slips::find(tx, slips::numberOf(change)))->envelope, fresh.hash);
        QCOMPARE(journal.replaceOwn(old.hash, fresh.envelope).error().code, ErrorCode::NotFound);
    });
}

void TestJournal::controlInOrder()
{
    inWrite([&](WriteTx &, Journal &journal) {
        QList<EnvHash> order;
        for (const std::uint64_t seq : {4, 2, 9}) {
            const HeldEnvelope held = heldEnvelope(m_space, m_other, seq, EnvelopeKind::Control);
            QVERIFY(journal.hold(held));
            order.append(held.hash);
        }
        QVERIFY(journal.hold(heldEnvelope(m_space, m_other, 5)));
        const auto control = journal.controlEnvelopes(m_space);
        QCOMPARE(control->size(), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(control->at(i).hash, order.at(i));
    });
}

void TestJournal::waitingForKey()
{
    inWrite([&](WriteTx &, Journal &journal) {
        HeldEnvelope later = heldEnvelope(m_space, m_other, 2);
        later.seq = 8;
        later.waits = true;
        HeldEnvelope earlier = heldEnvelope(m_space, m_other, 1);
        earlier.seq = 5;
        earlier.waits = true;
        QVERIFY(journal.hold(later));
        QVERIFY(journal.hold(earlier));
        const auto waiting = journal.waitingForKey(m_space, 1, 1'000'000);
        QCOMPARE(waiting->size(), 2);
        QCOMPARE(waiting->at(0).hash, earlier.hash);
        QVERIFY(waiting->at(0).waits);
        QVERIFY(journal.waitingForKey(m_space, 2, 1'000'000)->isEmpty());
        earlier.waits = false;
        QVERIFY(journal.hold(earlier));
        QCOMPARE(journal.waitingForKey(m_space, 1, 1'000'000)->size(), 1);
    });
}

/// What a roster that moves may prove: never what waits for a key that is not here, never this device's own.
void TestJournal::unproven()
{
    inWrite([&](WriteTx &, Journal &journal) {
        QList<EnvHash> expected;
        for (std::uint64_t n = 1; n <= 5; ++n) {
            HeldEnvelope held = heldEnvelope(m_space, m_other, n);
            held.seq = n;
            held.waits = n == 2;
            held.own = n == 5;
            QVERIFY(journal.hold(held));
            if (n == 2 || n == 4)
                expected.append(held.hash);
            if (n >= 4)
                QVERIFY(journal.needsAttention(m_space, held.hash, ErrorCode::NotAuthentic));
            if (n == 3)
                QVERIFY(journal.needsAttention(m_space, held.hash, ErrorCode::Malformed));
        }
        QCOMPARE(*journal.unproven(), QList<EnvHash>{expected.last()}); // the key of the first is not here
        QVERIFY(journal.saveSeed(m_space, 1, EpochSeed::random()));
        QCOMPARE(*journal.unproven(), expected);
        for (std::uint64_t n = 3; n <= 4; ++n)
            QVERIFY(journal.opened(heldEnvelope(m_space, m_other, n).hash));
        QCOMPARE(*journal.unproven(), QList<EnvHash>{expected.first()});
    });
}

void TestJournal::rewindAndNotInLog()
{
    inWrite([&](WriteTx &, Journal &journal) {
        HeldEnvelope change = heldEnvelope(m_space, m_other, 1);
        change.seq = 2;
        change.recvMs = 10;
        HeldEnvelope control = heldEnvelope(m_space, m_other, 7, EnvelopeKind::Control);
        control.seq = 3;
        HeldEnvelope early = heldEnvelope(m_space, m_other, 9);
        early.seq = 1;
        for (const HeldEnvelope &held : {early, change, control, own(1)})
            QVERIFY(journal.hold(held));
        QVERIFY(journal.notInLog(m_space, 1'000'000)->isEmpty());
        QVERIFY(journal.rewind(m_space, 1));
        QCOMPARE((*journal.find(change.hash))->recvMs, std::int64_t(0));
        QCOMPARE((*journal.find(early.hash))->seq, std::uint64_t(1));
        const auto lost = journal.notInLog(m_space, 1'000'000);
        QCOMPARE(*lost, (QList<Envelope>{control.envelope, change.envelope}));
    });
}

void TestJournal::custodyLine()
{
    inWrite([&](WriteTx &tx, Journal &journal) {
        const Uuid record = recordIdFor(m_self, uuidAt(1'000));
        const HeldEnvelope team = own(1);
        QVERIFY(journal.hold(team));
        QVERIFY(journal.apply(provenChange(m_space, m_self, uuidAt(2'000), {CreateOp{record, 1, {}}}, team.hash)));
        HeldEnvelope intake = heldEnvelope(numbered<SpaceId>(8), m_self, 1);
        intake.own = true;
        QVERIFY(journal.hold(intake));
        QVERIFY(outbox::tie(tx, intake.hash, record));

        auto line = outbox::custodyOf(tx, record);
        QCOMPARE(line->size(), 2);
        QCOMPARE(line->at(0).envelope, team.hash);
        QCOMPARE(line->at(0).savedMs, toMs(m_clock.now()));
        QCOMPARE(line->at(0).heldByServiceMs, std::int64_t(0));

        QVERIFY(journal.markHeldByService(m_space, 1, 777));
        QVERIFY(journal.saveCursor({m_space, 0, {}, 1, team.hash, 1}));
        line = outbox::custodyOf(tx, record);
        QCOMPARE(line->at(0).heldByServiceMs, std::int64_t(777));
        QCOMPARE(line->at(1).heldByServiceMs, std::int64_t(0));

        // The service was restored from before that: no more "at the service".
        QVERIFY(journal.saveCursor({m_space, 0, {}, 1, team.hash, 0}));
        QCOMPARE(outbox::custodyOf(tx, record)->at(0).heldByServiceMs, std::int64_t(0));
    });
}

void TestJournal::aFailedAttemptIsUndoneAlone()
{
    inWrite([&](WriteTx &, Journal &journal) {
        QVERIFY(journal.hold(own(1)));
        const Done failed = journal.attempt([&]() -> Done {
            if (Done rewound = journal.rewind(m_space, 0); !rewound)
                return rewound;
            if (const Result<bool> held = journal.hold(own(2)); !held || !*journal.find(own(2).hash))
                return ErrorCode::Internal;
            return ErrorCode::Conflict;
        });
        QCOMPARE(failed.error().code, ErrorCode::Conflict);
        QVERIFY(!*journal.find(own(2).hash));
        QVERIFY(*journal.find(own(1).hash));
        QVERIFY(journal.attempt([&]() -> Done {
            const Result<bool> held = journal.hold(own(3));
            return held ? done() : Done(held.error());
        }));
    });
    inWrite([&](WriteTx &, Journal &journal) { // and the transaction around it was committed
        QVERIFY(*journal.find(own(1).hash));
        QVERIFY(!*journal.find(own(2).hash));
        QVERIFY(*journal.find(own(3).hash));
    });
}

QTEST_GUILESS_MAIN(TestJournal)
#include "test_journal.moc"
