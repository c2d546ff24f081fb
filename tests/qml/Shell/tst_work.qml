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
            session: Fixture.session
            sync: Fixture.sync
            capture: Work.capture
            notes: Work.notes
            note: Work.note
            kiosk: Work.kiosk
            triage: Work.triage
            addDevice: null
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

    function isInside(item: Item, outer: Item): bool {
        for (let up = item; up; up = up.parent) {
            if (up === outer)
                return true;
        }
        return false;
    }
}
