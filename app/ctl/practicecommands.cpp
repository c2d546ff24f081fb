// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/invitation.h"
#include "app/admin/joining.h"
#include "app/admin/organisation.h"
#include "app/admin/syncnow.h"
#include "app/ctl/await.h"
#include "app/ctl/desk.h"
#include "app/ctl/noteinput.h"
#include "app/ctl/output.h"
#include "app/ctl/practicedata.h"
#include "app/ctl/session.h"

#include <QDir>
#include <QJsonArray>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// The whole practice set-up. Every step looks first whether it is done, so that a second run goes on or finds
/// nothing to do.
class Practice final
{
public:
    Practice(const QCommandLineParser &options, Surroundings &surroundings, PracticeData data, ServiceAddress address)
        : m_options(options)
        , m_surroundings(surroundings)
        , m_out(QDir(options.value(u"out"_s)).absolutePath())
        , m_data(std::move(data))
        , m_address(std::move(address))
    {
    }

    [[nodiscard]] Done run()
    {
        if (Done founded = found(); !founded)
            return founded;
        for (const PracticeDevice &device : m_data.devices) {
            if (device.kind == DeviceKind::Laptop)
                continue;
            if (Done joined = join(device); !joined)
                return joined;
        }
        return writeRecords();
    }
    [[nodiscard]] QString folderOf(const PracticeDevice &device) const { return m_out.filePath(device.folder); }
    [[nodiscard]] const PracticeData &data() const { return m_data; }

private:
    /// The vault of a device's practice person, open, if there is one yet.
    [[nodiscard]] Result<bool> reopen(Session &session, const PracticeDevice &device)
    {
        const Result<QList<KnownPerson>> people = await(session.device().people());
        if (!people)
            return people.error();
        if (people->isEmpty())
            return false;
        if (const Done unlocked = session.unlock(people->first(), Passphrase(device.passphrase)); !unlocked)
            return unlocked.error();
        return true;
    }

    [[nodiscard]] Done found()
    {
        const PracticeDevice &device = m_data.devices.first();
        Result<std::unique_ptr<Session>> session = Session::open(folderOf(device), m_surroundings, true);
        if (!session)
            return session.error();
        const SetUpPlan plan{{m_data.organisation, m_data.team, m_data.desk, m_data.intake, m_data.hub},
                             device.person,
                             m_options.value(u"root-file"_s),
                             m_options.value(u"recovery-file"_s),
                             (*session)->dataFolder(),
                             m_address,
                             {}};
        OrganisationSetUp setUp((*session)->device(), httpsTransports(), m_surroundings.clock, m_surroundings.random);
        Result<std::unique_ptr<Vault>> vault = await(setUp.run(plan, Passphrase(device.passphrase)));
        if (vault) {
            note(u"Set up %1."_s.arg(m_data.organisation));
            (*session)->adopt(std::move(*vault));
        } else if (vault.error().code == ErrorCode::AlreadyUsed) { // an earlier run got past this
            const Result<bool> open = reopen(**session, device);
            if (!open)
                return open.error();
        } else {
            return vault.error();
        }
        m_administrator = std::move(*session);
        return m_administrator->connect();
    }

    [[nodiscard]] Done join(const PracticeDevice &device)
    {
        Result<std::unique_ptr<Session>> session = Session::open(folderOf(device), m_surroundings, true);
        if (!session)
            return session.error();
        const Result<bool> before = reopen(**session, device);
        if (!before)
            return before.error();
        if (!*before) {
            if (Done made = enrol(**session, device); !made)
                return made;
            note(u"%1 can start on %2."_s.arg(device.person, device.deviceName));
        }
        if (Done connected = (*session)->connect(); !connected)
            return connected;
        if (Done synced = sync(**session); !synced)
            return synced;
        m_sessions.insert_or_assign(device.folder, std::move(*session));
        return done();
    }

    /// Both sides of an invitation in one program: the words need no comparing.
    [[nodiscard]] Done enrol(Session &session, const PracticeDevice &device)
    {
        Invitation invitation(m_administrator->vault(), m_administrator->transport(), m_surroundings.clock);
        if (Done made = await(invitation.create({device.kind, device.deviceName, {}})); !made)
            return made;
        Result<JoinLink> link = joinlink::parse(joinlink::format(*invitation.code(), m_address));
        if (!link)
            return link.error();
        Joining joining(session.device(), session.dataFolder(), httpsTransports(), m_surroundings.clock,
                        m_surroundings.random);
        if (const Result<InviteInfo> info = await(joining.begin(std::move(*link))); !info)
            return info.error();
        const Result<QStringList> words = await(joining.claim(device.person));
        if (!words)
            return words.error();
        const Result<std::optional<Claimant>> claimant = await(invitation.look());
        if (!claimant)
            return claimant.error();
        if (!*claimant || (*claimant)->words != *words)
            return Error{ErrorCode::NotAuthentic, u"words differ"_s};
        if (Done approved = await(invitation.approve(**claimant)); !approved)
            return approved;
        const Result<bool> welcome = await(joining.look());
        if (!welcome)
            return welcome.error();
        Result<std::unique_ptr<Vault>> vault = await(joining.finish(Passphrase(device.passphrase)));
        if (!vault)
            return vault.error();
        session.adopt(std::move(*vault));
        return done();
    }

    [[nodiscard]] static Done sync(Session &session)
    {
        QObject context;
        const Result<SyncOutcome> outcome = await(syncNow(session.vault(), session.transport(), &context));
        return outcome ? done() : Done(outcome.error());
    }

    /// Practice records are written once: when the administrator's inbox is still empty.
    [[nodiscard]] Done writeRecords()
    {
        if (Done synced = sync(*m_administrator); !synced)
            return synced;
        const Result<triage::Context> desk = deskOf(*m_administrator);
        if (!desk)
            return desk.error();
        const Result<bool> some = await(desk->act([](const triage::Action &action) -> Result<bool> {
            for (const bool decided : {false, true}) {
                const auto inbox = triage::inbox(action.tx, action.forms, action.rules, {action.nowMs, {}, decided, 1});
                if (!inbox)
                    return inbox.error();
                if (!inbox->items.isEmpty())
                    return true;
            }
            return false;
        }));
        if (!some)
            return some.error();
        return *some ? done() : writeNotes(*desk);
    }

    [[nodiscard]] Done writeNotes(const triage::Context &desk)
    {
        for (const PracticeNote &note : m_data.notes) {
            const auto session = m_sessions.find(note.device);
            if (session == m_sessions.end())
                return Error{ErrorCode::Malformed, u"practice data: device"_s};
            const Result<SavedConcern> saved = await(saveNote(*session->second, note.draft));
            if (!saved)
                return saved.error();
            if (!note.decision)
                continue;
            if (Done sent = sync(*session->second); !sent)
                return sent;
            if (Done received = sync(*m_administrator); !received)
                return received;
            if (Done decided = decide(desk, saved->concern, *note.decision); !decided)
                return decided;
        }
        for (const auto &[folder, session] : m_sessions) {
            if (Done synced = sync(*session); !synced)
                return synced;
        }
        if (Done synced = sync(*m_administrator); !synced)
            return synced;
        for (const auto &[folder, session] : m_sessions) {
            if (Done synced = sync(*session); !synced)
                return synced;
        }
        note(u"Wrote %1 practice records."_s.arg(m_data.notes.size()));
        return done();
    }

    [[nodiscard]] static Done decide(const triage::Context &desk, const Uuid &concern, const PracticeDecision &words)
    {
        const Field *outcome = desk.forms->decisionForm.field(u"outcome");
        const FieldChoice *choice = outcome ? outcome->choice(words.outcome) : nullptr;
        if (choice == nullptr)
            return Error{ErrorCode::Malformed, u"practice data: outcome"_s};
        const triage::DecisionInput input{choice->value, words.why, words.alternatives, words.message};
        return await(desk.act([concern, input](const triage::Action &action) -> Done {
            if (const Result<triage::Opened> opened = triage::open(action, concern); !opened)
                return opened.error();
            const Result<triage::Decided> decided = triage::decide(action, concern, input, {});
            return decided ? done() : Done(decided.error());
        }));
    }

    const QCommandLineParser &m_options;
    Surroundings &m_surroundings;
    QDir m_out;
    PracticeData m_data;
    ServiceAddress m_address;
    std::unique_ptr<Session> m_administrator;
    std::map<QString, std::unique_ptr<Session>> m_sessions;
};

void declarePractice(QCommandLineParser &options)
{
    options.addOption({u"out"_s, u"Folder for the three installations."_s, u"DIR"_s});
    declareService(options);
    options.addOptions(
        {{u"root-file"_s, u"The root key that the service was made for (org keys)."_s, u"FILE"_s, u"root.key"_s},
         {u"recovery-file"_s, u"The recovery key."_s, u"FILE"_s, u"recovery.key"_s}});
    declareJson(options);
}

void sayDevices(const QCommandLineParser &options, const Practice &practice)
{
    QJsonArray array;
    for (const PracticeDevice &device : practice.data().devices) {
        array.append(QJsonObject{{u"folder"_s, practice.folderOf(device)},
                                 {u"kind"_s, nameOf(device.kind)},
                                 {u"person"_s, device.person},
                                 {u"passphrase"_s, device.passphrase}});
        if (!options.isSet(u"json"_s))
            say(u"%1  %2  passphrase: %3\n        %4"_s.arg(nameOf(device.kind), -6)
                    .arg(device.person, -14)
                    .arg(device.passphrase, practice.folderOf(device)));
    }
    if (options.isSet(u"json"_s))
        sayJson({{u"devices"_s, array}});
}

Exit runPractice(const QCommandLineParser &options, Surroundings &surroundings)
{
    if (!options.isSet(u"out"_s) || !options.isSet(u"service-url"_s))
        return misuse(u"Needed: --out and --service-url."_s);
    const Result<ServiceAddress> address = serviceAddress(options);
    if (!address)
        return failOption(address.error(), options.isSet(u"json"_s));
    Result<PracticeData> data = practiceData(toMs(surroundings.clock.now()));
    if (!data)
        return failWith(options, data.error());
    Practice practice(options, surroundings, std::move(*data), *address);
    if (const Done ran = practice.run(); !ran)
        return failWith(options, ran.error());
    sayDevices(options, practice);
    return Exit::Ok;
}

} // namespace

QList<Command> practiceCommands()
{
    return {
        {u"practice"_s, u"A practice organisation: laptop, tablet and kiosk with invented records"_s,
         u"Sets up an invented organisation at a service made for it, and three installations under --out: laptop/, "
         "tablet/ and\nkiosk/, with a few invented records. Prints their passphrases: never use them for real data.\n"
         "Can be run again; what is there stays.\n\n"
         "Example: safelight-ctl org keys --root-file p/root.key --recovery-file p/recovery.key\n"
         "         safelight-service init --data p/service --root-key … --name localhost\n"
         "         safelight-service serve --data p/service &\n"
         "         safelight-ctl practice --out p --service-url https://localhost:8443 --ca-file p/service/tls/ca.pem "
         "\\\n"
         "           --root-file p/root.key --recovery-file p/recovery.key"_s,
         declarePractice, runPractice}};
}

} // namespace safelight::ctl
