// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/mainjob.h"

#include "app/store/drafts.h"
#include "app/store/search.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace safelight::tour
{

Script Script::practice()
{
    return {u"Grace Adeyemi"_s,
            u"lantern under old canvas"_s,
            u"Amina Rahman"_s,
            u"wet rope and warm bread"_s,
            u"Tom Whitlock"_s,
            u"shelf seventeen by the lift"_s,
            u"She sat with her back to the wall and covered a bruise on her left arm."_s,
            u"He has my papers and says I owe him for the room."_s,
            u"East arcade, third doorway"_s,
            u"Woman about 30, green scarf"_s,
            u"A reader left torn pages about ending it all beside the printer."_s,
            u"Two separate signs of control by another person, and she asked for help."_s,
            u"Waiting for the next round was considered; she may not be there then."_s,
            u"Thank you. We are seeing her tonight with the night team."_s};
}

void tabletAct(Report &report, Stage &stage, const Script &script, Album &album)
{
    report.chapter(u"Noticed on a tablet, with no connection"_s);
    report.step(u"the connection goes: the service is stopped"_s, [&] {
        stage.stopService();
        return QString();
    });
    const auto here = [&]() -> test::Person & { return stage.tablet.person(); }; // a new one after each start
    report.step(u"%1 begins a note; the first question is about danger"_s.arg(script.worker), [&]() -> QString {
        here().sitDown();
        if (!here().clicks(u"Write"_s) || !here().sees(u"Is anyone in immediate danger?"_s))
            return here().complaint();
        album.take(stage.tablet, u"capture-danger"_s);
        return here().clicks(u"No"_s) ? QString() : here().complaint();
    });
    report.step(u"what she saw and what they said, kept apart"_s, [&]() -> QString {
        if (!here().types(u"What did you see or hear?"_s, script.saw))
            return here().complaint();
        // the one below "Add what else you know" is the last of that name
        return here().clicks(u"They said"_s) && here().types(u"What did they say?"_s, script.said) ? QString()
                                                                                                   : here().complaint();
    });
    report.step(u"the program ends in the middle of it; she unlocks again and goes on where she stopped"_s,
                [&]() -> QString {
                    stage.tablet.close();
                    if (const QString wrong = stage.tablet.start(); !wrong.isEmpty())
                        return wrong;
                    test::Person &again = stage.tablet.person();
                    if (!again.types(u"Passphrase"_s, script.workerPassphrase) || !again.clicks(u"Unlock"_s))
                        return again.complaint();
                    if (!again.sees(u"You were writing this"_s) &&
                        (!again.clicks(u"Write"_s) || !again.sees(u"You were writing this"_s)))
                        return again.complaint();
                    album.take(stage.tablet, u"capture-resumed"_s);
                    return {};
                });
    report.step(u"who and where"_s, [&]() -> QString {
        if (!here().types(u"Who is this about?"_s, script.who) || !here().types(u"Where was it?"_s, script.place))
            return here().complaint();
        album.take(stage.tablet, u"capture-filled"_s);
        return {};
    });
    report.step(u"Save: durable on this device, waiting for a connection"_s, [&]() -> QString {
        if (!here().clicks(u"Save and send to a champion"_s) || !here().seesText(u"Saved on this device"_s))
            return here().complaint();
        album.take(stage.tablet, u"saved"_s);
        return here().clicks(u"Done"_s) ? QString() : here().complaint();
    });
    report.step(u"My notes say where it is: safe on this device"_s, [&]() -> QString {
        if (!here().clicks(u"My notes"_s) || !here().seesText(script.saw.left(20)))
            return here().complaint();
        album.take(stage.tablet, u"my-notes-offline"_s);
        return {};
    });
}

void kioskAct(Report &report, Stage &stage, const Script &script, Album &album, QString &slip)
{
    report.chapter(u"Handed in at a library kiosk, also with no connection"_s);
    test::Person &here = stage.kiosk.person();
    report.step(u"%1 goes through the four steps"_s.arg(script.librarian), [&]() -> QString {
        here.sitDown();
        album.take(stage.kiosk, u"kiosk-start"_s);
        if (!here.clicks(u"No"_s) || !here.clicks(u"Next"_s) ||
            !here.types(u"What did you see or hear?"_s, script.kioskSaw))
            return here.complaint();
        album.take(stage.kiosk, u"kiosk-what"_s);
        if (!here.clicks(u"Next"_s))
            return here.complaint();
        album.take(stage.kiosk, u"kiosk-who"_s);
        if (!here.clicks(u"Next"_s) || !here.seesText(u"cannot be opened again"_s))
            return here.complaint();
        album.take(stage.kiosk, u"kiosk-check"_s);
        return {};
    });
    report.step(u"handed in: a slip number, and the screen keeps nothing"_s, [&]() -> QString {
        if (!here.clicks(u"Hand in"_s) || !here.seesText(u"Safe on this device at"_s))
            return here.complaint();
        // said letter by letter, so that a screen reader spells it
        static const QRegularExpression number(u"^(?:[0-9A-Z] ){5}- (?:[0-9A-Z] ){4}[0-9A-Z]$"_s,
                                               QRegularExpression::MultilineOption);
        slip = number.match(here.visibleNames().join(u'\n')).captured().remove(u' ');
        album.take(stage.kiosk, u"kiosk-slip"_s);
        if (slip.isEmpty())
            return u"no slip number on the screen"_s;
        if (!here.clicks(u"I have my number, clear the screen"_s))
            return here.complaint();
        SessionModel *session = stage.kiosk.app().session(); // behind the cover until its vault is closed
        return here.waitsUntil([&] { return session->state() == SessionModel::State::Locked; }) ? QString()
                                                                                                : u"did not lock"_s;
    });
    report.step(u"the kiosk cannot reopen it: no record, no draft, nothing to search"_s, [&]() -> QString {
        if (!here.types(u"Passphrase"_s, script.librarianPassphrase) || !here.clicks(u"Unlock"_s) ||
            !here.sees(u"Is anyone in immediate danger?"_s)) // it locked when its one task was done
            return here.complaint();
        Vault *vault = stage.kiosk.app().session()->vault();
        const auto left = vault
                              ->read([](ReadTx &tx) -> Result<int> {
                                  const auto hits = search::find(tx, u"printer"_s, 10);
                                  const auto kept = drafts::list(tx);
                                  if (!hits || !kept)
                                      return ErrorCode::Internal;
                                  return int(hits->size() + kept->size());
                              })
                              .takeResult();
        if (!left)
            return u"the kiosk's store could not be read"_s;
        return *left == 0 ? QString() : u"something of the submission is still readable on the kiosk"_s;
    });
}

void championAct(Report &report, Stage &stage, const Script &script, Album &album)
{
    report.chapter(u"The connection returns; a champion decides"_s);
    report.step(u"the service is back"_s, [&] { return stage.startService(); });
    test::Person &here = stage.laptop.person();
    report.step(u"both concerns reach %1's inbox"_s.arg(script.champion), [&]() -> QString {
        for (Seat *seat : {&stage.tablet, &stage.kiosk, &stage.laptop}) {
            seat->person().sitDown();
            seat->app().syncLoop()->tryNow(); // as "Try now" does
        }
        here.sitDown();
        if (!here.clicks(u"Inbox"_s) || !here.seesText(script.who) || !here.seesText(script.kioskSaw.left(20)))
            return here.complaint();
        album.take(stage.laptop, u"inbox"_s);
        return {};
    });
    report.step(u"she opens the one from the tablet: statements apart, author and times"_s, [&]() -> QString {
        const auto it = [&](const QString &name) { return name.contains(script.who); };
        if (!here.clicksWhat(it, script.who) || !here.seesText(script.said) || !here.seesText(script.saw))
            return here.complaint();
        album.take(stage.laptop, u"record"_s);
        return {};
    });
    report.step(u"a decision without a reason is refused"_s, [&]() -> QString {
        const auto decides = [](const QString &name) { return name.startsWith(u"Another safeguarding route"_s); };
        if (!here.clicksWhat(decides, u"Another safeguarding route"_s) || !here.clicks(u"Record the decision"_s))
            return here.complaint();
        if (!here.waitsUntil([&] { return here.visibleNames().join(u'\n').contains(u"mend"_s); }))
            return u"no word of what is missing"_s;
        album.take(stage.laptop, u"decision-without-reason"_s);
        return {};
    });
    report.step(u"with why, and what else was considered, it is recorded"_s, [&]() -> QString {
        if (!here.types(u"Why?"_s, script.why) || !here.types(u"What else did you consider?"_s, script.alternatives) ||
            !here.types(u"A message to the person who told us"_s, script.answer) ||
            !here.clicks(u"Record the decision"_s) || !here.seesText(u"A decision is recorded"_s))
            return here.complaint();
        album.take(stage.laptop, u"decided"_s);
        return {};
    });
    report.step(u"she opens the one from the kiosk"_s, [&]() -> QString {
        if (!here.clicks(u"Somebody not known yet"_s) || !here.seesText(script.kioskSaw))
            return here.complaint();
        album.take(stage.laptop, u"record-from-kiosk"_s);
        return {};
    });
}

void answerAct(Report &report, Stage &stage, const Script &script, Album &album, const QString &slip)
{
    report.chapter(u"Told back to the author"_s);
    test::Person &here = stage.tablet.person();
    report.step(u"%1 sees who opened it, that it is decided, and the message"_s.arg(script.worker), [&]() -> QString {
        stage.laptop.app().syncLoop()->tryNow();
        here.sitDown();
        stage.tablet.app().syncLoop()->tryNow();
        const auto it = [&](const QString &name) { return name.startsWith(script.saw.left(20)); };
        if (!here.clicks(u"My notes"_s) || !here.clicksWhat(it, script.saw.left(20)) ||
            !here.seesText(script.champion) || !here.seesText(script.answer))
            return here.complaint();
        album.take(stage.tablet, u"told-back"_s);
        return {};
    });
    report.step(u"she does not see the reasons"_s, [&]() -> QString {
        const QString all = here.visibleNames().join(u'\n');
        return all.contains(script.why) || all.contains(script.alternatives) ? u"the reasons are on her screen"_s
                                                                             : QString();
    });
    report.step(u"the slip number at the kiosk says: opened. Nothing more"_s, [&]() -> QString {
        test::Person &desk = stage.kiosk.person();
        desk.sitDown();
        stage.kiosk.app().syncLoop()->tryNow();
        if (!desk.clicks(u"I have a slip number and want to know how far it is"_s) ||
            !desk.types(u"Slip number"_s, slip))
            return desk.complaint();
        if (!desk.waitsUntil([&] {
                return desk.clicks(u"Look it up"_s) &&
                       desk.waitsUntil([&] { return desk.visibleNames().join(u'\n').contains(u"pened"_s); });
            }))
            return desk.complaint();
        album.take(stage.kiosk, u"kiosk-slip-status"_s);
        const QString all = desk.visibleNames().join(u'\n');
        return all.contains(script.kioskSaw) || all.contains(script.champion) ? u"the kiosk shows more than a status"_s
                                                                              : QString();
    });
}

} // namespace safelight::tour
