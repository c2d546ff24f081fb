// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/mainjob.h"

using namespace Qt::StringLiterals;

namespace safelight::tour
{

namespace
{

/// The administrator makes a code; the new device answers; both compare four words; the administrator approves.
void enrol(Report &report, Stage &stage, const Script &script, Album &album, Seat &seat, const QString &kind,
           const QString &person, const QString &passphrase)
{
    test::Person &admin = stage.laptop.person();
    QString link;
    report.step(u"%1 makes a code for %2 on the laptop"_s.arg(script.champion, seat.name()), [&]() -> QString {
        admin.sitDown();
        if (!admin.clicks(u"Add a device"_s))
            return admin.complaint();
        if (admin.visibleNames().contains(u"Add another device"_s) && !admin.clicks(u"Add another device"_s))
            return admin.complaint();
        if (!admin.clicks(kind) || !admin.types(u"What do you call it?"_s, u"The practice "_s + seat.name()) ||
            !admin.clicks(u"Make a code"_s) || !admin.seesText(u"Works once, until"_s))
            return admin.complaint();
        link = stage.laptop.app().addDevice()->property("link").toString();
        album.take(stage.laptop, u"add-device-"_s + seat.name());
        return link.startsWith(u"safelight:"_s) ? QString() : u"no link was made"_s;
    });
    report.step(u"the %1 starts with nobody on it"_s.arg(seat.name()), [&] { return seat.start(); });
    report.step(u"%1 joins with the link on the %2"_s.arg(person, seat.name()), [&]() -> QString {
        test::Person &here = seat.person();
        if (!here.clicks(u"Join with a code"_s) || !here.types(u"Code or link"_s, link))
            return here.complaint();
        album.take(seat, u"join-code-"_s + seat.name());
        if (!here.clicks(u"Next"_s) || !here.types(u"Your name"_s, person) ||
            !here.types(u"Choose your passphrase"_s, passphrase) ||
            !here.types(u"The same passphrase again"_s, passphrase))
            return here.complaint();
        album.take(seat, u"join-passphrase-"_s + seat.name());
        if (!here.clicks(u"Join"_s))
            return here.complaint();
        return {};
    });
    report.step(u"%1 approves, on the laptop"_s.arg(script.champion), [&]() -> QString {
        admin.sitDown();
        if (!admin.seesText(u"has answered"_s))
            return admin.complaint();
        if (seat.name() == u"tablet"_s) { // only readers compare words
            const QString mine = stage.laptop.app().addDevice()->property("words").toStringList().join(u' ');
            const QString theirs = seat.app().join()->property("words").toStringList().join(u' ');
            if (mine.isEmpty() || mine != theirs)
                return u"the four words differ"_s;
        }
        album.take(stage.laptop, u"approve-"_s + seat.name());
        const auto approves = [](const QString &name) { return name.contains(u"approve"_s, Qt::CaseInsensitive); };
        return admin.clicksWhat(approves, u"approve"_s) ? QString() : admin.complaint();
    });
    report.step(u"the %1 makes its encrypted store; %2 starts"_s.arg(seat.name(), person), [&]() -> QString {
        test::Person &here = seat.person();
        here.sitDown();
        if (!here.sees(u"Start"_s))
            return here.complaint();
        album.take(seat, u"welcome-"_s + seat.name());
        return here.clicks(u"Start"_s) ? QString() : here.complaint();
    });
}

} // namespace

void setUpAct(Report &report, Stage &stage, const Script &script)
{
    report.chapter(u"An organisation and its service"_s);
    report.step(u"root and recovery keys; the service's folder, made for that root"_s,
                [&] { return stage.makeKeysAndService(); });
    report.step(u"the service starts: TLS, one encrypted file"_s, [&] { return stage.startService(); });
    report.step(u"%1 sets up the organisation: five spaces, her own vault"_s.arg(script.champion), [&] {
        return stage.ctl(QStringList{u"org"_s,
                                     u"create"_s,
                                     u"--data"_s,
                                     stage.laptop.dataFolder(),
                                     u"--name"_s,
                                     u"Practice Borough"_s,
                                     u"--person"_s,
                                     script.champion,
                                     u"--team"_s,
                                     u"Outreach"_s,
                                     u"--desk"_s,
                                     u"Library desk"_s,
                                     u"--intake"_s,
                                     u"Intake"_s,
                                     u"--hub"_s,
                                     u"Hub"_s,
                                     u"--root-file"_s,
                                     stage.path(u"root.key"_s),
                                     u"--recovery-file"_s,
                                     stage.path(u"recovery.key"_s),
                                     u"--passphrase-file"_s,
                                     stage.passphraseFile(u"laptop"_s, script.championPassphrase)} +
                         stage.serviceArguments());
    });
}

void enrolAct(Report &report, Stage &stage, const Script &script, Album &album)
{
    report.chapter(u"Three devices"_s);
    report.step(u"the laptop starts, locked"_s, [&] { return stage.laptop.start(); });
    report.step(u"%1 unlocks it"_s.arg(script.champion), [&]() -> QString {
        test::Person &admin = stage.laptop.person();
        if (!admin.types(u"Passphrase"_s, u"not the right passphrase"_s) || !admin.clicks(u"Unlock"_s))
            return admin.complaint();
        if (!admin.waitsUntil([&] { return !stage.laptop.app().session()->problem().isEmpty(); }))
            return u"a wrong passphrase was not refused"_s;
        album.take(stage.laptop, u"wrong-passphrase"_s);
        admin.presses(Qt::Key_A, Qt::ControlModifier);
        if (!admin.types(u"Passphrase"_s, QString()))
            return admin.complaint();
        admin.presses(Qt::Key_A, Qt::ControlModifier);
        admin.typesOn(script.championPassphrase);
        if (!admin.clicks(u"Unlock"_s) || !admin.sees(u"Nothing is waiting"_s))
            return admin.complaint();
        album.take(stage.laptop, u"empty-inbox"_s);
        return {};
    });
    if (!report.allTrue())
        return;
    enrol(report, stage, script, album, stage.tablet, u"A tablet"_s, script.worker, script.workerPassphrase);
    enrol(report, stage, script, album, stage.kiosk, u"A kiosk"_s, script.librarian, script.librarianPassphrase);
}

} // namespace safelight::tour
