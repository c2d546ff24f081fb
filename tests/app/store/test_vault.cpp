// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "app/store/headerfiles.h"
#include "app/store/passphrasepolicy.h"
#include "app/store/throttle.h"
#include "tests/app/store/vaultfixture.h"
#include "tests/support/storesupport.h"

#include <QDir>
#include <QTest>
#include <sys/resource.h>
#include <unistd.h>

using namespace safelight;
using namespace safelight::testing;

namespace
{

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

/// Making vaults and opening them again: passphrases, files, and every damage to them.
class TestVault final : public QObject, private VaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init() { newFolder(); }
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
    void tooLittleMemoryIsNoGuess();

private:
    ErrorCode codeOf(const char *passphrase = kRight)
    {
        const auto opened = open(passphrase);
        return opened ? ErrorCode::Internal : opened.error().code;
    }
};

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

/// Argon2id needs 64 MiB: without them nothing was tried, and the right passphrase is not kept out afterwards.
void TestVault::tooLittleMemoryIsNoGuess()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the sanitizer maps more than any limit");
#endif
    QVERIFY(create());
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_AS, &before), 0);
    QFile statm(QStringLiteral("/proc/self/statm"));
    QVERIFY(statm.open(QIODevice::ReadOnly));
    const rlim_t now = statm.readAll().split(' ').first().toULongLong() * rlim_t(sysconf(_SC_PAGESIZE));
    const rlimit little{now + Argon2Cost::kFloorBytes / 2, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_AS, &little), 0);
    QList<ErrorCode> codes;
    for (std::uint32_t n = 0; n <= Throttle::kFreeTries; ++n) {
        const auto vault = open();
        codes.append(vault ? ErrorCode::Internal : vault.error().code);
    }
    QCOMPARE(setrlimit(RLIMIT_AS, &before), 0);
    QCOMPARE(codes, QList<ErrorCode>(Throttle::kFreeTries + 1, ErrorCode::NoMemory));
    QVERIFY(open());
}

QTEST_GUILESS_MAIN(TestVault)
#include "test_vault.moc"
