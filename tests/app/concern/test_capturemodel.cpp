// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/capturemodel.h"
#include "tests/app/concern/concernworld.h"
#include "tests/support/faultvfs.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// The note being written, over a real vault: nothing typed is lost, nothing is called saved that is not.
class TestCaptureModel : public QObject
{
    Q_OBJECT

private:
    static void fill(CaptureModel &model)
    {
        model.answerDanger(Danger::No);
        model.statements()->write(0, u"A man sat in the doorway."_s);
        model.describeWhere(u"Aldgate"_s);
    }
    /// Filled, and on the disk as a draft.
    static void fillAndKeep(CaptureModel &model)
    {
        QSignalSpy kept(&model, &CaptureModel::draftSaved);
        fill(model);
        model.flush();
        QVERIFY(kept.wait());
    }
    static QList<Draft> draftsOf(ConcernDevice &device)
    {
        return *device.read([](ReadTx &tx) { return drafts::list(tx); });
    }

private Q_SLOTS:
    void isADraftWithinASecondOfTheLastKey()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy kept(&model, &CaptureModel::draftSaved);
        QElapsedTimer timer;
        timer.start();
        model.statements()->write(0, u"A"_s);
        QVERIFY(kept.wait());
        QVERIFY2(timer.elapsed() <= 1000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(draftsOf(*world.tablet).size(), 1);
    }

    void whoTypesWithoutAPauseIsKeptToo()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy kept(&model, &CaptureModel::draftSaved);
        QTimer keys; // a key every 50 ms, never a pause of half a second
        int count = 0;
        connect(&keys, &QTimer::timeout, &model, [&] { model.statements()->write(0, QString(++count, u'a')); });
        keys.start(50);
        QVERIFY(kept.wait());
        QVERIFY(keys.isActive());
    }

    void aBrokenDiskIsNeverCalledSaved_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("full disk") << true;
        QTest::newRow("failed flush") << false;
    }
    void aBrokenDiskIsNeverCalledSaved()
    {
        QFETCH(const bool, full);
        FaultVfs disk;
        ConcernWorld world;
        {
            CaptureModel model(world.tablet->context());
            QSignalSpy saved(&model, &CaptureModel::saved);
            fill(model);
            full ? disk.setFreeBytes(0) : disk.setSyncFails(true);
            model.save();
            QTRY_COMPARE(model.state(), CaptureModel::State::Failed);
            QCOMPARE(model.failure(), CaptureModel::Failure::NotSaved);
            QCOMPARE(model.statements()->statements()[0].text, u"A man sat in the doorway."_s);
            QVERIFY(saved.isEmpty());
            full ? disk.setFreeBytes(-1) : disk.setSyncFails(false);
            model.tryAgain();
            QTRY_COMPARE(model.state(), CaptureModel::State::Saved);
            QCOMPARE(saved.size(), 1);
        }
        QVERIFY(draftsOf(*world.tablet).isEmpty());
        world.tablet->lock();
        world.kiosk->lock();
        world.champion->lock();
    }

    void draftSurvivesLockAndComesBackWithItsCursor()
    {
        ConcernWorld world;
        {
            CaptureModel model(world.tablet->context());
            fill(model);
            model.statements()->add(StatementKind::Said);
            model.statements()->write(1, u"Leave me be"_s);
            model.moveCursor(u"text"_s, 1, 5);
        } // destroyed at once, as a lock does: what was not yet on disk is flushed
        world.tablet->lock();
        world.tablet->unlock();
        CaptureModel model(world.tablet->context());
        QSignalSpy resumed(&model, &CaptureModel::resumedChanged);
        model.resumeLatest();
        QTRY_VERIFY(model.isResumed());
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QCOMPARE(model.statements()->statements()[1].text, u"Leave me be"_s);
        QCOMPARE(model.danger(), Danger::No);
        QCOMPARE(model.where(), u"Aldgate"_s);
        QCOMPARE(model.cursorField(), u"text"_s);
        QCOMPARE(model.cursorStatement(), 1);
        QCOMPARE(model.cursorPosition(), 5);
        model.save();
        QTRY_COMPARE(model.state(), CaptureModel::State::Saved);
        QVERIFY(draftsOf(*world.tablet).isEmpty());
    }

    void savesAndSaysSo()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy saved(&model, &CaptureModel::saved);
        fill(model);
        model.save();
        QCOMPARE(model.state(), CaptureModel::State::Saving);
        model.save(); // a second tap changes nothing
        QVERIFY(saved.wait());
        QCOMPARE(model.state(), CaptureModel::State::Saved);
        QCOMPARE(saved.count(), 1);
        QCOMPARE(model.savedTime(), timeText(toMs(world.clock.now()), toMs(world.clock.now())));
        const Uuid id = *Uuid::fromHex(saved.first().first().toString());
        QVERIFY(*world.tablet->read([&](ReadTx &tx) { return records::find(tx, id); }));
        model.startNew();
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QVERIFY(model.draft().isBlank());
        model.save();
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        const auto own = world.tablet->read(
            [&](ReadTx &tx) { return concerns::listOwn(tx, world.rules, world.tablet->self(), 10); });
        QCOMPARE(own->size(), 1);
    }

    void saysWhatToMendAndForgetsItWhenMended()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QAbstractItemModelTester tester(model.problems(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.save();
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QCOMPARE(model.problems()->rowCount(), 2);
        QCOMPARE(model.dangerProblem(), u"Say whether anyone is in immediate danger."_s);
        QCOMPARE(model.statements()
                     ->data(model.statements()->index(0), int(StatementListModel::Role::TextProblem))
                     .toString(),
                 u"Say what happened. One sentence is enough."_s);
        model.answerDanger(Danger::Unsure);
        QVERIFY(model.dangerProblem().isEmpty());
        QCOMPARE(model.problems()->rowCount(), 1);
        model.statements()->write(0, u"x"_s);
        QCOMPARE(model.problems()->rowCount(), 0);
        model.chooseWhen(WhenChoice::EarlierToday);
        model.writeWhenFrom(u"half past"_s);
        QVERIFY(!model.check());
        QVERIFY(!model.whenFromProblem().isEmpty());
    }

    void whateverFailsTheWordsStay()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fill(model);
        world.tablet->vault->close(); // as a full disk would: every write fails
        model.save();
        QTRY_COMPARE(model.state(), CaptureModel::State::Failed);
        QCOMPARE(model.failureText(), u"Problem %1."_s.arg(int(ErrorCode::Locked)));
        QCOMPARE(model.statements()->statements()[0].text, u"A man sat in the doorway."_s);
        QTRY_VERIFY(!model.draftTrouble().isEmpty());
        model.describeAge(u"40"_s);
        QCOMPARE(model.state(), CaptureModel::State::Editing);
    }

    void leavesANoteOnlyWhenItIsKept_data()
    {
        QTest::addColumn<bool>("resume");
        QTest::newRow("for a new one") << false;
        QTest::newRow("for another draft") << true;
    }
    void leavesANoteOnlyWhenItIsKept()
    {
        QFETCH(const bool, resume);
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        const auto leave = [&] { resume ? model.resume(QString(32, u'a')) : model.startNew(); };
        fill(model);
        world.tablet->setDiskFull(true);
        leave();
        QTRY_VERIFY(!model.draftTrouble().isEmpty());
        QTRY_COMPARE(model.state(), CaptureModel::State::Editing);
        QCOMPARE(model.statements()->statements()[0].text, u"A man sat in the doorway."_s);
        world.tablet->setDiskFull(false);
        leave();
        QTRY_VERIFY(model.draft().isBlank());
        QVERIFY(model.draftTrouble().isEmpty());
        QCOMPARE(draftsOf(*world.tablet).size(), 1);
    }

    void aFullDiskIsTriedAgainByItself()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        world.tablet->setDiskFull(true);
        fill(model);
        QTRY_VERIFY(!model.draftTrouble().isEmpty());
        world.tablet->setDiskFull(false); // and no key is struck any more
        QTRY_VERIFY(model.draftTrouble().isEmpty());
        QCOMPARE(draftsOf(*world.tablet).size(), 1);
    }

    void theDraftThatIsHereIsNotReadAgain()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fillAndKeep(model);
        model.describeAge(u"about 40"_s); // not on the disk yet
        model.resume(draftsOf(*world.tablet).first().id.toHex());
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QVERIFY(model.isResumed());
        QCOMPARE(model.age(), u"about 40"_s);
    }

    void aSaveThatFailsAsTheVaultLocksLeavesTheDraft()
    {
        ConcernWorld world;
        {
            CaptureModel model(world.tablet->context());
            fill(model);
            world.tablet->refuse("envelope", true); // drafts still find room
            model.save();
        }
        QCOMPARE(draftsOf(*world.tablet).size(), 1);
    }

    void emptyPagesLeaveNoDrafts()
    {
        ConcernWorld world;
        {
            CaptureModel model(world.tablet->context());
            model.flush();
            model.moveCursor(u"who"_s, -1, 0);
            model.startNew();
        }
        QVERIFY(draftsOf(*world.tablet).isEmpty());
    }

    void resumeOfWhatIsGoneIsExplained()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        model.resume(QString(32, u'a'));
        QTRY_COMPARE(model.state(), CaptureModel::State::Failed);
        model.resume(u"nonsense"_s);
        QCOMPARE(model.state(), CaptureModel::State::Failed);
        model.resumeLatest();
        QTRY_COMPARE(model.state(), CaptureModel::State::Editing);
        QVERIFY(!model.isResumed());
    }

    void whatCouldNotBeOpenedIsOpenedByTryingAgain()
    {
        ConcernWorld world;
        const Uuid id = *Uuid::fromHex(QString(32, u'a'));
        CaptureModel model(world.tablet->context());
        model.resume(id.toHex());
        QTRY_COMPARE(model.failure(), CaptureModel::Failure::NotOpened);
        model.tryAgain();
        QTRY_COMPARE(model.state(), CaptureModel::State::Failed); // and nothing empty was saved
        QCOMPARE(model.failure(), CaptureModel::Failure::NotOpened);
        ConcernDraft words;
        words.where = u"Aldgate"_s;
        const Draft draft{id, world.rules.forms.concern.type, world.rules.forms.concern.version, words.toCbor(), {}, 1};
        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &, Engine &) { return drafts::save(tx, draft); }));
        model.tryAgain();
        QTRY_COMPARE(model.where(), u"Aldgate"_s);
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QCOMPARE(model.failure(), CaptureModel::Failure::Nothing);
        model.tryAgain(); // nothing failed
        QCOMPARE(model.state(), CaptureModel::State::Editing);
    }

    void whatCouldNotBeThrownAwayIsThrownAwayByTryingAgain()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fillAndKeep(model);
        const auto sql = [&](const char *text) {
            return world.tablet->write([text](WriteTx &tx, Journal &, Engine &) {
                tx.db().exec(text);
                return done();
            });
        };
        QVERIFY(sql("CREATE TRIGGER stay BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'refused'); END"));
        model.discard();
        QTRY_COMPARE(model.failure(), CaptureModel::Failure::NotDiscarded);
        QVERIFY(model.failureText().startsWith(u"Another problem"_s)); // nothing was being saved
        QVERIFY(model.draft().isBlank());
        QVERIFY(sql("DROP TRIGGER stay"));
        QSignalSpy saved(&model, &CaptureModel::saved);
        model.tryAgain();
        QTRY_VERIFY(draftsOf(*world.tablet).isEmpty());
        QCOMPARE(model.state(), CaptureModel::State::Editing);
        QVERIFY(saved.isEmpty());
    }

    void discardedMeansGone()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fillAndKeep(model);
        QVERIFY(world.tablet->holdsText(u"grey"_s) == false);
        model.discard();
        QTRY_VERIFY(draftsOf(*world.tablet).isEmpty());
        QVERIFY(model.draft().isBlank());
        QVERIFY(!world.tablet->holdsText(u"A man sat in the doorway."_s));
    }

    void knowsItsSurroundings()
    {
        ConcernWorld world;
        QVERIFY(world.tablet->save(world.note()));
        CaptureModel model(world.tablet->context());
        QTRY_COMPARE(model.recentPlaces(), QStringList{u"Aldgate"_s});
        QVERIFY(model.canSendToChampion());
        CaptureModel champions(world.champion->context());
        QTRY_VERIFY(!champions.canSendToChampion());
        QCOMPARE(champions.destination(), Destination::TeamOnly);
        champions.chooseDestination(Destination::Champion);
        QCOMPARE(champions.destination(), Destination::TeamOnly);
    }

    void aResumedDraftCanBeSavedWhereNothingIsHandedInAnyMore()
    {
        ConcernWorld world;
        {
            CaptureModel model(world.tablet->context());
            fill(model);
        }
        world.tablet->setMayHandIn(false);
        CaptureModel model(world.tablet->context());
        QSignalSpy saved(&model, &CaptureModel::saved);
        model.resumeLatest();
        QTRY_VERIFY(model.isResumed());
        QCOMPARE(model.destination(), Destination::TeamOnly);
        QVERIFY(model.isKeptBack()); // and says so
        model.save();
        QTRY_COMPARE(model.state(), CaptureModel::State::Saved);
        const auto custody = world.tablet->read(
            [&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, *Uuid::fromHex(model.savedNoteId())); });
        QVERIFY(!custody->toChampion);
        model.startNew(); // nobody chose anything yet
        QCOMPARE(model.destination(), Destination::TeamOnly);
        model.statements()->write(0, u"x"_s);
        QVERIFY(!model.isKeptBack());
    }

    void aChoiceIsNotChangedWithoutAWord()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy known(&model, &CaptureModel::surroundingsChanged);
        QVERIFY(known.wait());
        fill(model);
        QCOMPARE(model.destination(), Destination::Champion);
        QSignalSpy changed(&model, &CaptureModel::destinationChanged);
        world.tablet->setMayHandIn(false);
        model.refreshSurroundings(); // as after a sync
        QTRY_COMPARE(model.destination(), Destination::TeamOnly);
        QVERIFY(model.isKeptBack());
        QVERIFY(!changed.isEmpty());
        world.tablet->setMayHandIn(true);
        model.refreshSurroundings();
        QTRY_COMPARE(model.destination(), Destination::Champion); // what the person chose
        QVERIFY(!model.isKeptBack());

        model.chooseDestination(Destination::TeamOnly);
        world.tablet->setMayHandIn(false);
        model.refreshSurroundings();
        QTRY_VERIFY(!model.canSendToChampion());
        QVERIFY(!model.isKeptBack()); // nothing that was chosen is changed
    }

    void learnsThatItsClockIsDoubtfulWhileItIsUsed()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy known(&model, &CaptureModel::surroundingsChanged);
        QVERIFY(known.wait());
        QVERIFY(!model.isClockSuspect());
        world.clock.advance(-std::chrono::hours(24 * 365 * 20)); // before this program was built
        model.refreshSurroundings();                             // as after a sync
        QTRY_VERIFY(model.isClockSuspect());
    }

    void aCallThatFailedBelongsToItsNote_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("a new note") << 0;
        QTest::newRow("thrown away") << 1;
        QTest::newRow("another draft") << 2;
    }
    void aCallThatFailedBelongsToItsNote()
    {
        QFETCH(const int, way);
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        fillAndKeep(model);
        const QString earlier = draftsOf(*world.tablet).first().id.toHex();
        model.startNew();
        model.answerDanger(Danger::Yes);
        model.noteDialFailed();
        QVERIFY(model.hasDialFailed());
        QSignalSpy told(&model, &CaptureModel::dangerChanged);
        way == 0 ? model.startNew() : way == 1 ? model.discard() : model.resume(earlier);
        QTRY_COMPARE(model.danger(), way == 2 ? Danger::No : Danger::Unanswered);
        QVERIFY(!model.hasDialFailed());
        QVERIFY(!told.isEmpty());
    }

    void dialling999IsPartOfTheNote()
    {
        ConcernWorld world;
        CaptureModel model(world.tablet->context());
        QSignalSpy kept(&model, &CaptureModel::draftSaved);
        model.answerDanger(Danger::Yes);
        QElapsedTimer timer;
        timer.start();
        model.noteDialled999();
        QVERIFY(kept.wait());
        QVERIFY2(timer.elapsed() <= 400, "at once: the dialler takes the screen away");
        QVERIFY(!model.dialledTime().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCaptureModel)
#include "test_capturemodel.moc"
