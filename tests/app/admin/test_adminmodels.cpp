// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/adddevicemodel.h"
#include "app/admin/joinmodel.h"
#include "tests/support/adminworld.h"

#include <QSignalSpy>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The two screens of an enrolment, without any screen, where a lock or a silent service comes in between.
class TestAdminModels : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AdminWorld> m_world;
    std::unique_ptr<Vault> m_admin;
    std::unique_ptr<CoreTransport> m_way;

    static QString explain(const Error &error) { return u"SL-%1"_s.arg(int(error.code)); }
    [[nodiscard]] std::unique_ptr<AddDeviceModel> screen() const
    {
        return std::make_unique<AddDeviceModel>(*m_admin, *m_way, ServiceAddress{QUrl(AdminWorld::origin()), {}, {}},
                                                &explain, m_world->clock, nullptr, std::chrono::milliseconds(1));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void init()
    {
        m_world = std::make_unique<AdminWorld>();
        m_admin = m_world->setUp();
        QVERIFY(m_admin);
        m_way = m_world->transportOf(*m_world->admin);
    }
    void cleanup()
    {
        m_way.reset();
        m_admin.reset();
        m_world.reset();
    }

    void aLockDoesNotEndAnInvitationThatIsShown()
    {
        auto adding = screen();
        QCOMPARE(adding->address(), u"safelight.example.org:8443"_s);
        adding->start(AddDeviceModel::Kind::Tablet, u"Tablet 3, outreach"_s, 0);
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Waiting);
        const QString link = adding->link();
        const QString expires = adding->expires();
        adding = screen(); // locked and unlocked
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Waiting);
        QCOMPARE(adding->link(), link);
        QCOMPARE(adding->forWhom(), u"Tablet 3, outreach"_s);
        QCOMPARE(adding->expires(), expires);

        const auto installation = m_world->install();
        Joining joining(*installation->device, installation->folder.path(), m_world->transports(), m_world->clock,
                        m_world->random);
        QVERIFY(settled(joining.begin(std::move(*joinlink::parse(link)))));
        QVERIFY(settled(joining.claim(u"Bartosz Nowak"_s)));
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Compare);
        adding->approve();
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Finished);
        QVERIFY(*settled(joining.look()));
        const auto left = settled(m_admin->read([](ReadTx &tx) { return pendinginvitation::find(tx); }));
        QVERIFY(left && !*left);
    }

    void onlyTeamsThatFitAreOffered()
    {
        using Kind = AddDeviceModel::Kind;
        auto adding = screen();
        QTRY_COMPARE(adding->teams(), (QStringList{u"Outreach"_s, u"Library desk"_s}));
        QVERIFY(adding->fits(Kind::Kiosk, 0) && adding->fits(Kind::Tablet, 1)); // nobody is there yet
        const auto tablet = m_world->install();
        const auto kiosk = m_world->install();
        QVERIFY(m_world->enrol(*m_admin, *tablet, DeviceKind::Tablet, u"Rowan Ash"_s));
        QVERIFY(m_world->enrol(*m_admin, *kiosk, DeviceKind::Kiosk, u"Desk"_s));
        adding->startAgain();
        QTRY_VERIFY(!adding->fits(Kind::Kiosk, 0));
        QVERIFY(adding->fits(Kind::Tablet, 0) && !adding->fits(Kind::Tablet, 1) && adding->fits(Kind::Kiosk, 1));
        QCOMPARE(adding->usualTeam(Kind::Tablet), 0);
        QCOMPARE(adding->usualTeam(Kind::Kiosk), 1);
        QCOMPARE(adding->usualTeam(Kind::Laptop), -1);
        adding->start(Kind::Kiosk, u"Kiosk 2"_s, 0);
        QCOMPARE(adding->step(), AddDeviceModel::Step::Choose);
        QCOMPARE(adding->problemField(), u"team"_s);
        adding->start(Kind::Kiosk, u"Kiosk 2"_s, -1);
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Waiting);
    }

    void aVaultThatHasHeardNothingSaysSo()
    {
        const auto installation = m_world->install();
        const auto vault = m_world->enrol(*m_admin, *installation, DeviceKind::Kiosk, u"Library desk"_s);
        QVERIFY(vault);
        const auto noted =
            settled(vault->write([](WriteTx &tx, Journal &journal, Engine &engine) -> Result<Engine::Recorded> {
                const auto followed = spaces::followed(tx);
                return followed ? engine.record(journal, followed->first().id, engine.begin({})) : followed.error();
            }));
        QVERIFY(!noted);
        QCOMPARE(noted.error().code, ErrorCode::NotReady);
    }

    void nobodyStartsBeforeTheFirstTalkWithTheService()
    {
        AdminWorld &world = *m_world;
        const auto adding = screen();
        adding->start(AddDeviceModel::Kind::Tablet, u"Tablet 3, outreach"_s, 0);
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Waiting);
        const auto installation = world.install();
        CoreTransport *way = nullptr;
        world.tamper = [&way](CoreTransport &transport) { way = &transport; };
        JoinModel model(*installation->device, installation->folder.path(), world.transports(), &explain, world.clock,
                        world.random, nullptr, std::chrono::milliseconds(1), AdminWorld::kCheap);
        QSignalSpy joined(&model, &JoinModel::joined);
        model.enter(adding->link());
        QTRY_COMPARE(model.step(), JoinModel::Step::Confirm);
        const QString passphrase = u"tin kettle wet bridge"_s;
        model.claim(u"Rowan Ash"_s, passphrase, passphrase);
        QTRY_COMPARE(model.step(), JoinModel::Step::Waiting);
        connect(&model, &JoinModel::changed, this, [&] { // the service stops at once
            if (model.step() == JoinModel::Step::Creating)
                way->fail(ErrorCode::ServiceUnavailable);
        });
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Compare);
        adding->approve();
        QTRY_VERIFY(model.step() == JoinModel::Step::Fetching && !model.busy());
        QCOMPARE(model.problem(), u"SL-3"_s);
        QCOMPARE(joined.size(), 0);
        way->fail(std::nullopt);
        model.fetchAgain();
        QVERIFY(model.busy() && model.problem().isEmpty());
        QTRY_COMPARE(model.step(), JoinModel::Step::Finished);
        QCOMPARE(joined.size(), 1);
        const std::unique_ptr<Vault> vault = model.takeVault();
        const auto ready = settled(vault->write([](WriteTx &tx, Journal &, Engine &engine) -> Result<bool> {
            const auto followed = spaces::followed(tx);
            return followed && std::all_of(followed->begin(), followed->end(), [&](const FollowedSpace &space) {
                       return engine.ownRole(space.id).has_value();
                   });
        }));
        QVERIFY(ready && *ready);
    }
};

QTEST_GUILESS_MAIN(TestAdminModels)
#include "test_adminmodels.moc"
