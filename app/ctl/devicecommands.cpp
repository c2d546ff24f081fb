// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/invitation.h"
#include "app/admin/joining.h"
#include "app/admin/qrmatrix.h"
#include "app/admin/syncnow.h"
#include "app/ctl/await.h"
#include "app/ctl/output.h"
#include "app/ctl/passphraseinput.h"
#include "app/ctl/session.h"
#include "app/ctl/textinput.h"
#include "app/store/passphrasepolicy.h"

#include <QFile>
#include <QJsonArray>
#include <QTextStream>

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::milliseconds kPollEvery{1000};

/// Two modules a character, light on dark terminals as on light ones.
QString blocksOf(const QrMatrix &matrix)
{
    constexpr int quiet = 4;
    QString text;
    const auto dark = [&](int row, int column) {
        return row >= 0 && column >= 0 && row < matrix.size && column < matrix.size && matrix.isDark(row, column);
    };
    for (int row = -quiet; row < matrix.size + quiet; row += 2) {
        text += u"\x1b[30;107m"_s;
        for (int column = -quiet; column < matrix.size + quiet; ++column) {
            const bool upper = dark(row, column);
            const bool lower = dark(row + 1, column);
            text += upper && lower ? u'█' : upper ? u'▀' : lower ? u'▄' : u' ';
        }
        text += u"\x1b[0m\n"_s;
    }
    return text;
}

/// The id of the team space of that name; zero when none is named.
Result<SpaceId> teamNamed(Session &session, const QString &name)
{
    if (name.isEmpty())
        return SpaceId{};
    const Result<QList<FollowedSpace>> followed =
        await(session.vault().read([](ReadTx &tx) { return spaces::followed(tx); }));
    if (!followed)
        return followed.error();
    for (const FollowedSpace &space : *followed) {
        if (space.kind == SpaceKind::Team && space.name.compare(name, Qt::CaseInsensitive) == 0)
            return space.id;
    }
    return Error{ErrorCode::NotFound, u"team"_s};
}

void declareInvite(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    options.addOptions({{u"kind"_s, u"tablet, kiosk or laptop (a further champion)."_s, u"KIND"_s, u"tablet"_s},
                        {u"name"_s, u"What you call the device; shown on it."_s, u"NAME"_s},
                        {u"team"_s, u"Its team or desk; the usual one for its kind if left out."_s, u"NAME"_s},
                        {u"qr"_s, u"Draw the link as a QR code."_s}});
    declareJson(options);
}

Exit runInvite(const QCommandLineParser &options, Surroundings &surroundings)
{
    const std::optional<DeviceKind> kind = deviceKindNamed(options.value(u"kind"_s));
    if (!kind || !options.isSet(u"name"_s))
        return misuse(u"Needed: --name, and --kind as one of tablet, kiosk, laptop."_s);
    if (const QString mend = mendNames(options, {u"name"_s}); !mend.isEmpty())
        return misuse(mend);
    return withService(options, surroundings, [&](Session &session) {
        const Result<SpaceId> team = teamNamed(session, options.value(u"team"_s));
        if (!team)
            return failWith(options, team.error());
        Invitation invitation(session.vault(), session.transport(), session.clock());
        const Done made = await(invitation.create({*kind, options.value(u"name"_s), *team}));
        if (!made)
            return failWith(options, made.error());
        const QString link = joinlink::format(*invitation.code(), session.address());
        if (options.isSet(u"json"_s))
            sayJson({{u"code"_s, invitation.code()->text()},
                     {u"link"_s, link},
                     {u"expires_ms"_s, qint64(invitation.expiresMs())}});
        else
            say(u"code: %1\nlink: %2"_s.arg(invitation.code()->text(), link));
        if (options.isSet(u"qr"_s)) {
            if (const Result<QrMatrix> matrix = qrMatrixOf(link); matrix)
                draw(blocksOf(*matrix));
        }
        note(u"Works once, until %1. On the new device: safelight-ctl enrol, or \"Join with a code\".\n"
             "Then here: safelight-ctl approve --code %2"_s.arg(timeText(invitation.expiresMs()),
                                                                invitation.code()->text()));
        return Exit::Ok;
    });
}

void declareApprove(QCommandLineParser &options)
{
    declareData(options);
    declarePerson(options);
    options.addOptions(
        {{u"code"_s, u"The code that safelight-ctl invite gave."_s, u"CODE"_s},
         {u"team"_s, u"As for invite, if one was named there."_s, u"NAME"_s},
         {u"words"_s, u"The four words as the new device shows them; asked for if left out."_s, u"WORDS"_s},
         {u"wait"_s, u"Wait this long for the device to answer."_s, u"SECONDS"_s, u"600"_s}});
    declareJson(options);
}

/// Asks the service once a second until there is a value, an error that stays, or the time is over.
template <class T, class Ask>
Result<T> poll(int seconds, Clock &clock, Ask ask)
{
    const std::chrono::milliseconds end = clock.sinceBoot() + std::chrono::seconds(seconds);
    for (;;) {
        Result<std::optional<T>> seen = ask();
        if (!seen)
            return seen.error();
        if (*seen)
            return std::move(**seen);
        if (clock.sinceBoot() >= end)
            return Error{ErrorCode::TimedOut, u"nobody answered"_s};
        pauseFor(kPollEvery);
    }
}

bool sameWords(const QString &typed, const QStringList &words)
{
    QString plain = typed;
    plain.replace(u',', u' ');
    return plain.toLower().split(u' ', Qt::SkipEmptyParts) == words;
}

QString askForWords()
{
    QTextStream(stderr) << "Words on the new device: " << Qt::flush;
    return QTextStream(stdin).readLine();
}

Exit runApprove(const QCommandLineParser &options, Surroundings &surroundings)
{
    Result<InviteCode> code = InviteCode::parse(options.value(u"code"_s));
    if (!code)
        return failWith(options, code.error());
    const Result<int> wait = numberFrom(options, u"wait"_s, 0);
    if (!wait)
        return misuse(wait.error().detail);
    return withService(options, surroundings, [&](Session &session) {
        const Result<SpaceId> team = teamNamed(session, options.value(u"team"_s));
        if (!team)
            return failWith(options, team.error());
        Invitation invitation(session.vault(), session.transport(), session.clock());
        if (const Done found = await(invitation.resume(std::move(*code), *team)); !found)
            return failWith(options, found.error());
        const Result<Claimant> claimant =
            poll<Claimant>(*wait, session.clock(), [&] { return await(invitation.look()); });
        if (!claimant)
            return failWith(options, claimant.error());
        note(u"%1 has answered for \"%2\".\nIts four words: %3"_s.arg(
            shown(claimant->person), shown(invitation.spec().forWhom), claimant->words.join(u' ')));
        const QString typed = options.isSet(u"words"_s) ? options.value(u"words"_s) : askForWords();
        if (!sameWords(typed, claimant->words)) {
            note(u"The words differ. Nothing was given: the device has no keys.\n"
                 "Perhaps they were mistyped: have them read aloud again, and run approve again only if the new device "
                 "shows exactly the words above.\n"
                 "If it shows others, somebody else may have used the code: do not approve it. Make a new one; this "
                 "one ends on %1."_s.arg(timeText(invitation.expiresMs())));
            return Exit::Untrue;
        }
        if (const Done approved = await(invitation.approve(*claimant)); !approved)
            return failWith(options, approved.error());
        if (options.isSet(u"json"_s))
            sayJson({{u"device"_s, claimant->keys.id.toHex()}, {u"person"_s, claimant->person}});
        else
            say(u"%1 can start on \"%2\"."_s.arg(shown(claimant->person), shown(invitation.spec().forWhom)));
        return Exit::Ok;
    });
}

void declareEnrol(QCommandLineParser &options)
{
    declareData(options);
    declareService(options);
    options.addOptions(
        {{u"link"_s, u"The link from the administrator."_s, u"LINK"_s},
         {u"code"_s, u"Instead of a link: the code alone, with --service-url."_s, u"CODE"_s},
         {u"person"_s, u"Your name."_s, u"NAME"_s},
         {u"passphrase-file"_s, u"Your new passphrase; asked for at the terminal if left out."_s, u"FILE"_s},
         {u"wait"_s, u"Wait this long for approval."_s, u"SECONDS"_s, u"600"_s}});
    declareJson(options);
}

Result<JoinLink> linkFrom(const QCommandLineParser &options, DeviceFile &device)
{
    Result<JoinLink> link =
        joinlink::parse(options.isSet(u"link"_s) ? options.value(u"link"_s) : options.value(u"code"_s));
    if (!link || link->address)
        return link;
    if (options.isSet(u"service-url"_s)) {
        Result<ServiceAddress> address = serviceAddress(options);
        if (!address)
            return address.error();
        link->address = std::move(*address);
        return link;
    }
    Result<std::optional<ServiceAddress>> known = await(device.service());
    if (!known)
        return known.error();
    link->address = std::move(*known);
    return link;
}

/// After the claim: what passes or can be mended costs no code.
void noteGoesOn(const Error &error)
{
    if (error.code != ErrorCode::AlreadyUsed && error.code != ErrorCode::Expired && error.code != ErrorCode::NotFound &&
        error.code != ErrorCode::NotAuthentic)
        note(u"This device's answer is kept: run the same command again, and it goes on where it stopped."_s);
}

Exit runEnrol(const QCommandLineParser &options, Surroundings &surroundings)
{
    if (options.isSet(u"link"_s) == options.isSet(u"code"_s) || !options.isSet(u"person"_s))
        return misuse(u"Needed: --person, and one of --link and --code."_s);
    if (const QString mend = mendNames(options, {u"person"_s}); !mend.isEmpty())
        return misuse(mend);
    const Result<int> wait = numberFrom(options, u"wait"_s, 0);
    if (!wait)
        return misuse(wait.error().detail);
    Result<std::unique_ptr<Session>> session = Session::open(options, surroundings, true);
    if (!session)
        return failWith(options, session.error());
    Result<JoinLink> link = linkFrom(options, (*session)->device());
    if (!link)
        return failOption(link.error(), options.isSet(u"json"_s));
    const Result<Passphrase> passphrase = readPassphrase(options.value(u"passphrase-file"_s), true);
    if (!passphrase)
        return failWith(options, passphrase.error());
    if (const Done strong = checkPassphrase(*passphrase); !strong) // before the invitation is used up
        return failWith(options, strong.error());

    Joining joining((*session)->device(), (*session)->dataFolder(), httpsTransports(), surroundings.clock,
                    surroundings.random);
    const Result<InviteInfo> info = await(joining.begin(std::move(*link)));
    if (!info)
        return failWith(options, info.error());
    note(u"This code is from %1, for \"%2\"."_s.arg(shown(info->organisation), shown(info->forWhom)));
    const Result<QStringList> words = await(joining.claim(options.value(u"person"_s), *passphrase));
    if (!words && words.error().code == ErrorCode::WrongPassphrase)
        return failWith(options, words.error(),
                        u"This device answered this code before, with another passphrase. Use that one, or ask your "
                        "administrator for a new code."_s);
    if (!words)
        return failWith(options, words.error());
    note(u"Read these four words to your administrator; the same must stand on both screens:"_s);
    if (options.isSet(u"json"_s))
        sayJson({{u"words"_s, QJsonArray::fromStringList(*words)}});
    else
        say(u"words: "_s + words->join(u' '));
    const Result<bool> approved = poll<bool>(*wait, surroundings.clock, [&]() -> Result<std::optional<bool>> {
        const Result<bool> seen = await(joining.look());
        if (!seen)
            return seen.error();
        return *seen ? std::optional(true) : std::nullopt;
    });
    if (!approved && approved.error().code == ErrorCode::TimedOut)
        return failWith(options, approved.error(),
                        u"Nobody has approved this device yet. Nothing is lost: its answer is kept here. Run the same "
                        "command again, with the same passphrase, and it goes on waiting."_s);
    if (!approved) {
        noteGoesOn(approved.error());
        return failWith(options, approved.error());
    }
    Result<std::unique_ptr<Vault>> vault = await(joining.finish(*passphrase));
    if (!vault) {
        noteGoesOn(vault.error());
        return failWith(options, vault.error());
    }
    (*session)->adopt(std::move(*vault));
    if (const Done connected = (*session)->connect(); !connected)
        return failWith(options, connected.error());
    QObject context;
    const Result<SyncOutcome> synced = await(syncNow((*session)->vault(), (*session)->transport(), &context));
    if (!synced) // the vault is made: the next sync brings the rest
        note(u"The first sync did not work; safelight-ctl sync tries again."_s);
    const VaultOwner &owner = (*session)->vault().owner();
    if (options.isSet(u"json"_s))
        sayJson({{u"device"_s, owner.device.toHex()}, {u"person"_s, owner.person}});
    else
        say(u"%1 has joined %2."_s.arg(shown(owner.person), shown(owner.organisation)));
    return Exit::Ok;
}

} // namespace

QList<Command> deviceCommands()
{
    return {{u"invite"_s, u"Make a code for a new device (administrators)"_s,
             u"Makes a code that lets one new device join within 24 hours.\n\n"
             "Example: safelight-ctl invite --data ~/safelight --kind tablet --name \"Tablet 3, outreach\" --qr"_s,
             declareInvite, runInvite},
            {u"approve"_s, u"Approve the device that answered a code (administrators)"_s,
             u"Waits for the new device, compares four words with you, and gives it its keys.\n\n"
             "Example: safelight-ctl approve --data ~/safelight --code ABCDE-FGHJK-MNPQR-STVWX"_s,
             declareApprove, runApprove},
            {u"enrol"_s, u"Join an organisation with a code or a link (the new device)"_s,
             u"Answers an invitation, waits for approval, makes this person's vault and syncs once.\n\n"
             "Example: safelight-ctl enrol --data ~/tablet --link 'safelight://join?…' --person \"Bartosz Nowak\""_s,
             declareEnrol, runEnrol}};
}

} // namespace safelight::ctl
