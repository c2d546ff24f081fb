// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Concern
import Safelight.Capture
import Safelight.Test

/*! The kiosk's one task, by keyboard alone, to the slip number and out. */
CapturePeople {
    id: root

    name: "KioskPage"
    width: 1280
    height: 800

    property CaptureFixture fixture: null
    property KioskPage page: null

    Component {
        id: fixtureComponent

        CaptureFixture {}
    }
    Component {
        id: pageComponent

        KioskPage {
            width: root.width
            height: root.height
        }
    }
    SignalSpy {
        id: done

        signalName: "done"
    }

    function cleanup(): void {
        root.close(root.page);
        root.page = null;
        root.fixture.destroy();
    }
    function init(): void {
        failOnWarning(/.?/);
        root.fixture = fixtureComponent.createObject(root);
        root.page = pageComponent.createObject(root, {
            "model": root.fixture.kiosk
        });
        done.target = root.page;
        done.clear();
        waitForRendering(root.page);
        root.page.takeFocus();
    }
    function goOn(): void {
        keyClick(Qt.Key_Return, Qt.ControlModifier);
    }

    function test_keyboardAloneToTheSlipAndOut(): void {
        const kiosk = root.fixture.kiosk;
        root.goOn();
        compare(kiosk.step, KioskModel.Danger);
        compare(root.find(root.page, "problems").count, 1);
        root.page.takeFocus();
        keyClick(Qt.Key_Right);
        root.goOn();
        compare(kiosk.step, KioskModel.What);
        const area = root.find(root.page, "statementText").input;
        tryVerify(() => area.activeFocus);
        root.type("CANARY at the desk");
        root.goOn();
        compare(kiosk.step, KioskModel.WhoWhere);
        tryVerify(() => root.find(root.page, "who").input.activeFocus);
        root.type("a boy");
        root.goOn();
        compare(kiosk.step, KioskModel.Check);
        root.wordsFit(root.page);
        root.goOn();
        tryCompare(kiosk, "step", KioskModel.HandedIn);
        const slip = root.find(root.page, "slip").text;
        compare(slip.length, 11);
        verify(!root.fixture.kioskHolds("CANARY"));
        compare(root.find(root.page, "statementText").text, ""); // nothing of it stays behind the slip
        tryVerify(() => root.find(root.page, "finish").activeFocus);
        keyClick(Qt.Key_Return);
        compare(done.count, 1);
        compare(kiosk.step, KioskModel.Danger);
        compare(kiosk.slip, "");

        kiosk.askForSlip();
        const field = root.find(root.page, "slipNumber");
        tryVerify(() => field.input.activeFocus);
        root.type(slip.toLowerCase());
        keyClick(Qt.Key_Return);
        tryCompare(kiosk, "slipState", KioskModel.Found);
        const notTaken = root.find(root.page, "slipNotTaken");
        verify(!notTaken.visible);
        root.fixture.refuseSlip(slip);
        kiosk.lookUpSlip(slip);
        tryVerify(() => notTaken.visible);
        verify(notTaken.text.length > 0);
        waitForRendering(root.page);
        root.wordsFit(root.page);
        kiosk.lookUpSlip("ZZZZZ-ZZZZZ");
        tryCompare(kiosk, "slipState", KioskModel.Unknown);
        verify(field.error.length > 0);
    }

    function test_everyStepCanBeWalked(): void {
        const kiosk = root.fixture.kiosk;
        verify(root.walk(root.page) >= 2); // the three answers are one stop
        kiosk.note.answerDanger(ConcernTypes.Danger.Unsure);
        kiosk.next();
        kiosk.note.statements.write(0, "x");
        waitForRendering(root.page);
        root.page.takeFocus();
        verify(root.walk(root.page) > 5);
        kiosk.next();
        waitForRendering(root.page);
        root.page.takeFocus();
        verify(root.walk(root.page) > 5);
        kiosk.next();
        waitForRendering(root.page);
        root.page.takeFocus();
        verify(root.walk(root.page) >= 2); // the three answers are one stop
    }

    function test_theCheckShowsWhatIsHandedIn_data(): var {
        return [
            {
                "tag": "seen",
                "kind": ConcernTypes.StatementKind.Saw,
                "toldBy": false,
                "alternative": false
            },
            {
                "tag": "told",
                "kind": ConcernTypes.StatementKind.Told,
                "toldBy": true,
                "alternative": false
            },
            {
                "tag": "thought",
                "kind": ConcernTypes.StatementKind.Think,
                "toldBy": false,
                "alternative": true
            }
        ];
    }
    function test_theCheckShowsWhatIsHandedIn(data: var): void {
        const kiosk = root.fixture.kiosk;
        kiosk.note.answerDanger(ConcernTypes.Danger.No);
        kiosk.next();
        const statements = kiosk.note.statements; // written as another kind first, as people do
        statements.write(0, "They come every Friday.");
        statements.writeToldBy(0, "the porter");
        statements.writeAlternative(0, "a market");
        statements.chooseKind(0, data.kind);
        kiosk.next();
        kiosk.next();
        compare(kiosk.step, KioskModel.Check);
        tryVerify(() => root.says(root.page, "They come every Friday."));
        compare(root.says(root.page, "the porter"), data.toldBy);
        compare(root.says(root.page, "a market"), data.alternative);
    }

    function test_goingBackKeepsTheWords(): void {
        const kiosk = root.fixture.kiosk;
        kiosk.note.answerDanger(ConcernTypes.Danger.No);
        kiosk.next();
        kiosk.note.statements.write(0, "x");
        kiosk.next();
        kiosk.back();
        kiosk.back();
        compare(kiosk.step, KioskModel.Danger);
        kiosk.next();
        compare(root.find(root.page, "statementText").input.text, "x");
    }
}
