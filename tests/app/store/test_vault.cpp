// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/headerfiles.h"
#include "app/store/outbox.h"
#include "app/store/passphrasepolicy.h"
#include "app/store/vault.h"
#include "tests/support/faultvfs.h"
#include "tests/support/manualclock.h"
#include "tests/support/storesupport.h"
#include "tests/support/vaultsupport.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;

namespace
{

Passphrase phrase(const char *text) { return Passphrase(QString::fromUtf8(text)); }
constexpr char kRight[] = "quiet otter paints seven boats";
constexpr char kWrong[] = "quiet otter paints eight boats";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
void setContent(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}
QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = char(bytes.at(at) ^ 0x20);
    return bytes;
}
QMap<QString, QByteArray> allFiles(const QString &folder)
{
    QMap<QString, QByteArray> out;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden))
        out.insert(name, contentOf(folder + u'/' + name));
    return out;
}

} // namespace

/// Real vaults in a temporary folder, at the cheapest cost of Argon2id that is allowed.
class TestVault final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init();
    void createdVaultOpensAgain();
    void onlyItsOwnerMayReadTheFiles();
    void wrongPassphrase();
    void weakPassphrases_data();
    void weakPassphrases();
    void neverReplaces();
    void leftOverOfACrash();
    void secondOpeningIsRefused();
    void throttledAcrossRestarts();
    void damagedHeaderCopyIsMended_data();
    void damagedHeaderCopyIsMended();
    void bothCopiesDamagedTouchesNothing();
    void missingDatabaseIsNotMadeAnew();
    void foreignDatabaseIsRefused();
    void damagedDatabase();
    void newerSchemaIsRefused();
    void newPassphrase();
    void crashBetweenTheCopies();
    void engineReloadsAfterAnError();
    void opensAgainAfterAFault();
    void copiesAreGivenOnce();
    void namesComeFromRosters();
    void saveIsOneTransaction();
    void rebuildGivesTheSameRows();

private:
    Result<std::unique_ptr<Vault>> create()
    {
        return vault::create(m_path, phrase(kRight), cloned(m_org.tablet), owner(), spacesOf(m_org, m_org.tablet),
                             m_clock, m_random, kTestCost);
    }
    Result<std::unique_ptr<Vault>> open(const char *passphrase = kRight)
    {
        return vault::open(m_path, phrase(passphrase), m_clock, m_random);
    }
    VaultOwner owner() const { return ownerOf(m_org, m_org.tablet, QStringLiteral("Asha Example")); }
    ErrorCode codeOf(const char *passphrase = kRight)
    {
        const auto opened = open(passphrase);
        return opened ? ErrorCode::Internal : opened.error().code;
    }
    /// A vault that has had its first answer from the service.
    std::unique_ptr<Vault> joined();
    Result<Uuid> saveConcern(Vault &vault, const QString &text);

    TestOrg m_org{1};
    ManualClock m_clock;
    SeededRandom m_random{7};
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestVault::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("asha"));
}

std::unique_ptr<Vault> TestVault::joined()
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

Result<Uuid> TestVault::saveConcern(Vault &vault, const QString &text)
{
    return vault
        .write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Result<Uuid> {
            const Result<FollowedSpace> team = spaces::ofKind(tx, SpaceKind::Team);
            if (!team)
                return team.error();
            const Uuid concern = engine.nextId();
            const Uuid statement = engine.nextId();
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

void TestVault::createdVaultOpensAgain()
{
    const Draft draft{uuidAt(5), 1, 1, QByteArrayLiteral("\xa0"), {}, 9};
    {
        auto vault = create();
        QVERIFY(vault);
        QCOMPARE((*vault)->owner(), owner());
        QVERIFY(
            (*vault)->write([&](WriteTx &tx, Journal &, Engine &) { return drafts::save(tx, draft); }).takeResult());
        (*vault)->close();
        QCOMPARE((*vault)->read([](ReadTx &tx) { return drafts::list(tx); }).takeResult().error().code,
                 ErrorCode::Locked);
    }
    QCOMPARE(QDir(m_path).entryList(QDir::Files, QDir::Name),
             QStringList({QStringLiteral("attempts"), QStringLiteral("header.a"), QStringLiteral("header.b"),
                          QStringLiteral("vault.db")}));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{QStringLiteral("asha")});
    auto vault = open();
    QVERIFY(vault);
    QCOMPARE((*vault)->owner(), owner());
    QCOMPARE(*(*vault)->read([](ReadTx &tx) { return spaces::followed(tx); }).takeResult(),
             spacesOf(m_org, m_org.tablet));
    QCOMPARE((*vault)->read([](ReadTx &tx) { return drafts::list(tx); }).takeResult()->size(), 1);
    const auto self =
        (*vault)->write([](WriteTx &, Journal &, Engine &engine) -> Result<DeviceId> { return engine.self(); });
    QCOMPARE(*QFuture(self).takeResult(), m_org.tablet.publicKeys().id);
}

void TestVault::onlyItsOwnerMayReadTheFiles()
{
    const auto vault = create();
    QVERIFY(vault);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(m_path).permissions() & others));
    for (const QFileInfo &file : QDir(m_path).entryInfoList(QDir::Files))
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestVault::wrongPassphrase()
{
    QVERIFY(create());
    const auto before = contentOf(vaultfiles::headerA(m_path));
    QCOMPARE(codeOf(kWrong), ErrorCode::WrongPassphrase);
    QCOMPARE(contentOf(vaultfiles::headerA(m_path)), before);
    QVERIFY(open());
    QCOMPARE(vault::open(m_folder->filePath(QStringLiteral("nobody")), phrase(kRight), m_clock, m_random).error().code,
             ErrorCode::NotFound);
}

void TestVault::weakPassphrases_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, const char *typed, bool accepted) {
        QTest::newRow(name) << QString::fromUtf8(typed) << accepted;
    };
    row("empty", "", false);
    row("14 characters", "otter boat sev", false);
    row("15 characters", "otter boat seve", true);
    row("15 characters, not 15 bytes", "øttér bøåt sévé", true);
    row("14 characters, more than 15 bytes", "øttér bøåt sév", false);
    row("on the list", "correct horse battery staple", false);
    row("on the list, dressed up", "Password-Password!", false);
    row("one letter", "aaaaaaaaaaaaaaaaaaaa", false);
    row("a piece over and over", "otter9otter9otter9", false);
    row("digits in order", "1234567890123456", false);
    row("digits backwards", "0987654321098765", false);
    row("the alphabet", "abcdefghijklmnop", false);
    row("the keyboard", "qwertyuiopasdfgh", false);
    row("four different characters", "abab cdcd abcd dcba", false);
    row("a sentence", "my neighbour's kite is orange today", true);
    row("64 characters and more", "a rather long sentence that somebody might like to use, with more words than most",
        true);
}

void TestVault::weakPassphrases()
{
    QFETCH(const QString, typed);
    QFETCH(const bool, accepted);
    const Done checked = checkPassphrase(Passphrase(typed));
    QCOMPARE(checked.has_value(), accepted);
    if (!accepted)
        QCOMPARE(checked.error().code, ErrorCode::WeakPassphrase);
}

void TestVault::neverReplaces()
{
    QVERIFY(create());
    const auto before = allFiles(m_path);
    QCOMPARE(create().error().code, ErrorCode::AlreadyUsed);
    QCOMPARE(allFiles(m_path), before);

    // Not even what is left of one, nor anything else that lies there.
    QVERIFY(QFile::remove(vaultfiles::headerA(m_path)));
    QVERIFY(QFile::remove(vaultfiles::headerB(m_path)));
    QCOMPARE(create().error().code, ErrorCode::AlreadyUsed);
    m_path = m_folder->filePath(QStringLiteral("other"));
    QVERIFY(QDir().mkpath(m_path));
    setContent(m_path + QStringLiteral("/letter.txt"), "keep me");
    QCOMPARE(create().error().code, ErrorCode::AlreadyUsed);
    QCOMPARE(contentOf(m_path + QStringLiteral("/letter.txt")), QByteArray("keep me"));
}

void TestVault::leftOverOfACrash()
{
    const QString building = m_path + QStringLiteral(".making");
    QVERIFY(QDir().mkpath(building));
    setContent(vaultfiles::database(building), "half");
    QVERIFY(!vault::exists(m_path));
    QVERIFY(create());
    QVERIFY(!QFileInfo::exists(building));
}

void TestVault::secondOpeningIsRefused()
{
    const auto first = create();
    QVERIFY(first);
    QCOMPARE(codeOf(), ErrorCode::InUse);
}

void TestVault::throttledAcrossRestarts()
{
    QVERIFY(create());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(kWrong), ErrorCode::WrongPassphrase);
    auto refused = open(); // the right one has to wait too
    QCOMPARE(refused.error().code, ErrorCode::Throttled);
    QCOMPARE(refused.error().detail, QStringLiteral("seconds=30"));
    m_clock.advance(std::chrono::seconds(29));
    QCOMPARE(codeOf(), ErrorCode::Throttled);
    m_clock.advance(std::chrono::seconds(1));
    QCOMPARE(codeOf(kWrong), ErrorCode::WrongPassphrase);
    QCOMPARE(open().error().detail, QStringLiteral("seconds=60"));

    m_clock.advance(std::chrono::seconds(59));
    m_clock.reboot(); // the wait begins anew
    QCOMPARE(open().error().detail, QStringLiteral("seconds=60"));
    m_clock.advance(std::chrono::seconds(60));
    QVERIFY(open());
    QCOMPARE(codeOf(kWrong), ErrorCode::WrongPassphrase); // five free ones again
    QCOMPARE(codeOf(kWrong), ErrorCode::WrongPassphrase);
}

void TestVault::damagedHeaderCopyIsMended_data()
{
    QTest::addColumn<bool>("first");
    QTest::addColumn<int>("step"); // how much of the file: every 41st byte; 0 = all gone
    QTest::newRow("header.a") << true << 41;
    QTest::newRow("header.b") << false << 41;
    QTest::newRow("header.a missing") << true << 0;
    QTest::newRow("header.b missing") << false << 0;
}

void TestVault::damagedHeaderCopyIsMended()
{
    QFETCH(const bool, first);
    QFETCH(const int, step);
    QVERIFY(create());
    const QString path = first ? vaultfiles::headerA(m_path) : vaultfiles::headerB(m_path);
    const QByteArray whole = contentOf(path);
    QVERIFY(whole.size() > 100);
    for (qsizetype at = 0; at<whole.size(); at += step> 0 ? step : whole.size()) {
        if (step == 0)
            QVERIFY(QFile::remove(path));
        else
            setContent(path, flipped(whole, at));
        QVERIFY2(open(), qPrintable(QString::number(at)));
        QCOMPARE(contentOf(path), whole);
    }
    setContent(path, whole.first(whole.size() / 2)); // torn
    QVERIFY(open());
    QCOMPARE(contentOf(path), whole);
}

void TestVault::bothCopiesDamagedTouchesNothing()
{
    QVERIFY(create());
    for (const QString &path : {vaultfiles::headerA(m_path), vaultfiles::headerB(m_path)})
        setContent(path, flipped(contentOf(path), 40));
    const auto before = allFiles(m_path);
    QCOMPARE(codeOf(), ErrorCode::Damaged);
    QCOMPARE(codeOf(kWrong), ErrorCode::Damaged);
    QCOMPARE(allFiles(m_path), before);
    QVERIFY(vault::exists(m_path));
    QCOMPARE(create().error().code, ErrorCode::AlreadyUsed);
}

void TestVault::missingDatabaseIsNotMadeAnew()
{
    QVERIFY(create());
    QVERIFY(QFile::remove(vaultfiles::database(m_path)));
    QCOMPARE(codeOf(), ErrorCode::Damaged);
    QVERIFY(!QFileInfo::exists(vaultfiles::database(m_path)));
    setContent(vaultfiles::database(m_path), {});
    QCOMPARE(codeOf(), ErrorCode::Damaged);
    QCOMPARE(QFileInfo(vaultfiles::database(m_path)).size(), 0);
}

void TestVault::foreignDatabaseIsRefused()
{
    QVERIFY(create());
    const QString mine = m_path;
    m_path = m_folder->filePath(QStringLiteral("other"));
    QVERIFY(create());
    QVERIFY(QFile::remove(vaultfiles::database(mine)));
    QVERIFY(QFile::copy(vaultfiles::database(m_path), vaultfiles::database(mine)));
    m_path = mine;
    QCOMPARE(codeOf(), ErrorCode::Damaged);
}

void TestVault::damagedDatabase()
{
    QVERIFY(create());
    const QString path = vaultfiles::database(m_path);
    setContent(path, flipped(contentOf(path), 2'000));
    const QByteArray before = contentOf(path);
    QCOMPARE(codeOf(), ErrorCode::Damaged);
    QCOMPARE(contentOf(path), before);
}

void TestVault::newerSchemaIsRefused()
{
    QVERIFY(create());
    {
        const Result<UnlockedHeader> header = unlockHeader(m_path, phrase(kRight), m_clock);
        QVERIFY(header);
        Result<Database> database = Database::open(vaultfiles::database(m_path), header->bundle.data);
        QVERIFY(database);
        database->sqlite().exec("PRAGMA user_version=999");
    }
    QCOMPARE(codeOf(), ErrorCode::NewerSchema);
}

void TestVault::newPassphrase()
{
    constexpr char kFresh[] = "nine grey gulls over the pier";
    {
        const auto vault = create();
        QVERIFY(vault); // possible while it is open
        QCOMPARE(vault::changePassphrase(m_path, phrase(kWrong), phrase(kFresh), m_clock, kTestCost).error().code,
                 ErrorCode::WrongPassphrase);
        QCOMPARE(vault::changePassphrase(m_path, phrase(kRight), phrase("short"), m_clock, kTestCost).error().code,
                 ErrorCode::WeakPassphrase);
        QVERIFY(vault::changePassphrase(m_path, phrase(kRight), phrase(kFresh), m_clock, kTestCost));
    }
    QCOMPARE(codeOf(kRight), ErrorCode::WrongPassphrase);
    QVERIFY(open(kFresh));
    QCOMPARE(contentOf(vaultfiles::headerA(m_path)), contentOf(vaultfiles::headerB(m_path)));
}

void TestVault::crashBetweenTheCopies()
{
    constexpr char kFresh[] = "nine grey gulls over the pier";
    QVERIFY(create());
    const QByteArray old = contentOf(vaultfiles::headerB(m_path));
    QVERIFY(vault::changePassphrase(m_path, phrase(kRight), phrase(kFresh), m_clock, kTestCost));
    const QByteArray fresh = contentOf(vaultfiles::headerA(m_path));
    setContent(vaultfiles::headerB(m_path), old); // as if the power had gone after the first copy
    QVERIFY(open(kFresh));
    QCOMPARE(contentOf(vaultfiles::headerB(m_path)), fresh);
}

void TestVault::engineReloadsAfterAnError()
{
    const auto vault = joined();
    QVERIFY(vault);
    const auto before = saveConcern(*vault, QStringLiteral("first"));
    QVERIFY(before);
    const Done failed =
        vault
            ->write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
                const auto team = spaces::ofKind(tx, SpaceKind::Team);
                const auto lost = engine.record(journal, team->id, engine.begin({CreateOp{engine.nextId(), 1, {}}}));
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

void TestVault::opensAgainAfterAFault()
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

void TestVault::copiesAreGivenOnce()
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

void TestVault::namesComeFromRosters()
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

void TestVault::saveIsOneTransaction()
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

void TestVault::rebuildGivesTheSameRows()
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

QTEST_GUILESS_MAIN(TestVault)
#include "test_vault.moc"
