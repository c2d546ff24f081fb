// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/organisation.h"
#include "app/ctl/await.h"
#include "app/ctl/output.h"
#include "app/ctl/passphraseinput.h"
#include "app/ctl/session.h"
#include "app/ctl/textinput.h"

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

void declareKeyFiles(QCommandLineParser &options)
{
    options.addOptions(
        {{u"root-file"_s, u"Where the root key lies or is written."_s, u"FILE"_s, u"root.key"_s},
         {u"recovery-file"_s, u"Where the recovery key lies or is written."_s, u"FILE"_s, u"recovery.key"_s}});
}

void declareKeys(QCommandLineParser &options)
{
    declareKeyFiles(options);
    declareJson(options);
}

/// Here it is no invitation that was used before, and no note that could not be saved. Empty: the usual words.
QString wordsFor(const Error &error)
{
    if (error.code == ErrorCode::AlreadyUsed)
        return u"Something is there already, and it is never overwritten; the detail below says what. For another "
               "organisation choose another data folder and other key files."_s;
    if (error.code == ErrorCode::DiskFull || error.code == ErrorCode::DiskFault)
        return u"Something could not be written. Look at permissions and free room where the data folder and the key "
               "files lie."_s;
    return {};
}

Exit runKeys(const QCommandLineParser &options, Surroundings &)
{
    const Result<OrganisationKeys> keys =
        makeOrganisationKeys(options.value(u"root-file"_s), options.value(u"recovery-file"_s));
    if (!keys)
        return failWith(options, keys.error(), wordsFor(keys.error()));
    const QString rootPk = keys->root.publicKey().toHex();
    if (options.isSet(u"json"_s))
        sayJson({{u"root_pk"_s, rootPk},
                 {u"organisation_id"_s, orgIdOf(keys->root.publicKey()).toHex()},
                 {u"recovery_pk"_s, keys->recovery.publicKey().toHex()}});
    else
        say(rootPk);
    note(keyFileAdvice());
    note(u"\nThe line above is the organisation's public root key: make the service with it\n"
         "(safelight-service init --root-key), then set the organisation up (safelight-ctl org create)."_s);
    return Exit::Ok;
}

void declareCreate(QCommandLineParser &options)
{
    declareData(options);
    declareKeyFiles(options);
    declareService(options);
    options.addOptions({
        {u"name"_s, u"Name of the organisation."_s, u"NAME"_s},
        {u"person"_s, u"Your own name: you become the first administrator and champion."_s, u"NAME"_s},
        {u"team"_s, u"Name of the outreach team's space."_s, u"NAME"_s, u"Outreach"_s},
        {u"desk"_s, u"Name of the desk where kiosks stand."_s, u"NAME"_s, u"Library desk"_s},
        {u"intake"_s, u"Name of the champions' intake."_s, u"NAME"_s, u"Intake"_s},
        {u"hub"_s, u"Name of the champions' hub."_s, u"NAME"_s, u"Safeguarding hub"_s},
        {u"passphrase-file"_s, u"Your new passphrase; asked for at the terminal if left out."_s, u"FILE"_s},
    });
    declareJson(options);
}

Exit runCreate(const QCommandLineParser &options, Surroundings &surroundings)
{
    if (!options.isSet(u"name"_s) || !options.isSet(u"person"_s) || !options.isSet(u"service-url"_s))
        return misuse(u"Needed: --name, --person and --service-url."_s);
    const QStringList names{u"name"_s, u"person"_s, u"team"_s, u"desk"_s, u"intake"_s, u"hub"_s};
    if (const QString mend = mendNames(options, names); !mend.isEmpty())
        return misuse(mend);
    const Result<ServiceAddress> address = serviceAddress(options);
    if (!address)
        return failOption(address.error(), options.isSet(u"json"_s));
    Result<std::unique_ptr<Session>> session = Session::open(options, surroundings, true);
    if (!session)
        return failWith(options, session.error());
    const Result<Passphrase> passphrase = readPassphrase(options.value(u"passphrase-file"_s), true);
    if (!passphrase)
        return failWith(options, passphrase.error());

    const OrganisationNames spaces{options.value(u"name"_s), options.value(u"team"_s), options.value(u"desk"_s),
                                   options.value(u"intake"_s), options.value(u"hub"_s)};
    const SetUpPlan plan{spaces,
                         options.value(u"person"_s),
                         options.value(u"root-file"_s),
                         options.value(u"recovery-file"_s),
                         (*session)->dataFolder(),
                         *address,
                         {}};
    OrganisationSetUp setUp((*session)->device(), httpsTransports(), surroundings.clock, surroundings.random);
    Result<std::unique_ptr<Vault>> vault = await(setUp.run(plan, *passphrase));
    if (!vault) {
        note(
            u"Nothing is lost. Mend what is said below and run the same command again: it goes on where it stopped."_s);
        return failWith(options, vault.error(), wordsFor(vault.error()));
    }
    const VaultOwner &owner = (*vault)->owner();
    if (options.isSet(u"json"_s))
        sayJson({{u"organisation"_s, owner.organisation},
                 {u"organisation_id"_s, orgIdOf(owner.rootPk).toHex()},
                 {u"root_pk"_s, owner.rootPk.toHex()},
                 {u"device"_s, owner.device.toHex()},
                 {u"person"_s, owner.person}});
    else
        say(u"%1 is set up. %2 is its first administrator.\n"
            "Next: safelight-ctl invite --data %3 --kind tablet --name \"Tablet 1\""_s.arg(
                shown(owner.organisation), shown(owner.person), (*session)->dataFolder()));
    note(keyFileAdvice());
    return Exit::Ok;
}

} // namespace

QList<Command> organisationCommands()
{
    return {
        {u"org keys"_s, u"Make an organisation's root and recovery keys, before anything else"_s,
         u"Makes the two key files of an organisation, or reads the ones that are there, and prints the public root "
         "key.\nThe service is made for that key.\n\n"
         "Example: safelight-ctl org keys --root-file root.key --recovery-file recovery.key"_s,
         declareKeys, runKeys},
        {u"org create"_s, u"Set up an organisation and its first administrator"_s,
         u"Makes the five spaces of an organisation (organisation, team, desk, intake, hub), registers this "
         "installation with the\nservice and makes the administrator's vault. Can be run again after a failure.\n\n"
         "Example: safelight-ctl org create --data ~/safelight --name \"Example Borough\" --person \"Amina Khatun\" "
         "\\\n"
         "         --service-url https://safelight.example.org --root-file root.key --recovery-file recovery.key"_s,
         declareCreate, runCreate}};
}

} // namespace safelight::ctl
