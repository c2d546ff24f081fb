// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/concern/notesmodel.h"
#include "tests/app/concern/concernworld.h"
#include "tests/support/qmlsupport.h"
#include "tests/support/shot/shot.h"

#include <QDir>
#include <QQmlEngine>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// Every page of this module in every state: no QML warning, and a picture of each in <build>/pictures/capture for
/// people to look at. SAFELIGHT_PICTURES=all takes every size, theme and text size; another word, the scenes that begin
/// with it.
class TestCapturePictures : public QObject
{
    Q_OBJECT

private:
    /// A page with its model, as it is shown.
    void picture(const QString &scene, const QString &page, QObject *model)
    {
        struct Look {
            QSize size;
            QString theme;
            double scale;
        };
        static const QList<Look> few{
            {{360, 740}, u"day"_s, 1}, {{360, 740}, u"contrast"_s, 2}, {{1280, 800}, u"night"_s, 1}};
        static const QList<Look> all{{{360, 740}, u"day"_s, 1},       {{360, 740}, u"night"_s, 1},
                                     {{360, 740}, u"contrast"_s, 1},  {{360, 740}, u"day"_s, 2},
                                     {{800, 1280}, u"night"_s, 1},    {{1280, 800}, u"day"_s, 1},
                                     {{1280, 800}, u"contrast"_s, 2}, {{400, 2600}, u"day"_s, 1},
                                     {{1440, 900}, u"day"_s, 1},      {{360, 5200}, u"night"_s, 2}};
        const QString only = qEnvironmentVariable("SAFELIGHT_PICTURES");
        const QList<Look> &looks = only.isEmpty() ? few : all;
        if (only != u"all"_s && !scene.startsWith(only))
            return;
        for (const Look &look : looks) {
            test::Shot shot;
            shot.source = u"Safelight.Capture/"_s + page;
            shot.size = look.size;
            shot.theme = look.theme;
            shot.textScale = look.scale;
            shot.properties = {{u"model"_s, QVariant::fromValue(model)}};
            const test::ShotResult result = test::takeShot(*m_engine, shot);
            const QString name = u"%1-%2x%3-%4-%5"_s.arg(scene)
                                     .arg(look.size.width())
                                     .arg(look.size.height())
                                     .arg(look.theme)
                                     .arg(int(look.scale * 100));
            QVERIFY2(result.warnings.isEmpty(), qPrintable(name + u": "_s + result.warnings.join(u'\n')));
            QCOMPARE(result.image.size(), look.size);
            QVERIFY(result.image.save(m_folder.filePath(name + u".png"_s)));
        }
    }
    static void fill(CaptureModel &model)
    {
        StatementListModel &statements = *model.statements();
        model.answerDanger(Danger::No);
        statements.write(0,
                         u"A woman sat in the doorway of the closed bank. Two men I had not seen before stood over her "
                         "and took her phone out of her hand."_s);
        statements.write(statements.add(StatementKind::Said), u"I have to give it to them, they know where I sleep."_s);
        const int told = statements.add(StatementKind::Told);
        statements.write(told, u"They come every Friday."_s);
        statements.writeToldBy(told, u"the man from the kiosk opposite"_s);
        statements.write(statements.add(StatementKind::Think), u"She is afraid of them."_s);
        model.describeWho(u"grey tent, woman about 40, red scarf"_s);
        model.setWhoUnknown(true);
        model.describeAge(u"about 40"_s);
        model.describeWhere(u"Doorway of the old bank, Aldgate High Street"_s);
        model.chooseWhen(WhenChoice::EarlierToday);
        model.writeWhenFrom(u"2:10"_s);
        model.writeWhenTo(u"2:20"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = QDir(u"" SAFELIGHT_PICTURE_DIR ""_s);
        QVERIFY(m_folder.mkpath(u"."_s));
        m_engine = std::make_unique<QQmlEngine>();
        test::prepareQmlEngine(*m_engine);
        m_world = std::make_unique<ConcernWorld>();
    }
    void cleanupTestCase()
    {
        m_world.reset();
        m_engine.reset();
    }

    void capture()
    {
        CaptureModel model(m_world->tablet->context());
        picture(u"capture-empty"_s, u"CapturePage"_s, &model);
        model.answerDanger(Danger::Yes);
        picture(u"capture-danger"_s, u"CapturePage"_s, &model);
        model.discard();
        model.save();
        picture(u"capture-problems"_s, u"CapturePage"_s, &model);
        fill(model);
        picture(u"capture-full"_s, u"CapturePage"_s, &model);
        model.flush();
        model.resumeLatest();
        QTRY_VERIFY(model.isResumed());
        picture(u"capture-resumed"_s, u"CapturePage"_s, &model);
        m_world->tablet->setMayHandIn(false);
        model.refreshSurroundings();
        QTRY_VERIFY(model.isKeptBack());
        picture(u"capture-keptback"_s, u"CapturePage"_s, &model);
        m_world->tablet->setMayHandIn(true);
        model.refreshSurroundings();
        QTRY_VERIFY(!model.isKeptBack());
        model.save();
        QTRY_COMPARE(model.state(), CaptureModel::State::Saved);
        picture(u"capture-saved"_s, u"CapturePage"_s, &model);
    }

    void captureFailed()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fill(model);
        world.tablet->vault->close();
        model.save();
        QTRY_COMPARE(model.state(), CaptureModel::State::Failed);
        picture(u"capture-failed"_s, u"CapturePage"_s, &model);
        NotesModel notes(world.tablet->context());
        picture(u"notes-loading"_s, u"NotesPage"_s, &notes);
        QTRY_COMPARE(notes.state(), LoadState::Failed);
        picture(u"notes-failed"_s, u"NotesPage"_s, &notes);
    }

    void notes()
    {
        ConcernWorld world;
        {
            NotesModel empty(world.tablet->context());
            QTRY_COMPARE(empty.state(), LoadState::Empty);
            picture(u"notes-empty"_s, u"NotesPage"_s, &empty);
        }
        ConcernDraft draft = world.note(u"He had no shoes and asked the same question again and again."_s);
        draft.statements
            << StatementDraft{StatementKind::Said, u"They took my card."_s, {}, {}}
            << StatementDraft{StatementKind::Told, u"He slept here last week too."_s, u"the night porter"_s, {}}
            << StatementDraft{StatementKind::Think, u"He was not well."_s, {}, u"No sleep for two nights"_s};
        const auto decided = world.tablet->save(draft);
        world.clock.advance(std::chrono::minutes(2));
        draft.statements = {{StatementKind::Said, u"I have to give it to them, they know where I sleep."_s, {}, {}}};
        const auto opened = world.tablet->save(draft);
        QVERIFY(world.settle());
        world.answer(world.org.team, decided->concern, world.rules.forms.receipt.stageOpened, u"Owen Pryce"_s);
        world.answer(world.org.team, opened->concern, world.rules.forms.receipt.stageOpened, u"Owen Pryce"_s);
        world.clock.advance(std::chrono::minutes(9));
        world.answer(world.org.team, decided->concern, world.rules.forms.receipt.stageDecided, u"Owen Pryce"_s,
                     u"Thank you. Housing will meet him tomorrow morning, and the night team knows."_s);
        QVERIFY(world.settle());
        const auto correct = [&](const QString &text) {
            return world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return concerns::amend(tx, journal, engine, world.rules, decided->concern, text);
            });
        };
        QVERIFY(correct(u"It was the other doorway, number 14."_s));
        QVERIFY(world.settle());
        const auto refused = correct(u"He wore a blue coat."_s);
        QVERIFY(refused);
        QVERIFY(world.tablet->refuseSending(*refused, ErrorCode::Forbidden));
        QVERIFY(correct(u"It was nearer to four in the morning."_s));
        draft.statements = {{StatementKind::Saw, u"The tent by the steps was gone this morning."_s, {}, {}}};
        draft.where = u"Library steps"_s;
        QVERIFY(world.tablet->save(draft));
        CaptureModel half(world.tablet->context());
        half.statements()->write(0, u"Somebody was shouting behind the"_s);
        half.flush();
        {
            NoteModel correcting(world.tablet->context());
            correcting.open(decided->concern.toHex());
            QTRY_COMPARE(correcting.state(), LoadState::Filled);
            correcting.writeAmendment(u"The second man had a"_s);
        }

        NotesModel notes(world.tablet->context());
        QTRY_COMPARE(notes.rowCount(), 5);
        picture(u"notes-full"_s, u"NotesPage"_s, &notes);
        ConcernContext context = world.tablet->context();
        context.explainRefused = [](ErrorCode) { // as long as the real words
            return u"You wrote this on this device and the service refused it. It is kept here, and did not reach who "
                   "it was for. Tell your administrator. (SL-7)"_s;
        };
        NoteModel note(context);
        picture(u"note-none"_s, u"NotePage"_s, &note);
        note.open(decided->concern.toHex());
        QTRY_COMPARE(note.state(), LoadState::Filled);
        picture(u"note-decided"_s, u"NotePage"_s, &note);
        draft.destination = Destination::TeamOnly;
        const auto kept = world.tablet->save(draft);
        note.open(kept->concern.toHex());
        QTRY_VERIFY(note.canSend());
        picture(u"note-kept"_s, u"NotePage"_s, &note);
        note.open(u"nonsense"_s);
        picture(u"note-failed"_s, u"NotePage"_s, &note);
    }

    void kiosk()
    {
        KioskModel kiosk(m_world->kiosk->context());
        picture(u"kiosk-1-danger"_s, u"KioskPage"_s, &kiosk);
        kiosk.note()->answerDanger(Danger::Unsure);
        picture(u"kiosk-1-unsure"_s, u"KioskPage"_s, &kiosk);
        kiosk.next();
        kiosk.next();
        picture(u"kiosk-2-problem"_s, u"KioskPage"_s, &kiosk);
        fill(*kiosk.note());
        picture(u"kiosk-2-what"_s, u"KioskPage"_s, &kiosk);
        kiosk.next();
        picture(u"kiosk-3-who"_s, u"KioskPage"_s, &kiosk);
        kiosk.next();
        picture(u"kiosk-4-check"_s, u"KioskPage"_s, &kiosk);
        kiosk.handIn();
        QTRY_COMPARE(kiosk.step(), KioskModel::Step::HandedIn);
        picture(u"kiosk-5-handedin"_s, u"KioskPage"_s, &kiosk);
        const QString slip = kiosk.slip();
        kiosk.finish();
        kiosk.askForSlip();
        kiosk.lookUpSlip(slip);
        QTRY_COMPARE(kiosk.slipState(), KioskModel::SlipState::Found);
        picture(u"kiosk-6-slip"_s, u"KioskPage"_s, &kiosk);
        QVERIFY(m_world->kiosk->refuseSlip(m_world->org.intake.id, slip));
        kiosk.lookUpSlip(slip);
        QTRY_VERIFY(kiosk.isSlipNotTaken());
        picture(u"kiosk-6-slip-refused"_s, u"KioskPage"_s, &kiosk);
    }

private:
    QDir m_folder;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<ConcernWorld> m_world;
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    test::prepareQmlApplication();
    TestCapturePictures tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "test_capture_pictures.moc"
