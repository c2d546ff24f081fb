// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/transportfactory.h"
#include "app/concern/concerndraft.h"
#include "app/ctl/command.h"
#include "app/forms/formcatalogue.h"
#include "app/store/devicefile.h"
#include "app/store/vault.h"

namespace safelight::ctl
{

/// One installation as a command uses it: the device file, then (unlock) one person's open vault, then (connect) the
/// way to the service. Everything is closed when it goes.
class Session final
{
public:
    /// --data: where the installation lies. Made when it is not there and `create` is set; otherwise a folder without
    /// one, and without a vault, is left as it is. Error: NotFound.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const QCommandLineParser &options,
                                                               Surroundings &surroundings, bool create = false);
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const QString &dataFolder, Surroundings &surroundings,
                                                               bool create);
    ~Session();

    /// Who is meant: --person, or the only one there is.
    /// Errors: NotFound (nobody, or no such person), Invalid (several people and no --person).
    [[nodiscard]] Result<KnownPerson> person(const QCommandLineParser &options);
    /// Their vault, with --passphrase-file or the terminal. Errors: those of person, and the vault's.
    [[nodiscard]] Done unlock(const QCommandLineParser &options);
    [[nodiscard]] Done unlock(const KnownPerson &person, const Passphrase &passphrase);
    /// Takes a vault that set-up or joining has just made.
    void adopt(std::unique_ptr<Vault> vault);
    /// Error: NotFound (this installation does not know its service yet).
    [[nodiscard]] Done connect();

    [[nodiscard]] const QString &dataFolder() const { return m_dataFolder; }
    [[nodiscard]] DeviceFile &device() { return *m_device; }
    [[nodiscard]] Vault &vault() { return *m_vault; }
    [[nodiscard]] Transport &transport() { return *m_transport; }
    [[nodiscard]] const ServiceAddress &address() const { return m_address; }
    [[nodiscard]] const FormCatalogue &forms() const { return m_forms; }
    [[nodiscard]] const ConcernRules &rules() const { return m_rules; }
    [[nodiscard]] Clock &clock() { return m_surroundings.clock; }
    [[nodiscard]] std::int64_t nowMs() const { return toMs(m_surroundings.clock.now()); }

private:
    Session(Surroundings &surroundings, QString dataFolder, std::unique_ptr<DeviceFile> device, FormCatalogue forms,
            ConcernRules rules);

    Surroundings &m_surroundings;
    QString m_dataFolder;
    std::unique_ptr<DeviceFile> m_device;
    FormCatalogue m_forms;
    ConcernRules m_rules;
    std::unique_ptr<Vault> m_vault;
    ServiceAddress m_address;
    std::unique_ptr<Transport> m_transport;
};

/// Real HTTPS.
[[nodiscard]] TransportFactory httpsTransports();

/// --data, and for commands that open a vault --person and --passphrase-file.
void declareData(QCommandLineParser &options);
void declarePerson(QCommandLineParser &options);
void declareJson(QCommandLineParser &options);
/// --service-url, --ca-file, --pin.
void declareService(QCommandLineParser &options);
/// Errors: Invalid, NotFound (the CA file).
[[nodiscard]] Result<ServiceAddress> serviceAddress(const QCommandLineParser &options);

/// With the words of messages.h, or with these where the command knows better what the code means here.
[[nodiscard]] Exit failWith(const QCommandLineParser &options, const Error &error);
[[nodiscard]] Exit failWith(const QCommandLineParser &options, const Error &error, const QString &words);

/// Opens the installation, unlocks the person, and runs `work`; says what went wrong.
template <class F>
[[nodiscard]] Exit withPerson(const QCommandLineParser &options, Surroundings &surroundings, F work)
{
    Result<std::unique_ptr<Session>> session = Session::open(options, surroundings);
    if (!session)
        return failWith(options, session.error());
    if (const Done unlocked = (*session)->unlock(options); !unlocked)
        return failWith(options, unlocked.error());
    return work(**session);
}

/// The same with the way to the service.
template <class F>
[[nodiscard]] Exit withService(const QCommandLineParser &options, Surroundings &surroundings, F work)
{
    return withPerson(options, surroundings, [&](Session &session) {
        if (const Done connected = session.connect(); !connected)
            return failWith(options, connected.error());
        return work(session);
    });
}

} // namespace safelight::ctl
