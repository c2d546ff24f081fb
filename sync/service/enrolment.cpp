// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Core's part of sync-protocol section 7: set-up, invitations, claims, welcomes.
#include "sync/crypto/login.h"
#include "sync/service/core.h"

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kLongestInviteMs = 24 * kHourMs;
constexpr std::int64_t kClockSlackMs = 300'000;      ///< "24 h ahead" as an administrator's clock counts it
constexpr std::int64_t kKeptMs = 7 * (24 * kHourMs); ///< a claimed invitation is answered this long past its time
constexpr qsizetype kMaxInfoBytes = qsizetype{4} * 1024;
constexpr qsizetype kMaxLabelBytes = 1024;
constexpr qsizetype kMaxWelcomeBytes = qsizetype{32} * 1024;
constexpr qsizetype kClaimMacBytes = 32;

/// Past the week in which it is still answered: as if it had never been, whether or not it was cleared away yet.
bool isGone(const InviteState &state, std::int64_t nowMs) { return state.expiresMs + kKeptMs <= nowMs; }

Error tooLarge(QString what) { return {ErrorCode::TooLarge, std::move(what)}; }

} // namespace

Done Core::setup(const SetupRequest &request)
{
    if (!verifySetup(m_rootPk, request)) // the device id is checked against its keys there, too
        return Error{ErrorCode::NotAuthentic, u"set-up is not signed by this organisation's root"_s};
    return m_storage.write([&](StorageTx &tx) {
        return enrol(tx, {request.install, request.loginPk, false}, {request.device, request.signPk, request.boxPk});
    });
}

/// Ties a principal to an installation. Neither may be taken over: not an installation by another login key, nor a
/// principal (whose public keys every roster shows) by another installation.
Done Core::enrol(StorageTx &tx, const Install &install, const DevicePublic &device)
{
    const auto known = tx.install(install.id);
    if (!known)
        return known.error();
    if (*known && (*known)->loginPk != install.loginPk)
        return Error{ErrorCode::AlreadyUsed, u"installation"_s};
    const auto owner = tx.installOf(device.id);
    if (!owner)
        return owner.error();
    if (*owner && **owner != install.id)
        return Error{ErrorCode::AlreadyUsed, u"principal"_s};
    if (!*known) {
        if (Done saved = tx.saveInstall(install); !saved)
            return saved;
    }
    return *owner ? done() : tx.savePrincipal(install.id, device);
}

/// Errors: Forbidden unless a principal of the installation is an administrator of the organisation's own space.
Done Core::mayEnrol(StorageTx &tx, const InstallId &install)
{
    if (Done known = knownInstall(tx, install); !known)
        return known;
    const auto principals = tx.principalsOf(install);
    if (!principals)
        return principals.error();
    const auto organisation = m_rosters.organisation(tx);
    if (!organisation)
        return organisation.error();
    const std::int64_t now = toMs(m_clock.now());
    for (const DevicePublic &principal : *principals) {
        if (*organisation && (*organisation)->roleOf(principal.id, now) == Role::Admin)
            return done();
    }
    return Error{ErrorCode::Forbidden, u"not an administrator"_s};
}

Done Core::createInvite(const InstallId &install, const InviteRequest &request)
{
    if (request.info.size() > kMaxInfoBytes)
        return tooLarge(u"info"_s);
    const std::int64_t now = toMs(m_clock.now());
    return m_storage.write([&](StorageTx &tx) -> Done {
        if (Done allowed = mayEnrol(tx, install); !allowed)
            return allowed;
        if (Done dropped = tx.dropExpiredInvites(now - kKeptMs); !dropped)
            return dropped;
        const auto known = tx.invite(request.lookup);
        if (!known)
            return known.error();
        // The answer was lost; by now somebody may have claimed it, or its time may be over: whoever looks is told.
        if (*known)
            return (*known)->info == request.info ? done() : Done(Error{ErrorCode::AlreadyUsed, u"lookup"_s});
        if (request.expiresMs <= now)
            return Error{ErrorCode::Expired, u"expires in the past"_s};
        // An administrator's clock may be ahead; nothing is refused for that, the time is only cut to the longest.
        const std::int64_t expires = std::min(request.expiresMs, now + kLongestInviteMs + kClockSlackMs);
        return tx.saveInvite(request.lookup, {request.info, expires, std::nullopt, {}});
    });
}

Result<InviteState> Core::invite(const Lookup &lookup)
{
    std::optional<InviteState> state;
    const Done read = m_storage.read([&](StorageTx &tx) -> Done {
        auto found = tx.invite(lookup);
        if (!found)
            return found.error();
        state = std::move(*found);
        return done();
    });
    if (!read)
        return read.error();
    const std::int64_t now = toMs(m_clock.now());
    if (!state || isGone(*state, now))
        return Error{ErrorCode::NotFound, u"invitation"_s};
    if (!state->claim && state->expiresMs <= now)
        return Error{ErrorCode::Expired, u"invitation"_s};
    return std::move(*state);
}

Done Core::claim(const Lookup &lookup, const ClaimRequest &request)
{
    if (request.label.size() > kMaxLabelBytes)
        return tooLarge(u"label"_s);
    if (request.mac.size() != kClaimMacBytes)
        return Error{ErrorCode::Malformed, u"mac"_s};
    return m_storage.write([&](StorageTx &tx) -> Done {
        auto found = tx.invite(lookup);
        if (!found)
            return found.error();
        const std::int64_t now = toMs(m_clock.now());
        if (!*found || isGone(**found, now))
            return Error{ErrorCode::NotFound, u"invitation"_s};
        InviteState &state = **found;
        if (state.claim) // the same device asking again lost our answer; anybody else came too late
            return *state.claim == request ? done() : Done(Error{ErrorCode::AlreadyUsed, u"invitation"_s});
        if (state.expiresMs <= now)
            return Error{ErrorCode::Expired, u"invitation"_s};
        const DevicePublic device{deviceIdOf(request.signPk, request.boxPk), request.signPk, request.boxPk};
        if (Done enrolled = enrol(tx, {request.install, request.loginPk, false}, device); !enrolled)
            return enrolled;
        state.claim = request;
        return tx.saveInvite(lookup, state);
    });
}

Done Core::welcome(const InstallId &install, const Lookup &lookup, const WelcomeRequest &request)
{
    if (request.welcome.size() > kMaxWelcomeBytes)
        return tooLarge(u"welcome"_s);
    return m_storage.write([&](StorageTx &tx) -> Done {
        if (Done allowed = mayEnrol(tx, install); !allowed)
            return allowed;
        auto found = tx.invite(lookup);
        if (!found)
            return found.error();
        if (!*found || !(*found)->claim || isGone(**found, toMs(m_clock.now())))
            return Error{ErrorCode::NotFound, u"claimed invitation"_s};
        (*found)->welcome = request.welcome;
        return tx.saveInvite(lookup, **found);
    });
}

} // namespace safelight::service
