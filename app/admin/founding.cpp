// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/keyfile.h"
#include "app/admin/organisation.h"
#include "app/admin/plainname.h"
#include "sync/crypto/envelope.h"
#include "sync/crypto/epoch.h"

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxLabelBytes = 200; // crypto/epoch.h
constexpr std::uint32_t kFirstEpoch = 1;

/// Random UUIDv4 (RFC 9562).
SpaceId newSpaceId(Random &random)
{
    SpaceId id;
    random.fill(id.bytes);
    id.bytes[6] = (id.bytes[6] & std::byte{0x0f}) | std::byte{0x40};
    id.bytes[8] = (id.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    return id;
}

/// The key in the file, or a fresh one that the file now holds.
template <class S>
Result<S> readOrMake(const QString &path, const QString &comment)
{
    Result<S> held = keyfile::readSecret<S>(path);
    if (held || held.error().code != ErrorCode::NotFound)
        return held;
    S fresh = S::random();
    if (Done written = keyfile::writeNew(path, comment, fresh.span()); !written)
        return written.error();
    return fresh;
}

Result<FoundedSpace> found(SpaceKind kind, const QString &name, const OrganisationKeys &keys,
                           const DevicePublic &administrator, const QString &person, Random &random)
{
    if (name.trimmed().isEmpty() || !isPlainName(name) || name.toUtf8().size() > kMaxLabelBytes)
        return Error{ErrorCode::Invalid, u"space name"_s};
    const SpaceId id = newSpaceId(random);
    const EpochKeys epoch(EpochSeed::random());

    CreateSpace create;
    create.kind = kind;
    create.name = sealLabel(id, epoch, name.trimmed());
    create.epoch.number = kFirstEpoch;
    create.epoch.epk = epoch.epk();
    create.epoch.reason = u"set-up"_s;
    create.epoch.grants = {
        epoch.grantTo(id, kFirstEpoch, recoveryIdOf(keys.recovery.publicKey()), keys.recovery.publicKey())};

    AddMember member;
    member.device = administrator.id;
    member.signPk = administrator.signPk;
    member.boxPk = administrator.boxPk;
    member.role = Role::Admin;
    member.label = sealLabel(id, epoch, person);
    member.grant = epoch.grantTo(id, kFirstEpoch, administrator.id, administrator.boxPk);

    ControlEntry entry; // base stays zero: the first of the space
    entry.ctls.append(create);
    if (kind == SpaceKind::Organisation)
        entry.ctls.append(Policy{keys.recovery.publicKey(), 90});
    entry.ctls.append(member);

    const QByteArray body = encodeControl(entry);
    Result<Envelope> envelope = clearEnvelope(id, kFirstEpoch, rootAuthorOf(keys.root.publicKey()), bytesOf(body));
    if (!envelope)
        return envelope.error();
    signEnvelope(*envelope, ChainLink{}, keys.root); // author_seq 1, nothing before it
    return FoundedSpace{{id, kind, Role::Admin, name.trimmed()}, std::move(*envelope)};
}

} // namespace

Result<OrganisationKeys> makeOrganisationKeys(const QString &rootFile, const QString &recoveryFile)
{
    Result<SigningSeed> root = readOrMake<SigningSeed>(
        rootFile, u"Safelight: ROOT key of an organisation (Ed25519 seed).\n"
                  "Whoever holds it can appoint administrators. Move it offline and delete this copy."_s);
    if (!root)
        return root.error();
    Result<BoxSeed> recovery = readOrMake<BoxSeed>(
        recoveryFile, u"Safelight: RECOVERY key of an organisation (X25519 seed, crypto_kx).\n"
                      "Whoever holds it can read every record. Move it offline, apart from the root key, and delete "
                      "this copy."_s);
    if (!recovery)
        return recovery.error();
    return OrganisationKeys{SigningKey(std::move(*root)), BoxKey(std::move(*recovery))};
}

Result<QList<FoundedSpace>> foundSpaces(const OrganisationKeys &keys, const DevicePublic &administrator,
                                        const QString &person, const OrganisationNames &names, Random &random)
{
    if (person.trimmed().isEmpty() || !isPlainName(person) || person.toUtf8().size() > kMaxLabelBytes)
        return Error{ErrorCode::Invalid, u"name of the administrator"_s};
    const std::pair<SpaceKind, QString> wanted[] = {{SpaceKind::Organisation, names.organisation},
                                                    {SpaceKind::Team, names.team},
                                                    {SpaceKind::Team, names.desk},
                                                    {SpaceKind::Intake, names.intake},
                                                    {SpaceKind::Hub, names.hub}};
    QList<FoundedSpace> founded;
    for (const auto &[kind, name] : wanted) {
        Result<FoundedSpace> space = found(kind, name, keys, administrator, person.trimmed(), random);
        if (!space)
            return space.error();
        founded.append(std::move(*space));
    }
    return founded;
}

} // namespace safelight
