// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Concern
import Safelight.Shell
import Safelight.Test.Shell
import Safelight.Theme

/*! Work with an open vault: where the keys go after an unlock and after each step, and what never mixes. */
TestCase {
    id: root

    name: "Work"
    when: windowShown
    visible: true
    width: 1280
    height: 800

    property WorkView view: null
    property Item closing: null

    Component {
        id: viewComponent

        WorkView {
            focus: true
            desk: Desk {
                session: Fixture.session
                sync: Fixture.sync
                capture: Work.capture
                notes: Work.notes
                note: Work.note
                kiosk: Work.kiosk
                triage: Work.triage
            }
        }
    }

    function init(): void {
        failOnWarning(/.?/);
        Theme.textScale = 1;
        Fixture.begin(1);
    }
    function cleanup(): void {
        root.closeView();
        Work.close();
        Theme.textScale = 1;
    }
    function closeView(): void {
        root.closing = root.view;
        root.view = null;
        if (root.closing)
            root.closing.destroy();
        tryVerify(() => root.closing === null); // deletion is deferred
    }
    function open(width: int, height: int): void {
        root.view = viewComponent.createObject(root, {
            "width": width,
            "height": height
        });
        root.view.forceActiveFocus();
        waitForRendering(root.view);
    }
    function find(name: string): Item {
        const item = findChild(root.view, name);
        verify(item, name + " is there");
        return item;
    }
    function focused(): Item {
        return root.Window.activeFocusItem;
    }
    /*! The control that has the focus, when it can be seen and used; otherwise nothing. */
    function focusedName(): string {
        const item = root.focused();
        return item && item.visible && item.enabled && item.activeFocusOnTab !== undefined ? item.Accessible.name : "";
    }
    function type(text: string): void {
        for (const letter of text)
            keyClick(letter);
    }
    function visibleNamed(item: Item, name: string): Item {
        if (!item.visible)
            return null;
        if (item.Accessible.name === name)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = root.visibleNamed(item.children[i], name);
            if (found)
                return found;
        }
        return null;
    }
    function press(name: string): void {
        let item = null;
        tryVerify(() => (item = root.visibleNamed(root.view, name)) !== null, 5000, name);
        item.clicked();
    }
    function writeDraft(text: string): void {
        Work.capture.statements.write(0, text);
        Work.capture.moveCursor("text", 0, text.length);
        Work.capture.flush();
    }

    function test_aChampionsKeysReachTheListNotAHiddenDraft(): void {
        Work.begin("champion");
        Work.addNotes(2);
        root.writeDraft("Half a note");
        Work.unlockAgain();
        root.open(1280, 800);
        tryVerify(() => Work.capture.resumed);
        const list = root.find("inboxList");
        tryCompare(list, "count", 2);
        tryVerify(() => root.isInside(root.focused(), list));
        list.currentIndex = 0;
        keyClick("j");
        compare(list.currentIndex, 1);
        root.type("kx");
        compare(list.currentIndex, 0);
        compare(Work.words(), "Half a note");
        root.view.go("capture"); // and there the cursor waits where it was
        tryVerify(() => root.isInside(root.focused(), root.find("statementText")));
        root.type("!");
        compare(Work.words(), "Half a note!");
    }
    function test_newNoteIsANewNote_data(): var {
        return [
            {
                "tag": "button of My notes",
                "ask": () => {
                    root.view.go("notes");
                    root.press("New note");
                }
            },
            {
                "tag": "Ctrl+N",
                "ask": () => keyClick(Qt.Key_N, Qt.ControlModifier)
            },
            {
                "tag": "Ctrl+N in My notes",
                "ask": () => {
                    root.view.go("notes");
                    keyClick(Qt.Key_N, Qt.ControlModifier);
                }
            },
            {
                "tag": "button of the draft",
                "ask": () => root.press("Write another note")
            }
        ];
    }
    function test_newNoteIsANewNote(data: var): void {
        Work.begin("tablet");
        root.open(1280, 800);
        root.writeDraft("About the one person");
        tryCompare(Work.notes, "draftCount", 1);
        data.ask();
        tryVerify(() => Work.words() === "");
        compare(root.view.place, "capture");
        tryVerify(() => root.focusedName() === "Yes"); // the first question
        root.writeDraft("About the other");
        tryCompare(Work.notes, "draftCount", 2);
    }
    function test_writeOnlyGoesBackToThePage(): void {
        Work.begin("tablet");
        root.open(1280, 800);
        verify(root.visibleNamed(root.view, "New note"), "the heading of an empty page");
        root.writeDraft("About the one person");
        verify(root.visibleNamed(root.view, "Your draft"));
        root.press("My notes");
        root.press("Write");
        compare(Work.words(), "About the one person");
        Work.capture.answerDanger(ConcernTypes.Danger.No);
        Work.capture.save();
        tryCompare(Work.capture, "state", CaptureModel.Saved);
        root.press("My notes");
        root.press("Write"); // what is saved has left the page
        compare(Work.capture.state, CaptureModel.Editing);
        compare(Work.words(), "");
    }
    function test_aNewNoteWaitsUntilTheOldOneIsKept(): void {
        Work.begin("tablet");
        root.open(1280, 800);
        Work.setDiskFull(true);
        root.writeDraft("About the one person");
        Work.capture.startNew();
        tryVerify(() => Work.capture.draftTrouble.length > 0);
        tryCompare(Work.capture, "state", CaptureModel.Editing);
        compare(Work.words(), "About the one person");
        Work.setDiskFull(false);
        Work.capture.startNew();
        tryVerify(() => Work.words() === "");
        compare(Work.capture.draftTrouble, "");
        tryCompare(Work.notes, "draftCount", 1);
    }

    function test_firstFocusAfterUnlock_data(): var {
        return [
            {
                "tag": "tablet",
                "who": "tablet",
                "name": "Yes"
            },
            {
                "tag": "kiosk",
                "who": "kiosk",
                "name": "Yes"
            }
        ];
    }
    function test_firstFocusAfterUnlock(data: var): void {
        Work.begin(data.who);
        root.open(1280, 800);
        tryVerify(() => root.focusedName() === data.name);
    }
    function test_focusFollowsTheNote(): void {
        Work.begin("tablet");
        root.open(1280, 800);
        Work.capture.answerDanger(ConcernTypes.Danger.No);
        Work.capture.statements.write(0, "x");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => root.focusedName() === "Done");
        keyClick(Qt.Key_Return);
        tryCompare(Work.notes, "count", 1);
        compare(root.view.place, "notes");
        tryVerify(() => root.focusedName() === "x");
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => root.focusedName() === "Yes");
        root.writeDraft("y");
        root.find("discard").clicked();
        tryVerify(() => root.focusedName() === "Keep it");
        keyClick(Qt.Key_Space);
        tryVerify(() => root.focusedName() === "Throw this draft away");
    }
    function test_oneNoteOnAPhoneTakesTheFocusAndGivesItBack(): void {
        Work.begin("tablet");
        Work.addNotes(2);
        root.open(360, 740);
        root.view.go("notes");
        tryVerify(() => root.focusedName() === "Note 2");
        keyClick(Qt.Key_Down);
        tryVerify(() => root.focusedName() === "Note 1");
        keyClick(Qt.Key_Return);
        tryCompare(Work.note, "state", ConcernTypes.LoadState.Filled);
        tryVerify(() => root.focusedName() === "Back");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.focusedName() === "Note 1");
    }

    function test_aCorrectionBegunIsGoneOnWith_data(): var {
        return [
            {
                "tag": "one at a time",
                "width": 360
            },
            {
                "tag": "side by side",
                "width": 1280
            }
        ];
    }
    function test_aCorrectionBegunIsGoneOnWith(data: var): void {
        Work.begin("tablet");
        Work.addNotes(1);
        root.open(data.width, 740);
        root.view.go("notes");
        tryVerify(() => root.focusedName() === "Note 1");
        keyClick(Qt.Key_Return);
        tryCompare(Work.note, "state", ConcernTypes.LoadState.Filled);
        Work.note.writeAmendment("It was the");
        root.closeView();
        Work.unlockAgain();
        root.open(data.width, 740);
        root.view.go("notes");
        tryVerify(() => root.focusedName() === "It was the");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.isInside(root.focused(), root.find("amendment")));
        root.type("!");
        compare(Work.note.amendment, "It was the!");
        const field = root.focused(); // the line that is written is in sight
        tryVerify(() => {
            const y = field.mapToItem(root.find("noteScroll"), 0, field.cursorRectangle.y).y;
            return y >= 0 && y + field.cursorRectangle.height <= root.find("noteScroll").height;
        });
    }

    function test_keptOrNotIsSaidBesideTheButtonAndBeforeALock(): void {
        Work.begin("tablet");
        root.open(360, 740);
        root.writeDraft("x");
        Work.setDiskFull(true);
        Work.capture.answerDanger(ConcernTypes.Danger.No);
        Work.capture.flush();
        const trouble = root.find("draftTrouble");
        tryVerify(() => trouble.visible);
        verify(root.inWindow(trouble));
        root.find("save").clicked();
        tryCompare(Work.capture, "state", CaptureModel.Failed);
        const failure = root.find("failure");
        tryVerify(() => failure.visible && root.inWindow(failure));
        tryVerify(() => root.focusedName() === "Try again");
        Work.setDiskFull(false);
        keyClick(Qt.Key_Return);
        tryCompare(Work.capture, "state", CaptureModel.Saved);
    }
    function test_theLastStepOfAKioskSaysThatItFailed(): void {
        Work.begin("kiosk");
        root.open(1280, 800);
        tryCompare(Work.kiosk.note, "state", CaptureModel.Editing);
        Work.kiosk.note.answerDanger(ConcernTypes.Danger.No);
        Work.kiosk.next();
        Work.kiosk.note.statements.write(0, "x");
        Work.kiosk.next();
        Work.kiosk.next();
        Work.setDiskFull(true);
        Work.kiosk.handIn();
        tryCompare(Work.kiosk.note, "state", CaptureModel.Failed);
        tryVerify(() => root.find("failure").visible && root.inWindow(root.find("failure")));
        tryVerify(() => root.find("draftTrouble").visible);
        Work.setDiskFull(false);
    }
    function test_savedOnAPhoneAt200Percent(): void {
        Work.begin("tablet");
        root.open(360, 740);
        Theme.textScale = 2;
        Work.capture.answerDanger(ConcernTypes.Danger.No);
        Work.capture.statements.write(0, "x");
        Work.capture.save();
        tryCompare(Work.capture, "state", CaptureModel.Saved);
        tryVerify(() => root.focusedName() === "Done");
        tryVerify(() => root.inWindow(root.focused()));
        keyClick(Qt.Key_Tab);
        tryVerify(() => root.focusedName() === "Write another note");
        tryVerify(() => root.inWindow(root.focused()));
    }
    function test_theButtonSaysWhatItDoes(): void {
        Work.begin("tablet");
        root.open(360, 740);
        compare(root.find("save").text, "Save and send to a champion");
        root.find("changeDestination").clicked();
        tryVerify(() => root.focusedName() === "Send to a safeguarding champion");
        keyClick(Qt.Key_Down);
        compare(root.find("save").text, "Save for my team");
    }
    function test_kioskPutsTheCursorBack_data(): var {
        return [
            {
                "tag": "in the words",
                "field": "text",
                "statement": 0,
                "at": 4,
                "item": "statementText",
                "expect": "HalfX a note"
            },
            {
                "tag": "at their end",
                "field": "",
                "statement": -1,
                "at": 0,
                "item": "statementText",
                "expect": "Half a noteX"
            },
            {
                "tag": "in another step",
                "field": "where",
                "statement": -1,
                "at": 2,
                "item": "where",
                "expect": "ByX the lift"
            }
        ];
    }
    function test_kioskPutsTheCursorBack(data: var): void {
        Work.begin("kiosk");
        tryCompare(Work.kiosk.note, "state", CaptureModel.Editing);
        Work.kiosk.note.answerDanger(ConcernTypes.Danger.No);
        Work.kiosk.note.statements.write(0, "Half a note");
        Work.kiosk.note.describeWhere("By the lift");
        Work.kiosk.note.moveCursor(data.field, data.statement, data.at);
        Work.unlockAgain();
        root.open(1280, 800);
        tryVerify(() => root.isInside(root.focused(), root.find(data.item)));
        compare(Work.kiosk.note.state, CaptureModel.Editing);
        root.type("X");
        compare(root.find(data.item).input.text, data.expect);
    }
    function test_everyKeyOfThePageIsListed(): void {
        Work.begin("tablet");
        root.open(1280, 800);
        root.view.showShortcuts();
        for (const words of ["This statement: they said", "Save", "Scroll the page", "Lock"])
            tryVerify(() => root.saysText(root.view.Window.contentItem, words), 5000, words);
        root.view.hideShortcuts();
    }
    function saysText(item: Item, words: string): bool {
        if (!item.visible)
            return false;
        if (item as Text && item.text === words)
            return true;
        for (let i = 0; i < item.children.length; ++i) {
            if (root.saysText(item.children[i], words))
                return true;
        }
        return false;
    }
    /*! All of it is inside the window, and not under anything that clips it. */
    function inWindow(item: Item): bool {
        for (let up = item; up && up !== root.view; up = up.parent) {
            if (!up.clip)
                continue;
            const spot = item.mapToItem(up, 0, 0);
            if (spot.y < -0.5 || spot.y + item.height > up.height + 0.5)
                return false;
        }
        const place = item.mapToItem(root.view, 0, 0);
        return place.y >= -0.5 && place.y + item.height <= root.view.height + 0.5;
    }
    function isInside(item: Item, outer: Item): bool {
        for (let up = item; up; up = up.parent) {
            if (up === outer)
                return true;
        }
        return false;
    }
}
