// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Triage
import Safelight.Controls
import Safelight.TestTriage
import Safelight.Theme
import Safelight.Triage

/*! The champion's page worked by keyboard, over real vaults. */
TestCase {
    id: root

    name: "Triage"
    when: windowShown
    visible: true
    width: 1280
    height: 800

    property TriagePage page: null

    Component {
        id: pageComponent

        TriagePage {
            anchors.fill: parent
            focus: true
        }
    }

    function init(): void {
        failOnWarning(/.?/);
        Theme.textScale = 1;
        Theme.reducedMotion = true;
        root.width = 1280;
        Scene.begin();
    }
    function cleanup(): void {
        if (root.page)
            root.page.destroy();
        root.page = null;
        Scene.end();
    }
    function show(): void {
        root.page = pageComponent.createObject(root, {
            model: Scene.model
        });
        verify(root.page);
        root.page.forceActiveFocus();
        waitForRendering(root.page);
    }
    function fill(): void {
        Scene.addSome();
        show();
        tryCompare(Scene.model, "state", Triage.LoadState.Filled);
        tryVerify(() => findChild(root.page, "inboxList").count === 3);
    }
    function openByKeys(): void {
        keyClick(Qt.Key_J);
        tryCompare(findChild(root.page, "inboxList"), "currentIndex", 0);
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "state", Triage.LoadState.Filled);
        waitForRendering(root.page);
    }
    function type(text: string): void {
        for (const letter of text)
            keyClick(letter);
    }

    function test_emptyThenFilled(): void {
        show();
        tryCompare(Scene.model, "state", Triage.LoadState.Empty);
        Scene.addSome();
        tryCompare(findChild(root.page, "inboxList"), "count", 3);
        tryCompare(findChild(root.page, "inboxList"), "visible", true);
    }

    function test_failedOffersToTryAgain(): void {
        fill();
        Scene.closeVault();
        tryCompare(Scene.model, "state", Triage.LoadState.Failed);
        verify(Scene.model.failureText.length > 0);
        tabTo("Try again");
        verify(findChild(root.page, "inboxList").visible); // what was read before stays in sight
    }

    function test_jAndKWalkTheInbox(): void {
        fill();
        const list = findChild(root.page, "inboxList");
        keyClick(Qt.Key_J);
        compare(list.currentIndex, 0);
        verify(list.currentItem.activeFocus);
        keyClick(Qt.Key_J);
        compare(list.currentIndex, 1);
        keyClick(Qt.Key_Down);
        compare(list.currentIndex, 2);
        keyClick(Qt.Key_J);
        compare(list.currentIndex, 2);
        keyClick(Qt.Key_K);
        keyClick(Qt.Key_Up);
        compare(list.currentIndex, 0);
        tryVerify(() => list.currentItem.activeFocus);
        compare(Scene.model.record.state, Triage.LoadState.Empty); // walking opens nothing
    }

    function test_rowsHaveNamesForAssistiveTechnology(): void {
        fill();
        const list = findChild(root.page, "inboxList");
        tryVerify(() => list.itemAtIndex(2) !== null);
        const row = list.itemAtIndex(0);
        compare(row.Accessible.name, "Woman about 40, grey tent, answers to “Jo”");
        verify(row.Accessible.description.includes("Not yet triaged"));
        verify(row.Accessible.description.includes("Owner: "));
        const late = list.itemAtIndex(2);
        verify(late.Accessible.description.includes("Overdue"));
    }

    function test_aDecisionByKeyboardAlone(): void {
        fill();
        const first = Scene.first();
        openByKeys();
        compare(Scene.model.record.concernId, first);
        compare(Scene.model.record.status, Triage.Status.Opened);
        verify(Scene.model.record.mine);

        keyClick(Qt.Key_U);
        keyClick(Qt.Key_Right);
        tryVerify(() => Scene.model.record.urgency !== Triage.Urgency.NotTriaged);
        tryVerify(() => !Scene.model.record.busy);

        keyClick(Qt.Key_D);
        const decision = Scene.model.record.decision;
        keyClick(Qt.Key_Space);
        tryVerify(() => decision.outcome > 0);
        tabTo("Why?");
        type("jot down why");
        compare(decision.why, "jot down why"); // letters are text while typing, not shortcuts
        compare(Scene.model.record.concernId, first);

        tabTo("Record the decision");
        keyClick(Qt.Key_Return);
        compare(decision.problemCount, 1);
        compare(Scene.model.record.status, Triage.Status.Opened);
        keyClick(Qt.Key_Return); // the summary leads to the field
        tryCompare(focused(), "label", "What else did you consider?");
        type("a visit");
        tabTo("Record the decision");
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "status", Triage.Status.Decided);
        tryVerify(() => Scene.model.record.feedbackText.includes("Amina Rahman"));
        verify(findChild(root.page, "inboxList").activeFocus); // on to the next
        compare(Scene.receiptsAtTablet(first), 2);
    }

    /*! The control (with a label or text) that holds the focus. */
    function focused(): Item {
        let item = root.Window.activeFocusItem;
        while (item && item.label === undefined && item.text === undefined)
            item = item.parent;
        while (item && item.parent && item.label === undefined && item instanceof TextEdit)
            item = item.parent;
        while (item && item.label === undefined && !(item instanceof AppButton))
            item = item.parent;
        return item;
    }
    function tabTo(name: string): void {
        for (let i = 0; i < 40; ++i) {
            keyClick(Qt.Key_Tab);
            const item = root.Window.activeFocusItem;
            if (item && item.Accessible.name === name)
                return;
        }
        fail("no way by Tab to " + name);
    }

    function test_aSharedDeskGetsNoMessage(): void {
        fill();
        keyClick(Qt.Key_J);
        keyClick(Qt.Key_J); // the kiosk's concern
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "slip", "ABCDE-FGHJK");
        verify(!Scene.model.record.canMessage);
        verify(!findChild(root.page, "message").visible);
        verify(Scene.model.record.feedbackText.includes("ABCDE-FGHJK"));
    }

    function test_searchByKeys(): void {
        fill();
        keyClick(Qt.Key_Slash);
        type("shoes");
        compare(Scene.model.found.typed, "shoes");
        const list = findChild(root.page, "foundList");
        tryCompare(list, "count", 1);
        verify(list.visible);
        keyClick(Qt.Key_Return);
        tryVerify(() => list.activeFocus);
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "concernId", Scene.first());
        keyClick(Qt.Key_Slash);
        keyClick(Qt.Key_Escape);
        tryVerify(() => findChild(root.page, "inboxList").visible);
    }

    function test_conflictIsSettledByKeys(): void {
        fill();
        Scene.addConflict();
        tryVerify(() => findChild(root.page, "inboxList").count === 3);
        openByKeys();
        tryCompare(Scene.model.record.conflict, "count", 2);
        compare(Scene.model.record.urgency, Triage.Urgency.Immediate);
        tabTo("Settle on “Today”");
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "urgency", Triage.Urgency.Today);
    }

    function test_narrowShowsOneAfterTheOther(): void {
        root.width = 360;
        fill();
        openByKeys();
        verify(!findChild(root.page, "inboxList").visible);
        const back = findChild(root.page, "backButton");
        verify(back.visible);
        keyClick(Qt.Key_Escape);
        tryVerify(() => findChild(root.page, "inboxList").visible);
        compare(Scene.model.record.concernId, "");
    }

    function test_nothingIsWiderThanThePage_data(): var {
        return [
            {
                tag: "laptop",
                width: 1280,
                scale: 1
            },
            {
                tag: "laptop 200 %",
                width: 1280,
                scale: 2
            },
            {
                tag: "tablet",
                width: 800,
                scale: 1
            },
            {
                tag: "phone",
                width: 360,
                scale: 1
            },
            {
                tag: "phone 200 %",
                width: 360,
                scale: 2
            }
        ];
    }
    function test_nothingIsWiderThanThePage(data): void {
        root.width = data.width;
        Theme.textScale = data.scale;
        fill();
        openByKeys();
        const wide = tooWide(root.page, []);
        compare(wide.join("; "), "");
    }
    function tooWide(item, found) {
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            if (!child.visible || child.width === 0)
                continue;
            const left = child.mapToItem(root.page, 0, 0).x;
            if (child.Accessible.name.length > 0 && (left < -1 || left + child.width > root.page.width + 1))
                found.push(child.Accessible.name + " " + Math.round(left) + "+" + Math.round(child.width));
            tooWide(child, found);
        }
        return found;
    }

    function test_shortcutsAreListed(): void {
        show();
        verify(root.page.shortcuts.length >= 8);
        for (let i = 0; i < root.page.shortcuts.length; ++i) {
            const hint = root.page.shortcuts[i];
            verify(hint.keys.length > 0 && hint.text.length > 0);
        }
    }
}
