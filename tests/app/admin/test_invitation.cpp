// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/syncnow.h"
#include "tests/support/adminworld.h"

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

namespace
{

/// An invitation that was made, and a device that has begun to answer it.
struct Meeting {
    explicit Meeting(AdminWorld &world, Vault &administrator, DeviceKind kind = DeviceKind::Tablet,
                     const SpaceId &team = {})
        : way(world.transportOf(*world.admin))
        , invitation(administrator, *way, world.clock)
        , installation(world.install())
        , joining(*installation->device, installation->folder.path(), world.transports(), world.clock, world.random)
    {
        made = settled(invitation.create({kind, u"Tablet 3, outreach"_s, team}));
    }
    [[nodiscard]] Result<InviteInfo> begin() { return settled(joining.begin(link())); }
    [[nodiscard]] JoinLink link() const
    {
        return {std::move(*InviteCode::parse(invitation.code()->text())),
                ServiceAddress{QUrl(AdminWorld::origin()), {}, {}}};
    }

    std::unique_ptr<CoreTransport> way;
    Invitation invitation;
    std::unique_ptr<Installation> installation;
    Joining joining;
    Done made = ErrorCode::Internal;
};

} // namespace

/// Enrolment end to end over the service's real rules, and everything that can go wrong with a code.
class TestInvitation : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AdminWorld> m_world;
    std::unique_ptr<Vault> m_admin;

    [[nodiscard]] SpaceId teamNamed(const QString &name) const
    {
        const auto followed = settled(m_admin->read([](ReadTx &tx) { return spaces::followed(tx); }));
        const auto found = std::ranges::find(*followed, name, &FollowedSpace::name);
        return found == followed->end() ? SpaceId{} : found->id;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init()
    {
        m_world = std::make_unique<AdminWorld>();
        m_admin = m_world->setUp();
        QVERIFY(m_admin);
    }
    void cleanup()
    {
        m_admin.reset();
        m_world.reset();
    }

    void everyKindGetsItsRoles_data()
    {
        QTest::addColumn<DeviceKind>("kind");
        QTest::addColumn<QList<int>>("roles"); // organisation, Outreach, Library desk, intake, hub; 0 = none
        QTest::newRow("tablet") << DeviceKind::Tablet << QList<int>{2, 3, 0, 1, 0};
        QTest::newRow("kiosk") << DeviceKind::Kiosk << QList<int>{2, 0, 2, 1, 0};
        QTest::newRow("laptop") << DeviceKind::Laptop << QList<int>{2, 3, 3, 2, 3};
    }
    void everyKindGetsItsRoles()
    {
        QFETCH(const DeviceKind, kind);
        QFETCH(const QList<int>, roles);
        const auto installation = m_world->install();
        const std::unique_ptr<Vault> vault = m_world->enrol(*m_admin, *installation, kind, u"Bartosz Nowak"_s);
        QVERIFY(vault);
        QCOMPARE(vault->owner().person, u"Bartosz Nowak"_s);
        QCOMPARE(vault->owner().deviceKind, quint8(kind));
        const auto way = m_world->transportOf(*installation);
        QObject context;
        const auto outcome = settled(syncNow(*vault, *way, &context));
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));

        const auto order = settled(m_admin->read([](ReadTx &tx) { return spaces::followed(tx); }));
        QVERIFY(order);
        const auto seen =
            settled(vault->write([order = *order](WriteTx &, Journal &, Engine &engine) -> Result<QList<int>> {
                QList<int> list;
                for (const FollowedSpace &space : order) {
                    const std::optional<Role> role = engine.ownRole(space.id);
                    const bool reads = role && holdsSeed(*role);
                    list.append(role ? int(*role) : 0);
                    if (reads != bool(engine.currentKeys(space.id)))
                        return Error{ErrorCode::NoKey, {}};
                }
                return list;
            }));
        QVERIFY(seen);
        QCOMPARE(*seen, roles);
        const auto people = settled(installation->device->people());
        QVERIFY(people);
        QCOMPARE(people->size(), 1);
    }

    void aKioskReadsWhereNobodyWrites_data()
    {
        QTest::addColumn<DeviceKind>("there");
        QTest::addColumn<DeviceKind>("comes");
        QTest::addColumn<bool>("taken");
        QTest::newRow("a kiosk to a tablet") << DeviceKind::Tablet << DeviceKind::Kiosk << false;
        QTest::newRow("a tablet to a kiosk") << DeviceKind::Kiosk << DeviceKind::Tablet << false;
        QTest::newRow("a tablet to a tablet") << DeviceKind::Tablet << DeviceKind::Tablet << true;
        QTest::newRow("a kiosk to a kiosk") << DeviceKind::Kiosk << DeviceKind::Kiosk << true;
        QTest::newRow("a kiosk to a laptop") << DeviceKind::Laptop << DeviceKind::Kiosk << true;
        QTest::newRow("a laptop to a kiosk") << DeviceKind::Kiosk << DeviceKind::Laptop << true;
    }
    void aKioskReadsWhereNobodyWrites()
    {
        QFETCH(const DeviceKind, there);
        QFETCH(const DeviceKind, comes);
        QFETCH(const bool, taken);
        const SpaceId team = teamNamed(u"Outreach"_s);
        Meeting early(*m_world, *m_admin, comes, team); // while nobody is there
        QVERIFY(early.made);
        QVERIFY(early.begin());
        QVERIFY(settled(early.joining.claim(u"Bartosz Nowak"_s)));
        const auto claimant = settled(early.invitation.look());
        QVERIFY(claimant && *claimant);

        const auto first = m_world->install();
        QVERIFY(m_world->enrol(*m_admin, *first, there, u"Rowan Ash"_s, team));
        const Done approved = settled(early.invitation.approve(**claimant));
        const Meeting late(*m_world, *m_admin, comes, team);
        for (const Done &done : {approved, late.made}) {
            QCOMPARE(done.has_value(), taken);
            if (!taken)
                QCOMPARE(done.error().code, ErrorCode::Invalid);
        }
        QCOMPARE(*settled(early.joining.look()), taken);
    }

    void theUsualTeamIsOneThatFits()
    {
        const auto first = m_world->install();
        QVERIFY(m_world->enrol(*m_admin, *first, DeviceKind::Tablet, u"Rowan Ash"_s, teamNamed(u"Library desk"_s)));
        const auto second = m_world->install();
        const auto kiosk = m_world->enrol(*m_admin, *second, DeviceKind::Kiosk, u"Desk"_s);
        QVERIFY(kiosk);
        const auto follows = settled(kiosk->read([](ReadTx &tx) { return spaces::ofKind(tx, SpaceKind::Team); }));
        QVERIFY(follows);
        QCOMPARE(follows->name, u"Outreach"_s);
        const auto third = m_world->install();
        QVERIFY(m_world->enrol(*m_admin, *third, DeviceKind::Tablet, u"Sam Field"_s)); // beside the other tablet
    }

    void wordsAreEqualOnBothSides()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.made);
        const auto nobody = settled(meeting.invitation.look());
        QVERIFY(nobody && !*nobody);
        const auto info = meeting.begin();
        QVERIFY(info);
        QCOMPARE(info->organisation, u"Example Borough"_s);
        QCOMPARE(info->forWhom, u"Tablet 3, outreach"_s);
        const auto words = settled(meeting.joining.claim(u" Bartosz Nowak "_s));
        QVERIFY(words);
        QCOMPARE(words->size(), 4);
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        QCOMPARE((*claimant)->words, *words);
        QCOMPARE((*claimant)->person, u"Bartosz Nowak"_s);
        const auto waiting = settled(meeting.joining.look());
        QVERIFY(waiting && !*waiting);
    }

    void aCodeIsTakenUpByAnotherRun()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        Invitation later(*m_admin, *meeting.way, m_world->clock);
        QVERIFY(settled(later.resume(std::move(*InviteCode::parse(meeting.invitation.code()->text())), {})));
        QCOMPARE(later.spec().kind, DeviceKind::Tablet);
        const auto claimant = settled(later.look());
        QVERIFY(claimant && *claimant);
        QVERIFY(settled(later.approve(**claimant)));
        QVERIFY(*settled(meeting.joining.look()));
    }

    void keysThatTheServiceSlipsInAreRefused()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        meeting.way->onInviteState([](InviteState &state) {
            const DevicePublic forged = DeviceKeys::generate().publicKeys();
            state.claim->signPk = forged.signPk;
            state.claim->boxPk = forged.boxPk;
        });
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(!claimant);
        QCOMPARE(claimant.error().code, ErrorCode::NotAuthentic);
    }

    void aCodeWorksOnce()
    {
        Meeting meeting(*m_world, *m_admin);
        const auto second = m_world->install();
        Joining late(*second->device, second->folder.path(), m_world->transports(), m_world->clock, m_world->random);
        QVERIFY(meeting.begin());
        QVERIFY(settled(late.begin(meeting.link())));
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        // One that looked before the first answered, and one that comes afterwards.
        QCOMPARE(settled(late.claim(u"Somebody Else"_s)).error().code, ErrorCode::AlreadyUsed);
        QCOMPARE(settled(late.begin(meeting.link())).error().code, ErrorCode::AlreadyUsed);
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        QCOMPARE((*claimant)->person, u"Bartosz Nowak"_s);
    }

    void aLostAnswerToAClaimIsHarmless()
    {
        Meeting meeting(*m_world, *m_admin);
        m_world->tamper = [](CoreTransport &transport) { transport.failCall(1, true); }; // 0 is the look
        QVERIFY(meeting.begin());
        QCOMPARE(settled(meeting.joining.claim(u"Bartosz Nowak"_s)).error().code, ErrorCode::TimedOut);
        const auto words = settled(meeting.joining.claim(u"Bartosz Nowak"_s));
        QVERIFY(words);
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        QCOMPARE((*claimant)->words, *words);
    }

    /// The program ended between the claim and the vault: another run of this installation goes on with the same keys.
    void anInterruptedClaimIsTakenUp()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        const auto words =
            settled(meeting.joining.claim(u"Bartosz Nowak"_s, AdminWorld::passphrase(), AdminWorld::kCheap));
        QVERIFY(words);
        const QDir folder(meeting.installation->folder.path());
        QCOMPARE(folder.entryList({u"joining-*.pending"_s}, QDir::Files).size(), 1);

        Joining later(*meeting.installation->device, folder.path(), m_world->transports(), m_world->clock,
                      m_world->random);
        QVERIFY(settled(later.begin(meeting.link())));
        QCOMPARE(
            settled(later.claim(u"Bartosz Nowak"_s, Passphrase(u"some other lantern entirely"), AdminWorld::kCheap))
                .error()
                .code,
            ErrorCode::WrongPassphrase);
        const auto same = settled(later.claim(u"Bartosz Nowak"_s, AdminWorld::passphrase(), AdminWorld::kCheap));
        QVERIFY(same);
        QCOMPARE(*same, *words);
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        QVERIFY(settled(meeting.invitation.approve(**claimant)));
        QVERIFY(*settled(later.look()));
        QVERIFY(settled(later.finish(AdminWorld::passphrase(), AdminWorld::kCheap)));
        QVERIFY(folder.entryList({u"joining-*.pending"_s}, QDir::Files).isEmpty());

        const auto elsewhere = m_world->install();
        Joining thief(*elsewhere->device, elsewhere->folder.path(), m_world->transports(), m_world->clock,
                      m_world->random);
        QCOMPARE(settled(thief.begin(meeting.link())).error().code, ErrorCode::AlreadyUsed);
    }

    void whatCannotBeKeptIsNotClaimed()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        const QString name = u"joining-"_s + meeting.link().code.lookup().toHex() + u".pending"_s;
        QDir folder(meeting.installation->folder.path());
        QVERIFY(folder.mkdir(name)); // nothing can be written there
        QVERIFY(!settled(meeting.joining.claim(u"Bartosz Nowak"_s, AdminWorld::passphrase(), AdminWorld::kCheap)));
        QVERIFY(!*settled(meeting.invitation.look())); // the code still works
        QVERIFY(folder.rmdir(name));
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s, AdminWorld::passphrase(), AdminWorld::kCheap)));
    }

    void namesAreOneLineOfLetters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("escape") << u"Rowan\x1b[2J"_s;
        QTest::newRow("line feed") << u"Rowan\nIts four words: a b c d"_s;
        QTest::newRow("C1") << u"Rowan\u009b2J"_s;
        QTest::newRow("right to left") << u"Rowan\u202e"_s;
    }
    void namesAreOneLineOfLetters()
    {
        QFETCH(const QString, name);
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QCOMPARE(settled(meeting.joining.claim(name)).error().code, ErrorCode::Invalid);
        QCOMPARE(settled(meeting.invitation.create({DeviceKind::Tablet, name, {}})).error().code, ErrorCode::Invalid);

        // Somebody whose program lets it through.
        const InviteCode code = std::move(*InviteCode::parse(meeting.invitation.code()->text()));
        const DevicePublic keys = DeviceKeys::generate().publicKeys();
        const SigningKey login = SigningKey::generate();
        InstallId install;
        randomBytes(install.bytes);
        const QByteArray label = name.toUtf8();
        ClaimRequest claim{install, login.publicKey(), keys.signPk, keys.boxPk, code.seal("label", bytesOf(label)), {}};
        claim.mac = code.macOf(claim);
        QVERIFY(settled(meeting.way->claim(code.lookup(), claim)));
        QCOMPARE(settled(meeting.invitation.look()).error().code, ErrorCode::NotAuthentic);
    }

    void anOldCodeIsExpired()
    {
        Meeting meeting(*m_world, *m_admin);
        m_world->clock.advance(std::chrono::hours(25));
        QCOMPARE(meeting.begin().error().code, ErrorCode::Expired);
        QCOMPARE(settled(meeting.invitation.look()).error().code, ErrorCode::Expired);
    }

    void anUnknownCodeIsNotFound()
    {
        Meeting meeting(*m_world, *m_admin);
        JoinLink link{InviteCode::generate(), ServiceAddress{QUrl(AdminWorld::origin()), {}, {}}};
        QCOMPARE(settled(meeting.joining.begin(std::move(link))).error().code, ErrorCode::NotFound);
    }

    void troubleOnTheWayIsPassedOn_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no connection") << ErrorCode::Offline;
        QTest::newRow("service down") << ErrorCode::ServiceUnavailable;
        QTest::newRow("untrusted certificate") << ErrorCode::UntrustedCertificate;
        QTest::newRow("a portal page") << ErrorCode::Unintelligible;
    }
    void troubleOnTheWayIsPassedOn()
    {
        QFETCH(const ErrorCode, code);
        Meeting meeting(*m_world, *m_admin);
        m_world->tamper = [code](CoreTransport &transport) { transport.fail(code); };
        QCOMPARE(meeting.begin().error().code, code);
        m_world->tamper = {};
        QVERIFY(meeting.begin()); // and nothing is lost by it
    }

    void approvalGoesOnAfterTrouble()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        meeting.way->fail(ErrorCode::Offline);
        QCOMPARE(settled(meeting.invitation.approve(**claimant)).error().code, ErrorCode::Offline);
        QVERIFY(!*settled(meeting.joining.look()));
        meeting.way->fail(std::nullopt);
        QVERIFY(settled(meeting.invitation.approve(**claimant)));
        QVERIFY(*settled(meeting.joining.look()));
    }

    void whatIsStuckElsewhereKeepsNobodyOut_data()
    {
        QTest::addColumn<SpaceKind>("stuckIn");
        QTest::addColumn<bool>("welcome");
        QTest::newRow("in a space of others") << SpaceKind::Hub << true;
        QTest::newRow("where the new device belongs") << SpaceKind::Intake << false;
    }
    void whatIsStuckElsewhereKeepsNobodyOut()
    {
        QFETCH(const SpaceKind, stuckIn);
        QFETCH(const bool, welcome);
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        const auto stuck =
            settled(m_admin->write([stuckIn](WriteTx &tx, Journal &journal, Engine &engine) -> Result<SpaceId> {
                const auto space = spaces::ofKind(tx, stuckIn);
                if (!space)
                    return space.error();
                const auto written = engine.record(journal, space->id, engine.begin({}));
                return written ? Result<SpaceId>(space->id) : written.error();
            }));
        QVERIFY(stuck);
        meeting.way->refuseIn(*stuck);
        const Done approved = settled(meeting.invitation.approve(**claimant));
        QCOMPARE(approved.has_value(), welcome);
        if (!welcome)
            QCOMPARE(approved.error().code, ErrorCode::Stale);
        QCOMPARE(*settled(meeting.joining.look()), welcome);
    }

    void aDeviceKeepsToItsServiceAndItsCertificates_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("taken");
        QTest::newRow("the same") << AdminWorld::origin() << true;
        QTest::newRow("written in capitals") << u"https://SAFELIGHT.example.org:8443"_s << true;
        QTest::newRow("another host") << u"https://elsewhere.example.org:8443"_s << false;
        QTest::newRow("another port") << u"https://safelight.example.org"_s << false;
    }
    void aDeviceKeepsToItsServiceAndItsCertificates()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, taken);
        Meeting meeting(*m_world, *m_admin);
        DeviceFile &device = *meeting.installation->device;
        const ServiceAddress first{QUrl(AdminWorld::origin()), "a certificate", {QByteArray(32, 'p')}};
        QVERIFY(settled(device.setService(first)));
        JoinLink link = meeting.link();
        link.address = ServiceAddress{QUrl(url), {}, {}};
        const auto info = settled(meeting.joining.begin(std::move(link)));
        QCOMPARE(bool(info), taken);
        if (!taken)
            QCOMPARE(info.error().code, ErrorCode::OtherService);
        if (taken) {
            QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
            const auto claimant = settled(meeting.invitation.look());
            QVERIFY(claimant && *claimant && settled(meeting.invitation.approve(**claimant)));
            QVERIFY(*settled(meeting.joining.look()));
            QVERIFY(settled(meeting.joining.finish(AdminWorld::passphrase(), AdminWorld::kCheap)));
        }
        const auto kept = settled(device.service());
        QVERIFY(kept);
        QVERIFY(*kept == first);
    }

    void onlyAnAdministratorInvites()
    {
        const auto installation = m_world->install();
        const auto vault = m_world->enrol(*m_admin, *installation, DeviceKind::Tablet, u"Bartosz Nowak"_s);
        QVERIFY(vault);
        const auto way = m_world->transportOf(*installation);
        Invitation invitation(*vault, *way, m_world->clock);
        const Done made = settled(invitation.create({DeviceKind::Tablet, u"Mine"_s, {}}));
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Forbidden);
    }

    void aWeakPassphraseMayBeChosenAgain()
    {
        Meeting meeting(*m_world, *m_admin);
        QVERIFY(meeting.begin());
        QVERIFY(settled(meeting.joining.claim(u"Bartosz Nowak"_s)));
        const auto claimant = settled(meeting.invitation.look());
        QVERIFY(claimant && *claimant);
        QVERIFY(settled(meeting.invitation.approve(**claimant)));
        QVERIFY(*settled(meeting.joining.look()));
        QCOMPARE(settled(meeting.joining.finish(Passphrase(u"short"), AdminWorld::kCheap)).error().code,
                 ErrorCode::WeakPassphrase);
        QVERIFY(settled(meeting.joining.finish(AdminWorld::passphrase(), AdminWorld::kCheap)));
    }
};

QTEST_GUILESS_MAIN(TestInvitation)
#include "test_invitation.moc"
