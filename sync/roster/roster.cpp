// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/roster/roster.h"

namespace safelight
{

/// What the ctls of one entry are judged against.
struct Roster::Step {
    bool byRoot = false;
    bool bySpaceAdmin = false;
    bool byOrganisationAdmin = false;
    bool isOrganisation = false;
    QSet<DeviceId> recoveryIds; ///< one of them must be granted every epoch
};

namespace
{

Error refuse(ErrorCode code, const char *why) { return {code, QString::fromLatin1(why)}; }

/// The recovery key that the organisation's first entry brings along for its own first epoch.
QSet<DeviceId> recoveryIdsIn(const ControlEntry &entry)
{
    QSet<DeviceId> ids;
    for (const Ctl &ctl : entry.ctls) {
        if (const auto *policy = std::get_if<Policy>(&ctl))
            ids.insert(recoveryIdOf(policy->recoveryPk));
    }
    return ids;
}

} // namespace

Result<Roster> Roster::with(const Envelope &control, const Trust &trust) const
{
    const Header &header = control.header;
    if (header.mode != EnvelopeMode::Clear || header.kind != EnvelopeKind::Control)
        return refuse(ErrorCode::Malformed, "not a control entry");
    if (header.space != m_space)
        return refuse(ErrorCode::NotAuthentic, "control entry of another space");

    const Roster *organisation = trust.organisation ? trust.organisation : this;
    Step step;
    step.isOrganisation = trust.organisation == nullptr;
    step.byRoot = header.author == rootAuthorOf(trust.rootPk);
    const auto here = m_members.constFind(header.author);
    step.bySpaceAdmin = here != m_members.cend() && here->role == Role::Admin && !here->lastAuthorSeq;
    step.byOrganisationAdmin = !step.isOrganisation && organisation->wasEverAdmin(header.author);

    const SignPublic *key = nullptr;
    if (step.byRoot)
        key = &trust.rootPk;
    else if (here != m_members.cend())
        key = &here->keys.signPk;
    else if (step.byOrganisationAdmin)
        key = &organisation->m_members.constFind(header.author)->keys.signPk;
    if (!key)
        return refuse(ErrorCode::Forbidden, "control entry by a stranger");
    if (!verifyEnvelope(control, *key) || !verifyClear(control))
        return refuse(ErrorCode::NotAuthentic, "control entry does not verify");
    const bool mayActHere = step.byRoot || (isEmpty() ? step.byOrganisationAdmin : step.bySpaceAdmin);
    if (!mayActHere)
        return refuse(ErrorCode::Forbidden, "control entry by a member without the right");

    const Result<ControlEntry> entry = decodeControl(bytesOf(control.ct));
    if (!entry)
        return entry.error();
    if (entry->base != m_controlHash)
        return refuse(ErrorCode::Stale, "control base");
    if (entry->ctls.isEmpty() || isEmpty() != std::holds_alternative<CreateSpace>(entry->ctls.first()))
        return refuse(ErrorCode::Malformed, "a space begins with its creation, once");

    step.recoveryIds = organisation->m_recoveryIds;
    if (step.isOrganisation)
        step.recoveryIds += recoveryIdsIn(*entry);

    Roster next = *this;
    for (qsizetype i = 0; i < entry->ctls.size(); ++i) {
        const Ctl &ctl = entry->ctls.at(i);
        if (i > 0 && std::holds_alternative<CreateSpace>(ctl))
            return refuse(ErrorCode::Malformed, "created twice");
        const Done applied = std::visit([&](const auto &c) { return next.apply(c, step); }, ctl);
        if (!applied)
            return applied.error();
    }
    if (next.m_recoveryIds.isEmpty() && step.isOrganisation)
        return refuse(ErrorCode::Malformed, "an organisation without a recovery key");
    if (const Done readers = next.checkReaders(*this); !readers)
        return readers.error();
    next.m_controlHash = envHashOf(control);
    return next;
}

Done Roster::startEpoch(const EpochBody &body, const QSet<DeviceId> &recoveryIds)
{
    if (body.number != epoch() + 1)
        return refuse(ErrorCode::Malformed, "epoch number");
    if (body.link.has_value() != (body.number > 1))
        return refuse(ErrorCode::Malformed, "epoch link");
    if (body.epk.isZero())
        return refuse(ErrorCode::Malformed, "epoch key");
    QSet<DeviceId> readers;
    for (const Grant &grant : body.grants) {
        if (readers.contains(grant.reader))
            return refuse(ErrorCode::Malformed, "two grants for one reader");
        readers.insert(grant.reader);
    }
    if (!readers.intersects(recoveryIds))
        return refuse(ErrorCode::Malformed, "epoch without a recovery grant");
    m_epochs.insert(body.number, body);
    return done();
}

Done Roster::apply(const CreateSpace &create, const Step &step)
{
    if ((create.kind == SpaceKind::Organisation) != step.isOrganisation)
        return refuse(ErrorCode::Malformed, "kind of space");
    if (step.isOrganisation && !step.byRoot)
        return refuse(ErrorCode::Malformed, "only the root makes an organisation");
    m_kind = create.kind;
    m_name = create.name;
    return startEpoch(create.epoch, step.recoveryIds);
}

Done Roster::apply(const AddMember &add, const Step &)
{
    if (deviceIdOf(add.signPk, add.boxPk) != add.device)
        return refuse(ErrorCode::NotAuthentic, "device id does not match its keys");
    if (add.grant.has_value() != holdsSeed(add.role))
        return refuse(ErrorCode::Malformed, "a grant for readers, and only for them");
    if (add.grant && add.grant->reader != add.device)
        return refuse(ErrorCode::Malformed, "grant for somebody else");
    if (holdsSeed(add.role) && add.untilMs)
        return refuse(ErrorCode::Malformed, "a reader is removed, with a new epoch, and never runs out");
    const auto old = m_members.constFind(add.device);
    if (old != m_members.cend() && old->lastAuthorSeq)
        return refuse(ErrorCode::Malformed, "a removed device enrols as a new one");

    m_members.insert(add.device,
                     Member{{add.device, add.signPk, add.boxPk}, add.role, add.untilMs, add.label, std::nullopt});
    if (add.grant)
        m_memberGrants.insert({epoch(), add.device}, *add.grant);
    if (add.role == Role::Admin)
        m_everAdmin.insert(add.device);
    if (holdsSeed(add.role))
        m_everReaders.insert(add.device);
    return done();
}

Done Roster::apply(const RemoveMember &remove, const Step &step)
{
    const auto member = m_members.find(remove.device);
    if (member == m_members.end() || member->lastAuthorSeq)
        return refuse(ErrorCode::Malformed, "removes nobody");
    if (remove.epoch.has_value() != holdsSeed(member->role))
        return refuse(ErrorCode::Malformed, "a new epoch when a reader goes, and only then");
    member->lastAuthorSeq = remove.lastAuthorSeq;
    return remove.epoch ? startEpoch(*remove.epoch, step.recoveryIds) : done();
}

Done Roster::apply(const NewEpoch &fresh, const Step &step) { return startEpoch(fresh.epoch, step.recoveryIds); }

Done Roster::apply(const Policy &policy, const Step &step)
{
    if (!step.isOrganisation)
        return refuse(ErrorCode::Malformed, "policy belongs to the organisation");
    if (!step.byRoot)
        return refuse(ErrorCode::Malformed, "policy is the root's");
    if (policy.recoveryPk.isZero())
        return refuse(ErrorCode::Malformed, "recovery key");
    m_policy = policy;
    m_recoveryIds.insert(recoveryIdOf(policy.recoveryPk));
    return done();
}

bool Roster::isReader(const DeviceId &device) const
{
    const auto member = m_members.constFind(device);
    return member != m_members.cend() && !member->lastAuthorSeq && holdsSeed(member->role);
}

/// What must hold after a whole entry, whatever it was made of: the newest seed for every reader, and since `before`
/// no seed for anybody else.
Done Roster::checkReaders(const Roster &before) const
{
    for (auto it = m_members.cbegin(); it != m_members.cend(); ++it) {
        if (isReader(it.key()) && !grantFor(it.key(), epoch()))
            return refuse(ErrorCode::Malformed, "a reader without a grant");
        if (!isReader(it.key()) && before.isReader(it.key()) && epoch() == before.epoch())
            return refuse(ErrorCode::Malformed, "a reader went and the epoch stayed");
    }
    for (std::uint32_t number = before.epoch() + 1; number <= epoch(); ++number) {
        int others = 0;
        for (const Grant &grant : m_epochs.value(number).grants)
            others += isReader(grant.reader) ? 0 : 1;
        if (others > 1) // the recovery grant is one; startEpoch saw that it is there
            return refuse(ErrorCode::Malformed, "a grant for somebody who may not read");
    }
    // A grant in a `member` is given away for good, also when a later ctl of the entry takes the role back.
    for (auto it = m_memberGrants.lowerBound({epoch(), DeviceId{}}); it != m_memberGrants.cend(); ++it) {
        if (!isReader(it.key().second))
            return refuse(ErrorCode::Malformed, "a grant of the epoch in force for somebody who may not read");
    }
    return done();
}

std::optional<Role> Roster::roleOf(const DeviceId &device, std::int64_t atMs) const
{
    const auto member = m_members.constFind(device);
    if (member == m_members.cend() || member->lastAuthorSeq || (member->untilMs && atMs >= *member->untilMs))
        return std::nullopt;
    return member->role;
}

std::optional<Grant> Roster::grantFor(const DeviceId &device, std::uint32_t number) const
{
    const auto own = m_memberGrants.constFind({number, device});
    if (own != m_memberGrants.cend())
        return *own;
    const auto body = m_epochs.constFind(number);
    if (body != m_epochs.cend()) {
        for (const Grant &grant : body->grants) {
            if (grant.reader == device)
                return grant;
        }
    }
    return std::nullopt;
}

Done Roster::admits(const Envelope &envelope, std::int64_t atMs) const
{
    const Header &header = envelope.header;
    if (header.space != m_space)
        return refuse(ErrorCode::NotAuthentic, "envelope of another space");
    if (header.kind != EnvelopeKind::Changes || header.mode == EnvelopeMode::Clear)
        return refuse(ErrorCode::Forbidden, "not an envelope of changes");
    const auto member = m_members.constFind(header.author);
    if (member == m_members.cend())
        return refuse(ErrorCode::Forbidden, "author is a stranger");
    if (!verifyEnvelope(envelope, member->keys.signPk))
        return refuse(ErrorCode::NotAuthentic, "signature");
    if (member->lastAuthorSeq ? header.authorSeq > *member->lastAuthorSeq : member->untilMs && atMs >= *member->untilMs)
        return refuse(ErrorCode::Forbidden, "author was removed");

    const bool sealed = header.mode == EnvelopeMode::Sealed;
    if (!mayPush(member->role) || (member->role == Role::Submit && !sealed))
        return refuse(ErrorCode::Forbidden, "role");
    if (!m_epochs.contains(header.epoch))
        return refuse(ErrorCode::Stale, "epoch");
    return done();
}

bool isOrganisationCreate(const Envelope &envelope, const SignPublic &rootPk)
{
    if (envelope.header.kind != EnvelopeKind::Control || envelope.header.author != rootAuthorOf(rootPk))
        return false;
    const Result<ControlEntry> entry = decodeControl(bytesOf(envelope.ct));
    if (!entry || entry->ctls.isEmpty())
        return false;
    const auto *create = std::get_if<CreateSpace>(&entry->ctls.first());
    return create && create->kind == SpaceKind::Organisation && verifyEnvelope(envelope, rootPk);
}

} // namespace safelight
