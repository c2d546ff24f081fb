// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/devicefile.h"
#include "tests/support/faultvfs.h"
#include "tests/support/storesupport.h"
#include "tests/support/vaultsupport.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace safelight;
using namespace safelight::testing;

namespace
{
const QString kPassphrase = QStringLiteral("quiet otter paints seven boats");

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
} // namespace

/// What an installation knows outside every vault.
class TestDeviceFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void secondProgramIsRefused();
    void people();
    void aVaultNobodyListedIsListed();
    void loginStays();
    void service();
    void lostKeySetsAside();
    void damagedAnywhere();
    void cutShort_data();
    void cutShort();
    void vaultsGiveBackWhatWasLost();
    void anothersVaultIsLeftAlone();
    void vaultProvesWhatIsHeld();
    void nothingElseIsUnreadable();
    void pushesWhatWaits();
    void nobodyHoldsUpTheOthers();
    void pushFitsARequest();
    void acknowledged_data();
    void acknowledged();
    void sealedAgainTakesThePlace();
    void anOpenVaultSaysWhatWaits_data();
    void anOpenVaultSaysWhatWaits();
    void sealedAgainAndSent();
    void garbageIsRefusedWhole();
    void lateCopiesGoWithTheNext();

private:
    [[nodiscard]] QByteArray copy(std::uint64_t authorSeq, qsizetype ctBytes = 256) const
    {
        return encodeEnvelope(heldEnvelope(m_space, m_author, authorSeq, EnvelopeKind::Changes, ctBytes).envelope);
    }
    [[nodiscard]] EnvHash hashOf(std::uint64_t authorSeq) const
    {
        return heldEnvelope(m_space, m_author, authorSeq).hash;
    }
    [[nodiscard]] int waiting() { return *m_file->acknowledged({}).takeResult(); }
    /// Somebody's vault in the data folder, known to the device file.
    std::unique_ptr<Vault> join(const QString &folder);
    std::unique_ptr<Vault> unlock(const QString &folder)
    {
        auto vault = vault::open(m_folder->filePath(folder), Passphrase(kPassphrase), m_clock, m_random);
        return vault ? std::move(*vault) : nullptr;
    }
    void reopen()
    {
        m_file.reset();
        Result<std::unique_ptr<DeviceFile>> file = DeviceFile::open(m_folder->path(), m_key);
        QVERIFY(file);
        m_file = std::move(*file);
    }
    const SpaceId m_space = numbered<SpaceId>(1);
    const DeviceId m_author = numbered<DeviceId>(2);
    TestOrg m_org;
    ManualClock m_clock;
    SeededRandom m_random{1};
    DataKey m_key = DataKey::random();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeviceFile> m_file;
};

/// Before anything else, because the first key of a process is what turns the database library's own log on: damage is
/// not printed to stderr, and so not to where a crash reporter collects.
void TestDeviceFile::initTestCase()
{
    QVERIFY(initCrypto());
    const QTemporaryDir folder;
    setContent(folder.filePath(QStringLiteral("device.db")), QByteArray(16384, 'x'));
    const QString said = folder.filePath(QStringLiteral("said"));
    std::fflush(stderr);
    const int kept = ::dup(STDERR_FILENO);
    const int file = ::open(QFile::encodeName(said).constData(), O_WRONLY | O_CREAT, 0600);
    ::dup2(file, STDERR_FILENO);
    const bool opened = bool(DeviceFile::open(folder.path(), m_key));
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    ::close(file);
    QVERIFY(opened);
    QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral("device.db.unreadable-1")))); // it did meet the damage
    QCOMPARE(contentOf(said), QByteArray());
}

void TestDeviceFile::init()
{
    m_file.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestDeviceFile::secondProgramIsRefused()
{
    QCOMPARE(DeviceFile::open(m_folder->path(), m_key).error().code, ErrorCode::InUse);
    m_file.reset();
    QVERIFY(DeviceFile::open(m_folder->path(), m_key));
}

void TestDeviceFile::people()
{
    QVERIFY(m_file->people().takeResult()->isEmpty());
    QVERIFY(m_file->addPerson({QStringLiteral("p1"), QStringLiteral("Asha Example"), 1}).takeResult());
    QVERIFY(m_file->addPerson({QStringLiteral("p2"), QStringLiteral("Ben Example"), 2}).takeResult());
    QVERIFY(m_file->addPerson({QStringLiteral("p1"), QStringLiteral("Asha B. Example"), 1}).takeResult());
    reopen();
    const auto people = m_file->people().takeResult();
    QCOMPARE(people->size(), 2);
    QCOMPARE(people->at(0).name, QStringLiteral("Asha B. Example"));
    QCOMPARE(people->at(1).deviceKind, quint8(2));
}

/// A join that ended between the vault and this file; others use the device since.
void TestDeviceFile::aVaultNobodyListedIsListed()
{
    QVERIFY(m_file->addPerson({QStringLiteral("p1"), QStringLiteral("Asha Example"), 1}).takeResult());
    QVERIFY(vault::create(m_folder->filePath(QStringLiteral("ben")), Passphrase(kPassphrase), cloned(m_org.tablet),
                          ownerOf(m_org, m_org.tablet, QStringLiteral("Ben Example")), {}, m_clock, m_random,
                          kTestCost));
    reopen();
    auto people = m_file->people().takeResult();
    QCOMPARE(people->size(), 2);
    QCOMPARE(people->at(0).name, QStringLiteral("Asha Example"));
    QCOMPARE(people->at(1).folder, QStringLiteral("ben"));
    {
        const auto vault = unlock(QStringLiteral("ben"));
        QVERIFY(vault);
        QVERIFY(m_file->restoreFrom(*vault).takeResult());
        people = m_file->people().takeResult();
        QCOMPARE(people->at(1).name, vault->owner().person);
    }
    reopen(); // and what is known by now is not forgotten for a folder's name
    QCOMPARE(m_file->people().takeResult()->at(1).name, people->at(1).name);
}

void TestDeviceFile::loginStays()
{
    auto first = m_file->login();
    const auto made = first.takeResult();
    QVERIFY(made);
    reopen();
    auto second = m_file->login();
    const auto kept = second.takeResult();
    QVERIFY(kept);
    QCOMPARE(kept->id, made->id);
    QCOMPARE(kept->key.publicKey(), made->key.publicKey());
}

void TestDeviceFile::service()
{
    QVERIFY(!*m_file->service().takeResult());
    const ServiceAddress address{QUrl(QStringLiteral("https://service.example:8443")),
                                 QByteArrayLiteral("-----PEM"),
                                 {QByteArray(32, 'a'), QByteArray(32, 'b')}};
    QVERIFY(m_file->setService(address).takeResult());
    reopen();
    QCOMPARE(**m_file->service().takeResult(), address);
}

std::unique_ptr<Vault> TestDeviceFile::join(const QString &folder)
{
    const VaultOwner owner = ownerOf(m_org, m_org.tablet, QStringLiteral("Asha Example"));
    auto vault = vault::create(m_folder->filePath(folder), Passphrase(kPassphrase), cloned(m_org.tablet), owner, {},
                               m_clock, m_random, kTestCost);
    const Done known = m_file->addPerson({folder, owner.person, owner.deviceKind}).takeResult();
    return vault && known ? std::move(*vault) : nullptr;
}

void TestDeviceFile::lostKeySetsAside()
{
    QVERIFY(join(QStringLiteral("asha")));
    QVERIFY(m_file->forward({copy(1)}).takeResult());
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    QVERIFY(QFileInfo::exists(m_folder->filePath(QStringLiteral("device.db.unreadable-1"))));
    const auto people = m_file->people().takeResult();
    QCOMPARE(people->size(), 1);
    QCOMPARE(people->at(0).folder, QStringLiteral("asha"));
    QCOMPARE(waiting(), 0);
}

/// A changed byte in any part of the file keeps nobody out: what is damaged is set aside, whole.
void TestDeviceFile::damagedAnywhere()
{
    constexpr qsizetype kStep = 509;
    QVERIFY(join(QStringLiteral("asha")));
    for (std::uint64_t seq = 1; seq <= 40; ++seq)
        QVERIFY(m_file->forward({copy(seq)}).takeResult());
    m_file.reset();
    const QString path = m_folder->filePath(QStringLiteral("device.db"));
    const QByteArray whole = contentOf(path);
    int setAside = 0;
    for (qsizetype at = 0; at < whole.size(); at += kStep) {
        QByteArray damaged = whole;
        damaged[at] = char(damaged.at(at) ^ 0x20);
        setContent(path, damaged);
        reopen();
        const auto people = m_file->people().takeResult();
        QVERIFY2(people, qPrintable(QString::number(at)));
        QCOMPARE(people->size(), 1);
        QCOMPARE(people->at(0).folder, QStringLiteral("asha"));
        QVERIFY(m_file->forward({copy(41)}).takeResult());
        m_file.reset();
        const QString aside = path + QStringLiteral(".unreadable-%1").arg(setAside + 1);
        if (people->at(0).name == QLatin1String("Asha Example")) { // a byte that nothing was written in
            QVERIFY(!QFileInfo::exists(aside));
            continue;
        }
        ++setAside;
        QCOMPARE(contentOf(aside), damaged);
    }
    QVERIFY(setAside > int(whole.size() / 4096 / 2));
}

void TestDeviceFile::cutShort_data()
{
    QTest::addColumn<int>("percent");
    for (const int percent : {0, 1, 30, 50, 90})
        QTest::addRow("%d %%", percent) << percent;
}

void TestDeviceFile::cutShort()
{
    QFETCH(const int, percent);
    QVERIFY(join(QStringLiteral("asha")));
    QVERIFY(m_file->forward({copy(1)}).takeResult());
    m_file.reset();
    const QString path = m_folder->filePath(QStringLiteral("device.db"));
    const QByteArray whole = contentOf(path);
    setContent(path, whole.left(whole.size() * percent / 100));
    reopen();
    const auto people = m_file->people().takeResult();
    QVERIFY(people);
    QCOMPARE(people->size(), 1);
    QCOMPARE(people->at(0).folder, QStringLiteral("asha"));
}

void TestDeviceFile::vaultsGiveBackWhatWasLost()
{
    const ServiceAddress address{QUrl(QStringLiteral("https://service.example")), QByteArrayLiteral("-----PEM"), {}};
    QVERIFY(m_file->setService(address).takeResult());
    auto made = m_file->login();
    const auto login = made.takeResult();
    {
        const auto vault = join(QStringLiteral("asha"));
        QVERIFY(m_file->restoreFrom(*vault).takeResult());
    }
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    QVERIFY(!*m_file->service().takeResult());
    const auto vault = unlock(QStringLiteral("asha"));
    QVERIFY(vault);
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    QCOMPARE(**m_file->service().takeResult(), address);
    auto again = m_file->login();
    const auto back = again.takeResult();
    QCOMPARE(back->id, login->id);
    QCOMPARE(back->key.publicKey(), login->key.publicKey());
    QCOMPARE(m_file->people().takeResult()->at(0).name, QStringLiteral("Asha Example"));
    // A new address is kept too.
    const ServiceAddress moved{QUrl(QStringLiteral("https://moved.example")), {}, {}};
    QVERIFY(m_file->setService(moved).takeResult());
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    QCOMPARE(**m_file->service().takeResult(), moved);
}

void TestDeviceFile::anothersVaultIsLeftAlone()
{
    const ServiceAddress address{QUrl(QStringLiteral("https://service.example")), {}, {}};
    QVERIFY(m_file->setService(address).takeResult());
    auto made = m_file->login();
    const InstallId first = made.takeResult()->id;
    const auto vault = join(QStringLiteral("asha"));
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    auto fresh = m_file->login(); // somebody joined before Asha came back
    const InstallId second = fresh.takeResult()->id;
    QCOMPARE(m_file->restoreFrom(*vault).takeResult().error().code, ErrorCode::Conflict);
    auto kept = m_file->login();
    QCOMPARE(kept.takeResult()->id, second);
    m_file.reset();
    m_key = DataKey::random();
    reopen();
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    auto back = m_file->login();
    QCOMPARE(back.takeResult()->id, first);
}

/// Copies left behind a head that the device file cannot judge: the vault, which has checked the hash, can. And what
/// the vault does not have at that number any more was sealed again, or given up.
void TestDeviceFile::vaultProvesWhatIsHeld()
{
    const auto vault = join(QStringLiteral("asha"));
    const DeviceId self = vault->owner().device;
    const auto held = [&](std::uint64_t seq) {
        HeldEnvelope one = heldEnvelope(m_space, self, seq);
        one.own = true;
        return one;
    };
    const auto own = [&](std::uint64_t seq) { return encodeEnvelope(held(seq).envelope); };
    QVERIFY(m_file->forward({own(1), own(2), own(4), copy(1)}).takeResult());
    QVERIFY(vault
                ->write([&](WriteTx &, Journal &journal, Engine &) -> Done {
                    for (std::uint64_t seq = 1; seq <= 3; ++seq) {
                        if (const auto kept = journal.hold(held(seq)); !kept)
                            return kept.error();
                    }
                    return journal.saveCursor({m_space, 0, {}, 3, held(3).hash, 2});
                })
                .takeResult());
    QVERIFY(m_file->restoreFrom(*vault).takeResult());
    const auto push = m_file->nextPush().takeResult();
    const QList<QByteArray> left = (*push)->asks.at(0).push;
    QCOMPARE(QSet<QByteArray>(left.begin(), left.end()), (QSet<QByteArray>{copy(1), own(3)}));
}

/// A newer program's file is not damage.
void TestDeviceFile::nothingElseIsUnreadable()
{
    m_file.reset();
    const QString path = m_folder->filePath(QStringLiteral("device.db"));
    {
        Result<Database> database = Database::open(path, m_key);
        QVERIFY(database);
        database->sqlite().exec("PRAGMA user_version=999");
    }
    QCOMPARE(DeviceFile::open(m_folder->path(), m_key).error().code, ErrorCode::NewerSchema);
    QVERIFY(!QFileInfo::exists(path + QStringLiteral(".unreadable-1")));
}

void TestDeviceFile::pushesWhatWaits()
{
    QVERIFY(!*m_file->nextPush().takeResult());
    QVERIFY(m_file->forward({copy(2), copy(1)}).takeResult());
    QVERIFY(m_file->forward({copy(1), copy(3)}).takeResult());
    reopen();
    QCOMPARE(waiting(), 3);
    const auto push = m_file->nextPush().takeResult();
    QVERIFY(*push);
    QCOMPARE((*push)->maxBytes, std::uint32_t(0));
    QCOMPARE((*push)->asks.size(), 1);
    QCOMPARE((*push)->asks.at(0).push, (QList<QByteArray>{copy(1), copy(2), copy(3)}));
}

/// More than one request full of what the service refuses from one person.
void TestDeviceFile::nobodyHoldsUpTheOthers()
{
    QList<QByteArray> copies;
    for (std::uint64_t seq = 1; seq <= 30; ++seq)
        copies.append(copy(seq, 100 * 1024));
    for (std::uint64_t space = 10; space < 10 + 70; ++space) // and more spaces than one request may ask for
        copies.append(encodeEnvelope(heldEnvelope(numbered<SpaceId>(space), m_author, 1).envelope));
    QSet<QByteArray> colleagues;
    for (const std::uint64_t space : {1, 300}) {
        const QByteArray one =
            encodeEnvelope(heldEnvelope(numbered<SpaceId>(space), numbered<DeviceId>(9), 1).envelope);
        copies.append(one);
        colleagues.insert(one);
    }
    QVERIFY(m_file->forward(copies).takeResult());
    for (int round = 0; round < 6 && !colleagues.isEmpty(); ++round) {
        const auto push = m_file->nextPush().takeResult();
        QVERIFY(push && *push);
        QVERIFY(encode(**push).size() <= kMaxRequestBytes);
        QVERIFY((*push)->asks.size() <= kMaxAsksPerRequest);
        QSet<SpaceId> spaces;
        for (const Ask &ask : (*push)->asks) {
            QVERIFY(!spaces.contains(ask.space));
            spaces.insert(ask.space);
            for (const QByteArray &one : ask.push)
                colleagues.remove(one);
        }
    }
    QVERIFY(colleagues.isEmpty());
    // an author's own come in order, from the first, every time
    for (int round = 0; round < 6; ++round) {
        const auto push = m_file->nextPush().takeResult();
        for (const Ask &ask : (*push)->asks) {
            if (ask.space == m_space && ask.push.contains(copy(2, 100 * 1024)))
                QVERIFY(ask.push.indexOf(copy(1, 100 * 1024)) < ask.push.indexOf(copy(2, 100 * 1024)) &&
                        ask.push.contains(copy(1, 100 * 1024)));
        }
    }
}

void TestDeviceFile::pushFitsARequest()
{
    QList<QByteArray> copies;
    for (std::uint64_t seq = 1; seq <= 30; ++seq)
        copies.append(copy(seq, 100 * 1024));
    QVERIFY(m_file->forward(copies).takeResult());
    const auto push = m_file->nextPush().takeResult();
    QVERIFY(encode(**push).size() <= kMaxRequestBytes);
    QVERIFY((*push)->asks.at(0).push.size() >= 9);
    const auto small = m_file->nextPush({300 * 1024, 0}).takeResult();
    QCOMPARE((*small)->asks.at(0).push.size(), 2);
    QCOMPARE((*m_file->nextPush({1, 0}).takeResult())->asks.at(0).push.size(), 1); // at least one, however small
}

void TestDeviceFile::acknowledged_data()
{
    QTest::addColumn<quint64>("headSeq");
    QTest::addColumn<bool>("ours");
    QTest::addColumn<int>("left");
    QTest::newRow("nothing yet") << quint64(0) << true << 3;
    QTest::newRow("the first") << quint64(1) << true << 2;
    QTest::newRow("all") << quint64(3) << true << 0;
    QTest::newRow("another hash in our place") << quint64(2) << false << 3;
    QTest::newRow("beyond what waits here") << quint64(9) << false << 3;
}

void TestDeviceFile::acknowledged()
{
    QFETCH(const quint64, headSeq);
    QFETCH(const bool, ours);
    QFETCH(const int, left);
    QVERIFY(m_file->forward({copy(1), copy(2), copy(3)}).takeResult());
    SyncResponse response;
    Answer answer;
    answer.space = m_space;
    answer.authors.insert(m_author, {headSeq, ours && headSeq > 0 ? hashOf(headSeq) : numbered<EnvHash>(9)});
    answer.authors.insert(numbered<DeviceId>(77), {3, numbered<EnvHash>(9)}); // somebody else's
    response.answers.append(answer);
    QCOMPARE(*m_file->acknowledged(response).takeResult(), left);
}

void TestDeviceFile::sealedAgainTakesThePlace()
{
    QVERIFY(m_file->forward({copy(1)}).takeResult());
    const QByteArray again = copy(1, 512);
    QVERIFY(m_file->forward({again}).takeResult());
    QCOMPARE(waiting(), 1);
    QCOMPARE((*m_file->nextPush().takeResult())->asks.at(0).push, QList<QByteArray>{again});
}

void TestDeviceFile::anOpenVaultSaysWhatWaits_data()
{
    QTest::addColumn<QList<int>>("unsent");
    QTest::addColumn<QList<int>>("waiting");
    QTest::newRow("nothing: all of it was sealed again and is held") << QList<int>{} << QList<int>{};
    QTest::newRow("the last one") << QList<int>{3} << QList<int>{3};
    QTest::newRow("one that was not copied yet") << QList<int>{2, 3, 4} << QList<int>{2, 3, 4};
    QTest::newRow("a shorter chain") << QList<int>{1, 2} << QList<int>{1, 2};
}

void TestDeviceFile::anOpenVaultSaysWhatWaits()
{
    QFETCH(const QList<int>, unsent);
    QFETCH(const QList<int>, waiting);
    const QByteArray colleagues = encodeEnvelope(heldEnvelope(m_space, numbered<DeviceId>(3), 1).envelope);
    QVERIFY(m_file->forward({copy(1), copy(2), copy(3), colleagues}).takeResult());
    outbox::OwnUnsent own{m_author, {}};
    for (const int seq : unsent)
        own.envelopes.append(copy(std::uint64_t(seq)));
    QCOMPARE(*m_file->acknowledged({}, own).takeResult(), int(waiting.size()) + 1);
    QSet<QByteArray> expected{colleagues};
    for (const int seq : waiting)
        expected.insert(copy(std::uint64_t(seq)));
    const QList<QByteArray> left = (*m_file->nextPush().takeResult())->asks.at(0).push;
    QCOMPARE(QSet<QByteArray>(left.begin(), left.end()), expected);
}

/// A new epoch while notes are on their way: their old bytes must not be pushed for ever, nor counted.
void TestDeviceFile::sealedAgainAndSent()
{
    QVERIFY(m_file->forward({copy(5), copy(6), copy(7)}).takeResult());
    SyncResponse response;
    Answer answer;
    answer.space = m_space;
    answer.authors.insert(m_author, {7, envHashOf(*parseEnvelope(bytesOf(copy(7, 512))))});
    response.answers.append(answer);
    QCOMPARE(*m_file->acknowledged(response, {m_author, {}}).takeResult(), 0);
    QVERIFY(!*m_file->nextPush().takeResult());
}

void TestDeviceFile::garbageIsRefusedWhole()
{
    QCOMPARE(m_file->forward({copy(1), QByteArrayLiteral("garbage")}).takeResult().error().code, ErrorCode::Malformed);
    QCOMPARE(waiting(), 0);
}

void TestDeviceFile::lateCopiesGoWithTheNext()
{
    m_file.reset();
    FaultVfs disk;
    reopen();
    disk.setSyncFails(true);
    QCOMPARE(m_file->forward({copy(1), copy(2)}).takeResult().error().code, ErrorCode::DiskFault);
    disk.setSyncFails(false);
    QVERIFY(m_file->forward({copy(3)}).takeResult());
    QCOMPARE((*m_file->nextPush().takeResult())->asks.at(0).push, (QList<QByteArray>{copy(1), copy(2), copy(3)}));
    // what an open vault said is kept in mind too
    disk.setSyncFails(true);
    QVERIFY(!m_file->acknowledged({}, {m_author, {copy(3), copy(4)}}).takeResult());
    disk.setSyncFails(false);
    QVERIFY(m_file->forward({}).takeResult());
    QVERIFY((*m_file->nextPush().takeResult())->asks.at(0).push.contains(copy(4)));
    m_file.reset();
}

QTEST_GUILESS_MAIN(TestDeviceFile)
#include "test_devicefile.moc"
