// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/devicekind.h"
#include "app/admin/joinlink.h"
#include "app/admin/keyfile.h"
#include "app/admin/organisation.h"
#include "app/admin/pendingsetup.h"
#include "app/admin/qrmatrix.h"
#include "sync/crypto/epoch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

using namespace safelight;
using namespace Qt::StringLiterals;

namespace
{

OrganisationKeys someKeys() { return {SigningKey::generate(), BoxKey::generate()}; }

OrganisationNames someNames()
{
    return {u"Example Borough"_s, u"Outreach"_s, u"Library desk"_s, u"Intake"_s, u"Safeguarding hub"_s};
}

QList<FollowedSpace> spacesOf(const QList<FoundedSpace> &founded)
{
    QList<FollowedSpace> spaces;
    for (const FoundedSpace &space : founded)
        spaces.append(space.space);
    return spaces;
}

} // namespace

/// The parts of set-up and enrolment that need neither a service nor a vault.
class TestEnrolmentParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }

    void keyFileGivesBackWhatItHolds()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"root.key"_s);
        const SigningSeed seed = SigningSeed::random();
        QVERIFY(keyfile::writeNew(path, u"two\nlines"_s, seed.span()));
        const auto rights = QFileInfo(path).permissions();
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        const Result<SigningSeed> read = keyfile::readSecret<SigningSeed>(path);
        QVERIFY(read);
        QCOMPARE(viewOf(read->span()), viewOf(seed.span()));
        QCOMPARE(keyfile::writeNew(path, {}, seed.span()).error().code, ErrorCode::AlreadyUsed);
    }

    void keyFileRefusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("comment only") << QByteArray("# " + QByteArray(64, 'a') + "\n");
        QTest::newRow("one digit short") << QByteArray(63, 'a');
        QTest::newRow("one digit over") << QByteArray(65, 'a');
        QTest::newRow("not hexadecimal") << QByteArray(QByteArray(63, 'a') + "g");
    }
    void keyFileRefusesWhatIsNoKey()
    {
        QFETCH(const QByteArray, text);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(keyfile::read(file.fileName(), 32).error().code, ErrorCode::Malformed);
    }
    void keyFileTakesGroupsAndComments()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# a seed: 00\r\n0102 0304\n# middle\n0506 07FF\r\n");
        file.close();
        const Result<SecretMemory> read = keyfile::read(file.fileName(), 8);
        QVERIFY(read);
        QCOMPARE(viewOf(std::as_const(*read).bytes()).toByteArray().toHex(), QByteArray("01020304050607ff"));
    }

    void organisationKeysAreMadeOnce()
    {
        QTemporaryDir folder;
        const auto make = [&] {
            return makeOrganisationKeys(folder.filePath(u"root.key"_s), folder.filePath(u"recovery.key"_s));
        };
        const Result<OrganisationKeys> first = make();
        const Result<OrganisationKeys> again = make();
        QVERIFY(first && again);
        QCOMPARE(again->root.publicKey(), first->root.publicKey());
        QCOMPARE(again->recovery.publicKey(), first->recovery.publicKey());
    }

    void foundedSpacesHoldFromTheRootDown()
    {
        const OrganisationKeys keys = someKeys();
        const DeviceKeys admin = DeviceKeys::generate();
        SeededRandom random(7);
        const auto founded = foundSpaces(keys, admin.publicKeys(), u"Amina Khatun"_s, someNames(), random);
        QVERIFY(founded);
        QCOMPARE(founded->size(), 5);

        std::optional<Roster> organisation;
        for (const FoundedSpace &space : *founded) {
            const Roster::Trust trust{keys.root.publicKey(), organisation ? &*organisation : nullptr};
            const Result<Roster> roster = Roster(space.space.id).with(space.envelope, trust);
            QVERIFY2(roster, qPrintable(roster ? QString() : roster.error().detail));
            QCOMPARE(roster->kind(), space.space.kind);
            QCOMPARE(roster->roleOf(admin.publicKeys().id, 0), Role::Admin);
            const auto grant = roster->grantFor(admin.publicKeys().id, 1);
            QVERIFY(grant);
            Result<EpochSeed> seed = openGrant(space.space.id, 1, *grant, admin.box, roster->epochs().value(1).epk);
            QVERIFY(seed);
            const auto recovered = roster->grantFor(recoveryIdOf(keys.recovery.publicKey()), 1);
            QVERIFY(recovered);
            QVERIFY(openGrant(space.space.id, 1, *recovered, keys.recovery, roster->epochs().value(1).epk));
            const EpochKeys epoch(std::move(*seed));
            QCOMPARE(*openLabel(space.space.id, epoch, bytesOf(roster->sealedName())), space.space.name);
            QVERIFY(!space.envelope.ct.contains(space.space.name.toUtf8()));
            QVERIFY(!space.envelope.ct.contains("Amina"));
            if (!organisation) {
                QVERIFY(roster->policy());
                organisation = *roster;
            }
        }
    }
    void foundingNeedsEveryName()
    {
        SeededRandom random(7);
        OrganisationNames names = someNames();
        names.hub = u"  "_s;
        const DevicePublic admin = DeviceKeys::generate().publicKeys();
        QCOMPARE(foundSpaces(someKeys(), admin, u"Amina Khatun"_s, names, random).error().code, ErrorCode::Invalid);
        QCOMPARE(foundSpaces(someKeys(), admin, QString(), someNames(), random).error().code, ErrorCode::Invalid);
    }

    void memberships_data()
    {
        QTest::addColumn<DeviceKind>("kind");
        QTest::addColumn<int>("team");         // index into the five spaces
        QTest::addColumn<QList<int>>("roles"); // per space, 0 = no member
        QTest::newRow("tablet") << DeviceKind::Tablet << 1 << QList<int>{2, 3, 0, 1, 0};
        QTest::newRow("kiosk") << DeviceKind::Kiosk << 2 << QList<int>{2, 0, 2, 1, 0};
        QTest::newRow("further champion") << DeviceKind::Laptop << 1 << QList<int>{2, 3, 3, 2, 3};
    }
    void memberships()
    {
        QFETCH(const DeviceKind, kind);
        QFETCH(const int, team);
        QFETCH(const QList<int>, roles);
        SeededRandom random(9);
        const auto founded = foundSpaces(someKeys(), DeviceKeys::generate().publicKeys(), u"A"_s, someNames(), random);
        QVERIFY(founded);
        const QList<FollowedSpace> own = spacesOf(*founded);
        const auto plan = membershipsFor(kind, own, own.at(team).id);
        QVERIFY(plan);
        QList<int> seen(5, 0);
        for (const PlannedMembership &membership : *plan) {
            for (int i = 0; i < 5; ++i) {
                if (own.at(i).id == membership.space.id)
                    seen[i] = int(membership.role);
            }
        }
        QCOMPARE(seen, roles);
        QCOMPARE(plan->first().space.kind, SpaceKind::Organisation);
        QCOMPARE(membershipsFor(DeviceKind::Tablet, own, own.at(3).id).error().code, ErrorCode::Invalid);
        QCOMPARE(membershipsFor(DeviceKind::Tablet, own, SpaceId{}).error().code, ErrorCode::NotFound);
    }

    void linkCarriesAddressAndPins()
    {
        const InviteCode code = InviteCode::generate();
        ServiceAddress address{QUrl(u"https://safelight.example.org:8443"_s), {}, {}};
        address.spkiPins = {QByteArray(32, '\xfb'), QByteArray(32, '\x01')};
        const QString link = joinlink::format(code, address);
        QVERIFY(link.startsWith(u"safelight://join?"_s));
        const Result<JoinLink> read = joinlink::parse(u"  "_s + link + u"\n"_s);
        QVERIFY2(read, qPrintable(link));
        QCOMPARE(read->code.text(), code.text());
        QVERIFY(read->address);
        QCOMPARE(*read->address, address);
    }
    void codeAloneHasNoAddress()
    {
        const InviteCode code = InviteCode::generate();
        const Result<JoinLink> read = joinlink::parse(code.text().toLower().replace(u'-', u' '));
        QVERIFY(read);
        QVERIFY(!read->address);
        QCOMPARE(read->code.lookup(), code.lookup());
    }
    void linkRefuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("why");
        const QString code = InviteCode::generate().text();
        QTest::newRow("nothing") << QString() << ErrorCode::Malformed;
        QTest::newRow("a mistyped code") << code.chopped(1) << ErrorCode::Malformed;
        QTest::newRow("another scheme") << u"https://join?c="_s + code << ErrorCode::Malformed;
        QTest::newRow("another host") << u"safelight://leave?c="_s + code << ErrorCode::Malformed;
        QTest::newRow("no code") << u"safelight://join?u=https://a.example"_s << ErrorCode::Malformed;
        QTest::newRow("plain http") << u"safelight://join?u=http://a.example&c="_s + code << ErrorCode::Invalid;
        QTest::newRow("a path") << u"safelight://join?u=https://a.example/x&c="_s + code << ErrorCode::Invalid;
        QTest::newRow("a user") << u"safelight://join?u=https://b@a.example&c="_s + code << ErrorCode::Invalid;
        QTest::newRow("a short pin") << u"safelight://join?u=https://a.example&p=AAAA&c="_s + code
                                     << ErrorCode::Invalid;
        QTest::newRow("a damaged certificate")
            << u"safelight://join?u=https://a.example&a=AAAA&c="_s + code << ErrorCode::Invalid;
    }
    void linkRefuses()
    {
        QFETCH(const QString, text);
        QFETCH(const ErrorCode, why);
        const Result<JoinLink> read = joinlink::parse(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, why);
    }
    /// What another implementation makes of the same links (sync/vectors).
    void linkVectors()
    {
        QFile file(u":/vectors/enrolment.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject v = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject good = v["links"_L1].toObject();
        QVERIFY(good.size() > 4);
        QStringList wrong;
        for (auto it = good.begin(); it != good.end(); ++it) {
            const Result<JoinLink> read = joinlink::parse(it.value()["link"_L1].toString());
            if (!read || !read->address) {
                wrong.append(it.key());
                continue;
            }
            QCOMPARE(read->code.text(), v["shown"_L1].toString());
            QCOMPARE(read->address->url, QUrl(it.value()["url"_L1].toString()));
            QStringList pins;
            for (const QByteArray &pin : std::as_const(read->address->spkiPins))
                pins.append(QString::fromLatin1(pin.toHex()));
            QCOMPARE(QJsonArray::fromStringList(pins), it.value()["pins"_L1].toArray());
            QJsonArray authorities;
            for (const QSslCertificate &one : QSslCertificate::fromData(read->address->caPem, QSsl::Pem))
                authorities.append(QString::fromLatin1(one.toDer().toHex()));
            QCOMPARE(authorities, it.value()["authorities"_L1].toArray());
        }
        const QJsonObject bad = v["links_refused"_L1].toObject();
        QVERIFY(bad.size() > 10);
        for (auto it = bad.begin(); it != bad.end(); ++it) {
            if (joinlink::parse(it.value().toString()))
                wrong.append(it.key());
        }
        QCOMPARE(wrong.join(u", "_s), QString());
        // "as it is made" is what is made here, letter for letter
        const QString made = good["as it is made"_L1]["link"_L1].toString();
        const Result<JoinLink> again = joinlink::parse(made);
        QCOMPARE(joinlink::format(again->code, *again->address), made);
    }
    void addressIsForgiving()
    {
        QCOMPARE(*joinlink::parseAddress(u" safelight.example.org/ "_s), QUrl(u"https://safelight.example.org"_s));
        QCOMPARE(*joinlink::parseAddress(u"https://a.example:8443"_s), QUrl(u"https://a.example:8443"_s));
        QCOMPARE(joinlink::parseAddress(u"http://a.example"_s).error().code, ErrorCode::Invalid);
        QCOMPARE(joinlink::parseAddress(QString()).error().code, ErrorCode::Invalid);
    }

    void pendingSetUpComesBack()
    {
        QTemporaryDir folder;
        QVERIFY(!*pendingsetup::read(folder.path()));
        const DevicePublic admin = DeviceKeys::generate().publicKeys();
        const PendingSetUp pending{
            someKeys().root.publicKey(), admin, u"people/x"_s, {QByteArray("one"), QByteArray("two")}};
        QVERIFY(pendingsetup::write(folder.path(), pending));
        const auto read = pendingsetup::read(folder.path());
        QVERIFY(read && *read);
        QCOMPARE(**read, pending);
        pendingsetup::remove(folder.path());
        QVERIFY(!*pendingsetup::read(folder.path()));
        QFile file(folder.filePath(u"organisation.pending"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("garbage");
        file.close();
        QCOMPARE(pendingsetup::read(folder.path()).error().code, ErrorCode::Malformed);
    }

    void qrHasItsFinders()
    {
        const Result<QrMatrix> matrix = qrMatrixOf(u"safelight://join?u=https%3A%2F%2Fa.example&c=ABCDE"_s);
        QVERIFY(matrix);
        QCOMPARE(matrix->dark.size(), qsizetype(matrix->size) * matrix->size);
        QCOMPARE((matrix->size - 21) % 4, 0);
        for (const auto &[row, column] : {std::pair(0, 0), {0, matrix->size - 7}, {matrix->size - 7, 0}}) {
            for (int i = 0; i < 7; ++i)
                QVERIFY(matrix->isDark(row, column + i) && matrix->isDark(row + i, column));
            QVERIFY(!matrix->isDark(row + 1, column + 1));
            QVERIFY(matrix->isDark(row + 3, column + 3));
        }
        QCOMPARE(qrMatrixOf(QString(4000, u'x')).error().code, ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestEnrolmentParts)
#include "test_enrolmentparts.moc"
