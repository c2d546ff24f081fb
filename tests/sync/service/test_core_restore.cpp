// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include <QTest>

using namespace safelight;
using namespace safelight::service;
using namespace safelight::test;

/// POST /v1/sync of a service that was restored from a copy older than a whole space.
class TestCoreRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(initCrypto()); }
    void aSpaceThatIsNotHereSaysSo();
    void whatACopyLacksIsBroughtBackByAnyReader();
};

namespace
{

struct Organisation {
    ServiceWorld world;
    Person admin = world.enrolled();
    SpaceId org = world.makeOrganisation(admin);
};

} // namespace

void TestCoreRestore::aSpaceThatIsNotHereSaysSo()
{
    Organisation t;
    SpaceId fresh;
    randomBytes(fresh.bytes);
    const Person worker = t.world.enrolled();
    Ask ask = t.world.ask(fresh);
    const auto answer = t.world.sync(worker, ask);
    QCOMPARE(answer->status, SpaceStatus::Ok);
    QCOMPARE(answer->headSeq, 0U);
    QVERIFY(answer->authors.contains(worker.id().id)); // an own head of zero: nothing of it is held
    QCOMPARE(answer->authors.size(), 1);
    QVERIFY(answer->newer.isEmpty() && answer->control.isEmpty() && !answer->more);
    ask.hiSeq = 3; // it has been further: the log is another one
    const auto further = t.world.sync(worker, ask);
    QCOMPARE(further->status, SpaceStatus::Diverged);
    QCOMPARE(further->headSeq, 0U);
    QCOMPARE(further->authors.value(worker.id().id).seq, 0U);
}

void TestCoreRestore::whatACopyLacksIsBroughtBackByAnyReader()
{
    Organisation t;
    const Person maker = t.world.enrolled();
    t.world.addMember(t.org, t.admin, maker, Role::Admin);
    const SpaceId lost = t.world.makeSpace(SpaceKind::Team, maker);
    const Person reader = t.world.enrolled();
    t.world.addMember(lost, maker, reader, Role::Read);
    QVERIFY(t.world.sync(maker, t.world.ask(lost, {t.world.note(lost, maker)})));
    t.world.removeMember(t.org, t.admin, maker, 0);
    Ask everything{lost, 0, {}, {}};
    const auto held = t.world.sync(reader, everything);
    for (const LogEntry &entry : held->newer)
        everything.push.append(entry.envelope);
    QCOMPARE(everything.push.size(), 3);

    // The copy: the same organisation, without that space, under which nothing of it can be guessed.
    const auto organisation = t.world.sync(t.admin, t.world.ask(t.org));
    t.world.storage = std::move(*openEmbeddedStorage(QStringLiteral(":memory:"), DataKey::random()));
    t.world.core = std::make_unique<Core>(*t.world.storage, t.world.clock, t.world.root.publicKey(), t.world.origin,
                                          QByteArray(32, 'm'));
    for (const Person *who : std::initializer_list<const Person *>{&t.admin, &maker, &reader}) {
        const DevicePublic id = who->id();
        SetupRequest request{who->install, who->login->publicKey(), id.id, id.signPk, id.boxPk, {}};
        request.rootSignature = signSetup(t.world.root, request);
        QVERIFY(t.world.core->setup(request));
    }
    Ask again{t.org, 0, {}, {}};
    for (const LogEntry &entry : organisation->newer)
        again.push.append(entry.envelope);
    QCOMPARE(t.world.sync(t.admin, again)->status, SpaceStatus::Ok);

    // Its maker is no administrator any more and makes no spaces; a reader of it brings it back whole.
    QCOMPARE(t.world.sync(maker, everything)->status, SpaceStatus::Forbidden);
    const auto back = t.world.sync(reader, everything);
    QCOMPARE(back->status, SpaceStatus::Ok);
    QCOMPARE(back->headSeq, 3U);
    // A stranger brings nothing to a space that stands.
    QCOMPARE(t.world.sync(t.admin, everything)->status, SpaceStatus::Forbidden);
}

QTEST_GUILESS_MAIN(TestCoreRestore)
#include "test_core_restore.moc"
