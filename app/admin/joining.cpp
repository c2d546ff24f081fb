// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/joining.h"

#include "app/admin/invitation.h"
#include "app/admin/plainname.h"
#include "app/admin/vaultfolder.h"
#include "app/store/passphrasepolicy.h"
#include "sync/base/when_ready.h"

#include <QDir>
#include <QtConcurrentRun>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxPersonBytes = 200; // a sealed label's limit (crypto/epoch.h)

template <class R>
void settle(QPromise<R> &promise, R result)
{
    promise.addResult(std::move(result));
    promise.finish();
}

template <class R>
std::shared_ptr<QPromise<R>> started()
{
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    return promise;
}

Result<InviteInfo> infoIn(const InviteState &state, const InviteCode &code)
{
    const Result<QByteArray> plain = code.open(kInfoPurpose, bytesOf(state.info));
    if (!plain)
        return plain.error();
    Result<InviteInfo> info = decodeInviteInfo(bytesOf(*plain));
    if (info && !deviceKindFrom(info->deviceKind))
        return Error{ErrorCode::Unsupported, u"device kind"_s};
    return info;
}

QList<FollowedSpace> followedFrom(const Welcome &welcome)
{
    QList<FollowedSpace> spaces;
    for (const WelcomeSpace &space : welcome.spaces)
        spaces.append({space.space, SpaceKind(space.kind), Role(space.role), space.name});
    return spaces;
}

/// The same host and port, however they are written.
bool isSameService(const QUrl &a, const QUrl &b)
{
    constexpr int kHttps = 443;
    return a.host().compare(b.host(), Qt::CaseInsensitive) == 0 && a.port(kHttps) == b.port(kHttps);
}

} // namespace

Joining::Joining(DeviceFile &device, QString dataFolder, TransportFactory transports, Clock &clock, Random &random,
                 QObject *parent)
    : QObject(parent)
    , m_device(device)
    , m_dataFolder(std::move(dataFolder))
    , m_transports(std::move(transports))
    , m_clock(clock)
    , m_random(random)
{
}

Joining::~Joining() = default;

QFuture<Result<InviteInfo>> Joining::begin(JoinLink link)
{
    auto promise = started<Result<InviteInfo>>();
    if (!link.address) {
        settle<Result<InviteInfo>>(*promise, Error{ErrorCode::Invalid, u"no service address"_s});
        return promise->future();
    }
    m_link = std::move(link);
    whenReady(m_device.service(), this, [this, promise](const Result<std::optional<ServiceAddress>> &known) {
        if (!known)
            return settle<Result<InviteInfo>>(*promise, known.error());
        m_serviceKnown = known->has_value();
        if (m_serviceKnown && !isSameService((*known)->url, m_link->address->url))
            return settle<Result<InviteInfo>>(*promise, Error{ErrorCode::OtherService, {}});
        if (m_serviceKnown)
            m_link->address = **known;
        ask(promise);
    });
    return promise->future();
}

void Joining::ask(const Info &promise)
{
    whenReady(m_device.login(), this, [this, promise](Result<InstallLogin> login) {
        if (!login)
            return settle<Result<InviteInfo>>(*promise, login.error());
        m_transport = m_transports(*m_link->address, std::move(*login));
        whenReady(m_transport->invite(m_link->code.lookup()), this, [this, promise](Result<InviteState> state) {
            if (!state) {
                const ErrorCode code = state.error().code;
                if (code == ErrorCode::NotFound || code == ErrorCode::Expired)
                    pendingclaim::remove(m_dataFolder, m_link->code.lookup());
                return settle<Result<InviteInfo>>(*promise, state.error());
            }
            if (const auto kept = pendingclaim::read(m_dataFolder, m_link->code.lookup());
                state->claim && !(kept && kept->claim == *state->claim))
                return settle<Result<InviteInfo>>(*promise, Error{ErrorCode::AlreadyUsed, u"claimed before"_s});
            Result<InviteInfo> info = infoIn(*state, m_link->code);
            if (info)
                m_info = *info;
            settle(*promise, info);
        });
    });
}

ClaimRequest Joining::makeClaim(const InstallLogin &login, const DeviceKeys &keys, const QString &person) const
{
    const DevicePublic device = keys.publicKeys();
    ClaimRequest claim{login.id, login.key.publicKey(), device.signPk, device.boxPk, {}, {}};
    const QByteArray label = person.toUtf8();
    claim.label = m_link->code.seal(kLabelPurpose, bytesOf(label));
    claim.mac = m_link->code.macOf(claim);
    return claim;
}

void Joining::settleClaim(const Words &promise)
{
    settle<Result<QStringList>>(*promise, comparisonWords(m_info->rootPk, *m_claim, m_link->code.lookup()));
}

bool Joining::isNamed(const QString &name) const
{
    return m_info && !name.isEmpty() && isPlainName(name) && name.toUtf8().size() <= kMaxPersonBytes;
}

QFuture<Result<QStringList>> Joining::claim(const QString &person)
{
    auto promise = started<Result<QStringList>>();
    const QString name = person.trimmed();
    if (!isNamed(name)) {
        settle<Result<QStringList>>(*promise, Error{ErrorCode::Invalid, u"name"_s});
        return promise->future();
    }
    whenReady(m_device.login(), this, [this, promise, name](Result<InstallLogin> login) {
        if (!login)
            return settle<Result<QStringList>>(*promise, login.error());
        if (!m_claim) { // a second call after a lost answer sends the same bytes
            m_keys = DeviceKeys::generate();
            m_claim = makeClaim(*login, *m_keys, name);
        }
        send(promise);
    });
    return promise->future();
}

QFuture<Result<QStringList>> Joining::claim(const QString &person, const Passphrase &passphrase, Argon2Cost cost)
{
    auto promise = started<Result<QStringList>>();
    const QString name = person.trimmed();
    if (!isNamed(name)) {
        settle<Result<QStringList>>(*promise, Error{ErrorCode::Invalid, u"name"_s});
        return promise->future();
    }
    auto shared = std::make_shared<Passphrase>(passphrase.clone());
    whenReady(m_device.login(), this, [this, promise, name, shared, cost](Result<InstallLogin> login) {
        if (!login)
            return settle<Result<QStringList>>(*promise, login.error());
        keepThenSend(promise, *login, name, shared, cost);
    });
    return promise->future();
}

/// The kept keys are opened with this passphrase, or new ones are kept under it. Always from the file, so that a second
/// call with another passphrase cannot leave keys behind that it does not open.
void Joining::keepThenSend(const Words &promise, const InstallLogin &login, const QString &name,
                           const std::shared_ptr<Passphrase> &passphrase, Argon2Cost cost)
{
    struct Kept {
        DeviceKeys keys;
        PendingClaim pending;
    };
    using Keeping = Result<std::shared_ptr<Kept>>;
    const Lookup lookup = m_link->code.lookup();
    std::optional<PendingClaim> before = pendingclaim::read(m_dataFolder, lookup);
    if (before && (before->claim.install != login.id || before->claim.loginPk != login.key.publicKey()))
        before.reset(); // by an installation that was lost since: no use to this one
    std::shared_ptr<Kept> fresh;
    if (!before) {
        DeviceKeys keys = DeviceKeys::generate();
        PendingClaim pending{makeClaim(login, keys, name), {}, {}, {}};
        fresh = std::make_shared<Kept>(Kept{std::move(keys), std::move(pending)});
    }
    auto work = [before, fresh, passphrase, cost, lookup, folder = m_dataFolder]() -> Keeping {
        if (before) {
            Result<DeviceKeys> keys = pendingclaim::open(*before, lookup, *passphrase);
            return keys ? Keeping(std::make_shared<Kept>(Kept{std::move(*keys), *before})) : keys.error();
        }
        Result<PendingClaim> pending = pendingclaim::seal(fresh->pending.claim, fresh->keys, lookup, *passphrase, cost);
        if (!pending)
            return pending.error();
        if (const Done written = pendingclaim::write(folder, lookup, *pending); !written)
            return written.error();
        fresh->pending = std::move(*pending);
        return fresh;
    };
    whenReady(QtConcurrent::run(std::move(work)), this, [this, promise](Keeping kept) {
        if (!kept)
            return settle<Result<QStringList>>(*promise, kept.error());
        m_keys = std::move((*kept)->keys);
        m_claim = (*kept)->pending.claim;
        m_kept = std::move((*kept)->pending);
        send(promise);
    });
}

QFuture<Done> Joining::prove(const Passphrase &passphrase) const
{
    Q_ASSERT(m_kept);
    auto work = [pending = *m_kept, lookup = m_link->code.lookup(),
                 typed = std::make_shared<Passphrase>(passphrase.clone())]() -> Done {
        const Result<DeviceKeys> keys = pendingclaim::open(pending, lookup, *typed);
        return keys ? done() : Done(keys.error());
    };
    return QtConcurrent::run(std::move(work));
}

void Joining::send(const Words &promise)
{
    whenReady(m_transport->claim(m_link->code.lookup(), *m_claim), this, [this, promise](const Done &claimed) {
        if (claimed)
            return settleClaim(promise);
        if (claimed.error().code != ErrorCode::AlreadyUsed)
            return settle<Result<QStringList>>(*promise, claimed.error());
        // Perhaps it was this device, and the answer got lost.
        whenReady(m_transport->invite(m_link->code.lookup()), this, [this, promise](Result<InviteState> state) {
            if (state && state->claim && *state->claim == *m_claim)
                return settleClaim(promise);
            if (state)
                pendingclaim::remove(m_dataFolder, m_link->code.lookup()); // another was faster
            settle<Result<QStringList>>(*promise, Error{ErrorCode::AlreadyUsed, u"claimed before"_s});
        });
    });
}

QFuture<Result<bool>> Joining::look()
{
    auto promise = started<Result<bool>>();
    if (!m_claim) {
        settle<Result<bool>>(*promise, Error{ErrorCode::Internal, u"nothing claimed"_s});
        return promise->future();
    }
    whenReady(m_transport->invite(m_link->code.lookup()), this, [this, promise](Result<InviteState> state) {
        if (!state)
            return settle<Result<bool>>(*promise, state.error());
        if (!state->claim || *state->claim != *m_claim)
            return settle<Result<bool>>(*promise, Error{ErrorCode::AlreadyUsed, u"claimed by another"_s});
        if (state->welcome.isEmpty())
            return settle<Result<bool>>(*promise, false);
        Result<Welcome> welcome = openWelcome(m_keys->box, m_link->code.lookup(), bytesOf(state->welcome));
        if (!welcome)
            return settle<Result<bool>>(*promise, welcome.error());
        m_welcome = std::move(*welcome);
        settle<Result<bool>>(*promise, true);
    });
    return promise->future();
}

QFuture<Result<std::unique_ptr<Vault>>> Joining::finish(const Passphrase &passphrase, Argon2Cost cost)
{
    if (isMade())
        return remember();
    auto promise = started<Made>();
    if (!m_welcome || !m_keys) {
        settle<Made>(*promise, Error{ErrorCode::Internal, u"no welcome yet"_s});
        return promise->future();
    }
    if (const Done strong = checkPassphrase(passphrase); !strong) {
        settle<Made>(*promise, strong.error());
        return promise->future();
    }
    // The worker gets copies of the keys, so that a full disk leaves them here for another try.
    auto shared = std::make_shared<Passphrase>(passphrase.clone());
    auto keys = std::make_shared<DeviceKeys>(
        DeviceKeys{SigningKey(m_keys->signing.seed().clone()), BoxKey(m_keys->box.seed().clone())});
    const DevicePublic device = m_keys->publicKeys();
    const VaultOwner owner{device.id, m_welcome->person, m_info->deviceKind, m_info->rootPk, m_info->organisation};
    const QString folder = QDir(m_dataFolder).filePath(vaultFolderFor(device.id));
    auto work = [folder, shared, cost, keys, owner, spaces = followedFrom(*m_welcome), &clock = m_clock,
                 &random = m_random]() -> Made {
        if (vault::exists(folder)) // an earlier try got this far
            return vault::open(folder, *shared, clock, random);
        return vault::create(folder, *shared, std::move(*keys), owner, spaces, clock, random, cost);
    };
    whenReady(QtConcurrent::run(std::move(work)), this, [this, promise](Made made) {
        if (!made)
            return settle<Made>(*promise, made.error());
        m_keys.reset();
        m_made = std::move(*made);
        introduce(promise);
    });
    return promise->future();
}

QFuture<Joining::Made> Joining::remember()
{
    Q_ASSERT(isMade());
    auto promise = started<Made>();
    introduce(promise);
    return promise->future();
}

/// The service's address first: a person who is listed must be able to reach it.
void Joining::introduce(const std::shared_ptr<QPromise<Made>> &promise)
{
    if (!m_serviceKnown) {
        whenReady(m_device.setService(*m_link->address), this, [this, promise](const Done &saved) {
            if (!saved)
                return settle<Made>(*promise, saved.error());
            m_serviceKnown = true;
            introduce(promise);
        });
        return;
    }
    const VaultOwner &owner = m_made->owner();
    const KnownPerson person{vaultFolderFor(owner.device), owner.person, owner.deviceKind};
    whenReady(m_device.addPerson(person), this, [this, promise](const Done &added) {
        if (!added)
            return settle<Made>(*promise, added.error());
        pendingclaim::remove(m_dataFolder, m_link->code.lookup());
        settle<Made>(*promise, std::move(m_made));
    });
}

} // namespace safelight
