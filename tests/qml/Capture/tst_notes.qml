// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Concern
import Safelight.Capture
import Safelight.Test

/*! My notes and one note, by keyboard. */
CapturePeople {
    id: root

    name: "Notes"

    property CaptureFixture fixture: null
    property Item page: null

    Component {
        id: fixtureComponent

        CaptureFixture {}
    }
    Component {
        id: notesComponent

        NotesPage {
            width: root.width
            height: root.height
        }
    }
    Component {
        id: noteComponent

        NotePage {
            width: root.width
            height: root.height
        }
    }
    SignalSpy {
        id: asked
    }

    function cleanup(): void {
        root.close(root.page);
        root.page = null;
        root.fixture.destroy();
    }
    function init(): void {
        failOnWarning(/.?/);
        root.fixture = fixtureComponent.createObject(root);
    }
    function openNotes(signalName: string): Item {
        root.page = notesComponent.createObject(root, {
            "model": root.fixture.notes
        });
        asked.target = root.page;
        asked.signalName = signalName;
        asked.clear();
        waitForRendering(root.page);
        return root.page;
    }

    function test_emptyOffersTheFirstNote(): void {
        const page = root.openNotes("newRequested");
        tryCompare(root.fixture.notes, "state", ConcernTypes.LoadState.Empty);
        page.takeFocus();
        root.tabUntil(() => root.focused() && root.focused().text === "New note", "New note", 5);
        keyClick(Qt.Key_Return);
        compare(asked.count, 1);
        keyClick(Qt.Key_N, Qt.ControlModifier);
        compare(asked.count, 2);
    }

    function test_draftIsResumedAndNoteIsOpened(): void {
        const id = root.fixture.saveNote("Saved words");
        root.fixture.capture.statements.write(0, "Half a");
        root.fixture.capture.flush();
        const page = root.openNotes("resumeRequested");
        tryCompare(root.fixture.notes, "count", 2);
        page.takeFocus();
        tryVerify(() => root.focused() && root.focused().text === "Half a");
        keyClick(Qt.Key_Return);
        compare(asked.count, 1);
        asked.signalName = "openRequested";
        asked.clear();
        keyClick(Qt.Key_Down);
        tryVerify(() => root.focused().text === "Saved words");
        keyClick(Qt.Key_Return);
        compare(asked.count, 1);
        compare(asked.signalArguments[0][0], id);
    }

    function test_newsArriveWithoutLosingThePlace(): void {
        const id = root.fixture.saveNote("First");
        root.fixture.saveNote("Second");
        const page = root.openNotes("openRequested");
        tryCompare(root.fixture.notes, "count", 2);
        page.takeFocus();
        tryVerify(() => root.focused() && root.focused().text === "Second");
        keyClick(Qt.Key_Down);
        tryVerify(() => root.focused().text === "First");
        root.fixture.decide(id, "Thank you.");
        tryVerify(() => root.focused().stage === ConcernTypes.CustodyStage.ToldBack);
        compare(root.focused().text, "First");
    }

    function test_oneNoteShowsTheAnswerAndTakesACorrection(): void {
        const id = root.fixture.saveNote("He shook.");
        root.fixture.decide(id, "Thank you, he is safe.");
        const page = root.page = noteComponent.createObject(root, {
            "model": root.fixture.note
        });
        root.fixture.note.open(id);
        tryCompare(root.fixture.note, "state", ConcernTypes.LoadState.Filled);
        const message = root.find(page, "message");
        verify(message.visible);
        verify(message.title.startsWith("Practice device says, "), message.title);
        compare(message.text, "Thank you, he is safe.");
        const area = root.find(page, "amendment");
        area.takeFocus();
        root.type("It was two.");
        compare(root.fixture.note.amendment, "It was two.");
        root.tabUntil(() => root.focused().text === "Add to the note", "the button", 3);
        keyClick(Qt.Key_Return);
        tryCompare(root.fixture.note, "amendState", NoteModel.Saved);
        compare(area.text, "");
        tryVerify(() => root.says(page, "Not sent yet"));
        root.wordsFit(page);
        root.fixture.refuseCorrection(id);
        tryVerify(() => root.says(page, "Not taken"));
        verify(root.says(page, "Refused 7."));
        root.wordsFit(page);
    }

    function test_aCorrectionBegunIsListedAndOpensItsNote(): void {
        const id = root.fixture.saveNote("Saved words");
        root.fixture.note.open(id);
        tryCompare(root.fixture.note, "state", ConcernTypes.LoadState.Filled);
        root.fixture.note.writeAmendment("It was the");
        root.fixture.lockAndUnlock();
        const page = root.openNotes("correctionRequested");
        tryCompare(root.fixture.notes, "count", 2);
        page.takeFocus();
        tryVerify(() => root.focused() && root.focused().text === "It was the");
        verify(root.says(page, "Correction: you were writing this"));
        verify(root.focused().Accessible.description.includes("Correction"));
        keyClick(Qt.Key_Return);
        compare(asked.count, 1);
        compare(asked.signalArguments[0][0], id);
        root.wordsFit(page);
    }

    function test_theCursorGoesIntoTheCorrectionBegun(): void {
        const id = root.fixture.saveNote("Saved words");
        root.fixture.note.open(id);
        tryCompare(root.fixture.note, "state", ConcernTypes.LoadState.Filled);
        root.fixture.note.writeAmendment("It was the");
        root.fixture.lockAndUnlock();
        const page = root.page = noteComponent.createObject(root, {
            "model": root.fixture.note
        });
        page.takeFocus();
        root.fixture.note.open(id);
        page.goToCorrection();
        const area = root.find(page, "amendment");
        tryVerify(() => area.input.activeFocus);
        verify(root.says(page, "You were writing this"));
        root.type("!");
        compare(root.fixture.note.amendment, "It was the!");
        root.wordsFit(page);
    }
}
