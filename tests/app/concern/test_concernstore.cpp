// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/drafts.h"
#include "tests/app/concern/concernworld.h"
#include "tests/support/faultvfs.h"
#include "tests/support/storesupport.h"

#include <QTest>

using namespace safelight;
using namespace safelight::testing;
using namespace Qt::StringLiterals;

/// What is saved, handed in and amended, on real vaults against the real service's core.
class TestConcernStore : public QObject
{
    Q_OBJECT

private:
    /// Records of a type that the champion reads in the intake.
    static int inIntake(ConcernWorld &world, TypeNumber type)
    {
        return int(world.champion->read([&](ReadTx &tx) { return recordsIn(tx, world.org.intake.id, type); })->size());
    }

private Q_SLOTS:
    void savedNoteReachesTheChampionAndComesBackAnswered()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note(u"He said nothing, he shook."_s);
        draft.statements << StatementDraft{StatementKind::Said, u"Leave me be."_s, {}, {}} << StatementDraft{}
                         << StatementDraft{StatementKind::Told, u"Gone since Monday."_s, u"a neighbour"_s, {}};
        const auto saved = world.tablet->save(draft);
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        QVERIFY(saved->forward);
        QVERIFY(saved->slip.isEmpty());

        const auto custody = [&] {
            return *world.tablet->read(
                [&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        };
        QCOMPARE(custody().stage(), CustodyStage::SafeHere);
        QVERIFY(custody().toChampion);
        world.clock.advance(std::chrono::minutes(3));
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::HeldByService);

        const auto inbox = world.champion->read(
            [&](ReadTx &tx) { return recordsIn(tx, world.org.intake.id, world.rules.forms.concern.type); });
        QCOMPARE(inbox->size(), 1);
        QCOMPARE(inbox->first().id, saved->concern);
        QCOMPARE(inbox->first().author, world.tablet->self());
        const auto parts =
            world.champion->read([&](ReadTx &tx) { return records::linkedTo(tx, saved->concern, Relation::PartOf); });
        QCOMPARE(parts->size(), 3); // the blank one was left out

        world.answer(world.org.team, saved->concern, world.rules.forms.receipt.stageOpened, u"Owen Pryce"_s);
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::Opened);
        QCOMPARE(custody().openedBy, ConcernWorld::kSignedName); // what the roster says, whatever the receipt says
        world.answer(world.org.team, saved->concern, world.rules.forms.receipt.stageDecided, u"Owen Pryce"_s,
                     u"Thank you, she is safe."_s);
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::ToldBack);
        QCOMPARE(custody().messages.size(), 1);
        QCOMPARE(custody().messages.first().text, u"Thank you, she is safe."_s);

        const auto view = world.tablet->read(
            [&](ReadTx &tx) { return concerns::read(tx, world.rules, world.tablet->self(), saved->concern); });
        QVERIFY(view);
        QCOMPARE(view->statements.size(), 3);
        QCOMPARE(view->statements[1].kind, StatementKind::Said);
        QCOMPARE(view->statements[2].toldBy, u"a neighbour"_s);
        QCOMPARE(view->where, u"Aldgate"_s);
    }

    void aFurtherDecisionTakesNothingBackAndTheLatestIsTheServicesLatest()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved && world.settle());
        const ReceiptForm &receipt = world.rules.forms.receipt;
        const auto custody = [&] {
            return *world.tablet->read(
                [&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        };
        // The first to decide has a clock that is three hours fast.
        const std::int64_t right = toMs(world.clock.now());
        world.clock.setNow(right + 3 * 3600 * 1000);
        world.answer(world.org.team, saved->concern, receipt.stageDecided, {}, u"Please bring her to us tonight."_s);
        world.clock.setNow(right);
        QVERIFY(world.settle());
        QCOMPARE(custody().decidedMs, right + 3 * 3600 * 1000);
        world.clock.advance(std::chrono::minutes(1));
        world.answer(world.org.team, saved->concern, receipt.stageDecided, {});
        QVERIFY(world.settle());
        QCOMPARE(custody().decidedMs, right + 60 * 1000); // what was decided later, whatever the clocks said
        QCOMPARE(custody().messages.size(), 1);           // and nothing that was said is gone
        QCOMPARE(custody().messages.first().text, u"Please bring her to us tonight."_s);
        QCOMPARE(custody().messages.first().by, ConcernWorld::kSignedName);
        world.clock.advance(std::chrono::minutes(1));
        world.answer(world.org.team, saved->concern, receipt.stageDecided, {}, u"No need any more."_s);
        QVERIFY(world.settle());
        QCOMPARE(custody().messages.size(), 2);
        QCOMPARE(custody().messages.last().text, u"No need any more."_s);
    }

    void teamNoteStaysWithTheTeam()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note();
        draft.destination = Destination::TeamOnly;
        const auto saved = world.tablet->save(draft);
        QVERIFY(saved);
        QVERIFY(!saved->forward);
        QVERIFY(world.settle());
        const auto inbox = world.champion->read(
            [&](ReadTx &tx) { return recordsIn(tx, world.org.intake.id, world.rules.forms.concern.type); });
        QVERIFY(inbox->isEmpty());
        const auto custody =
            world.tablet->read([&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        QVERIFY(!custody->toChampion);
        QCOMPARE(custody->stage(), CustodyStage::HeldByService);
    }

    void keptNoteCanBeSentLaterWithItsCorrections()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note(u"Kept for now."_s);
        draft.destination = Destination::TeamOnly;
        const auto saved = world.tablet->save(draft);
        QVERIFY(saved);
        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
            return concerns::amend(tx, journal, engine, world.rules, saved->concern, u"Twice, in fact."_s);
        }));
        QVERIFY(world.settle());
        const auto send = [&](ConcernDevice &device) {
            return device.write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return concerns::send(tx, journal, engine, world.rules, saved->concern);
            });
        };
        QCOMPARE(send(*world.champion).error().code, ErrorCode::Forbidden);
        const auto sent = send(*world.tablet);
        QVERIFY2(sent, qPrintable(sent ? QString() : sent.error().detail));
        QVERIFY(send(*world.tablet)); // once is enough
        const auto custody =
            world.tablet->read([&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        QVERIFY(custody->toChampion);
        QCOMPARE(custody->stage(), CustodyStage::SafeHere);
        QVERIFY(world.settle());
        QCOMPARE(inIntake(world, world.rules.forms.concern.type), 1);
        QCOMPARE(inIntake(world, world.rules.forms.amendment.type), 1);
    }

    void aRefusedNoteCanBeSentAgain()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved && world.tablet->sync(world.service, world.org.intake.id));
        const auto custody = [&] {
            return *world.tablet->read(
                [&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        };
        QCOMPARE(custody().refused, std::optional(ErrorCode::Invalid));
        QVERIFY(!custody().toChampion);
        const auto send = [&] {
            return world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return concerns::send(tx, journal, engine, world.rules, saved->concern);
            });
        };
        QVERIFY(send());
        QVERIFY(!custody().refused);
        QVERIFY(custody().toChampion);
        QCOMPARE(custody().stage(), CustodyStage::SafeHere);
        QVERIFY(send()); // it is on its way: once is enough
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::HeldByService);
        QCOMPARE(inIntake(world, world.rules.forms.concern.type), 1);
    }

    void whatIsTooLargeIsNotCalledSent()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved);
        const auto sent = world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) -> Done {
            if (Done refused = journal.needsAttention(world.org.intake.id, *saved->forward, ErrorCode::TooLarge);
                !refused)
                return refused;
            return concerns::send(tx, journal, engine, world.rules, saved->concern);
        });
        QVERIFY(!sent);
        QCOMPARE(sent.error().code, ErrorCode::TooLarge);
    }

    void draftGoesWithTheSave()
    {
        ConcernWorld world;
        const Uuid id = *Uuid::fromHex(u"0198a0000000700080000000000000aa"_s);
        const Draft draft{id, world.rules.forms.concern.type, 1, world.note().toCbor(), {}, 1};
        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &, Engine &) { return drafts::save(tx, draft); }));
        ConcernDraft broken = world.note();
        broken.danger = Danger::Unanswered;
        const auto refused = world.tablet->save(broken, id);
        QVERIFY(!refused);
        QCOMPARE(refused.error(), (Error{ErrorCode::Invalid, u"danger"_s})); // names the field, not its content
        const auto list = [](ReadTx &tx) { return drafts::list(tx); };
        QCOMPARE(world.tablet->read(list)->size(), 1);
        QVERIFY(world.tablet->save(world.note(), id));
        QCOMPARE(world.tablet->read(list)->size(), 0);
    }

    void aFailedSaveIsNoSave_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("full disk") << true;
        QTest::newRow("failed flush") << false;
    }
    /// Told that it failed, a person finds the draft as it was, and saves one note with the next attempt, not two.
    void aFailedSaveIsNoSave()
    {
        QFETCH(const bool, full);
        FaultVfs disk;
        ConcernWorld world;
        const Uuid id = uuidAt(1, 1);
        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &, Engine &) {
            return drafts::save(tx, {id, 1, 1, "what was typed", {}, 1});
        }));
        const auto notes = [&] {
            return world.tablet
                ->read([&](ReadTx &tx) { return recordsIn(tx, world.org.team.id, world.rules.forms.concern.type); })
                ->size();
        };
        const auto drafts = [&] { return *world.tablet->read([](ReadTx &tx) { return drafts::list(tx); }); };

        full ? disk.setFreeBytes(0) : disk.setSyncFails(true);
        const auto failed = world.tablet->save(world.note(), id);
        QCOMPARE(failed.error().code, full ? ErrorCode::DiskFull : ErrorCode::DiskFault);
        full ? disk.setFreeBytes(-1) : disk.setSyncFails(false);
        QCOMPARE(notes(), 0);
        QCOMPARE(drafts().size(), 1);
        QCOMPARE(drafts().first().content, QByteArray("what was typed"));

        QVERIFY(world.tablet->save(world.note(), id));
        world.tablet->lock();
        world.tablet->unlock();
        QCOMPARE(notes(), 1);
        QVERIFY(drafts().isEmpty());
        QVERIFY(world.settle()); // the chain has neither a hole nor a fork
        world.tablet->lock();
        world.kiosk->lock();
        world.champion->lock();
    }

    void nothingReadableStaysOnAKiosk()
    {
        ConcernWorld world;
        const Uuid id = *Uuid::fromHex(u"0198a0000000700080000000000000bb"_s);
        ConcernDraft note = world.note(u"CANARY-STATEMENT"_s);
        note.who = u"CANARY-WHO"_s;
        note.where = u"CANARY-WHERE"_s;
        note.statements << StatementDraft{StatementKind::Told, u"more"_s, u"CANARY-TOLDBY"_s, {}}
                        << StatementDraft{StatementKind::Think, u"x"_s, {}, u"CANARY-ALTERNATIVE"_s};
        const Draft draft{id, world.rules.forms.concern.type, 1, note.toCbor(), {}, 1};
        QVERIFY(world.kiosk->write([&](WriteTx &tx, Journal &, Engine &) { return drafts::save(tx, draft); }));
        QVERIFY(world.kiosk->holdsText(u"CANARY-STATEMENT"_s)); // the search finds what is there
        const auto saved = world.kiosk->handIn(note, id);
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        QCOMPARE(saved->slip.size(), 11);
        for (const QString &canary :
             {u"CANARY-STATEMENT"_s, u"CANARY-WHO"_s, u"CANARY-WHERE"_s, u"CANARY-TOLDBY"_s, u"CANARY-ALTERNATIVE"_s})
            QVERIFY2(!world.kiosk->holdsText(canary), qPrintable(canary));
        QCOMPARE(world.kiosk->read([](ReadTx &tx) { return drafts::list(tx); })->size(), 0);
        QVERIFY(!*world.kiosk->read([&](ReadTx &tx) { return records::find(tx, saved->concern); }));
        QVERIFY(world.settle());
        QVERIFY(!world.kiosk->holdsText(u"CANARY"_s));

        const auto inbox = world.champion->read(
            [&](ReadTx &tx) { return recordsIn(tx, world.org.intake.id, world.rules.forms.concern.type); });
        QCOMPARE(inbox->size(), 1);
        QCOMPARE(inbox->first().body.value(qint64(world.rules.forms.concern.slip)).toString(), saved->slip);
        QCOMPARE(inbox->first().body.value(qint64(world.rules.forms.concern.who)).toString(), u"CANARY-WHO"_s);
    }

    void slipTellsHowFarAndNothingElse()
    {
        ConcernWorld world;
        const auto saved = world.kiosk->handIn(world.note());
        QVERIFY(saved);
        const auto status = [&](const QString &typed) {
            return *world.kiosk->read([&](ReadTx &tx) { return concerns::slipStatus(tx, world.rules, typed); });
        };
        QVERIFY(status(saved->slip));
        QCOMPARE(status(saved->slip)->openedMs, 0);
        QVERIFY(!status(u"ZZZZZ-ZZZZZ"_s));
        QVERIFY(!status(QString()));
        QVERIFY(world.settle());
        const ReceiptForm &receipt = world.rules.forms.receipt;
        world.answer(world.org.desk, saved->concern, receipt.stageOpened, {}, {}, saved->slip);
        QVERIFY(world.settle());
        QVERIFY(status(saved->slip)->openedMs > 0);
        QCOMPARE(status(saved->slip)->decidedMs, 0);
        world.answer(world.org.desk, saved->concern, receipt.stageDecided, {}, {}, saved->slip);
        QVERIFY(world.settle());
        QString sloppy = saved->slip.toLower().remove(u'-');
        sloppy.replace(u'0', u'o').replace(u'1', u'l');
        QVERIFY(status(sloppy));
        QVERIFY(status(sloppy)->decidedMs > 0);
    }

    void aReceiptIsWorthMoreThanARefusal()
    {
        ConcernWorld world;
        const auto saved = world.kiosk->handIn(world.note());
        QVERIFY(saved);
        const auto status = [&] {
            return **world.kiosk->read([&](ReadTx &tx) { return concerns::slipStatus(tx, world.rules, saved->slip); });
        };
        QCOMPARE(status().heldByServiceMs, 0);
        QVERIFY(world.settle());
        QVERIFY(status().heldByServiceMs > 0);
        QVERIFY(!status().refused);
        QVERIFY(world.kiosk->refuseSlip(world.org.intake.id, saved->slip));
        QCOMPARE(status().heldByServiceMs, 0);
        QCOMPARE(status().refused, std::optional(ErrorCode::Forbidden));
        world.answer(world.org.desk, saved->concern, world.rules.forms.receipt.stageOpened, {}, {}, saved->slip);
        QVERIFY(world.settle());
        QVERIFY(status().openedMs > 0);
        QVERIFY(!status().refused);
    }

    void onlyWhoReadsTheIntakeCanHaveOpenedANote()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved && world.settle());
        const ReceiptForm &receipt = world.rules.forms.receipt;
        const auto custody = [&] {
            return *world.tablet->read(
                [&](ReadTx &tx) { return concerns::custodyOf(tx, world.rules, saved->concern); });
        };
        // Anybody of the team can write a record of this kind there, and any name into it.
        world.answerAs(*world.tablet, world.org.team, saved->concern, receipt.stageOpened, u"Owen Pryce"_s);
        world.answerAs(*world.tablet, world.org.team, saved->concern, receipt.stageDecided, u"Owen Pryce"_s,
                       u"All is well, you can forget it."_s);
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::HeldByService);
        QVERIFY(custody().messages.isEmpty());
        world.answer(world.org.team, saved->concern, receipt.stageOpened, u"Owen Pryce"_s); // the control
        QVERIFY(world.settle());
        QCOMPARE(custody().stage(), CustodyStage::Opened);
        world.tablet->lock();
        world.tablet->unlock();
        QCOMPARE(custody().stage(), CustodyStage::Opened);
    }

    void nobodyPutsWordsIntoAnothersNote()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note(u"A man sat in the doorway."_s));
        const auto other = world.tablet->save(world.note(u"Another day."_s));
        QVERIFY(saved && other && world.settle());
        const StatementForm &form = world.rules.forms.statement;
        const auto elsewhere =
            world.tablet->read([&](ReadTx &tx) { return records::linkedTo(tx, other->concern, Relation::PartOf); });
        QCOMPARE(elsewhere->size(), 1);
        QVERIFY(world.champion->write([&](WriteTx &, Journal &journal, Engine &engine) {
            const Uuid words = engine.nextRecord();
            const QCborMap body{
                {qint64(form.kind), form.kindSaw}, {qint64(form.text), u"All is well."_s}, {qint64(form.order), -1}};
            return engine.record(
                journal, world.org.team.id,
                engine.begin({CreateOp{words, form.type, body}, LinkOp{words, Relation::PartOf, saved->concern},
                              LinkOp{elsewhere->first().id, Relation::PartOf, saved->concern}}));
        }));
        QVERIFY(world.settle());
        const auto view = world.tablet->read(
            [&](ReadTx &tx) { return concerns::read(tx, world.rules, world.tablet->self(), saved->concern); });
        QVERIFY(view);
        QCOMPARE(view->statements.size(), 1);
        QCOMPARE(view->statements.first().text, u"A man sat in the doorway."_s);
        const auto own = world.tablet->read(
            [&](ReadTx &tx) { return concerns::listOwn(tx, world.rules, world.tablet->self(), 10); });
        for (const ConcernSummary &note : *own)
            QVERIFY(note.title != u"All is well."_s);
    }

    void ownNotesAreFoundAmongAnyNumberOfOthers()
    {
        ConcernWorld world;
        const auto first = world.tablet->save(world.note(u"First"_s));
        world.clock.advance(std::chrono::minutes(1));
        const auto second = world.tablet->save(world.note(u"Second"_s));
        QVERIFY(first && second);
        for (int i = 0; i < 40; ++i) { // a colleague is busier
            world.clock.advance(std::chrono::minutes(1));
            QVERIFY(world.champion->save([&] {
                ConcernDraft draft = world.note(u"Other"_s);
                draft.destination = Destination::TeamOnly;
                return draft;
            }()));
        }
        QVERIFY(world.settle());
        const auto titles = [&](int limit) {
            QStringList out;
            const auto own = world.tablet->read(
                [&](ReadTx &tx) { return concerns::listOwn(tx, world.rules, world.tablet->self(), limit); });
            for (const ConcernSummary &note : *own)
                out << note.title;
            return out;
        };
        QCOMPARE(titles(10), (QStringList{u"Second"_s, u"First"_s}));
        QCOMPARE(titles(1), QStringList{u"Second"_s});
        // No plan that walks through everybody's: the store thread is one, and the archive grows.
        const auto plan = world.tablet->read([](ReadTx &tx) -> Result<QString> {
            QString out;
            SQLite::Statement steps(tx.db(), "EXPLAIN QUERY PLAN SELECT record.id FROM record JOIN change ON "
                                             "change.no = record.change_no WHERE change.author = x'00' AND "
                                             "+record.type = 1 AND record.shown = 1 ORDER BY change.id DESC LIMIT 1");
            while (steps.executeStep())
                out += QString::fromUtf8(steps.getColumn(3).getText()) + u'\n';
            return out;
        });
        QVERIFY2(plan->contains(u"SEARCH change") && !plan->contains(u"SCAN"), qPrintable(*plan));
    }

    void whoMayNotWriteThereIsTold()
    {
        ConcernWorld world;
        const auto saved = world.kiosk->save(world.note()); // a kiosk has no team to write in
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Forbidden); // nothing was looked for, so nothing was not found
        QVERIFY(!world.kiosk->holdsText(u"A man sat in the doorway."_s));
        QVERIFY(*world.tablet->read([](ReadTx &tx) { return concerns::canSendToChampion(tx); }));
        QVERIFY(!*world.champion->read([](ReadTx &tx) { return concerns::canSendToChampion(tx); }));
    }

    void amendmentIsARecordOfItsOwn()
    {
        ConcernWorld world;
        const auto saved = world.tablet->save(world.note());
        QVERIFY(saved);
        const auto amend = [&](ConcernDevice &device, const QString &text) {
            return device.write([&](WriteTx &tx, Journal &journal, Engine &engine) {
                return concerns::amend(tx, journal, engine, world.rules, saved->concern, text);
            });
        };
        QCOMPARE(amend(*world.tablet, u"  "_s).error().code, ErrorCode::Invalid);
        world.clock.advance(std::chrono::minutes(1));
        const auto amended = amend(*world.tablet, u"It was the other doorway."_s);
        QVERIFY2(amended, qPrintable(amended ? QString() : amended.error().detail));
        QVERIFY(world.settle());
        const auto view = world.tablet->read(
            [&](ReadTx &tx) { return concerns::read(tx, world.rules, world.tablet->self(), saved->concern); });
        QCOMPARE(view->amendments.size(), 1);
        QCOMPARE(view->amendments.first().text, u"It was the other doorway."_s);
        QCOMPARE(view->statements.first().text, u"A man sat in the doorway."_s);
        const auto atChampion = world.champion->read(
            [&](ReadTx &tx) { return records::linkedTo(tx, saved->concern, Relation::AmendmentOf); });
        QCOMPARE(atChampion->size(), 1);
        QCOMPARE(amend(*world.champion, u"not mine"_s).error().code, ErrorCode::Forbidden);
        QCOMPARE(amend(*world.kiosk, u"not here"_s).error().code, ErrorCode::NotFound);
    }

    void anAmendmentHasAWayOfItsOwn()
    {
        ConcernWorld world;
        ConcernDraft draft = world.note();
        draft.destination = Destination::TeamOnly;
        const auto saved = world.tablet->save(draft);
        const auto noteNow = [&] {
            return *world.tablet->read(
                [&](ReadTx &tx) { return concerns::read(tx, world.rules, world.tablet->self(), saved->concern); });
        };
        QVERIFY(world.settle());
        const auto amended = world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
            return concerns::amend(tx, journal, engine, world.rules, saved->concern, u"It was the 23rd."_s);
        });
        QVERIFY(noteNow().custody.heldByServiceMs > 0);
        QCOMPARE(noteNow().amendments.first().heldByServiceMs, std::int64_t(0)); // the note went, this did not
        QVERIFY(world.settle());
        QVERIFY(noteNow().amendments.first().heldByServiceMs > 0);
        QVERIFY(!noteNow().amendments.first().refused);

        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
            return concerns::send(tx, journal, engine, world.rules, saved->concern);
        }));
        QCOMPARE(noteNow().amendments.first().heldByServiceMs, std::int64_t(0)); // the champions have not got it yet
        QVERIFY(world.settle());
        QVERIFY(noteNow().amendments.first().heldByServiceMs > 0);

        QVERIFY(world.tablet->refuseSending(*amended, ErrorCode::Forbidden));
        QCOMPARE(noteNow().amendments.first().refused, std::optional(ErrorCode::Forbidden));
        // The note is refused too, and sent again with its correction: what was refused before counts no more.
        QVERIFY(world.tablet->refuseSending(saved->concern, ErrorCode::Forbidden));
        QVERIFY(world.tablet->write([&](WriteTx &tx, Journal &journal, Engine &engine) {
            return concerns::send(tx, journal, engine, world.rules, saved->concern);
        }));
        QVERIFY(!noteNow().amendments.first().refused);
        QCOMPARE(noteNow().amendments.first().heldByServiceMs, std::int64_t(0));
        QVERIFY(!noteNow().custody.refused); // the note itself was taken
    }

    void listsOwnNotesAndTheirPlaces()
    {
        ConcernWorld world;
        for (const QString &place : {u"Aldgate"_s, u"Library  steps"_s, u"aldgate"_s, QString()}) {
            ConcernDraft draft = world.note(u"Seen at "_s + place);
            draft.where = place;
            QVERIFY(world.tablet->save(draft));
            world.clock.advance(std::chrono::minutes(1));
        }
        ConcernDraft other = world.note(u"By the champion"_s);
        other.destination = Destination::TeamOnly;
        other.where = u"Town hall"_s;
        QVERIFY(world.champion->save(other));
        QVERIFY(world.settle());
        const DeviceId self = world.tablet->self();
        const auto own = world.tablet->read([&](ReadTx &tx) { return concerns::listOwn(tx, world.rules, self, 10); });
        QCOMPARE(own->size(), 4);
        QCOMPARE(own->at(1).title, u"Seen at aldgate"_s);
        const auto two = world.tablet->read([&](ReadTx &tx) { return concerns::listOwn(tx, world.rules, self, 2); });
        QCOMPARE(two->size(), 2);
        const auto places =
            world.tablet->read([&](ReadTx &tx) { return concerns::recentPlaces(tx, world.rules, self, 5); });
        QCOMPARE(*places, (QStringList{u"aldgate"_s, u"Library steps"_s}));
        const auto foreign = world.champion->read(
            [&](ReadTx &tx) { return concerns::read(tx, world.rules, world.champion->self(), own->first().id); });
        QCOMPARE(foreign.error().code, ErrorCode::Forbidden);
    }
};

QTEST_GUILESS_MAIN(TestConcernStore)
#include "test_concernstore.moc"
