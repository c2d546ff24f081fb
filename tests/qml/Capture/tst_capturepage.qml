// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Concern
import Safelight.Capture
import Safelight.Test
import Safelight.Theme

/*! Writing a note with the keyboard alone, and with a finger; what is said when something is missing or fails. */
CapturePeople {
    id: root

    name: "CapturePage"

    property CaptureFixture fixture: null
    property CapturePage page: null

    Component {
        id: fixtureComponent

        CaptureFixture {}
    }
    Component {
        id: pageComponent

        CapturePage {
            width: root.width
            height: root.height
        }
    }
    SignalSpy {
        id: done

        signalName: "done"
    }
    SignalSpy {
        id: dialled

        signalName: "dialRequested"
    }

    function cleanup(): void {
        root.close(root.page);
        root.page = null;
        root.fixture.destroy();
    }
    function init(): void {
        failOnWarning(/.?/);
        Theme.textScale = 1;
        root.fixture = fixtureComponent.createObject(root);
        root.openPage();
    }
    function openPage(): void {
        root.page = pageComponent.createObject(root, {
            "model": root.fixture.capture
        });
        done.target = root.page;
        done.clear();
        dialled.target = root.page;
        dialled.clear();
        waitForRendering(root.page);
        root.page.takeFocus();
    }
    function area(): Item {
        return root.find(root.page, "statementText").input;
    }

    function test_keyboardAlone(): void {
        compare(root.focused().text, "Yes"); // the first question has the focus
        keyClick(Qt.Key_Right);
        compare(root.fixture.capture.danger, ConcernTypes.Danger.No);
        root.tabUntil(() => root.area().activeFocus, "the text", 12);
        root.type("He shook.");
        keyClick(Qt.Key_2, Qt.ControlModifier);
        compare(root.fixture.capture.statements.count, 1);
        root.tabUntil(() => root.find(root.page, "where").input.activeFocus, "where", 20);
        root.type("Aldgate");
        compare(root.fixture.capture.where, "Aldgate");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(root.fixture.capture, "state", CaptureModel.Saved);
        compare(root.fixture.lastSaved(), "2 He shook.");
        verify(root.find(root.page, "savedHeading").text.startsWith("Saved on this device "));
        tryVerify(() => root.find(root.page, "savedDone").activeFocus);
        keyClick(Qt.Key_Return);
        compare(done.count, 1);
    }

    function test_everyKindByKey_data(): var {
        return [
            {
                "tag": "I saw",
                "key": Qt.Key_1,
                "kind": 1
            },
            {
                "tag": "They said",
                "key": Qt.Key_2,
                "kind": 2
            },
            {
                "tag": "I was told",
                "key": Qt.Key_3,
                "kind": 3
            },
            {
                "tag": "I think",
                "key": Qt.Key_4,
                "kind": 4
            }
        ];
    }
    function test_everyKindByKey(data: var): void {
        root.area().forceActiveFocus();
        root.type("x");
        keyClick(data.key, Qt.ControlModifier);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        root.fixture.capture.answerDanger(ConcernTypes.Danger.No);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(root.fixture.capture, "state", CaptureModel.Saved);
        compare(root.fixture.lastSaved(), data.kind + " x");
    }

    function test_nothingChangesWhileItIsSaved(): void {
        const capture = root.fixture.capture;
        root.area().forceActiveFocus();
        root.type("x");
        capture.answerDanger(ConcernTypes.Danger.No);
        capture.save();
        compare(capture.state, CaptureModel.Saving);
        keyClick(Qt.Key_3, Qt.ControlModifier); // it would be dropped
        const kinds = capture.statements;
        compare(kinds.data(kinds.index(0, 0), Qt.UserRole), ConcernTypes.StatementKind.Saw);
        tryCompare(capture, "state", CaptureModel.Saved);
        compare(root.fixture.lastSaved(), "1 x");
    }

    function test_aChoiceThatCannotBeKeptIsSaidBesideTheButton(): void {
        const capture = root.fixture.capture;
        tryVerify(() => capture.recentPlaces !== undefined && capture.canSendToChampion);
        root.area().forceActiveFocus();
        root.type("x");
        compare(root.find(root.page, "save").text, "Save and send to a champion");
        const notice = root.find(root.page, "keptBack");
        verify(!notice.visible);
        root.fixture.stopHandingIn();
        tryVerify(() => notice.visible);
        compare(root.find(root.page, "save").text, "Save for my team");
        const place = notice.mapToItem(root.page, 0, 0); // in sight without scrolling
        verify(place.y >= 0 && place.y + notice.height <= root.page.height, place.y + " " + notice.height);
        root.wordsFit(root.page);
    }

    function test_missingAnswersLeadToTheirFields(): void {
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        const summary = root.find(root.page, "problems");
        compare(summary.count, 2);
        compare(root.focused().text, "Say whether anyone is in immediate danger.");
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Return); // the second line: what happened
        verify(root.area().activeFocus);
        root.type("x");
        compare(summary.count, 1);
        root.fixture.capture.answerDanger(ConcernTypes.Danger.No);
        verify(!summary.visible);
    }

    function test_dangerShowsWhatToDo(): void {
        verify(!root.find(root.page, "dial999").visible);
        keyClick(Qt.Key_Return); // Yes
        const dial = root.find(root.page, "dial999");
        tryVerify(() => dial.visible);
        waitForRendering(root.page);
        mouseClick(dial);
        compare(dialled.count, 1);
        compare(root.fixture.capture.dialledTime, ""); // only whoever places the call knows whether it went out
    }

    function test_draftComesBackWithItsCursor(): void {
        root.area().forceActiveFocus();
        root.type("Half a sentence");
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        root.close(root.page);
        root.fixture.lockAndUnlock();
        root.openPage();
        root.fixture.capture.resumeLatest();
        tryVerify(() => root.fixture.capture.resumed);
        verify(root.find(root.page, "resumed").visible);
        tryVerify(() => root.area().activeFocus);
        compare(root.area().text, "Half a sentence");
        compare(root.area().cursorPosition, 13);
        root.type("X");
        compare(root.area().text, "Half a sentenXce");
    }

    function test_failureKeepsTheWords(): void {
        root.fixture.capture.answerDanger(ConcernTypes.Danger.No);
        root.area().forceActiveFocus();
        root.type("x");
        root.fixture.breakTablet();
        mouseClick(root.find(root.page, "save"));
        tryCompare(root.fixture.capture, "state", CaptureModel.Failed);
        const failure = root.find(root.page, "failure");
        verify(failure.visible);
        compare(failure.title, "This is not saved yet");
        compare(root.area().text, "x");
    }

    function test_aDraftThatCannotBeOpenedIsNotCalledUnsaved(): void {
        const note = root.fixture.capture;
        note.resume("a".repeat(32));
        tryCompare(note, "state", CaptureModel.Failed);
        const failure = root.find(root.page, "failure");
        tryVerify(() => failure.visible);
        compare(failure.title, "The draft could not be opened");
        failure.actionTriggered(); // does the same again: an empty note would be told what it lacks
        tryCompare(note, "state", CaptureModel.Failed);
        compare(failure.title, "The draft could not be opened");
        compare(note.problems.count, 0);
    }

    function test_splitAndRemove(): void {
        root.fixture.capture.statements.write(0, "He shook. Go away!");
        const area = root.area();
        area.forceActiveFocus();
        area.cursorPosition = 9;
        const split = findChild(root.page, "split");
        tryVerify(() => split.visible);
        waitForRendering(root.page);
        mouseClick(split);
        compare(root.fixture.capture.statements.count, 2);
        keyClick(Qt.Key_2, Qt.ControlModifier); // the new one has the focus: its kind changes
        root.fixture.capture.answerDanger(ConcernTypes.Danger.No);
        root.page.save();
        tryCompare(root.fixture.capture, "state", CaptureModel.Saved);
        compare(root.fixture.lastSaved(), "1 He shook.\n2 Go away!");
    }

    function test_throwingAwayAsksTwice(): void {
        root.area().forceActiveFocus();
        root.type("x");
        root.find(root.page, "discard").clicked();
        compare(root.fixture.capture.statements.count, 1);
        compare(root.area().text, "x");
        root.find(root.page, "discardConfirmed").clicked();
        compare(root.area().text, "");
        compare(done.count, 1);
    }

    function test_everyStopHasANameAndIsLargeEnough_data(): var {
        return [
            {
                "tag": "100 %",
                "scale": 1
            },
            {
                "tag": "200 %",
                "scale": 2
            }
        ];
    }
    function test_everyStopHasANameAndIsLargeEnough(data: var): void {
        Theme.textScale = data.scale;
        const statements = root.fixture.capture.statements;
        statements.add(ConcernTypes.StatementKind.Told);
        statements.add(ConcernTypes.StatementKind.Think);
        root.fixture.capture.chooseWhen(ConcernTypes.WhenChoice.AnotherDay);
        root.fixture.capture.answerDanger(ConcernTypes.Danger.Yes);
        waitForRendering(root.page);
        root.page.takeFocus();
        verify(root.walk(root.page) > 20);
        root.wordsFit(root.page);
        Theme.textScale = 1;
    }

    function test_noKeyboardLearnsFromANote(): void {
        const hints = Qt.ImhSensitiveData | Qt.ImhNoPredictiveText;
        for (const name of ["statementText", "toldBy", "alternative", "who", "age", "where", "whenDate", "whenFrom", "whenTo"])
            compare(root.find(root.page, name).input.inputMethodHints & hints, hints, name);
    }
}
