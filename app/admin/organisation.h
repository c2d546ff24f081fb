// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/transportfactory.h"
#include "app/store/devicefile.h"
#include "app/store/vault.h"
#include "sync/crypto/passphrase.h"

#include <QObject>

namespace safelight
{

/// The two key pairs of an organisation that are made at set-up and then kept offline.
struct OrganisationKeys {
    SigningKey root;
    BoxKey recovery;
};

/// Reads both files, or makes the ones that are not there yet (0600, synced). Running it again gives the same keys.
/// Errors: Malformed (a file is damaged), DiskFull, DiskFault.
[[nodiscard]] Result<OrganisationKeys> makeOrganisationKeys(const QString &rootFile, const QString &recoveryFile);

/// What to do with the two files, for the terminal and the help page.
[[nodiscard]] QString keyFileAdvice();

/// Names of the five spaces. They travel sealed; the service never sees them.
struct OrganisationNames {
    QString organisation;
    QString team;
    QString desk;
    QString intake;
    QString hub;
};

/// One space as set-up makes it: what its administrator follows, and the entry that begins its log.
struct FoundedSpace {
    FollowedSpace space;
    Envelope envelope; ///< control, signed by the root, first of the root's own chain in this space
};

/// The five spaces (organisation first), each created by the root with epoch 1, a recovery grant and the
/// administrator as Admin; the organisation space also carries the policy. Pure: nothing is stored or sent.
/// Errors: Invalid (a name is empty or longer than 200 bytes).
[[nodiscard]] Result<QList<FoundedSpace>> foundSpaces(const OrganisationKeys &keys, const DevicePublic &administrator,
                                                      const QString &person, const OrganisationNames &names,
                                                      Random &random);

struct SetUpPlan {
    OrganisationNames names;
    QString person; ///< the administrator
    QString rootFile;
    QString recoveryFile;
    QString dataFolder; ///< the one `device` was opened with
    ServiceAddress service;
    Argon2Cost cost; ///< of the vault's passphrase slot; tests take the floor
};

/// What is durable on this machine before anything is sent (organisation.cpp).
struct PreparedSetUp;

/// Sets up an organisation and its first administrator's vault, in an order that survives a crash at any point:
/// key files; the five entries in <dataFolder>/organisation.pending (ciphertext and public keys only); the vault; the
/// device file; the service's registration; the entries; one sync that proves them; the pending file goes. Nothing
/// leaves the machine before the vault that can use it is durable, and running it again with the same files and
/// passphrase goes on where it stopped, with the same bytes.
class OrganisationSetUp final : public QObject
{
    Q_OBJECT
public:
    OrganisationSetUp(DeviceFile &device, TransportFactory transports, Clock &clock, Random &random,
                      QObject *parent = nullptr);
    ~OrganisationSetUp() override;

    /// Once per object. Errors: AlreadyUsed (this data folder belongs to an organisation already), Conflict (the
    /// pending file belongs to another root key), WrongPassphrase, WeakPassphrase, Invalid, NotAuthentic (the
    /// service was made for another root key), the transport's, the store's.
    [[nodiscard]] QFuture<Result<std::unique_ptr<Vault>>> run(const SetUpPlan &plan, const Passphrase &passphrase);

private:
    void keep(std::unique_ptr<PreparedSetUp> local);
    void rememberService();
    void registerInstallation();
    void push();
    void proveMembership();
    void finish(const Done &result);

    DeviceFile &m_device;
    TransportFactory m_transports;
    Clock &m_clock;
    Random &m_random;
    SetUpPlan m_plan;
    std::unique_ptr<PreparedSetUp> m_local;
    std::unique_ptr<Transport> m_transport;
    QPromise<Result<std::unique_ptr<Vault>>> m_promise;
};

} // namespace safelight
