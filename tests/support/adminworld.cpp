// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adminworld.h"

namespace safelight::testing
{

using namespace Qt::StringLiterals;

AdminWorld::AdminWorld()
{
    const Result<OrganisationKeys> made =
        makeOrganisationKeys(keys.filePath(u"root.key"_s), keys.filePath(u"recovery.key"_s));
    Q_ASSERT(made);
    Result<std::unique_ptr<service::Storage>> opened = service::openEmbeddedStorage(u":memory:"_s, DataKey::random());
    Q_ASSERT(opened);
    storage = std::move(*opened);
    core = std::make_unique<service::Core>(*storage, clock, made->root.publicKey(), origin(), QByteArray(32, 'k'));
    admin = install();
}

AdminWorld::~AdminWorld() = default;

std::unique_ptr<Installation> AdminWorld::install()
{
    auto installation = std::make_unique<Installation>();
    Result<std::unique_ptr<DeviceFile>> device = DeviceFile::open(installation->folder.path(), DataKey::random());
    Q_ASSERT(device);
    installation->device = std::move(*device);
    return installation;
}

TransportFactory AdminWorld::transports()
{
    return [this](const ServiceAddress &, InstallLogin login) {
        auto transport = std::make_unique<CoreTransport>(*core, std::move(login), origin());
        if (tamper)
            tamper(*transport);
        return transport;
    };
}

SetUpPlan AdminWorld::plan(const Installation &installation) const
{
    return {{u"Example Borough"_s, u"Outreach"_s, u"Library desk"_s, u"Intake"_s, u"Safeguarding hub"_s},
            u"Amina Khatun"_s,
            keys.filePath(u"root.key"_s),
            keys.filePath(u"recovery.key"_s),
            installation.folder.path(),
            {QUrl(origin()), {}, {}},
            kCheap};
}

std::unique_ptr<Vault> AdminWorld::setUp()
{
    OrganisationSetUp setting(*admin->device, transports(), clock, random);
    Result<std::unique_ptr<Vault>> vault = settled(setting.run(plan(*admin), passphrase()));
    if (!vault)
        qWarning("set-up: %d %s", int(vault.error().code), qPrintable(vault.error().detail));
    return vault ? std::move(*vault) : nullptr;
}

std::unique_ptr<CoreTransport> AdminWorld::transportOf(Installation &installation)
{
    Result<InstallLogin> login = settled(installation.device->login());
    Q_ASSERT(login);
    return std::make_unique<CoreTransport>(*core, std::move(*login), origin());
}

std::unique_ptr<Vault> AdminWorld::enrol(Vault &administrator, Installation &installation, DeviceKind kind,
                                         const QString &person, const SpaceId &team)
{
    const auto failed = [](const char *step, const Error &error) {
        qWarning("%s: %d %s", step, int(error.code), qPrintable(error.detail));
        return nullptr;
    };
    const auto way = transportOf(*admin);
    Invitation invitation(administrator, *way, clock);
    if (const Done made = settled(invitation.create({kind, u"A new device"_s, team})); !made)
        return failed("create", made.error());
    Joining joining(*installation.device, installation.folder.path(), transports(), clock, random);
    Result<JoinLink> link = joinlink::parse(joinlink::format(*invitation.code(), {QUrl(origin()), {}, {}}));
    if (const auto info = settled(joining.begin(std::move(*link))); !info)
        return failed("begin", info.error());
    if (const auto words = settled(joining.claim(person)); !words)
        return failed("claim", words.error());
    const auto claimant = settled(invitation.look());
    if (!claimant || !*claimant)
        return failed("look", claimant ? Error{} : claimant.error());
    if (const Done approved = settled(invitation.approve(**claimant)); !approved)
        return failed("approve", approved.error());
    if (const auto welcome = settled(joining.look()); !welcome || !*welcome)
        return failed("welcome", welcome ? Error{} : welcome.error());
    Result<std::unique_ptr<Vault>> vault = settled(joining.finish(passphrase(), kCheap));
    return vault ? std::move(*vault) : failed("finish", vault.error());
}

} // namespace safelight::testing
