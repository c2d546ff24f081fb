// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/syncnow.h"
#include "app/ctl/await.h"
#include "app/ctl/bundle.h"
#include "app/ctl/output.h"
#include "app/ctl/passphraseinput.h"
#include "app/ctl/recordjson.h"
#include "app/ctl/session.h"
#include "app/ctl/syncreport.h"
#include "app/ctl/vaultcheck.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxBundleBytes = 1024LL * 1024 * 1024;

void declareCommon(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    declareJson(options);
}

Exit runSync(const QCommandLineParser &options, Surroundings &surroundings)
{
    return withService(options, surroundings, [&](Session &session) {
        QObject context;
        const Result<SyncOutcome> outcome = await(syncNow(session.vault(), session.transport(), &context));
        if (!outcome)
            return failWith(options, outcome.error());
        const SyncReport report = syncReport(*outcome);
        if (options.isSet(u"json"_s))
            sayJson(report.json);
        else
            say(report.line);
        for (const QString &advice : report.notes)
            note(advice);
        return report.failure ? fail(*report.failure) : Exit::Ok; // the one document has it already
    });
}

void declareCheck(QCommandLineParser &options)
{
    declareCommon(options);
    options.addOption({u"repair"_s, u"Keep the rows that were rebuilt from the envelopes."_s});
}

Exit sayCheck(const QCommandLineParser &options, const CheckReport &report)
{
    if (options.isSet(u"json"_s)) {
        sayJson({{u"envelopes"_s, report.envelopes},
                 {u"signatures"_s, report.signatures},
                 {u"chain_links"_s, report.chainLinks},
                 {u"log_entries"_s, report.logEntries},
                 {u"faults"_s, QJsonArray::fromStringList(report.faults)}});
    } else {
        for (const QString &fault : report.faults)
            say(u"Fault: "_s + shown(fault));
        say(u"%1 envelopes, %2 signatures, %3 links of authors' chains, %4 log entries: %5"_s.arg(report.envelopes)
                .arg(report.signatures)
                .arg(report.chainLinks)
                .arg(report.logEntries)
                .arg(report.faults.isEmpty() ? u"all well"_s : u"faults found"_s));
    }
    return report.faults.isEmpty() ? Exit::Ok : Exit::Untrue;
}

Exit runCheck(const QCommandLineParser &options, Surroundings &surroundings)
{
    return withPerson(options, surroundings, [&](Session &session) {
        const Result<QStringList> file = await(session.vault().read([](ReadTx &tx) { return checkFile(tx); }));
        if (!file)
            return failWith(options, file.error());
        Result<CheckReport> report = await(
            session.vault().write([rootPk = session.vault().owner().rootPk](WriteTx &tx, Journal &, Engine &engine) {
                return checkChains(tx, engine, rootPk);
            }));
        if (!report)
            return failWith(options, report.error());
        report->faults += *file;
        const Result<bool> rows = await(
            session.vault().write([repair = options.isSet(u"repair"_s)](WriteTx &tx, Journal &journal, Engine &engine) {
                return checkRows(tx, journal, engine, repair);
            }));
        if (!rows && rows.error().code != ErrorCode::Damaged)
            return failWith(options, rows.error());
        if (!rows)
            report->faults.append(u"The stored rows differ from what the envelopes say: run check --repair."_s);
        else if (!*rows)
            note(u"The stored rows differed and were rebuilt from the envelopes."_s);
        return sayCheck(options, *report);
    });
}

void declareExport(QCommandLineParser &options)
{
    declareCommon(options);
    options.addOptions({{u"format"_s, u"cbor (signed, can be verified) or json (to read)."_s, u"WORD"_s, u"cbor"_s},
                        {u"out"_s, u"File to write; never overwritten."_s, u"FILE"_s}});
}

Done writeNewFile(const QString &name, const QByteArray &bytes)
{
    if (QFile::exists(name))
        return Error{ErrorCode::AlreadyUsed, u"--out exists"_s};
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorCode::DiskFault, u"--out"_s};
    return done();
}

Exit runExport(const QCommandLineParser &options, Surroundings &surroundings)
{
    const QString format = options.value(u"format"_s);
    if (!options.isSet(u"out"_s) || (format != "cbor"_L1 && format != "json"_L1))
        return misuse(u"Needed: --out, and --format as cbor or json."_s);
    return withPerson(options, surroundings, [&](Session &session) {
        const Result<Bundle> bundle = await(
            session.vault().write([owner = session.vault().owner()](WriteTx &tx, Journal &journal, Engine &engine) {
                return collectBundle(tx, journal, engine, owner);
            }));
        if (!bundle)
            return failWith(options, bundle.error());
        QByteArray bytes = encodeBundle(*bundle);
        if (format == "json"_L1) {
            const Result<QJsonObject> json = bundleJson(*bundle, session.forms());
            if (!json)
                return failWith(options, json.error());
            bytes = QJsonDocument(*json).toJson();
        }
        if (const Done written = writeNewFile(options.value(u"out"_s), bytes); !written)
            return failWith(options, written.error(),
                            written.error().code == ErrorCode::AlreadyUsed
                                ? u"There is a file of that name, and it is never overwritten. Choose another name."_s
                                : u"The file could not be written. Nothing in the vault was changed: look at the "
                                  "folder's permissions and its free room, then export again."_s);
        if (options.isSet(u"json"_s))
            sayJson({{u"changes"_s, qint64(bundle->entries.size())}});
        else
            say(u"%1 changes written. The file is not encrypted: treat it as the record itself."_s.arg(
                bundle->entries.size()));
        return Exit::Ok;
    });
}

void declareVerify(QCommandLineParser &options)
{
    options.addOptions({{u"in"_s, u"A bundle written by export."_s, u"FILE"_s},
                        {u"root-pk"_s, u"The organisation it must be from."_s, u"HEX"_s}});
    declareJson(options);
}

Exit runVerify(const QCommandLineParser &options, Surroundings &)
{
    QFile file(options.value(u"in"_s));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxBundleBytes)
        return failWith(options, Error{ErrorCode::NotFound, u"--in"_s},
                        u"There is no bundle of that name that can be read."_s);
    const Result<Bundle> bundle = decodeBundle(file.readAll());
    if (!bundle)
        return failWith(options, bundle.error(), u"This is not a whole bundle as safelight-ctl export writes it."_s);
    if (options.isSet(u"root-pk"_s) && bundle->rootPk.toHex() != options.value(u"root-pk"_s).toLower())
        return failWith(options, Error{ErrorCode::NotAuthentic, u"another organisation"_s},
                        u"This bundle is from another organisation than the one you named."_s);
    const Result<int> verified = verifyBundle(*bundle);
    if (!verified)
        return failWith(options, verified.error(),
                        u"This bundle was changed after it was signed, or was never signed by the device it names. Do "
                        "not rely on it."_s);
    const QString device = deviceIdOf(bundle->signPk, bundle->boxPk).toHex();
    if (options.isSet(u"json"_s))
        sayJson({{u"verified"_s, *verified}, {u"device"_s, device}, {u"person"_s, bundle->person}});
    else
        say(u"%1 changes, every one signed by device %2, which says it is %3"_s.arg(*verified).arg(
            device, shown(bundle->person)));
    return Exit::Ok;
}

void declareChangePassphrase(QCommandLineParser &options)
{
    declareCommon(options);
    options.addOption({u"new-passphrase-file"_s,
                       u"File whose first line is the new passphrase; asked for at the terminal if left out."_s,
                       u"FILE"_s});
}

Exit runChangePassphrase(const QCommandLineParser &options, Surroundings &surroundings)
{
    Result<std::unique_ptr<Session>> session = Session::open(options, surroundings);
    if (!session)
        return failWith(options, session.error());
    const Result<KnownPerson> person = (*session)->person(options);
    if (!person)
        return failWith(options, person.error());
    const Result<Passphrase> old = readPassphrase(options.value(u"passphrase-file"_s), false);
    if (!old)
        return failWith(options, old.error());
    const Result<Passphrase> fresh = readPassphrase(options.value(u"new-passphrase-file"_s), true);
    if (!fresh)
        return failWith(options, fresh.error());
    const QString folder = QDir((*session)->dataFolder()).filePath(person->folder);
    if (const Done changed = vault::changePassphrase(folder, *old, *fresh, surroundings.clock); !changed)
        return failWith(options, changed.error());
    if (options.isSet(u"json"_s))
        sayJson({{u"person"_s, person->name}});
    else
        say(u"The passphrase of %1 is changed on this device. The old one opens nothing any more."_s.arg(
            shown(person->name)));
    return Exit::Ok;
}

} // namespace

QList<Command> upkeepCommands()
{
    return {
        {u"sync"_s, u"Send what waits and fetch what is new"_s,
         u"Goes round with the service until nothing is left to send or to fetch."_s, declareCommon, runSync},
        {u"check"_s, u"Is everything in this vault as it should be?"_s,
         u"Checks the encrypted file, every signature and chain, and that the stored rows are what the envelopes say."_s,
         declareCheck, runCheck},
        {u"export"_s, u"Write everything this person recorded into a file"_s,
         u"Writes this person's own change-sets, with their signatures (cbor) or with field names (json)."_s,
         declareExport, runExport},
        {u"passphrase change"_s, u"Choose a new passphrase for one person on this device"_s,
         u"Asks for the old passphrase, then twice for the new one. Copies of this person's folder that were made "
         u"before "
         "still open\nwith the old one.\n\n"
         "Example: safelight-ctl passphrase change --data ~/safelight --person \"Amina Khatun\""_s,
         declareChangePassphrase, runChangePassphrase},
        {u"verify"_s, u"Check the signatures of an exported bundle"_s,
         u"Checks a bundle without any key of the organisation."_s, declareVerify, runVerify}};
}

QList<Command> allCommands()
{
    QList<Command> all;
    all += organisationCommands();
    all += deviceCommands();
    all += noteCommands();
    all += triageCommands();
    all += upkeepCommands();
    all += practiceCommands();
    all += envelopeCommands();
    return all;
}

} // namespace safelight::ctl
