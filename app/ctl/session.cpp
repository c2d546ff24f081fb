// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/session.h"

#include "app/admin/joinlink.h"
#include "app/ctl/await.h"
#include "app/ctl/output.h"
#include "app/ctl/passphraseinput.h"
#include "platform/files/durablefile.h"
#include "platform/keystore/filekeystore.h"

#include <QDir>
#include <QFile>
#include <QTimer>
#include <algorithm>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxCaFileBytes = 256LL * 1024;

/// The one person meant: --person, or the only one there is.
Result<KnownPerson> chosenPerson(const QList<KnownPerson> &people, const QString &name)
{
    if (people.isEmpty())
        return Error{ErrorCode::NotFound, u"nobody has joined here"_s};
    if (name.isEmpty() && people.size() == 1)
        return people.first();
    for (const KnownPerson &person : people) {
        if (!name.isEmpty() && person.name.compare(name, Qt::CaseInsensitive) == 0)
            return person;
    }
    if (people.size() == 1 && people.first().name == people.first().folder) // the name was lost; the passphrase decides
        return people.first();
    return Error{name.isEmpty() ? ErrorCode::Invalid : ErrorCode::NotFound, u"person"_s};
}

/// A device file that was lost is made again and gets back what it knew (DeviceFile::restoreFrom).
bool holdsVault(const QString &dataFolder)
{
    const QDir folder(dataFolder);
    const QStringList folders = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::ranges::any_of(folders, [&](const QString &name) { return vault::exists(folder.filePath(name)); });
}

Result<QByteArray> readSmall(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxCaFileBytes)
        return Error{ErrorCode::NotFound, u"certificate file"_s};
    return file.readAll();
}

} // namespace

Session::Session(Surroundings &surroundings, QString dataFolder, std::unique_ptr<DeviceFile> device,
                 FormCatalogue forms, ConcernRules rules)
    : m_surroundings(surroundings)
    , m_dataFolder(std::move(dataFolder))
    , m_device(std::move(device))
    , m_forms(std::move(forms))
    , m_rules(std::move(rules))
{
}

Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(const QCommandLineParser &options, Surroundings &surroundings,
                                               bool create)
{
    return open(options.value(u"data"_s), surroundings, create);
}

Result<std::unique_ptr<Session>> Session::open(const QString &dataFolder, Surroundings &surroundings, bool create)
{
    if (dataFolder.isEmpty())
        return Error{ErrorCode::Invalid, u"--data"_s};
    const QString folder = QDir(dataFolder).absolutePath();
    if (!create && !QFile::exists(QDir(folder).filePath(u"device.db"_s)) && !holdsVault(folder))
        return Error{ErrorCode::NotFound, u"no installation in the data folder"_s};
    if (Done made = files::makeFolder(folder); !made)
        return made.error();
    Result<FormCatalogue> forms = FormCatalogue::builtIn();
    if (!forms)
        return forms.error();
    Result<ConcernRules> rules = ConcernRules::from(*forms);
    if (!rules)
        return rules.error();
    FileKeyStore keys(QDir(folder).filePath(u"keys"_s));
    const Result<DataKey> key = readOrMakeKey(keys, kDeviceFileKeyName.toString());
    if (!key)
        return key.error();
    Result<std::unique_ptr<DeviceFile>> device = DeviceFile::open(folder, *key);
    if (!device)
        return device.error();
    return std::unique_ptr<Session>(
        new Session(surroundings, folder, std::move(*device), std::move(*forms), std::move(*rules)));
}

Result<KnownPerson> Session::person(const QCommandLineParser &options)
{
    const Result<QList<KnownPerson>> people = await(m_device->people());
    if (!people)
        return people.error();
    Result<KnownPerson> person = chosenPerson(*people, options.value(u"person"_s));
    if (!person) {
        for (const KnownPerson &known : *people)
            note(u"On this device: "_s + shown(known.name));
    }
    return person;
}

Done Session::unlock(const QCommandLineParser &options)
{
    const Result<KnownPerson> who = person(options);
    if (!who)
        return who.error();
    Result<Passphrase> passphrase = readPassphrase(options.value(u"passphrase-file"_s), false);
    if (!passphrase)
        return passphrase.error();
    return unlock(*who, *passphrase);
}

Done Session::unlock(const KnownPerson &person, const Passphrase &passphrase)
{
    Result<std::unique_ptr<Vault>> vault = vault::open(QDir(m_dataFolder).filePath(person.folder), passphrase,
                                                       m_surroundings.clock, m_surroundings.random);
    if (!vault)
        return vault.error();
    adopt(std::move(*vault));
    return done();
}

void Session::adopt(std::unique_ptr<Vault> vault)
{
    m_vault = std::move(vault);
    const Done restored = await(m_device->restoreFrom(*m_vault));
    if (!restored && restored.error().code == ErrorCode::Conflict)
        note(
            u"These notes were sent under another login than this device has now. They are safe here; an administrator "
            "must add the device again before they can be sent."_s);
}

Done Session::connect()
{
    Result<std::optional<ServiceAddress>> address = await(m_device->service());
    if (!address)
        return address.error();
    if (!*address)
        return Error{ErrorCode::NotFound, u"no service is known here"_s};
    Result<InstallLogin> login = await(m_device->login());
    if (!login)
        return login.error();
    m_address = std::move(**address);
    m_transport = makeHttpsTransport(m_address, std::move(*login));
    return done();
}

TransportFactory httpsTransports()
{
    return
        [](const ServiceAddress &address, InstallLogin login) { return makeHttpsTransport(address, std::move(login)); };
}

void declareData(QCommandLineParser &options)
{
    options.addOption({u"data"_s, u"Folder of this installation."_s, u"DIR"_s});
}

void declarePerson(QCommandLineParser &options)
{
    options.addOptions(
        {{u"person"_s, u"Whose vault, where several people share the device."_s, u"NAME"_s},
         {u"passphrase-file"_s, u"File whose first line is the passphrase; asked for at the terminal if left out."_s,
          u"FILE"_s}});
}

void declareJson(QCommandLineParser &options) { options.addOption({u"json"_s, u"Answer with JSON."_s}); }

void declareService(QCommandLineParser &options)
{
    options.addOptions(
        {{u"service-url"_s, u"Address of the service: https://host or https://host:port."_s, u"URL"_s},
         {u"ca-file"_s, u"PEM file of the organisation's own certificate authority."_s, u"FILE"_s},
         {u"pin"_s, u"SHA-256 of the service's public key (SPKI), hexadecimal. May be repeated."_s, u"HEX"_s}});
}

Result<ServiceAddress> serviceAddress(const QCommandLineParser &options)
{
    const Result<QUrl> url = joinlink::parseAddress(options.value(u"service-url"_s));
    if (!url)
        return url.error();
    ServiceAddress address{*url, {}, {}};
    if (options.isSet(u"ca-file"_s)) {
        Result<QByteArray> pem = readSmall(options.value(u"ca-file"_s));
        if (!pem)
            return pem.error();
        address.caPem = std::move(*pem);
    }
    const QStringList pins = options.values(u"pin"_s);
    for (const QString &pin : pins) {
        const auto bytes = FixedBytes<32, struct PinTag>::fromHex(pin);
        if (!bytes)
            return Error{ErrorCode::Invalid, u"--pin takes 64 hexadecimal digits"_s};
        address.spkiPins.append(bytes->toByteArray());
    }
    return address;
}

Exit failWith(const QCommandLineParser &options, const Error &error) { return fail(error, options.isSet(u"json"_s)); }

Exit failWith(const QCommandLineParser &options, const Error &error, const QString &words)
{
    return fail(error, options.isSet(u"json"_s), words);
}

void pauseFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace safelight::ctl
