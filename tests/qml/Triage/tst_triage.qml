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

    function says(item: Item, words: string): bool {
        if (!item.visible)
            return false;
        const text = item as Text;
        if (text && text.text.includes(words))
            return true;
        for (let i = 0; i < item.children.length; ++i) {
            if (root.says(item.children[i], words))
                return true;
        }
        return false;
    }

    function test_aDecisionBegunIsMentioned(): void {
        fill();
        openByKeys();
        const list = findChild(root.page, "inboxList");
        const begun = () => list.itemAtIndex(0).Accessible.description.includes("You were writing a decision");
        verify(!begun());
        Scene.model.record.decision.writeWhy("She asked for a bed.");
        tryVerify(begun);
        verify(root.says(list.itemAtIndex(0), "You were writing a decision"));
        verify(!root.says(root.page, "Nothing was lost.")); // it is being written now
        const concern = Scene.model.record.concernId;
        const other = Scene.model.inbox.concernAt(1);
        Scene.model.open(other);
        tryVerify(() => Scene.model.record.concernId === other && Scene.model.record.state === Triage.LoadState.Filled);
        Scene.model.open(concern);
        tryVerify(() => root.says(root.page, "Nothing was lost."));
    }

    function test_rowsHaveNamesForAssistiveTechnology(): void {
        fill();
        const list = findChild(root.page, "inboxList");
        tryVerify(() => list.itemAtIndex(2) !== null);
        const row = list.itemAtIndex(0);
        compare(row.Accessible.name, "Woman about 40, grey tent, answers to “Jo”");
        verify(row.Accessible.description.includes("Not yet triaged"));
        verify(row.Accessible.description.includes("Owner: "));
        verify(row.Accessible.description.includes("Danger reported"));
        const doubtful = list.itemAtIndex(1);
        verify(doubtful.Accessible.description.includes("Danger not ruled out"));
        const late = list.itemAtIndex(2);
        verify(late.Accessible.description.includes("Overdue"));
    }

    function test_aConflictIsSaidInTheInbox(): void {
        fill();
        Scene.addConflict();
        const list = findChild(root.page, "inboxList");
        tryVerify(() => list.itemAtIndex(0)?.openConflict ?? false);
        verify(list.itemAtIndex(0).Accessible.description.includes("Two choices to settle"));
    }

    function test_whatIsAddedAfterTheDecisionIsSaid(): void {
        fill();
        const list = findChild(root.page, "inboxList");
        tryVerify(() => list.itemAtIndex(0)?.added ?? false);
        verify(list.itemAtIndex(0).Accessible.description.includes("Added to")); // corrected, and not decided
        openByKeys();
        verify(!findChild(root.page, "addedBanner").visible);
        Scene.addAfterTheDecision();
        tryCompare(Scene.model.record, "addedSince", true);
        const banner = findChild(root.page, "addedBanner");
        verify(banner.visible);
        compare(banner.title, "Amina Rahman added to this after the decision");
        compare(list.count, 3); // among what is to be dealt with
        verify(list.itemAtIndex(0).Accessible.description.includes("Added to"));
        verify(list.itemAtIndex(0).Accessible.description.includes("Due "));
        Scene.model.record.decision.chooseOutcome(1);
        Scene.model.record.decision.writeWhy("Told the police.");
        Scene.model.record.decision.writeAlternatives("A visit.");
        Scene.model.record.decision.decide();
        tryVerify(() => list.count === 2);
        verify(!banner.visible);
    }

    function test_dangerAnd999AndTheClockAreSaid(): void {
        fill();
        openByKeys();
        const danger = findChild(root.page, "dangerBanner");
        verify(danger.visible);
        compare(danger.kind, Banner.Danger);
        verify(danger.text.includes("999 call button was used: "), danger.text);
        verify(danger.text.includes(Scene.model.record.dialledText));
        verify(findChild(root.page, "clockBanner").visible);
        keyClick(Qt.Key_J); // on to the concern where the author was not sure
        keyClick(Qt.Key_Return);
        tryCompare(Scene.model.record, "danger", Triage.Danger.Unsure);
        compare(danger.kind, Banner.Warning);
        verify(!danger.text.includes("999"));
        verify(!findChild(root.page, "clockBanner").visible);
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
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Right);
        verify(!Scene.model.record.busy); // looking along the answers writes nothing
        compare(Scene.model.record.urgency, Triage.Urgency.NotTriaged);
        keyClick(Qt.Key_Space);
        tryCompare(Scene.model.record, "urgency", Triage.Urgency.Today);
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

    function test_aFailedDecisionIsSaidWhereItWasTried(): void {
        fill();
        openByKeys();
        const decision = Scene.model.record.decision;
        decision.chooseOutcome(1);
        decision.writeWhy("She is safe.");
        decision.writeAlternatives("A visit.");
        tryVerify(() => decision.draftSaved);
        keyClick(Qt.Key_D);
        Scene.closeVault();
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => decision.failureText.length > 0);
        const banner = findChild(findChild(root.page, "actionScroll"), "decisionFailure");
        tryVerify(() => root.Window.activeFocusItem === banner);
        const y = banner.mapToItem(root.page, 0, 0).y;
        verify(y >= 0 && y + banner.height <= root.page.height, "at " + y);
        keyClick(Qt.Key_Tab); // and the button is the next stop, for another try
        compare(root.Window.activeFocusItem.text, "Record the decision");
    }

    function test_keysLeadToEverything(): void {
        fill();
        Scene.addConflict();
        openByKeys();
        const record = Scene.model.record;
        tryCompare(record.conflict, "count", 2);
        keyClick(Qt.Key_T);
        compare(root.Window.activeFocusItem.objectName, "dueToday");
        keyClick(Qt.Key_S);
        verify(root.Window.activeFocusItem.text.startsWith("Settle on"));
        compare(record.conflict.count, 2); // keys lead there and choose nothing
        keyClick(Qt.Key_O);
        tryCompare(record, "status", Triage.Status.InProgress);
        tryVerify(() => !record.busy);
        keyClick(Qt.Key_L);
        verify(Scene.model.showDecided);
        keyClick(Qt.Key_L);
        verify(!Scene.model.showDecided);
        record.decision.chooseOutcome(1);
        record.decision.writeWhy("She is safe.");
        record.decision.writeAlternatives("A visit.");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(record, "status", Triage.Status.Decided);
    }

    function test_nobodyTakesWhatIsNotOpenForWork(): void {
        fill();
        const record = Scene.model.record;
        Scene.model.open(Scene.first());
        compare(record.state, Triage.LoadState.Loading);
        keyClick(Qt.Key_O); // before anybody can see what it is
        tryCompare(record, "state", Triage.LoadState.Filled);
        tryVerify(() => !record.busy);
        compare(record.status, Triage.Status.Opened);
        record.decision.chooseOutcome(1);
        record.decision.writeWhy("She is safe.");
        record.decision.writeAlternatives("A visit.");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryCompare(record, "status", Triage.Status.Decided);
        keyClick(Qt.Key_O);
        verify(!record.busy);
        tryCompare(record, "failureText", "");
    }

    function test_noKeyboardLearnsFromWhatIsTyped(): void {
        fill();
        openByKeys();
        const inputs = typed(root.page, []);
        verify(inputs.length >= 4, "found " + inputs.length); // search, why, alternatives, message
        const wanted = Qt.ImhSensitiveData | Qt.ImhNoPredictiveText;
        for (const input of inputs)
            compare(input.inputMethodHints & wanted, wanted, input.Accessible.name);
    }
    function typed(item, found) {
        if (item instanceof TextInput || item instanceof TextEdit)
            found.push(item);
        for (let i = 0; i < item.children.length; ++i)
            typed(item.children[i], found);
        return found;
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
