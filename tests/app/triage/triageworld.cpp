// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/triage/triageworld.h"

#include "sync/crypto/epoch.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{
namespace
{

DeviceKeys copyOf(const DeviceKeys &keys)
{
    return {SigningKey(keys.signing.seed().clone()), BoxKey(keys.box.seed().clone())};
}

template <class T>
T must(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: error %d %s", what, int(result.error().code), qUtf8Printable(result.error().detail));
    return std::move(*result);
}

} // namespace

QString explained(const Error &error)
{
    return u"Something went wrong, and this is how to mend it. (SL-%1)"_s.arg(int(error.code));
}

std::shared_ptr<const triage::TriageForms> triageForms()
{
    const FormCatalogue catalogue = must(FormCatalogue::builtIn(), "forms");
    return std::make_shared<const triage::TriageForms>(must(triage::TriageForms::from(catalogue), "triage forms"));
}

TriageDevice::TriageDevice(const QString &folder, const QString &person, quint8 kind, const DeviceKeys &deviceKeys,
                           TestOrg &org, const QList<const TestSpace *> &follows, ManualClock &testClock,
                           std::uint64_t seed)
    : keys(deviceKeys)
    , clock(testClock)
    , random(seed)
    , forms(triageForms())
{
    QList<FollowedSpace> spaces;
    for (const TestSpace *space : follows) {
        const auto role = space->roster.roleOf(keys.publicKeys().id, toMs(clock.now()));
        spaces.append({space->id, space->kind, role.value_or(Role::Submit), space->name});
    }
    const VaultOwner owner{keys.publicKeys().id, person, kind, org.root.publicKey(), u"Example Borough"_s};
    vault = must(vault::create(folder, Passphrase(u"seven wet umbrellas on the pier"_s), copyOf(keys), owner, spaces,
                               clock, random, Argon2Cost{Argon2Cost::kFloorBytes, Argon2Cost::kFloorPasses}),
                 "vault");
}

bool TriageDevice::sync(TestService &service)
{
    for (int round = 0; round < 40; ++round) {
        const auto request =
            write([](WriteTx &, Journal &journal, Engine &engine) { return engine.nextRequest(journal); });
        if (!request)
            return false;
        const auto response = service.sync(keys, *request);
        if (!response)
            return false;
        const auto outcome = write(
            [&](WriteTx &, Journal &journal, Engine &engine) { return engine.absorb(journal, *request, *response); });
        if (!outcome)
            return false;
        if (!outcome->again)
            return true;
    }
    return false;
}

TriageWorld::TriageWorld()
{
    if (!folder.isValid())
        qFatal("no temporary folder");
    const QString amina = u"Amina Rahman"_s;
    const QString owen = u"Owen Pryce"_s;
    const QString grace = u"Grace Adeyemi"_s;
    for (TestSpace *space : {&org.team, &org.desk, &org.intake, &org.hub}) {
        name(*space, org.admin, Role::Admin, grace);
        if (space != &org.intake)
            name(*space, org.champion, Role::Write, owen);
    }
    for (const auto &[device, person] : {std::pair(&org.champion, owen), std::pair(&org.tablet, amina)})
        name(org.org, *device, Role::Read, person);
    name(org.org, org.admin, Role::Admin, grace);
    name(org.org, org.kiosk, Role::Read, u"Library desk kiosk"_s);
    name(org.intake, org.champion, Role::Read, owen);
    name(org.intake, org.tablet, Role::Submit, amina);
    name(org.team, org.tablet, Role::Write, amina);
    name(org.intake, org.kiosk, Role::Submit, u"Library desk kiosk"_s);
    name(org.desk, org.kiosk, Role::Read, u"Library desk kiosk"_s);
    service.bringUp();

    const QList<const TestSpace *> all{&org.org, &org.team, &org.desk, &org.intake, &org.hub};
    tablet = std::make_unique<TriageDevice>(folder.filePath(u"tablet"_s), amina, quint8(1), org.tablet, org,
                                            QList<const TestSpace *>{&org.org, &org.team, &org.intake}, clock, 11);
    kiosk = std::make_unique<TriageDevice>(folder.filePath(u"kiosk"_s), u"Library desk kiosk"_s, quint8(2), org.kiosk,
                                           org, QList<const TestSpace *>{&org.org, &org.desk, &org.intake}, clock, 12);
    champion = std::make_unique<TriageDevice>(folder.filePath(u"champion"_s), owen, quint8(3), org.champion, org, all,
                                              clock, 13);
    admin =
        std::make_unique<TriageDevice>(folder.filePath(u"admin"_s), grace, quint8(3), org.admin, org, all, clock, 14);
    if (!settle())
        qFatal("the devices do not come to rest");
}

void TriageWorld::name(TestSpace &space, const DeviceKeys &device, Role role, const QString &person)
{
    AddMember entry = org.memberCtl(space, device, role);
    entry.label = sealLabel(space.id, *space.epochs.last(), person);
    (void)org.control(space, org.admin, {entry});
}

QList<Op> TriageWorld::opsOf(Engine &engine, const Uuid &concern, const TestConcern &content, const QString &slip) const
{
    const auto forms = triageForms();
    const ConcernForm &c = forms->concern;
    const StatementForm &s = forms->statement;
    QCborMap body{{qint64(c.danger), content.danger == triage::Danger::Yes      ? c.dangerYes
                                     : content.danger == triage::Danger::Unsure ? c.dangerUnsure
                                                                                : c.dangerNo},
                  {qint64(c.who), content.who},
                  {qint64(c.where), content.where},
                  {qint64(c.whenFromMs), qint64(toMs(clock.now()) - 600'000)}};
    if (!slip.isEmpty())
        body.insert(qint64(c.slip), slip);
    if (content.dialled999Ms > 0)
        body.insert(qint64(c.dialled999Ms), qint64(content.dialled999Ms));
    if (content.clockSuspect)
        body.insert(qint64(c.clockSuspect), true);
    QList<Op> ops{CreateOp{concern, c.type, body}};
    int order = 0;
    for (const TestStatement &statement : content.statements) {
        const Uuid id = engine.nextRecord();
        QCborMap fields{
            {qint64(s.kind), qint64(statement.kind)}, {qint64(s.text), statement.text}, {qint64(s.order), order++}};
        if (!statement.toldBy.isEmpty())
            fields.insert(qint64(s.toldBy), statement.toldBy);
        if (!statement.alternative.isEmpty())
            fields.insert(qint64(s.alternative), statement.alternative);
        ops.append(CreateOp{id, s.type, fields});
        ops.append(LinkOp{id, Relation::PartOf, concern});
    }
    return ops;
}

Uuid TriageWorld::save(const TestConcern &concern)
{
    return must(tablet->write([&](WriteTx &, Journal &journal, Engine &engine) -> Result<Uuid> {
        const Uuid id = engine.nextRecord();
        const ChangeSet change = engine.begin(opsOf(engine, id, concern, {}));
        const auto recorded = engine.record(journal, org.team.id, change);
        if (!recorded)
            return recorded.error();
        if (!concern.send)
            return id;
        const auto embed = engine.embed(journal, org.team.id, *recorded, change);
        if (!embed)
            return embed.error();
        const auto sent = engine.record(journal, org.intake.id, engine.begin({*embed}), true);
        if (!sent)
            return sent.error();
        return id;
    }),
                "save");
}

Uuid TriageWorld::handIn(const TestConcern &concern, const QString &slip)
{
    return must(kiosk->write([&](WriteTx &, Journal &journal, Engine &engine) -> Result<Uuid> {
        const Uuid id = engine.nextRecord();
        const ChangeSet change = engine.begin(opsOf(engine, id, concern, slip));
        const auto recorded = engine.record(journal, org.intake.id, change, true);
        if (!recorded)
            return recorded.error();
        return id;
    }),
                "hand in");
}

Uuid TriageWorld::amend(const Uuid &record, const QString &text)
{
    return must(tablet->write([&](WriteTx &, Journal &journal, Engine &engine) -> Result<Uuid> {
        const AmendmentForm &a = tablet->forms->amendment;
        const Uuid id = engine.nextRecord();
        const auto recorded = engine.record(
            journal, org.team.id,
            engine.begin({CreateOp{id, a.type, {{qint64(a.text), text}}}, LinkOp{id, Relation::AmendmentOf, record}}));
        if (!recorded)
            return recorded.error();
        return id;
    }),
                "amend");
}

bool TriageWorld::settle()
{
    for (int round = 0; round < 2; ++round) {
        for (TriageDevice *device : {tablet.get(), kiosk.get(), champion.get(), admin.get()}) {
            if (!device->sync(service))
                return false;
        }
    }
    return true;
}

} // namespace safelight::testing
