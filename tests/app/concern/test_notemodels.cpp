// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/concern/notesmodel.h"
#include "tests/app/concern/concernworld.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// My notes, one note, and the kiosk's single flow, over real vaults.
class TestNoteModels : public QObject
{
    Q_OBJECT

private:
    static QVariant at(const NotesModel &model, int row, NotesModel::Role role)
    {
        return model.data(model.index(row), int(role));
    }
    static inline const QString kDecided = u"-Decided. Thank you for telling us."_s;
    /// The steps of a slip, each with + (done) or - (open) before its words.
    static QStringList stepsOf(KioskModel &kiosk)
    {
        QStringList out;
        const CustodyListModel &steps = *kiosk.slipSteps();
        for (int row = 0; row < steps.rowCount(); ++row) {
            const auto role = [&](CustodyListModel::Role which) { return steps.data(steps.index(row), int(which)); };
            out << (role(CustodyListModel::Role::IsDone).toBool() ? u"+"_s : u"-"_s) +
                       role(CustodyListModel::Role::Text).toString();
        }
        return out;
    }
    /// Goes through the kiosk's task up to its slip number, which is shown and not taken yet. Empty: it did not work.
    static QString handedIn(KioskModel &kiosk)
    {
        kiosk.begin();
        if (!QTest::qWaitFor([&] { return kiosk.note()->state() == CaptureModel::State::Editing; }))
            return {};
        kiosk.note()->answerDanger(Danger::No);
        kiosk.note()->statements()->write(0, u"CANARY-KIOSK"_s);
        for (int step = 0; step < 3; ++step)
            kiosk.next();
        kiosk.handIn();
        if (!QTest::qWaitFor([&] { return kiosk.step() == KioskModel::Step::HandedIn; }))
            return {};
        return kiosk.slip();
    }

private Q_SLOTS:
    void notesAreEmptyThenFilledThenMoveOn()
    {
        ConcernWorld world;
        NotesModel notes(world.tablet->context());
        QAbstractItemModelTester tester(&notes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(notes.state(), LoadState::Loading);
        QTRY_COMPARE(notes.state(), LoadState::Empty);

        const auto first = world.tablet->save(world.note(u"First"_s));
        world.clock.advance(std::chrono::minutes(1));
        QVERIFY(world.tablet->save(world.note(u"Second"_s)));
        notes.refresh();
        notes.refresh(); // calls while reading fold into one more
        QTRY_COMPARE(notes.rowCount(), 2);
        QCOMPARE(at(notes, 0, NotesModel::Role::Title).toString(), u"Second"_s);
        QCOMPARE(at(notes, 1, NotesModel::Role::Stage).value<CustodyStage>(), CustodyStage::SafeHere);

        QSignalSpy resets(&notes, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&notes, &QAbstractItemModel::rowsInserted);
        QVERIFY(world.settle());
        world.answer(world.org.team, first->concern, world.rules.forms.receipt.stageOpened, u"Owen Pryce"_s);
        QVERIFY(world.settle());
        notes.refresh();
        QTRY_COMPARE(at(notes, 1, NotesModel::Role::Stage).value<CustodyStage>(), CustodyStage::Opened);
        QVERIFY(at(notes, 1, NotesModel::Role::StageText).toString().startsWith(u"Opened by Practice device"));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(inserted.count(), 0);
    }

    void draftsComeFirst()
    {
        ConcernWorld world;
        QVERIFY(world.tablet->save(world.note(u"Saved"_s)));
        CaptureModel capture(world.tablet->context());
        QSignalSpy kept(&capture, &CaptureModel::draftSaved);
        capture.statements()->write(0, u"Half a"_s);
        QVERIFY(kept.wait());
        NotesModel notes(world.tablet->context());
        QAbstractItemModelTester tester(&notes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(notes.rowCount(), 2);
        QVERIFY(at(notes, 0, NotesModel::Role::IsDraft).toBool());
        QCOMPARE(at(notes, 0, NotesModel::Role::Title).toString(), u"Half a"_s);
        QCOMPARE(notes.draftCount(), 1);
        capture.answerDanger(Danger::No);
        capture.save();
        QTRY_COMPARE(capture.state(), CaptureModel::State::Saved);
        notes.refresh();
        QTRY_COMPARE(notes.draftCount(), 0);
        QCOMPARE(notes.rowCount(), 2);
    }

    void aCorrectionBegunComesFirstToo()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note(u"Saved"_s));
        {
            NoteModel note(world.tablet->context());
            note.open(saved->concern.toHex());
            QTRY_COMPARE(note.state(), LoadState::Filled);
            note.writeAmendment(u"It was the other"_s);
        } // a lock
        world.tablet->lock();
        world.tablet->unlock();
        NotesModel notes(world.tablet->context());
        QAbstractItemModelTester tester(&notes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(notes.rowCount(), 2);
        QCOMPARE(notes.draftCount(), 1);
        QVERIFY(at(notes, 0, NotesModel::Role::IsDraft).toBool());
        QCOMPARE(at(notes, 0, NotesModel::Role::Title).toString(), u"It was the other"_s);
        QCOMPARE(at(notes, 0, NotesModel::Role::CorrectionOf).toString(), saved->concern.toHex());
        QVERIFY(at(notes, 0, NotesModel::Role::ItemId).toString() != saved->concern.toHex());
        QVERIFY(at(notes, 1, NotesModel::Role::CorrectionOf).toString().isEmpty());

        NoteModel note(world.tablet->context());
        note.open(at(notes, 0, NotesModel::Role::CorrectionOf).toString());
        QTRY_COMPARE(note.amendment(), u"It was the other"_s);
        QVERIFY(note.isAmendmentResumed());
        note.writeAmendment(u"It was the other doorway."_s);
        note.saveAmendment();
        QTRY_COMPARE(note.amendState(), NoteModel::AmendState::Saved);
        QVERIFY(!note.isAmendmentResumed());
        notes.refresh();
        QTRY_COMPARE(notes.draftCount(), 0);
    }

    void notesGrowPageByPage()
    {
        ConcernWorld world;
        for (int i = 0; i < 55; ++i) {
            ConcernDraft draft = world.note(QString::number(i));
            draft.destination = Destination::TeamOnly;
            QVERIFY(world.tablet->save(draft));
        }
        NotesModel notes(world.tablet->context());
        QTRY_COMPARE(notes.rowCount(), 50);
        QVERIFY(notes.canFetchMore({}));
        notes.fetchMore({});
        QTRY_COMPARE(notes.rowCount(), 55);
        QVERIFY(!notes.canFetchMore({}));
    }

    void notesSayWhenTheyCannotBeRead()
    {
        ConcernWorld world;
        world.tablet->vault->close();
        NotesModel notes(world.tablet->context());
        QTRY_COMPARE(notes.state(), LoadState::Failed);
        QVERIFY(!notes.failureText().isEmpty());
    }

    void oneNoteShowsItsWayAndItsAnswer()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note();
        draft.statements << StatementDraft{StatementKind::Think, u"He was cold"_s, {}, u"Tired, perhaps"_s};
        const auto saved = world.tablet->save(draft);
        NoteModel note(world.tablet->context());
        QAbstractItemModelTester parts(note.parts(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester custody(note.custody(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester messages(note.messages(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        note.open(saved->concern.toHex());
        QCOMPARE(note.state(), LoadState::Loading);
        QTRY_COMPARE(note.state(), LoadState::Filled);
        QCOMPARE(note.parts()->rowCount(), 2);
        QCOMPARE(note.custody()->rowCount(), 5);
        QCOMPARE(note.who(), u"grey tent, woman about 40"_s);
        QVERIFY(world.settle());
        world.answer(world.org.team, saved->concern, world.rules.forms.receipt.stageDecided, u"Owen Pryce"_s,
                     u"Thank you."_s);
        QVERIFY(world.settle());
        note.refresh();
        QTRY_COMPARE(note.messages()->rowCount(), 1);
        const QModelIndex told = note.messages()->index(0);
        QCOMPARE(told.data(int(MessageListModel::Role::Text)).toString(), u"Thank you."_s);
        QCOMPARE(told.data(int(MessageListModel::Role::From)).toString(), ConcernWorld::kSignedName);
        QVERIFY(!told.data(int(MessageListModel::Role::Time)).toString().isEmpty());
        note.open(u"nonsense"_s);
        QCOMPARE(note.state(), LoadState::Failed);
        note.open(QString(32, u'a'));
        QTRY_COMPARE(note.state(), LoadState::Failed);
        note.close();
        QCOMPARE(note.state(), LoadState::Empty);
        QVERIFY(note.who().isEmpty());
    }

    void refusedNoteCanBeSentAgain()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved && world.tablet->sync(world.service, world.org.intake.id));
        NoteModel note(world.tablet->context());
        note.open(saved->concern.toHex());
        QTRY_VERIFY(note.canSend());
        QVERIFY(note.needsAttention());
        note.sendToChampion();
        QTRY_VERIFY(!note.needsAttention());
        QVERIFY(!note.canSend());
    }

    void aRefusedNoteSaysSoAndNothingElse()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(world.tablet->refuseSending(saved->concern, ErrorCode::Invalid));
        NoteModel note(world.tablet->context());
        note.open(saved->concern.toHex());
        QTRY_COMPARE(note.state(), LoadState::Filled);
        QVERIFY(note.needsAttention());
        QCOMPARE(note.attentionText(), u"Refused %1."_s.arg(int(ErrorCode::Invalid)));
    }

    void noteKeptWithTheTeamCanBeSentLater()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note();
        draft.destination = Destination::TeamOnly;
        const auto saved = world.tablet->save(draft);
        NoteModel note(world.tablet->context());
        QSignalSpy told(&note, &NoteModel::amended);
        note.open(saved->concern.toHex());
        QTRY_VERIFY(note.canSend());
        QCOMPARE(note.custody()->rowCount(), 2);
        note.sendToChampion();
        QVERIFY(!note.canSend()); // a second tap does nothing
        QTRY_COMPARE(note.custody()->rowCount(), 5);
        QVERIFY(!note.canSend());
        QCOMPARE(told.count(), 1);
    }

    void correctionIsADraftThenARecord()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        {
            NoteModel note(world.tablet->context());
            note.open(saved->concern.toHex());
            QTRY_COMPARE(note.state(), LoadState::Filled);
            note.saveAmendment();
            QCOMPARE(note.amendmentProblem(), u"Say what you want to correct or add."_s);
            note.writeAmendment(u"It was the other"_s);
        }
        world.tablet->lock();
        world.tablet->unlock();
        NoteModel note(world.tablet->context());
        QSignalSpy amended(&note, &NoteModel::amended);
        note.open(saved->concern.toHex());
        QTRY_COMPARE(note.amendment(), u"It was the other"_s);
        note.writeAmendment(u"It was the other doorway."_s);
        note.saveAmendment();
        QVERIFY(amended.wait());
        QCOMPARE(note.amendState(), NoteModel::AmendState::Saved);
        QVERIFY(note.amendment().isEmpty());
        QTRY_COMPARE(note.parts()->rowCount(), 2);
        QVERIFY(world.tablet->read([](ReadTx &tx) { return drafts::list(tx); })->isEmpty());
    }

    void aCorrectionSaysWhereItIs()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(world.settle());
        NoteModel note(world.tablet->context());
        QAbstractItemModelTester tester(note.parts(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        note.open(saved->concern.toHex());
        QTRY_COMPARE(note.state(), LoadState::Filled);
        const auto correction = [&note](NotePartListModel::Role role) {
            return note.parts()->data(note.parts()->index(1), int(role)).toString();
        };
        note.writeAmendment(u"It was the other doorway."_s);
        note.saveAmendment();
        QTRY_COMPARE(note.parts()->rowCount(), 2);
        QVERIFY(note.parts()->index(0).data(int(NotePartListModel::Role::StageText)).toString().isEmpty());
        QCOMPARE(correction(NotePartListModel::Role::StageText), u"Not sent yet"_s);
        QVERIFY(correction(NotePartListModel::Role::AttentionText).isEmpty());

        QSignalSpy resets(note.parts(), &QAbstractItemModel::modelReset);
        QVERIFY(world.settle());
        note.refresh();
        QTRY_VERIFY(correction(NotePartListModel::Role::StageText).startsWith(u"Sent, "_s));
        const auto amendments = world.tablet->read(
            [&](ReadTx &tx) { return records::linkedTo(tx, saved->concern, Relation::AmendmentOf); });
        QVERIFY(world.tablet->refuseSending(amendments->first().id, ErrorCode::Forbidden));
        note.refresh();
        QTRY_COMPARE(correction(NotePartListModel::Role::StageText), u"Not taken"_s);
        QCOMPARE(correction(NotePartListModel::Role::AttentionText), u"Refused %1."_s.arg(int(ErrorCode::Forbidden)));
        QCOMPARE(resets.count(), 0); // what is shown stays where it is
    }

    void aCorrectionIsLeftOnlyWhenItIsKept()
    {
        ConcernWorld world;
        const auto first = world.tablet->save(world.note(u"First"_s));
        const auto second = world.tablet->save(world.note(u"Second"_s));
        NoteModel note(world.tablet->context());
        note.open(first->concern.toHex());
        QTRY_COMPARE(note.state(), LoadState::Filled);
        world.tablet->setDiskFull(true);
        note.writeAmendment(u"It was the other doorway."_s);
        note.open(second->concern.toHex());
        QTRY_VERIFY(!note.draftTrouble().isEmpty());
        QCOMPARE(note.noteId(), first->concern.toHex());
        QCOMPARE(note.amendment(), u"It was the other doorway."_s);
        world.tablet->setDiskFull(false);
        note.open(second->concern.toHex());
        QTRY_COMPARE(note.noteId(), second->concern.toHex());
        QVERIFY(note.draftTrouble().isEmpty()); // the trouble was the other note's
        QVERIFY(note.amendment().isEmpty());
        note.open(first->concern.toHex());
        QTRY_COMPARE(note.amendment(), u"It was the other doorway."_s);
    }

    void aCorrectionThatCannotBeSavedIsADraftWhereverOneGoes()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        NoteModel note(world.tablet->context());
        note.open(saved->concern.toHex());
        QTRY_COMPARE(note.state(), LoadState::Filled);
        note.writeAmendment(u"It was the other doorway."_s);
        world.tablet->refuse("envelope", true);
        note.saveAmendment();
        note.close();
        QCOMPARE(note.state(), LoadState::Empty);
        note.open(saved->concern.toHex());
        QTRY_COMPARE(note.amendment(), u"It was the other doorway."_s);
    }

    void kioskGoesStepByStepAndForgets()
    {
        ConcernWorld world;
        KioskModel kiosk(world.kiosk->context());
        QSignalSpy finished(&kiosk, &KioskModel::finished);
        kiosk.begin();
        QTRY_COMPARE(kiosk.note()->state(), CaptureModel::State::Editing);
        QCOMPARE(kiosk.stepNumber(), 1);
        kiosk.next(); // the first question is not answered
        QCOMPARE(kiosk.step(), KioskModel::Step::Danger);
        QCOMPARE(kiosk.note()->problems()->rowCount(), 1);
        kiosk.note()->answerDanger(Danger::No);
        kiosk.next();
        QCOMPARE(kiosk.step(), KioskModel::Step::What);
        QCOMPARE(kiosk.note()->problems()->rowCount(), 0);
        kiosk.next();
        QCOMPARE(kiosk.step(), KioskModel::Step::What);
        kiosk.note()->statements()->write(0, u"CANARY-KIOSK"_s);
        kiosk.next();
        kiosk.next();
        QCOMPARE(kiosk.step(), KioskModel::Step::Check);
        kiosk.goTo(KioskModel::Step::What);
        QCOMPARE(kiosk.step(), KioskModel::Step::What);
        kiosk.goTo(KioskModel::Step::Check); // only back
        QCOMPARE(kiosk.step(), KioskModel::Step::What);
        kiosk.next();
        kiosk.next();
        kiosk.handIn();
        QTRY_COMPARE(kiosk.step(), KioskModel::Step::HandedIn);
        QCOMPARE(kiosk.slip().size(), 11);
        QVERIFY(kiosk.note()->draft().isBlank()); // already gone from the screen's memory
        QVERIFY(!world.kiosk->holdsText(u"CANARY-KIOSK"_s));
        // Nor does the log keep the draft for whoever learns the key (test_plaintext reads such a log).
        QTRY_COMPARE(QFileInfo(world.kiosk->folder + u"/vault.db-wal"_s).size(), qint64(0));
        const QString slip = kiosk.slip();
        kiosk.finish();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(kiosk.step(), KioskModel::Step::Danger);
        QVERIFY(kiosk.slip().isEmpty());

        kiosk.askForSlip();
        kiosk.lookUpSlip(slip);
        QTRY_COMPARE(kiosk.slipState(), KioskModel::SlipState::Found);
        QCOMPARE(kiosk.slipSteps()->rowCount(), 4);
        kiosk.lookUpSlip(u"ZZZZZ-ZZZZZ"_s);
        QTRY_COMPARE(kiosk.slipState(), KioskModel::SlipState::Unknown);
        kiosk.back();
        QCOMPARE(kiosk.step(), KioskModel::Step::Danger);
    }

    void kioskShowsASlipAgainUntilItsNumberIsTaken()
    {
        ConcernWorld world;
        QString slip;
        {
            KioskModel kiosk(world.kiosk->context());
            slip = handedIn(kiosk);
            QVERIFY(kiosk.lastSlip().isEmpty());
        } // locks by itself before anybody has copied the number
        world.kiosk->lock();
        world.kiosk->unlock();
        {
            KioskModel kiosk(world.kiosk->context());
            kiosk.begin();
            QTRY_COMPARE(kiosk.lastSlip(), slip);
            QVERIFY(!kiosk.lastSlipTime().isEmpty());
            kiosk.takeLastSlip();
            QVERIFY(kiosk.lastSlip().isEmpty());
        }
        world.kiosk->lock();
        world.kiosk->unlock();
        const auto unread = world.kiosk->read([](ReadTx &tx) { return slips::lastUnread(tx); });
        QVERIFY(unread && !unread->has_value());
    }

    void kioskShowsASlipAgainAlsoWhenTheClockWentBack()
    {
        ConcernWorld world;
        world.clock.setNow(2'000'000'000'000);
        {
            KioskModel kiosk(world.kiosk->context());
            QVERIFY(!handedIn(kiosk).isEmpty());
            kiosk.finish(); // its number was read
        }
        world.clock.setNow(1'800'000'000'000); // somebody puts it right
        QString slip;
        {
            KioskModel kiosk(world.kiosk->context());
            slip = handedIn(kiosk);
        }
        world.kiosk->lock();
        world.kiosk->unlock();
        KioskModel kiosk(world.kiosk->context());
        kiosk.begin();
        QTRY_COMPARE(kiosk.lastSlip(), slip);
    }

    void kioskTellsWhetherTheServiceHasASlip()
    {
        ConcernWorld world;
        KioskModel kiosk(world.kiosk->context());
        const QString slip = handedIn(kiosk);
        kiosk.finish();
        kiosk.askForSlip();
        const auto lookUp = [&] {
            kiosk.lookUpSlip(slip);
            return QTest::qWaitFor([&] { return kiosk.slipState() == KioskModel::SlipState::Found; });
        };
        QVERIFY(lookUp());
        QCOMPARE(stepsOf(kiosk), (QStringList{u"+Safe on this device"_s, u"-On its way to the service"_s,
                                              u"-Opened by a safeguarding champion"_s, kDecided}));
        QVERIFY(!kiosk.isSlipNotTaken());

        QVERIFY(world.settle());
        QVERIFY(lookUp());
        QCOMPARE(stepsOf(kiosk), (QStringList{u"+Safe on this device"_s, u"+With the service"_s,
                                              u"-Opened by a safeguarding champion"_s, kDecided}));
        QVERIFY(!kiosk.isSlipNotTaken());
    }

    void kioskTellsThatTheServiceRefusedASlip()
    {
        ConcernWorld world;
        KioskModel kiosk(world.kiosk->context());
        const QString slip = handedIn(kiosk);
        QVERIFY(world.kiosk->refuseSlip(world.org.intake.id, slip));
        kiosk.finish();
        kiosk.askForSlip();
        kiosk.lookUpSlip(slip);
        QTRY_COMPARE(kiosk.slipState(), KioskModel::SlipState::Found);
        QCOMPARE(stepsOf(kiosk), (QStringList{u"+Safe on this device"_s, u"-Not taken by the service"_s}));
        QVERIFY(kiosk.isSlipNotTaken());
        kiosk.back();
        kiosk.askForSlip();
        QVERIFY(!kiosk.isSlipNotTaken()); // nothing of it waits for the next person
    }

    void kioskPutsAnInterruptedPersonBack()
    {
        ConcernWorld world;
        {
            KioskModel kiosk(world.kiosk->context());
            kiosk.note()->answerDanger(Danger::No);
            kiosk.next();
            kiosk.note()->statements()->write(0, u"Half a"_s);
        }
        world.kiosk->lock();
        world.kiosk->unlock();
        KioskModel kiosk(world.kiosk->context());
        kiosk.begin();
        QTRY_COMPARE(kiosk.step(), KioskModel::Step::What);
        QCOMPARE(kiosk.note()->statements()->statements()[0].text, u"Half a"_s);
        kiosk.note()->describeWhere(u"By the lift"_s);
        kiosk.note()->moveCursor(u"where"_s, -1, 2);
        kiosk.note()->flush();
        KioskModel again(world.kiosk->context());
        again.begin();
        QTRY_COMPARE(again.step(), KioskModel::Step::WhoWhere); // where the cursor was
        QCOMPARE(again.note()->cursorPosition(), 2);
        kiosk.giveUp();
        QTRY_VERIFY(world.kiosk->read([](ReadTx &tx) { return drafts::list(tx); })->isEmpty());
        QVERIFY(!world.kiosk->holdsText(u"Half a"_s));
    }
};

QTEST_GUILESS_MAIN(TestNoteModels)
#include "test_notemodels.moc"
