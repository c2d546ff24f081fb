// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/adddevicemodel.h"
#include "app/admin/joinmodel.h"
#include "app/store/query.h"
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

    /// A tablet whose person has answered an invitation and waits. The passphrase is "tin kettle wet bridge".
    struct Answered {
        Answered(AdminWorld &world, AddDeviceModel &adding, Installation &tablet)
            : model(*tablet.device, tablet.folder.path(), world.transports(), &explain, world.clock, world.random,
                    nullptr, std::chrono::milliseconds(1), AdminWorld::kCheap)
        {
            adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3, outreach"_s, 0);
            const auto until = [](auto condition) { return QTest::qWaitFor(condition, 20'000); };
            waits = until([&] { return adding.step() == AddDeviceModel::Step::Waiting; });
            model.enter(adding.link());
            waits = until([&] { return model.step() == JoinModel::Step::Confirm; }) && waits;
            model.claim(u"Rowan Ash"_s, passphrase, passphrase);
            waits = until([&] { return adding.step() == AddDeviceModel::Step::Compare; }) && waits;
        }
        const QString passphrase = u"tin kettle wet bridge"_s;
        JoinModel model;
        bool waits = false;
    };

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

    void namesAreOneLineOfLetters()
    {
        const auto adding = screen();
        adding->start(AddDeviceModel::Kind::Tablet, u"Tablet\u202e"_s, 0);
        QCOMPARE(adding->problemField(), u"name"_s);
        adding->start(AddDeviceModel::Kind::Tablet, u"Tablet"_s, 0);
        QTRY_COMPARE(adding->step(), AddDeviceModel::Step::Waiting);
        const auto tablet = m_world->install();
        JoinModel model(*tablet->device, tablet->folder.path(), m_world->transports(), &explain, m_world->clock,
                        m_world->random, nullptr, std::chrono::milliseconds(1), AdminWorld::kCheap);
        model.enter(adding->link());
        QTRY_COMPARE(model.step(), JoinModel::Step::Confirm);
        model.claim(u"Rowan\nAsh"_s, u"tin kettle wet bridge"_s, u"tin kettle wet bridge"_s);
        QCOMPARE(model.problemField(), u"person"_s);
        QVERIFY(!model.problem().startsWith(u"SL-"_s));
    }

    /// The program ended while the person waited: with the same code it goes on, under the same passphrase only.
    void anInterruptedJoinGoesOn()
    {
        const auto adding = screen();
        const auto tablet = m_world->install();
        auto first = std::make_unique<Answered>(*m_world, *adding, *tablet);
        QVERIFY(first->waits);
        const QString words = first->model.words();
        const QString passphrase = first->passphrase;
        first.reset();
        JoinModel model(*tablet->device, tablet->folder.path(), m_world->transports(), &explain, m_world->clock,
                        m_world->random, nullptr, std::chrono::milliseconds(1), AdminWorld::kCheap);
        model.enter(adding->link());
        QTRY_COMPARE(model.step(), JoinModel::Step::Confirm);
        model.claim(u"Rowan Ash"_s, u"another one of good length"_s, u"another one of good length"_s);
        QTRY_COMPARE(model.problemField(), u"passphrase"_s);
        QCOMPARE(model.step(), JoinModel::Step::Confirm);
        model.claim(u"Rowan Ash"_s, passphrase, passphrase);
        QTRY_COMPARE(model.step(), JoinModel::Step::Waiting);
        QCOMPARE(model.words(), words);
        adding->approve();
        QTRY_COMPARE_WITH_TIMEOUT(model.step(), JoinModel::Step::Finished, 20'000);
        QVERIFY(model.takeVault());
    }

    void whoeverComesByCannotChooseThePassphrase()
    {
        const auto adding = screen();
        const auto tablet = m_world->install();
        Answered answered(*m_world, *adding, *tablet);
        JoinModel &model = answered.model;
        QVERIFY(answered.waits && !model.asksAgain());
        QSignalSpy left(&model, &JoinModel::left);
        model.personLeft();
        QCOMPARE(left.size(), 1); // the fields forget as well
        adding->approve();        // at once: perhaps before the mark is made
        QTRY_COMPARE(model.step(), JoinModel::Step::SamePassphrase);
        QVERIFY(model.asksAgain());
        model.personLeft(); // again and again
        model.typeAgain(u"another one of good length"_s);
        QTRY_COMPARE(model.problem(), u"SL-17"_s);
        QCOMPARE(model.problemField(), u"passphrase"_s);
        QCOMPARE(model.step(), JoinModel::Step::SamePassphrase);
        model.typeAgain(answered.passphrase);
        QTRY_COMPARE(model.step(), JoinModel::Step::Finished);
        QVERIFY(model.takeVault());
    }

    void aJoinThatIsLeftEndsAndThePersonIsListed_data()
    {
        QTest::addColumn<JoinModel::Step>("leftAt");
        QTest::newRow("while the store is made") << JoinModel::Step::Creating;
        QTest::newRow("while it fetches") << JoinModel::Step::Fetching;
        QTest::newRow("on the last page") << JoinModel::Step::Finished;
    }
    void aJoinThatIsLeftEndsAndThePersonIsListed()
    {
        QFETCH(const JoinModel::Step, leftAt);
        const auto adding = screen();
        const auto tablet = m_world->install();
        Answered answered(*m_world, *adding, *tablet);
        JoinModel &model = answered.model;
        QVERIFY(answered.waits);
        QSignalSpy ended(&model, &JoinModel::ended);
        connect(
            &model, &JoinModel::changed, &model,
            [&] {
                if (model.step() == leftAt && ended.isEmpty())
                    model.personLeft();
            },
            Qt::QueuedConnection);
        adding->approve();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(model.step(), JoinModel::Step::EnterCode);
        QVERIFY(!model.takeVault());
        const auto people = settled(tablet->device->people());
        QVERIFY(people);
        QCOMPARE(people->size(), 1);
        const QString folder = tablet->folder.filePath(people->first().folder);
        QVERIFY(vault::open(folder, Passphrase(answered.passphrase), m_world->clock, m_world->random));
    }

    void aVaultThatIsMadeIsNotMadeAgain()
    {
        Installation tablet;
        const DataKey key = DataKey::random();
        const auto open = [&] { return DeviceFile::open(tablet.folder.path(), key); };
        QVERIFY(open()); // makes it
        {
            auto database = Database::open(tablet.folder.filePath(u"device.db"_s), key);
            QVERIFY(database);
            Query(*database, "CREATE TRIGGER refused BEFORE INSERT ON person "
                             "WHEN (SELECT length(value) FROM setting WHERE key = 'service') < 500 "
                             "BEGIN SELECT RAISE(ABORT, 'refused'); END")
                .run();
        }
        tablet.device = std::move(*open());
        const auto adding = screen();
        Answered answered(*m_world, *adding, tablet);
        JoinModel &model = answered.model;
        QVERIFY(answered.waits);
        adding->approve();
        QTRY_VERIFY(!model.problem().isEmpty() && !model.busy());
        QCOMPARE(model.step(), JoinModel::Step::Creating); // and asks for nothing
        model.tryAgain();
        QTRY_VERIFY(!model.problem().isEmpty() && !model.busy());
        QCOMPARE(model.step(), JoinModel::Step::Creating);
        const ServiceAddress longer{QUrl(AdminWorld::origin()), QByteArray(1'000, 'c'), {}};
        QVERIFY(settled(tablet.device->setService(longer))); // and people are taken again
        model.tryAgain();
        QTRY_COMPARE(model.step(), JoinModel::Step::Finished);
        QCOMPARE(settled(tablet.device->people())->size(), 1);
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
        model.tryAgain();
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
