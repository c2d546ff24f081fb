// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamworld.h"

#include <QTest>
#include <QtEndian>

using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// POST /v1/sync without sockets: what is appended, what is refused and why, and what comes back.
class TestCoreSync final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void aPushIsAckedByItsHash();
    void whatWasPushedComesBackAsItsHash();
    void theSameAgainIsHarmless();
    void gapsAreNamed();
    void forksAreRefused();
    void refusalNamesTheEntryAndKeepsWhatCameBefore();
    void oneAuthorsRefusalDoesNotStopAnother();
    void garbageIsInvalid_data();
    void garbageIsInvalid();
    void aNumberBeyondTheLimitIsNeverNamed_data();
    void aNumberBeyondTheLimitIsNeverNamed();
    void whatDoesNotParseIsNamedByItsHeader_data();
    void whatDoesNotParseIsNamedByItsHeader();
    void anOldEpochIsStaleButADuplicateIsNot();
    void sealedToAnOldEpochIsTaken();
    void relayedFromAnOldEpochIsTaken();
    void staleControlIsRefused();
    void pagesHaveABound();
    void controlEntriesComeInPagesToo();
    void restoredHistoriesDiverge();
    void logHashesRecompute();
    void movesAreToldAfterCommit();
    void wrongAsksAreMalformed();
    void aRefusedRequestLeavesNoTrace();
    void rostersAreReadAgainAfterARestart();
};

void TestCoreSync::aPushIsAckedByItsHash()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Envelope note = t.world.note(t.team, worker);
    const auto answer = t.world.sync(worker, t.world.ask(t.team, {note}));
    QVERIFY(answer);
    QCOMPARE(answer->status, SpaceStatus::Ok);
    QCOMPARE(answer->refusedAuthorSeq, 0U);
    const AuthorHead head = answer->authors.value(worker.id().id);
    QCOMPARE(head.seq, 1U);
    QVERIFY(head.hash == envHashOf(note));
    QCOMPARE(answer->newer.last().envelope, envHashOf(note).toByteArray()); // who pushed it has the bytes
    QCOMPARE(answer->headSeq, answer->newer.last().seq);
    QVERIFY(!answer->more);
}

void TestCoreSync::whatWasPushedComesBackAsItsHash()
{
    Team t;
    const Person worker = t.with(Role::Write);
    QList<Envelope> notes;
    for (int i = 0; i < 8; ++i)
        notes.append(t.world.note(t.team, worker));
    const Envelope foreign = t.world.note(t.team, t.admin);
    QVERIFY(t.world.sync(t.admin, t.world.ask(t.team, {foreign})));
    for (int again = 0; again < 2; ++again) { // the second time they are held already
        const auto answer = t.world.sync(worker, t.world.ask(t.team, notes), 16 * 1024);
        QVERIFY(answer);
        QVERIFY(!answer->more); // hashes take next to nothing of the answer's budget
        qsizetype hashes = 0;
        for (const LogEntry &entry : answer->newer)
            hashes += entry.envelope.size() == qsizetype(EnvHash::kSize) ? 1 : 0;
        QCOMPARE(hashes, 8);
        QVERIFY(std::any_of(answer->newer.begin(), answer->newer.end(),
                            [&](const LogEntry &entry) { return entry.envelope == encodeEnvelope(foreign); }));
    }
    // control: who pushes nothing gets every byte
    const auto answer = t.world.sync(t.admin, t.world.ask(t.team));
    QVERIFY(answer);
    QCOMPARE(answer->newer.last().envelope, encodeEnvelope(notes.last()));
}

void TestCoreSync::theSameAgainIsHarmless()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const QList<Envelope> notes = {t.world.note(t.team, worker), t.world.note(t.team, worker)};
    const auto once = t.world.sync(worker, t.world.ask(t.team, notes));
    const auto again = t.world.sync(worker, t.world.ask(t.team, notes));
    QVERIFY(once && again);
    QCOMPARE(again->status, SpaceStatus::Ok);
    QCOMPARE(again->headSeq, once->headSeq);
    QVERIFY(again->headHash == once->headHash);

    // Half of it again with a new one behind: the overlap is skipped, the new one taken.
    const auto more = t.world.sync(worker, t.world.ask(t.team, {notes.last(), t.world.note(t.team, worker)}));
    QCOMPARE(more->status, SpaceStatus::Ok);
    QCOMPARE(more->headSeq, once->headSeq + 1);
}

void TestCoreSync::gapsAreNamed()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Envelope first = t.world.note(t.team, worker);
    const Envelope second = t.world.note(t.team, worker);
    const auto answer = t.world.sync(worker, t.world.ask(t.team, {second}));
    QCOMPARE(answer->status, SpaceStatus::Gap);
    QCOMPARE(answer->refusedAuthorSeq, 2U);
    QCOMPARE(answer->authors.value(worker.id().id).seq, 0U);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {first, second}))->status, SpaceStatus::Ok);
}

void TestCoreSync::forksAreRefused()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Envelope kept = t.world.note(t.team, worker, EnvelopeMode::Member, "one", false);
    const Envelope other = t.world.note(t.team, worker, EnvelopeMode::Member, "two", false);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {kept}))->status, SpaceStatus::Ok);
    const auto sameNumber = t.world.sync(worker, t.world.ask(t.team, {other}));
    QCOMPARE(sameNumber->status, SpaceStatus::Fork);
    QVERIFY(sameNumber->authors.value(worker.id().id).hash == envHashOf(kept));

    // A second entry that continues the other branch.
    t.world.chains[{t.team, worker.id().id}] = {1, envHashOf(other)};
    const auto branch = t.world.sync(worker, t.world.ask(t.team, {t.world.note(t.team, worker)}));
    QCOMPARE(branch->status, SpaceStatus::Fork);
    QCOMPARE(branch->refusedAuthorSeq, 2U);
}

void TestCoreSync::refusalNamesTheEntryAndKeepsWhatCameBefore()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Envelope good = t.world.note(t.team, worker);
    Envelope bad = t.world.note(t.team, worker);
    bad.signature.bytes[5] ^= std::byte{1};
    const Envelope after = t.world.note(t.team, worker);
    const auto answer = t.world.sync(worker, t.world.ask(t.team, {good, bad, after}));
    QCOMPARE(answer->status, SpaceStatus::Invalid);
    QCOMPARE(answer->refusedAuthorSeq, 2U);
    QCOMPARE(answer->authors.value(worker.id().id).seq, 1U);
}

void TestCoreSync::oneAuthorsRefusalDoesNotStopAnother()
{
    Team t;
    const Person one = t.with(Role::Write);
    const Person two = t.with(Role::Write);
    (void)t.world.note(t.team, one); // never sent: what follows is a gap
    const Envelope gap = t.world.note(t.team, one);
    const Envelope fine = t.world.note(t.team, two);
    const auto answer = t.world.sync(two, t.world.ask(t.team, {gap, fine}));
    QCOMPARE(answer->status, SpaceStatus::Gap);
    QCOMPARE(answer->authors.value(two.id().id).seq, 1U);
}

void TestCoreSync::garbageIsInvalid_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"signature", "cut", "longer", "random", "suite", "space"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void TestCoreSync::garbageIsInvalid()
{
    QFETCH(const QString, damage);
    Team t;
    const Person worker = t.with(Role::Write);
    Ask ask = t.world.ask(t.team, {t.world.note(t.team, worker)});
    QByteArray &bytes = ask.push.first();
    if (damage == QLatin1String("signature"))
        bytes[180] = char(bytes[180] ^ 1);
    else if (damage == QLatin1String("cut"))
        bytes.chop(1);
    else if (damage == QLatin1String("longer"))
        bytes.append('x');
    else if (damage == QLatin1String("random"))
        bytes = QByteArray(300, '\7');
    else if (damage == QLatin1String("suite"))
        bytes[0] = 9;
    else
        ask.push.first() = encodeEnvelope(t.world.note(t.org, t.admin));
    const auto answer = t.world.sync(worker, ask);
    QVERIFY(answer);
    QCOMPARE(answer->status, SpaceStatus::Invalid);
    QCOMPARE(answer->authors.value(worker.id().id).seq, 0U);
}

namespace
{

constexpr qsizetype kAuthorSeqAt = 112;
constexpr qsizetype kCtLenAt = 104;

/// author_seq and what else a header says, as its bytes say it.
template <class T>
void putAt(QByteArray &bytes, qsizetype at, T value)
{
    qToLittleEndian<T>(value, bytes.data() + at);
}

} // namespace

/// Readers refuse numbers beyond 2^63 - 1 in every message: one told to them would cost them the whole answer.
void TestCoreSync::aNumberBeyondTheLimitIsNeverNamed_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<quint64>("authorSeq");
    QTest::addColumn<SpaceStatus>("status");
    QTest::addColumn<quint64>("named");
    constexpr quint64 kBeyond = quint64(1) << 63;
    for (const char *what : {"member", "sealed", "control", "wrong length", "unknown space"}) {
        QTest::addRow("%s, 2^63", what) << QString::fromLatin1(what) << kBeyond << SpaceStatus::Invalid << quint64(0);
        QTest::addRow("%s, 2^64 - 1", what)
            << QString::fromLatin1(what) << ~quint64(0) << SpaceStatus::Invalid << quint64(0);
    }
    for (const char *what : {"member", "sealed", "control", "unknown space"})
        QTest::addRow("%s, 2^63 - 1", what)
            << QString::fromLatin1(what) << kBeyond - 1 << SpaceStatus::Gap << kBeyond - 1;
}

void TestCoreSync::aNumberBeyondTheLimitIsNeverNamed()
{
    QFETCH(const QString, what);
    QFETCH(const quint64, authorSeq);
    QFETCH(const SpaceStatus, status);
    QFETCH(const quint64, named);
    Team t;
    const EnvelopeMode mode = what == QLatin1String("sealed") ? EnvelopeMode::Sealed : EnvelopeMode::Member;
    Ask ask = t.world.ask(t.team, {what == QLatin1String("control")
                                       ? t.world.control(t.team, t.admin.id().id, t.admin.keys.signing, {})
                                       : t.world.note(t.team, t.admin, mode)});
    QByteArray &bytes = ask.push.first();
    putAt<quint64>(bytes, kAuthorSeqAt, authorSeq);
    if (what == QLatin1String("wrong length"))
        bytes.append('x');
    if (what == QLatin1String("unknown space")) {
        ask.space.bytes.fill(std::byte{9});
        bytes.replace(8, qsizetype(SpaceId::kSize), ask.space.toByteArray());
    }
    const auto answer = t.world.sync(t.admin, ask);
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
    QCOMPARE(answer->refusedAuthorSeq, named);
}

/// The first 176 bytes tell the number as long as they keep the rules of the header's table; ct_len is not asked.
void TestCoreSync::whatDoesNotParseIsNamedByItsHeader_data()
{
    QTest::addColumn<QByteArray>("change"); // at, byte
    QTest::addColumn<int>("cutTo");
    QTest::addColumn<bool>("named");
    const auto set = [](int at, int to) { return QByteArray(1, char(at)) + char(to); };
    QTest::newRow("a byte more than ct_len") << QByteArray() << 0 << true;
    QTest::newRow("ct_len of 4 GiB") << set(kCtLenAt + 3, 0xff) << -1 << true;
    QTest::newRow("the header alone") << QByteArray() << 176 << true;
    QTest::newRow("a part of the signature") << QByteArray() << 239 << true;
    QTest::newRow("a byte less than the header") << QByteArray() << 175 << false;
    QTest::newRow("nothing") << QByteArray() << 1 << false;
    QTest::newRow("suite") << set(0, 2) << -1 << false;
    QTest::newRow("mode") << set(1, 3) << -1 << false;
    QTest::newRow("kind") << set(2, 3) << -1 << false;
    QTest::newRow("kind of another mode") << set(2, 2) << -1 << false;
    QTest::newRow("eph in mode 0") << set(72, 1) << -1 << false;
    QTest::newRow("reserved") << set(108, 1) << -1 << false;
}

void TestCoreSync::whatDoesNotParseIsNamedByItsHeader()
{
    QFETCH(const QByteArray, change);
    QFETCH(const int, cutTo);
    QFETCH(const bool, named);
    Team t;
    const Person worker = t.with(Role::Write);
    Ask ask = t.world.ask(t.team, {t.world.note(t.team, worker)});
    QByteArray &bytes = ask.push.first();
    if (!change.isEmpty())
        bytes[change.at(0)] = change.at(1);
    if (cutTo > 0)
        bytes.truncate(cutTo);
    else if (cutTo == 0)
        bytes.append('x');
    const auto answer = t.world.sync(worker, ask);
    QVERIFY(answer);
    QCOMPARE(answer->status, SpaceStatus::Invalid);
    QCOMPARE(answer->refusedAuthorSeq, named ? 1U : 0U);
}

void TestCoreSync::anOldEpochIsStaleButADuplicateIsNot()
{
    Team t;
    const Person worker = t.with(Role::Write);
    const Person leaver = t.with(Role::Read);
    const Envelope sent = t.world.note(t.team, worker);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {sent}))->status, SpaceStatus::Ok);
    const Envelope late = t.world.note(t.team, worker);
    t.world.removeMember(t.team, t.admin, leaver, 0);
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {sent}))->status, SpaceStatus::Ok);
    const auto answer = t.world.sync(worker, t.world.ask(t.team, {sent, late}));
    QCOMPARE(answer->status, SpaceStatus::EpochStale);
    QCOMPARE(answer->refusedAuthorSeq, 2U);
    QCOMPARE(answer->authors.value(worker.id().id).seq, 1U);
}

void TestCoreSync::sealedToAnOldEpochIsTaken()
{
    Team t;
    const Person kiosk = t.with(Role::Submit);
    const Person leaver = t.with(Role::Read);
    const Envelope sealedBefore = t.world.note(t.team, kiosk, EnvelopeMode::Sealed);
    t.world.removeMember(t.team, t.admin, leaver, 0);
    QCOMPARE(t.world.sync(kiosk, t.world.ask(t.team, {sealedBefore}))->status, SpaceStatus::Ok);
}

/// After a restore the newest epoch may be back before the notes of an author who cannot seal them again.
void TestCoreSync::relayedFromAnOldEpochIsTaken()
{
    Team t;
    const Person lost = t.with(Role::Write);
    const Person reader = t.with(Role::Read);
    const Person leaver = t.with(Role::Read);
    const Envelope sealedBefore = t.world.note(t.team, lost);
    t.world.removeMember(t.team, t.admin, leaver, 0);
    QCOMPARE(t.world.sync(lost, t.world.ask(t.team, {sealedBefore}))->status, SpaceStatus::EpochStale);
    QCOMPARE(t.world.sync(reader, t.world.ask(t.team, {sealedBefore}))->status, SpaceStatus::Ok);
}

void TestCoreSync::staleControlIsRefused()
{
    Team t;
    const Person other = t.with(Role::Admin);
    const Person newcomer = t.world.enrolled();
    const AddMember add = t.world.memberCtl(t.team, newcomer, Role::Submit);
    const Envelope late = t.world.control(t.team, t.admin.id().id, t.admin.keys.signing, {add}, false);
    t.world.addMember(t.team, other, t.world.enrolled(), Role::Submit);
    const auto answer = t.world.sync(t.admin, t.world.ask(t.team, {late}));
    QCOMPARE(answer->status, SpaceStatus::ControlStale);
    const Envelope again = t.world.control(t.team, t.admin.id().id, t.admin.keys.signing, {add});
    QCOMPARE(t.world.sync(t.admin, t.world.ask(t.team, {again}))->status, SpaceStatus::Ok);
}

void TestCoreSync::pagesHaveABound()
{
    Team t;
    QList<Envelope> notes;
    for (int i = 0; i < 30; ++i)
        notes.append(t.world.note(t.team, t.admin));
    QCOMPARE(t.world.sync(t.admin, t.world.ask(t.team, notes), 0)->status, SpaceStatus::Ok);
    Ask ask = t.world.ask(t.team);
    int pages = 0;
    std::uint64_t held = 0;
    for (bool more = true; more; ++pages) {
        const auto answer = t.world.sync(t.admin, ask, 4096);
        QVERIFY(!answer->newer.isEmpty());
        qsizetype bytes = 0;
        for (const LogEntry &entry : answer->newer) {
            QCOMPARE(entry.seq, ++held);
            bytes += entry.envelope.size();
        }
        QVERIFY(bytes <= 4096 || answer->newer.size() == 1);
        more = answer->more;
        QCOMPARE(more, held < answer->headSeq);
        ask.hiSeq = held;
        QVERIFY(t.world.storage->read([&](StorageTx &tx) -> Done {
            ask.hiHash = seenHashOf(**tx.logHashAt(t.team, held));
            return done();
        }));
    }
    QVERIFY(pages > 3);
}

void TestCoreSync::controlEntriesComeInPagesToo()
{
    Team t;
    const Person kiosk = t.with(Role::Submit);
    for (int i = 0; i < 20; ++i) {
        t.world.addMember(t.team, t.admin, t.world.enrolled(), Role::Submit);
        QVERIFY(t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)})));
    }
    const auto whole = t.world.sync(kiosk, t.world.ask(t.team));
    QCOMPARE(whole->control.size(), 22);
    Ask ask = t.world.ask(t.team);
    QList<QByteArray> pieces;
    int pages = 0;
    for (; ask.hiSeq < whole->headSeq && pages < 40; ++pages) {
        QVERIFY(t.world.core->changed(kiosk.install, {50, 2048, {ask}})->any); // the next page does not wait
        const auto answer = t.world.sync(kiosk, ask, 2048);
        QCOMPARE(answer->status, SpaceStatus::Ok);
        QVERIFY(answer->headSeq > ask.hiSeq);
        QCOMPARE(answer->more, answer->headSeq < whole->headSeq - 1); // a note stands after the last of them
        qsizetype bytes = 0;
        for (const QByteArray &entry : answer->control)
            bytes += entry.size();
        QVERIFY(bytes <= 2048 || answer->control.size() == 1);
        pieces += answer->control;
        ask.hiSeq = answer->headSeq;
        ask.hiHash = seenHashOf(answer->headHash);
    }
    QVERIFY(pages > 3);
    QCOMPARE(pieces, whole->control);
}

void TestCoreSync::restoredHistoriesDiverge()
{
    Team t;
    const auto answer = t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)}));
    Ask ahead = t.world.ask(t.team);
    ahead.hiSeq = answer->headSeq + 1;
    QCOMPARE(t.world.sync(t.admin, ahead)->status, SpaceStatus::Diverged);
    Ask elsewhere = t.world.ask(t.team);
    elsewhere.hiSeq = answer->headSeq;
    elsewhere.hiHash.bytes.fill(std::byte{7});
    const auto other = t.world.sync(t.admin, elsewhere);
    QCOMPARE(other->status, SpaceStatus::Diverged);
    QCOMPARE(other->headSeq, answer->headSeq);
    QVERIFY(other->newer.isEmpty());
    elsewhere.hiHash = seenHashOf(answer->headHash);
    QCOMPARE(t.world.sync(t.admin, elsewhere)->status, SpaceStatus::Ok);
}

void TestCoreSync::logHashesRecompute()
{
    Team t;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)})));
        t.world.clock.advance(std::chrono::seconds(1));
    }
    const auto answer = t.world.sync(t.admin, t.world.ask(t.team));
    LogHash hash;
    for (const LogEntry &entry : answer->newer)
        hash = nextLogHash(hash, entry.seq, entry.recvMs, envHashOf(bytesOf(entry.envelope).first(kSignedHeaderBytes)));
    QVERIFY(hash == answer->headHash);
}

void TestCoreSync::movesAreToldAfterCommit()
{
    Team t;
    QList<SpaceHead> moved;
    t.world.core->onMoved([&](const QList<SpaceHead> &heads) { moved = heads; });
    QVERIFY(t.world.sync(t.admin, t.world.ask(t.team)));
    QVERIFY(moved.isEmpty());
    QVERIFY(t.world.sync(t.admin, t.world.ask(t.team, {t.world.note(t.team, t.admin)})));
    QCOMPARE(moved.size(), 1);
    QVERIFY(moved.first().space == t.team);
    QCOMPARE(moved.first().seq, t.world.sync(t.admin, t.world.ask(t.team))->headSeq);
    QCOMPARE(t.world.core->heads()->size(), 2);
}

void TestCoreSync::wrongAsksAreMalformed()
{
    Team t;
    const auto code = [&](const SyncRequest &request) {
        const auto answer = t.world.core->sync(t.admin.install, request);
        return answer ? ErrorCode::Internal : answer.error().code;
    };
    QCOMPARE(code({0, 0, {}}), ErrorCode::Malformed);
    QCOMPARE(code({0, 0, {t.world.ask(t.team), t.world.ask(t.team)}}), ErrorCode::Malformed);
    const auto unknown = t.world.core->sync(InstallId{}, {0, 0, {t.world.ask(t.team)}});
    QCOMPARE(unknown.error().code, ErrorCode::Unauthorised);
}

void TestCoreSync::aRefusedRequestLeavesNoTrace()
{
    Team t;
    SpaceId fresh;
    randomBytes(fresh.bytes);
    const Person stranger = t.world.enrolled();
    t.world.keys[fresh].epoch = std::make_shared<const EpochKeys>(EpochSeed::random());
    const auto answer = t.world.sync(stranger, t.world.ask(fresh, {t.world.note(fresh, stranger)}));
    QCOMPARE(answer->status, SpaceStatus::Gap); // the entry that makes the space is missing before it
    QCOMPARE(t.world.core->heads()->size(), 2); // the organisation and the team, as before
}

void TestCoreSync::rostersAreReadAgainAfterARestart()
{
    Team t;
    const Person worker = t.with(Role::Write);
    t.world.core = std::make_unique<Core>(*t.world.storage, t.world.clock, t.world.root.publicKey(), t.world.origin,
                                          QByteArray(32, 'm'));
    QCOMPARE(t.world.sync(worker, t.world.ask(t.team, {t.world.note(t.team, worker)}))->status, SpaceStatus::Ok);
    t.world.addMember(t.team, t.admin, t.world.enrolled(), Role::Write);
}

QTEST_GUILESS_MAIN(TestCoreSync)
#include "test_core_sync.moc"
