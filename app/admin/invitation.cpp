// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/invitation.h"

#include "app/admin/plainname.h"
#include "app/admin/syncnow.h"
#include "sync/base/when_ready.h"

#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

template <class R>
void settle(QPromise<R> &promise, R result)
{
    promise.addResult(std::move(result));
    promise.finish();
}

/// The team of the spec, or the usual one; zero for a laptop. Errors: NotFound (no such team), Invalid (it is not for
/// this kind of device).
Result<SpaceId> teamFor(const InviteSpec &spec, const QList<FollowedSpace> &own, const Engine &engine)
{
    const QList<Team> teams = teamsOf(own, engine);
    if (spec.kind == DeviceKind::Laptop)
        return SpaceId{};
    const SpaceId id = spec.team.isZero() ? usualTeam(spec.kind, teams) : spec.team;
    const auto team = std::ranges::find(teams, id, [](const Team &one) { return one.space.id; });
    if (team == teams.end() && !spec.team.isZero())
        return Error{ErrorCode::NotFound, u"team"_s};
    if (team == teams.end() || !team->fits(spec.kind))
        return Error{ErrorCode::Invalid, u"no team for this kind of device"_s};
    return id;
}

/// Adds the claimant where it is not yet a member in that role. Inside one transaction.
Result<Welcome> admit(ReadTx &tx, Journal &journal, Engine &engine, const InviteSpec &spec, const Claimant &claimant)
{
    const Result<QList<FollowedSpace>> own = spaces::followed(tx);
    if (!own)
        return own.error();
    const Result<SpaceId> team = teamFor(spec, *own, engine);
    if (!team)
        return team.error();
    const Result<QList<PlannedMembership>> plan = membershipsFor(spec.kind, *own, *team);
    if (!plan)
        return plan.error();

    Welcome welcome{claimant.person, {}};
    for (const PlannedMembership &membership : *plan) {
        const SpaceId &id = membership.space.id;
        welcome.spaces.append({id, membership.space.name, quint8(membership.space.kind), quint8(membership.role)});
        const Roster *roster = engine.roster(id);
        if (roster == nullptr)
            return Error{ErrorCode::NotFound, u"space not followed"_s};
        const auto known = roster->members().constFind(claimant.keys.id);
        if (known != roster->members().constEnd() && !known->lastAuthorSeq && known->role == membership.role)
            continue; // an earlier attempt got this far
        const std::shared_ptr<const EpochKeys> keys = engine.currentKeys(id);
        if (!keys)
            return Error{ErrorCode::NoKey, u"no key of a space"_s};
        AddMember member;
        member.device = claimant.keys.id;
        member.signPk = claimant.keys.signPk;
        member.boxPk = claimant.keys.boxPk;
        member.role = membership.role;
        member.label = sealLabel(id, *keys, claimant.person);
        if (holdsSeed(membership.role))
            member.grant = keys->grantTo(id, roster->epoch(), claimant.keys.id, claimant.keys.boxPk);
        const Result<EnvHash> entry = engine.control(journal, id, {member});
        if (!entry)
            return entry.error();
    }
    return welcome;
}

/// The welcome must not run ahead of the memberships: in each of its spaces the service holds every control entry of
/// this device, and the claimant is a member. What else waits, there or elsewhere, has nothing to do with them.
Done areHeld(Journal &journal, const Engine &engine, const Welcome &welcome, const DeviceId &claimant)
{
    const Error notYet{ErrorCode::Stale, u"member entries are not held yet"_s};
    const Result<QList<SpaceCursor>> cursors = journal.cursors();
    if (!cursors)
        return cursors.error();
    for (const WelcomeSpace &space : welcome.spaces) {
        const auto cursor = std::ranges::find(*cursors, space.space, &SpaceCursor::space);
        const Roster *roster = engine.roster(space.space);
        if (cursor == cursors->end() || roster == nullptr)
            return notYet;
        const auto member = roster->members().constFind(claimant);
        if (member == roster->members().constEnd() || member->lastAuthorSeq || member->role != Role(space.role))
            return notYet;
        const Result<QList<Envelope>> unsent =
            journal.ownAfter(space.space, cursor->ackedSeq, std::numeric_limits<qint64>::max());
        if (!unsent)
            return unsent.error();
        if (std::ranges::any_of(*unsent, [](const Envelope &e) { return e.header.kind == EnvelopeKind::Control; }))
            return notYet;
    }
    return done();
}

} // namespace

Invitation::Invitation(Vault &vault, Transport &transport, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_transport(transport)
    , m_clock(clock)
{
}

Invitation::~Invitation() = default;

QFuture<Done> Invitation::create(const InviteSpec &spec)
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    if (spec.forWhom.trimmed().isEmpty() || !isPlainName(spec.forWhom)) {
        settle<Done>(*promise, Error{ErrorCode::Invalid, u"device name"_s});
        return promise->future();
    }
    // The service's clock judges expiry, so its time is used where it is known.
    auto offset = [spec](WriteTx &tx, Journal &, Engine &engine) -> Result<std::int64_t> {
        const Result<QList<FollowedSpace>> own = spaces::followed(tx);
        if (!own)
            return own.error();
        if (const Result<SpaceId> team = teamFor(spec, *own, engine); !team)
            return team.error();
        return engine.clockOffsetMs().value_or(0);
    };
    whenReady(m_vault.write(offset), this, [this, promise, spec](Result<std::int64_t> offsetMs) {
        if (!offsetMs)
            return settle<Done>(*promise, offsetMs.error());
        auto code = std::make_shared<InviteCode>(InviteCode::generate());
        const VaultOwner &owner = m_vault.owner();
        const QByteArray info =
            encode(InviteInfo{owner.rootPk, owner.organisation, spec.forWhom.trimmed(), quint8(spec.kind)});
        InviteRequest request;
        request.lookup = code->lookup();
        request.expiresMs = toMs(m_clock.now()) + *offsetMs + std::chrono::milliseconds(kValidity).count() - 60'000;
        request.info = code->seal(kInfoPurpose, bytesOf(info));
        whenReady(m_transport.createInvite(request), this,
                  [this, promise, spec, code, expiresMs = request.expiresMs](const Done &created) {
                      if (created) {
                          m_code = std::move(*code);
                          m_spec = spec;
                          m_expiresMs = expiresMs;
                      }
                      settle(*promise, created);
                  });
    });
    return promise->future();
}

QFuture<Done> Invitation::resume(InviteCode code, SpaceId team)
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    const Lookup lookup = code.lookup();
    auto shared = std::make_shared<InviteCode>(std::move(code));
    whenReady(m_transport.invite(lookup), this, [this, promise, shared, team](Result<InviteState> state) {
        if (!state)
            return settle<Done>(*promise, state.error());
        const Result<QByteArray> plain = shared->open(kInfoPurpose, bytesOf(state->info));
        if (!plain)
            return settle<Done>(*promise, plain.error());
        const Result<InviteInfo> info = decodeInviteInfo(bytesOf(*plain));
        if (!info)
            return settle<Done>(*promise, info.error());
        const std::optional<DeviceKind> kind = deviceKindFrom(info->deviceKind);
        if (!kind)
            return settle<Done>(*promise, Error{ErrorCode::Unsupported, u"device kind"_s});
        if (info->rootPk != m_vault.owner().rootPk)
            return settle<Done>(*promise, Error{ErrorCode::NotAuthentic, u"invitation of another organisation"_s});
        m_code = std::move(*shared);
        m_spec = {*kind, info->forWhom, team};
        m_expiresMs = state->expiresMs;
        settle<Done>(*promise, done());
    });
    return promise->future();
}

void Invitation::takeUp(InviteCode code, const InviteSpec &spec, std::int64_t expiresMs)
{
    m_code = std::move(code);
    m_spec = spec;
    m_expiresMs = expiresMs;
}

QFuture<Result<std::optional<Claimant>>> Invitation::look()
{
    using Seen = Result<std::optional<Claimant>>;
    auto promise = std::make_shared<QPromise<Seen>>();
    promise->start();
    if (!m_code) {
        settle<Seen>(*promise, Error{ErrorCode::Internal, u"no invitation yet"_s});
        return promise->future();
    }
    whenReady(m_transport.invite(m_code->lookup()), this, [this, promise](Result<InviteState> state) {
        if (!state)
            return settle<Seen>(*promise, state.error());
        if (!state->claim)
            return settle<Seen>(*promise, std::optional<Claimant>());
        if (!m_code->verifyMac(*state->claim))
            return settle<Seen>(*promise, Error{ErrorCode::NotAuthentic, u"claim MAC"_s});
        const Result<QByteArray> label = m_code->open(kLabelPurpose, bytesOf(state->claim->label));
        if (!label)
            return settle<Seen>(*promise, label.error());
        const QString person = QString::fromUtf8(*label);
        if (!isPlainName(person))
            return settle<Seen>(*promise, Error{ErrorCode::NotAuthentic, u"a name that no Safelight sends"_s});
        const ClaimRequest &claim = *state->claim;
        settle<Seen>(*promise,
                     std::optional(Claimant{{deviceIdOf(claim.signPk, claim.boxPk), claim.signPk, claim.boxPk},
                                            person,
                                            comparisonWords(m_vault.owner().rootPk, claim, m_code->lookup())}));
    });
    return promise->future();
}

QFuture<Done> Invitation::approve(const Claimant &claimant)
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    if (!m_code) {
        settle<Done>(*promise, Error{ErrorCode::Internal, u"no invitation yet"_s});
        return promise->future();
    }
    auto work = [spec = m_spec, claimant](WriteTx &tx, Journal &journal, Engine &engine) {
        return admit(tx, journal, engine, spec, claimant);
    };
    whenReady(m_vault.write(std::move(work)), this, [this, promise, claimant](Result<Welcome> welcome) {
        if (!welcome)
            return settle<Done>(*promise, welcome.error());
        pushAndWelcome(promise, claimant, *welcome);
    });
    return promise->future();
}

void Invitation::pushAndWelcome(const std::shared_ptr<QPromise<Done>> &promise, const Claimant &claimant,
                                const Welcome &welcome)
{
    whenReady(syncNow(m_vault, m_transport, this), this,
              [this, promise, claimant, welcome](const Result<SyncOutcome> &outcome) {
                  if (!outcome)
                      return settle<Done>(*promise, outcome.error());
                  leaveWelcome(promise, claimant, welcome);
              });
}

void Invitation::leaveWelcome(const std::shared_ptr<QPromise<Done>> &promise, const Claimant &claimant,
                              const Welcome &welcome)
{
    auto held = [welcome, device = claimant.keys.id](WriteTx &, Journal &journal, Engine &engine) {
        return areHeld(journal, engine, welcome, device);
    };
    whenReady(m_vault.write(std::move(held)), this, [this, promise, claimant, welcome](const Done &areMembers) {
        if (!areMembers)
            return settle<Done>(*promise, areMembers.error());
        const WelcomeRequest request{sealWelcome(claimant.keys.boxPk, m_code->lookup(), welcome)};
        whenReady(m_transport.welcome(m_code->lookup(), request), this,
                  [promise](Done left) { settle(*promise, std::move(left)); });
    });
}

} // namespace safelight
