// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

namespace safelight::test
{

using namespace service;

namespace
{

DataKey anyKey() { return DataKey::random(); }

} // namespace

ServiceWorld::ServiceWorld(QString originOfService)
    : origin(std::move(originOfService))
{
    storage = std::move(*openEmbeddedStorage(QStringLiteral(":memory:"), anyKey()));
    core = std::make_unique<Core>(*storage, clock, root.publicKey(), origin, QByteArray(32, 'm'));
}

SpaceId ServiceWorld::freshSpace()
{
    SpaceId space;
    randomBytes(space.bytes);
    return space;
}

EpochBody ServiceWorld::epochBody(const SpaceId &space, std::uint32_t number, const EpochSeed *previous)
{
    Keys &own = keys[space];
    own.epoch = std::make_shared<const EpochKeys>(EpochSeed::random());
    own.number = number;
    EpochBody body;
    body.number = number;
    body.epk = own.epoch->epk();
    if (previous)
        body.link = own.epoch->linkTo(space, number, *previous);
    body.grants.append(own.epoch->grantTo(space, number, recoveryIdOf(recovery.publicKey()), recovery.publicKey()));
    for (const DevicePublic &reader : own.readers)
        body.grants.append(own.epoch->grantTo(space, number, reader.id, reader.boxPk));
    body.reason = QStringLiteral("test");
    return body;
}

AddMember ServiceWorld::memberCtl(const SpaceId &space, const Person &who, Role role) const
{
    const Keys &own = keys.at(space);
    const DevicePublic id = who.id();
    AddMember add{id.id, id.signPk, id.boxPk, role, {}, sealLabel(space, *own.epoch, QStringLiteral("someone")), {}};
    if (holdsSeed(role))
        add.grant = own.epoch->grantTo(space, own.number, id.id, id.boxPk);
    return add;
}

SpaceId ServiceWorld::makeOrganisation(const Person &admin)
{
    const SpaceId space = freshSpace();
    CreateSpace create{SpaceKind::Organisation, {}, epochBody(space, 1, nullptr)};
    create.name = sealLabel(space, *keys[space].epoch, QStringLiteral("Organisation"));
    keys[space].readers.append(admin.id());
    const Envelope entry = control(space, rootAuthorOf(root.publicKey()), root,
                                   {create, Policy{recovery.publicKey(), 90}, memberCtl(space, admin, Role::Admin)});
    mustAccept(admin, space, entry);
    return space;
}

SpaceId ServiceWorld::makeSpace(SpaceKind kind, const Person &admin)
{
    const SpaceId space = freshSpace();
    CreateSpace create{kind, {}, epochBody(space, 1, nullptr)};
    create.name = sealLabel(space, *keys[space].epoch, QStringLiteral("A space"));
    keys[space].readers.append(admin.id());
    mustAccept(admin, space,
               control(space, admin.id().id, admin.keys.signing, {create, memberCtl(space, admin, Role::Admin)}));
    return space;
}

void ServiceWorld::addMember(const SpaceId &space, const Person &admin, const Person &who, Role role,
                             std::optional<std::int64_t> untilMs)
{
    AddMember add = memberCtl(space, who, role);
    add.untilMs = untilMs;
    if (holdsSeed(role))
        keys[space].readers.append(who.id());
    mustAccept(admin, space, control(space, admin.id().id, admin.keys.signing, {add}));
}

void ServiceWorld::removeMember(const SpaceId &space, const Person &admin, const Person &who,
                                std::uint64_t lastAuthorSeq)
{
    keys[space].readers.removeAll(who.id());
    const std::shared_ptr<const EpochKeys> previous = keys[space].epoch;
    RemoveMember remove{who.id().id, RemoveMode::Lost, lastAuthorSeq,
                        epochBody(space, keys[space].number + 1, &previous->seed())};
    mustAccept(admin, space, control(space, admin.id().id, admin.keys.signing, {remove}));
}

Person ServiceWorld::enrolled()
{
    Person who;
    randomBytes(who.install.bytes);
    const DevicePublic id = who.id();
    SetupRequest request{who.install, who.login->publicKey(), id.id, id.signPk, id.boxPk, {}};
    request.rootSignature = signSetup(root, request);
    if (const Done done = core->setup(request); !done)
        qFatal("set-up refused");
    return who;
}

void ServiceWorld::sign(Envelope &envelope, const SigningKey &key, bool remember)
{
    AuthorHead &head = chains[{envelope.header.space, envelope.header.author}];
    signEnvelope(envelope, {head.seq + 1, head.hash, 0, {}}, key);
    if (remember)
        head = {head.seq + 1, envHashOf(envelope)};
}

Envelope ServiceWorld::note(const SpaceId &space, const Person &who, EnvelopeMode mode, const QByteArray &plain,
                            bool remember)
{
    const Keys &own = keys.at(space);
    Envelope envelope = mode == EnvelopeMode::Sealed
                            ? *sealSubmission(space, own.number, own.epoch->epk(), who.id().id, bytesOf(plain))
                            : *sealMember(space, own.number, *own.epoch, who.id().id, bytesOf(plain));
    sign(envelope, who.keys.signing, remember);
    return envelope;
}

Envelope ServiceWorld::control(const SpaceId &space, const DeviceId &author, const SigningKey &key,
                               const QList<Ctl> &ctls, bool remember)
{
    Keys &own = keys[space];
    Envelope envelope = *clearEnvelope(space, own.number, author, bytesOf(encodeControl({own.controlHash, ctls})));
    sign(envelope, key, remember);
    if (remember)
        own.controlHash = envHashOf(envelope);
    return envelope;
}

Ask ServiceWorld::ask(const SpaceId &space, const QList<Envelope> &push) const
{
    Ask out{space, 0, {}, {}};
    for (const Envelope &envelope : push)
        out.push.append(encodeEnvelope(envelope));
    return out;
}

Result<Answer> ServiceWorld::sync(const Person &who, const Ask &ask, std::uint32_t maxBytes)
{
    const Result<SyncResponse> response = core->sync(who.install, {0, maxBytes, {ask}});
    if (!response)
        return response.error();
    return response->answers.first();
}

void ServiceWorld::mustAccept(const Person &who, const SpaceId &space, const Envelope &envelope)
{
    const Result<Answer> answer = sync(who, ask(space, {envelope}));
    if (!answer || answer->status != SpaceStatus::Ok)
        qFatal("a control entry of the test's own was refused");
}

QByteArray ServiceWorld::tokenOf(const Person &who)
{
    TokenRequest request{who.install, core->challenge().bytes, {}};
    request.signature = signLogin(*who.login, origin, who.install, bytesOf(request.challenge));
    return core->token(request)->token;
}

} // namespace safelight::test
