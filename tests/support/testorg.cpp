// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testorg.h"

#include "sync/base/random.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

std::array<std::byte, 32> testBytes(std::uint64_t seed, std::uint64_t label)
{
    SeededRandom random(seed * 1'000'003 + label);
    std::array<std::byte, 32> out{};
    random.fill(out);
    return out;
}

namespace
{

enum Label : std::uint64_t {
    RootLabel = 1,
    RecoveryLabel,
    AdminLabel,
    TabletLabel,
    KioskLabel,
    ChampionLabel,
    StrangerLabel,
    SpaceLabel = 100,
    DeviceLabel = 1'000'000
};

DeviceKeys keysFrom(std::uint64_t seed, std::uint64_t label)
{
    return {SigningKey(SigningSeed::from(testBytes(seed, DeviceLabel + 2 * label))),
            BoxKey(BoxSeed::from(testBytes(seed, DeviceLabel + 2 * label + 1)))};
}

std::uint64_t epochLabel(const TestSpace &space, std::uint32_t number)
{
    std::uint64_t label = 0;
    std::memcpy(&label, space.id.bytes.data(), sizeof(label));
    return label + number;
}

} // namespace

TestOrg::TestOrg(std::uint64_t seedNumber)
    : seed(seedNumber)
    , root(SigningSeed::from(testBytes(seed, RootLabel)))
    , recovery(BoxSeed::from(testBytes(seed, RecoveryLabel)))
    , admin(keysFrom(seed, AdminLabel))
    , tablet(keysFrom(seed, TabletLabel))
    , kiosk(keysFrom(seed, KioskLabel))
    , champion(keysFrom(seed, ChampionLabel))
    , stranger(keysFrom(seed, StrangerLabel))
{
    create(org, SpaceKind::Organisation, u"Example Borough"_s, 0);
    create(team, SpaceKind::Team, u"Outreach"_s, 1);
    create(desk, SpaceKind::Team, u"Library desk"_s, 2);
    create(intake, SpaceKind::Intake, u"Intake"_s, 3);
    create(hub, SpaceKind::Hub, u"Hub"_s, 4);

    control(org, admin, {memberCtl(org, tablet, Role::Read), memberCtl(org, kiosk, Role::Read)});
    control(org, admin, {memberCtl(org, champion, Role::Read)});
    control(team, admin, {memberCtl(team, tablet, Role::Write), memberCtl(team, champion, Role::Write)});
    control(desk, admin, {memberCtl(desk, kiosk, Role::Read), memberCtl(desk, champion, Role::Write)});
    control(intake, admin, {memberCtl(intake, tablet, Role::Submit), memberCtl(intake, kiosk, Role::Submit)});
    control(intake, admin, {memberCtl(intake, champion, Role::Read)});
    control(hub, admin, {memberCtl(hub, champion, Role::Write)});
}

TestSpace *TestOrg::spaceOf(const SpaceId &id)
{
    for (TestSpace *space : spaces()) {
        if (space->id == id)
            return space;
    }
    return nullptr;
}

Roster::Trust TestOrg::trustFor(const TestSpace &space) const
{
    return {root.publicKey(), space.kind == SpaceKind::Organisation ? nullptr : &org.roster};
}

DeviceKeys TestOrg::keysFor(std::uint64_t label) const { return keysFrom(seed, 1000 + label); }

AddMember TestOrg::memberCtl(const TestSpace &space, const DeviceKeys &device, Role role) const
{
    const DevicePublic keys = device.publicKeys();
    AddMember add{keys.id, keys.signPk, keys.boxPk, role, std::nullopt, {}, std::nullopt};
    const std::uint32_t epoch = space.epochs.lastKey();
    const EpochKeys &epochKeys = *space.epochs.value(epoch);
    add.label = sealLabel(space.id, epochKeys, u"Practice device"_s);
    if (holdsSeed(role))
        add.grant = epochKeys.grantTo(space.id, epoch, keys.id, keys.boxPk);
    return add;
}

EpochBody TestOrg::firstEpoch(TestSpace &space)
{
    auto keys = std::make_shared<const EpochKeys>(EpochSeed::from(testBytes(seed, epochLabel(space, 1))));
    space.epochs.insert(1, keys);
    EpochBody body;
    body.number = 1;
    body.epk = keys->epk();
    body.grants = {keys->grantTo(space.id, 1, recoveryIdOf(recovery.publicKey()), recovery.publicKey())};
    body.reason = u"set-up"_s;
    return body;
}

EpochBody TestOrg::nextEpoch(TestSpace &space, const QString &reason, std::optional<DeviceId> without)
{
    const std::uint32_t number = space.roster.epoch() + 1;
    auto keys = std::make_shared<const EpochKeys>(EpochSeed::from(testBytes(seed, epochLabel(space, number))));
    EpochBody body;
    body.number = number;
    body.epk = keys->epk();
    body.link = keys->linkTo(space.id, number, space.epochs.value(number - 1)->seed());
    body.reason = reason;
    body.grants = {keys->grantTo(space.id, number, recoveryIdOf(recovery.publicKey()), recovery.publicKey())};
    for (const Member &member : space.roster.members()) {
        if (holdsSeed(member.role) && !member.lastAuthorSeq && member.keys.id != without)
            body.grants.append(keys->grantTo(space.id, number, member.keys.id, member.keys.boxPk));
    }
    space.epochs.insert(number, std::move(keys));
    return body;
}

void TestOrg::create(TestSpace &space, SpaceKind kind, const QString &name, std::uint64_t number)
{
    const auto bytes = testBytes(seed, SpaceLabel + number);
    std::copy_n(bytes.begin(), space.id.bytes.size(), space.id.bytes.begin());
    space.kind = kind;
    space.name = name;
    space.roster = Roster(space.id);
    const EpochBody epoch = firstEpoch(space);
    QList<Ctl> ctls{CreateSpace{kind, sealLabel(space.id, *space.epochs.value(1), name), epoch}};
    if (kind == SpaceKind::Organisation)
        ctls.append(Policy{recovery.publicKey(), 90});
    ctls.append(memberCtl(space, admin, Role::Admin));
    if (kind == SpaceKind::Organisation)
        controlByRoot(space, ctls);
    else
        control(space, admin, ctls);
}

Envelope TestOrg::forge(const TestSpace &space, const DeviceId &claimedAuthor, const SigningKey &signedBy,
                        const EnvHash &base, QList<Ctl> ctls) const
{
    const QByteArray body = encodeControl({base, std::move(ctls)});
    Envelope envelope =
        clearEnvelope(space.id, std::max<std::uint32_t>(1, space.roster.epoch()), claimedAuthor, bytesOf(body)).value();
    const auto head = m_heads.find({space.id, claimedAuthor});
    ChainLink chain;
    chain.authorSeq = head == m_heads.end() ? 1 : head->second.first + 1;
    chain.prev = head == m_heads.end() ? EnvHash{} : head->second.second;
    signEnvelope(envelope, chain, signedBy);
    return envelope;
}

Envelope TestOrg::append(TestSpace &space, const DeviceId &author, const SigningKey &key, QList<Ctl> ctls)
{
    const Envelope envelope = forge(space, author, key, space.roster.controlHash(), std::move(ctls));
    const Result<Roster> next = space.roster.with(envelope, trustFor(space));
    if (!next)
        qFatal("the test organisation's own control entry is refused: %s", qUtf8Printable(next.error().detail));
    space.roster = *next;
    space.control.append(envelope);
    m_heads[{space.id, author}] = {envelope.header.authorSeq, envHashOf(envelope)};
    return envelope;
}

Envelope TestOrg::control(TestSpace &space, const DeviceKeys &by, QList<Ctl> ctls)
{
    return append(space, by.publicKeys().id, by.signing, std::move(ctls));
}

Envelope TestOrg::controlByRoot(TestSpace &space, QList<Ctl> ctls)
{
    return append(space, rootAuthorOf(root.publicKey()), root, std::move(ctls));
}

} // namespace safelight::testing
