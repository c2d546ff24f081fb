// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/outbox.h"
#include "app/store/search.h"
#include "tests/app/store/vaultfixture.h"
#include "tests/support/faultvfs.h"

#include <QTest>
#include <algorithm>

using namespace safelight;
using namespace safelight::testing;

/// A vault at work: what the engine makes, what is saved and what is read stay one, also after errors and faults.
class TestOpenVault final : public QObject, private VaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { newFolder(); }
    void engineReloadsAfterAnError();
    void opensAgainAfterAFault();
    void copiesAreGivenOnce();
    void namesComeFromRosters();
    void saveIsOneTransaction();
    void rebuildGivesTheSameRows();
    void rebuildKeepsWhatWasSealedWithoutTheKey();

private:
    /// A vault that has had its first answer from the service.
    std::unique_ptr<Vault> joined();
    Result<Uuid> saveConcern(Vault &vault, const QString &text);
};

std::unique_ptr<Vault> TestOpenVault::joined()
{
    auto vault = create();
    if (!vault)
        return nullptr;
    const SyncResponse answer = answerFor(m_org, m_org.tablet);
    const auto outcome = (*vault)
                             ->write([&](WriteTx &, Journal &journal, Engine &engine) {
                                 return engine.absorb(journal, *engine.nextRequest(journal), answer);
                             })
                             .takeResult();
    return outcome ? std::move(*vault) : nullptr;
}

Result<Uuid> TestOpenVault::saveConcern(Vault &vault, const QString &text)
{
    return vault
        .write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Result<Uuid> {
            const Result<FollowedSpace> team = spaces::ofKind(tx, SpaceKind::Team);
            if (!team)
                return team.error();
            const Uuid concern = engine.nextRecord();
            const Uuid statement = engine.nextRecord();
            QCborMap fields;
            fields.insert(2, text);
            const ChangeSet change =
                engine.begin({CreateOp{concern, 1, {}}, CreateOp{statement, 2, fields},
                              LinkOp{statement, Relation::PartOf, concern}, SetOp{concern, 20, 0, {}}});
            const auto recorded = engine.record(journal, team->id, change);
            if (!recorded)
                return recorded.error();
            return concern;
        })
        .takeResult();
}

void TestOpenVault::engineReloadsAfterAnError()
{
    const auto vault = joined();
    QVERIFY(vault);
    const auto before = saveConcern(*vault, QStringLiteral("first"));
    QVERIFY(before);
    const Done failed = vault
                            ->write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
                                const auto team = spaces::ofKind(tx, SpaceKind::Team);
                                const auto lost = engine.record(journal, team->id,
                                                                engine.begin({CreateOp{engine.nextRecord(), 1, {}}}));
                                return lost ? Done(ErrorCode::Invalid) : Done(lost.error());
                            })
                            .takeResult();
    QCOMPARE(failed.error().code, ErrorCode::Invalid);
    QVERIFY(saveConcern(*vault, QStringLiteral("second")));
    // The chain has no hole where the lost one was.
    const auto copies = vault->unsentCopies().takeResult();
    QCOMPARE(copies->fresh.size(), 2);
    QCOMPARE(parseEnvelope(bytesOf(copies->fresh.at(1)))->header.authorSeq, std::uint64_t(2));
    QCOMPARE(parseEnvelope(bytesOf(copies->fresh.at(1)))->header.prev,
             envHashOf(*parseEnvelope(bytesOf(copies->fresh.at(0)))));
}

void TestOpenVault::opensAgainAfterAFault()
{
    FaultVfs disk;
    auto vault = joined();
    QVERIFY(vault);
    const auto before = saveConcern(*vault, QStringLiteral("first"));
    QVERIFY(before);
    disk.setSyncFails(true);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(saveConcern(*vault, QStringLiteral("lost")).error().code, ErrorCode::DiskFault);
    disk.setSyncFails(false);
    const auto after = saveConcern(*vault, QStringLiteral("second"));
    QVERIFY(after);
    vault.reset();

    const auto again = open();
    QVERIFY(again);
    for (const Uuid &concern : {*before, *after})
        QVERIFY(*(*again)->read([&](ReadTx &tx) { return records::find(tx, concern); }).takeResult());
    // The engine was loaded again: the chain has no hole and no fork.
    const auto copies = (*again)->unsentCopies().takeResult();
    QVERIFY(copies);
    EnvHash prev;
    for (int i = 0; i < copies->fresh.size(); ++i) {
        const Result<Envelope> envelope = parseEnvelope(bytesOf(copies->fresh.at(i)));
        QCOMPARE(envelope->header.authorSeq, std::uint64_t(i + 1));
        QCOMPARE(envelope->header.prev, prev);
        prev = envHashOf(*envelope);
    }
}

void TestOpenVault::copiesAreGivenOnce()
{
    auto vault = joined();
    QVERIFY(vault);
    const auto copies = [&] { return vault->unsentCopies().takeResult()->fresh.size(); };
    QVERIFY(saveConcern(*vault, QStringLiteral("first")));
    QVERIFY(saveConcern(*vault, QStringLiteral("second")));
    QCOMPARE(copies(), 2);
    QCOMPARE(copies(), 0);
    QVERIFY(saveConcern(*vault, QStringLiteral("third")));
    QCOMPARE(copies(), 1); // one save, one copy, however much waits
    vault.reset();
    vault = *open();
    QCOMPARE(copies(), 3); // a device file may have lost them
}

void TestOpenVault::namesComeFromRosters()
{
    const auto vault = joined();
    QVERIFY(vault);
    for (const auto &[id, role] : {std::pair{m_org.team.id, Role::Write}, std::pair{m_org.intake.id, Role::Submit}}) {
        const auto followed = *vault->read([](ReadTx &tx) { return spaces::followed(tx); }).takeResult();
        const auto found = std::find_if(followed.begin(), followed.end(), [&](const auto &s) { return s.id == id; });
        QVERIFY(found != followed.end());
        QCOMPARE(found->role, role);
        QVERIFY(!found->name.isEmpty());
    }
    const DeviceId champion = m_org.champion.publicKeys().id;
    const auto name = vault->read([&](ReadTx &tx) { return spaces::personOf(tx, champion); }).takeResult();
    QVERIFY(name);
    QVERIFY(!name->isEmpty());
    QVERIFY(vault->read([](ReadTx &tx) { return spaces::personOf(tx, {}); }).takeResult()->isEmpty());
}

void TestOpenVault::saveIsOneTransaction()
{
    auto vault = joined();
    QVERIFY(vault);
    const auto concern = saveConcern(*vault, QStringLiteral("grey tent by the canal"));
    QVERIFY(concern);
    vault.reset();

    auto again = open();
    QVERIFY(again);
    const auto custody = (*again)->read([&](ReadTx &tx) { return outbox::custodyOf(tx, *concern); }).takeResult();
    QCOMPARE(custody->size(), 1);
    QCOMPARE(custody->at(0).space, m_org.team.id);
    QCOMPARE(custody->at(0).savedMs, toMs(m_clock.now()));
    QCOMPARE((*again)->unsentCopies().takeResult()->fresh.size(), 1);
    const auto statements =
        (*again)->read([&](ReadTx &tx) { return records::linkedTo(tx, *concern, Relation::PartOf); }).takeResult();
    QCOMPARE(statements->size(), 1);
    QCOMPARE(statements->at(0).author, m_org.tablet.publicKeys().id);
}

void TestOpenVault::rebuildGivesTheSameRows()
{
    const auto vault = joined();
    QVERIFY(vault);
    for (int i = 0; i < 20; ++i)
        QVERIFY(saveConcern(*vault, QStringLiteral("number %1").arg(i)));
    const auto digest = [&] { return *vault->read([](ReadTx &tx) { return records::digest(tx); }).takeResult(); };
    const QByteArray before = digest();
    QVERIFY(
        vault
            ->write([](WriteTx &tx, Journal &journal, Engine &engine) { return records::rebuild(tx, journal, engine); })
            .takeResult());
    QCOMPARE(digest(), before);
    QCOMPARE(vault->read([](ReadTx &tx) { return records::list(tx, 1, 50); }).takeResult()->size(), 20);
}

/// A grant that does not open stops nobody from writing: the note goes sealed, and its text is in the rows alone.
void TestOpenVault::rebuildKeepsWhatWasSealedWithoutTheKey()
{
    EpochBody body = m_org.nextEpoch(m_org.team, QStringLiteral("quarter"));
    for (Grant &grant : body.grants) {
        if (grant.reader == m_org.tablet.publicKeys().id)
            grant.box.bytes[5] ^= std::byte{1};
    }
    m_org.control(m_org.team, m_org.admin, {NewEpoch{body}});
    const auto vault = joined();
    QVERIFY(vault);
    for (int i = 0; i < 3; ++i)
        QVERIFY(saveConcern(*vault, QStringLiteral("kingfisher %1").arg(i)));
    const auto digest = [&] { return *vault->read([](ReadTx &tx) { return records::digest(tx); }).takeResult(); };
    const QByteArray before = digest();
    for (int i = 0; i < 2; ++i) {
        QVERIFY(vault
                    ->write([](WriteTx &tx, Journal &journal, Engine &engine) {
                        return records::rebuild(tx, journal, engine);
                    })
                    .takeResult());
        QCOMPARE(vault->read([](ReadTx &tx) { return records::list(tx, 1, 50); }).takeResult()->size(), 3);
        QCOMPARE(digest(), before);
    }
    const auto found =
        vault->read([](ReadTx &tx) { return search::find(tx, QStringLiteral("kingfisher"), 10); }).takeResult();
    QVERIFY(found);
    QCOMPARE(found->size(), 3);
}

QTEST_GUILESS_MAIN(TestOpenVault)
#include "test_openvault.moc"
