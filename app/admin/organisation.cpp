// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/organisation.h"

#include "app/admin/devicekind.h"
#include "app/admin/pendingsetup.h"
#include "app/admin/syncnow.h"
#include "app/admin/vaultfolder.h"
#include "sync/base/when_ready.h"
#include "sync/crypto/login.h"

#include <QDir>
#include <QtConcurrentRun>

namespace safelight
{

using namespace Qt::StringLiterals;

struct PreparedSetUp {
    OrganisationKeys keys;
    PendingSetUp pending;
    std::unique_ptr<Vault> vault;
};

namespace
{

/// Opens what an earlier run made, or makes it. On a worker: Argon2id takes about a second.
Result<PreparedSetUp> prepare(const SetUpPlan &plan, const Passphrase &passphrase, bool dataFolderInUse, Clock &clock,
                              Random &random)
{
    Result<std::optional<PendingSetUp>> earlier = pendingsetup::read(plan.dataFolder);
    if (!earlier)
        return earlier.error();
    if (!*earlier && dataFolderInUse)
        return Error{ErrorCode::AlreadyUsed, u"data folder has people"_s};
    Result<OrganisationKeys> keys = makeOrganisationKeys(plan.rootFile, plan.recoveryFile);
    if (!keys)
        return keys.error();
    const QDir folder(plan.dataFolder);

    if (*earlier && vault::exists(folder.filePath((*earlier)->folder))) {
        if ((*earlier)->rootPk != keys->root.publicKey())
            return Error{ErrorCode::Conflict, u"pending set-up of another root key"_s};
        auto opened = vault::open(folder.filePath((*earlier)->folder), passphrase, clock, random);
        if (!opened)
            return opened.error();
        return PreparedSetUp{std::move(*keys), std::move(**earlier), std::move(*opened)};
    }

    // No vault yet, so nothing has left this machine: whatever an earlier run wrote may be made again.
    DeviceKeys device = DeviceKeys::generate();
    const DevicePublic administrator = device.publicKeys();
    Result<QList<FoundedSpace>> founded = foundSpaces(*keys, administrator, plan.person, plan.names, random);
    if (!founded)
        return founded.error();
    PendingSetUp pending{keys->root.publicKey(), administrator, vaultFolderFor(administrator.id), {}};
    QList<FollowedSpace> followed;
    for (const FoundedSpace &space : *founded) {
        pending.entries.append(encodeEnvelope(space.envelope));
        followed.append(space.space);
    }
    if (Done written = pendingsetup::write(plan.dataFolder, pending); !written)
        return written.error();
    const VaultOwner owner{administrator.id, plan.person.trimmed(), quint8(DeviceKind::Laptop), keys->root.publicKey(),
                           plan.names.organisation.trimmed()};
    auto created = vault::create(folder.filePath(pending.folder), passphrase, std::move(device), owner, followed, clock,
                                 random, plan.cost);
    if (!created)
        return created.error();
    return PreparedSetUp{std::move(*keys), std::move(pending), std::move(*created)};
}

/// A push that the service did not take whole.
Done verdictOf(const SyncResponse &response, qsizetype pushed)
{
    if (response.answers.size() != pushed)
        return Error{ErrorCode::Unintelligible, u"set-up: answers missing"_s};
    for (const Answer &answer : response.answers) {
        if (answer.status == SpaceStatus::Forbidden)
            return Error{ErrorCode::Forbidden, u"set-up entry refused"_s};
        if (answer.status != SpaceStatus::Ok || answer.headSeq == 0)
            return Error{ErrorCode::Conflict, u"set-up entry status %1"_s.arg(int(answer.status))};
    }
    return done();
}

} // namespace

QString keyFileAdvice()
{
    return u"Two key files were made. Nothing can replace them.\n"
           "  1. Copy each to its own USB stick or print it, and seal them in two envelopes.\n"
           "  2. Keep them in two places that one person alone cannot open.\n"
           "  3. Then delete both files from this computer. Safelight does not need them day to day.\n"
           "The root key appoints administrators. The recovery key opens every record: its use must be witnessed."_s;
}

OrganisationSetUp::OrganisationSetUp(DeviceFile &device, TransportFactory transports, Clock &clock, Random &random,
                                     QObject *parent)
    : QObject(parent)
    , m_device(device)
    , m_transports(std::move(transports))
    , m_clock(clock)
    , m_random(random)
{
}

OrganisationSetUp::~OrganisationSetUp() = default;

QFuture<Result<std::unique_ptr<Vault>>> OrganisationSetUp::run(const SetUpPlan &plan, const Passphrase &passphrase)
{
    m_plan = plan;
    m_promise.start();
    auto shared = std::make_shared<Passphrase>(passphrase.clone());
    whenReady(m_device.people(), this, [this, shared](Result<QList<KnownPerson>> people) {
        if (!people)
            return finish(people.error());
        auto work = [plan = m_plan, shared, inUse = !people->isEmpty(), &clock = m_clock, &random = m_random] {
            return prepare(plan, *shared, inUse, clock, random);
        };
        whenReady(QtConcurrent::run(std::move(work)), this, [this](Result<PreparedSetUp> prepared) {
            if (!prepared)
                return finish(prepared.error());
            keep(std::make_unique<PreparedSetUp>(std::move(*prepared)));
        });
    });
    return m_promise.future();
}

void OrganisationSetUp::keep(std::unique_ptr<PreparedSetUp> local)
{
    m_local = std::move(local);
    const KnownPerson person{m_local->pending.folder, m_local->vault->owner().person, quint8(DeviceKind::Laptop)};
    whenReady(m_device.addPerson(person), this, [this](const Done &added) {
        if (!added)
            return finish(added);
        rememberService();
    });
}

void OrganisationSetUp::rememberService()
{
    whenReady(m_device.setService(m_plan.service), this, [this](const Done &saved) {
        if (!saved)
            return finish(saved);
        registerInstallation();
    });
}

void OrganisationSetUp::registerInstallation()
{
    whenReady(m_device.login(), this, [this](Result<InstallLogin> login) {
        if (!login)
            return finish(login.error());
        const DevicePublic &device = m_local->pending.administrator;
        SetupRequest request{login->id, login->key.publicKey(), device.id, device.signPk, device.boxPk, {}};
        request.rootSignature = signSetup(m_local->keys.root, request);
        m_transport = m_transports(m_plan.service, std::move(*login));
        whenReady(m_transport->setup(request), this, [this](const Done &registered) {
            if (!registered)
                return finish(registered);
            push();
        });
    });
}

void OrganisationSetUp::push()
{
    SyncRequest request;
    request.maxBytes = 0;
    for (const QByteArray &bytes : std::as_const(m_local->pending.entries)) {
        const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
        if (!envelope)
            return finish(Error{ErrorCode::Malformed, u"organisation.pending"_s});
        request.asks.append(Ask{envelope->header.space, 0, {}, {bytes}});
    }
    whenReady(m_transport->sync(request), this, [this, pushed = request.asks.size()](Result<SyncResponse> response) {
        if (!response)
            return finish(response.error());
        if (Done taken = verdictOf(*response, pushed); !taken)
            return finish(taken);
        proveMembership();
    });
}

void OrganisationSetUp::proveMembership()
{
    whenReady(syncNow(*m_local->vault, *m_transport, this), this, [this](const Result<SyncOutcome> &outcome) {
        if (!outcome)
            return finish(outcome.error());
        auto isAdmin = [](WriteTx &tx, Journal &, Engine &engine) -> Done {
            const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
            if (!followed)
                return followed.error();
            for (const FollowedSpace &space : *followed) {
                if (engine.ownRole(space.id) != Role::Admin)
                    return Error{ErrorCode::NotAuthentic, u"set-up did not come back as it went"_s};
            }
            return done();
        };
        whenReady(m_local->vault->write(isAdmin), this, [this](const Done &proven) { finish(proven); });
    });
}

void OrganisationSetUp::finish(const Done &result)
{
    if (result) {
        pendingsetup::remove(m_plan.dataFolder);
        m_promise.addResult(Result<std::unique_ptr<Vault>>(std::move(m_local->vault)));
    } else {
        m_promise.addResult(Result<std::unique_ptr<Vault>>(result.error()));
    }
    m_promise.finish();
}

} // namespace safelight
