// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.App.Shell
import Safelight.App.Triage
import Safelight.Controls
import Safelight.Shell
import Safelight.Test.Shell
import Safelight.Theme

/*! Unlocking, sheets, warnings and the cover, by keyboard and by what assistive technology is told. */
TestCase {
    id: root

    name: "Shell"
    when: windowShown
    visible: true
    width: 420
    height: 800

    readonly property string passphrase: "tin kettle wet bridge"
    property ShellView view: null

    Component {
        id: viewComponent

        ShellView {
            anchors.fill: parent
            focus: true
            desk: Desk {
                appearance: Fixture.appearance
                session: Fixture.session
                sync: Fixture.sync
            }
        }
    }

    function init(): void {
        failOnWarning(/.?/);
    }
    function cleanup(): void {
        if (root.view)
            root.view.destroy();
        tryVerify(() => root.view === null);
    }
    function open(people: int): void {
        Fixture.begin(people);
        root.view = viewComponent.createObject(root);
        waitForRendering(root.view);
    }
    function type(text: string): void {
        for (let i = 0; i < text.length; ++i)
            keyClick(text[i]);
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
    function find(name: string): Item {
        const item = root.visibleNamed(root.view.Window.contentItem, name);
        verify(item, "nothing visible is named " + name);
        return item;
    }
    function passphraseField(): FormField {
        return findChild(root.view, "passphrase") as FormField;
    }

    function test_one_person_types_and_presses_return(): void {
        root.open(1);
        root.find("Welcome back, Rowan Ash");
        tryVerify(() => root.passphraseField().input.activeFocus);
        root.type(root.passphrase);
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "state", SessionModel.Unlocked);
    }
    function test_wrong_passphrase_says_so_and_takes_the_focus_back(): void {
        root.open(1);
        root.type("something else");
        keyClick(Qt.Key_Return);
        tryVerify(() => root.passphraseField().error.length > 0);
        compare(root.passphraseField().text, ""); // nothing stays in the field
        verify(root.passphraseField().error.startsWith("That is not the passphrase."));
        tryVerify(() => root.passphraseField().input.activeFocus);
        verify(root.passphraseField().input.Accessible.description.indexOf("That is not the passphrase.") >= 0);
        root.type("t");
        compare(root.passphraseField().error, ""); // gone with the next key
    }
    function test_throttle_counts_down_in_words(): void {
        root.open(1);
        Fixture.refuseWith(18, "seconds=2");
        root.type("guess");
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "waitSeconds", 2);
        verify(!root.passphraseField().enabled);
        compare(root.passphraseField().error, "Too many tries that did not open it. Try again in 2 seconds. Nothing is erased.");
        Fixture.advance(2);
        tryCompare(Fixture.session, "waitSeconds", 0);
        verify(root.passphraseField().enabled);
    }
    function test_damage_is_a_message_of_its_own(): void {
        root.open(1);
        Fixture.refuseWith(20, "");
        root.type("guess");
        keyClick(Qt.Key_Return);
        tryVerify(() => Fixture.session.damaged);
        root.find("These notes cannot be opened now");
        compare(root.passphraseField().error, "");
    }
    function test_a_shared_device_asks_who_you_are(): void {
        root.open(2);
        root.find("Who are you?");
        const person = root.find("Wren Holt");
        compare(person.Accessible.description, "Library kiosk");
        mouseClick(person);
        root.find("Welcome back, Wren Holt");
        tryVerify(() => root.passphraseField().input.activeFocus);
        mouseClick(root.find("Somebody else"));
        root.find("Who are you?");
    }
    function test_nobody_yet_offers_to_join(): void {
        root.open(0);
        let asked = 0;
        root.view.joinRequested.connect(() => ++asked);
        const button = root.find("Join with a code");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(asked, 1);
    }
    function test_theme_and_text_size_are_chosen_by_keyboard(): void {
        root.open(1);
        mouseClick(root.find("Colours and text size"));
        const night = root.find("Night");
        night.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Space);
        compare(Fixture.appearance.theme, AppearanceModel.Night);
        keyClick(Qt.Key_Down);
        compare(Fixture.appearance.theme, AppearanceModel.HighContrast);
        const large = root.find("150 %");
        large.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        compare(Fixture.appearance.textScale, 1.5);
        keyClick(Qt.Key_Escape);
        tryVerify(() => root.visibleNamed(root.view.Window.contentItem, "Night") === null);
    }
    function test_sync_is_told_with_what_can_be_done(): void {
        root.open(1);
        Fixture.wantToSend(3);
        tryVerify(() => Fixture.isAsking());
        Fixture.answer(true);
        tryCompare(Fixture.sync, "waiting", 3);
        tryVerify(() => Fixture.isAsking());
        Fixture.answer(false);
        tryCompare(Fixture.sync, "text", "3 items on this device are waiting for a connection. They are safe.");
        root.view.showSync();
        root.find("Where your notes are");
        root.find("Try now");
    }
    function test_what_the_service_refused_is_shown_until_it_was_seen(): void {
        root.open(1);
        Work.begin("tablet");
        root.view.desk.tray = Work.tray;
        Work.refuseANote();
        tryCompare(Work.tray, "count", 1);
        root.view.showSync();
        root.find("Not taken by the service");
        const button = root.find("I have seen this");
        verify(button.Accessible.description.startsWith("Not taken by the service, "));
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        tryCompare(Work.tray, "count", 0);
        tryVerify(() => root.visibleNamed(root.view.Window.contentItem, "To look at") === null);
        tryVerify(() => root.focusIsInSheet());
        root.view.closeSheets();
        root.view.desk.tray = null;
        Work.close();
    }
    /*! The key that closes the sheet still works. */
    function focusIsInSheet(): bool {
        for (let item = root.Window.activeFocusItem; item; item = item.parent) {
            if (item.Accessible.role === Accessible.Dialog)
                return true;
        }
        return false;
    }
    function test_warning_before_the_lock(): void {
        root.open(1);
        root.type(root.passphrase);
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "state", SessionModel.Unlocked);
        Fixture.advance(101);
        root.find("Locking in 19 seconds");
        mouseClick(root.find("Stay signed in"));
        compare(Fixture.session.lockInSeconds, 0);
        Fixture.advance(120);
        tryCompare(Fixture.session, "state", SessionModel.Locked);
    }
    function test_warning_tells_the_truth_about_the_draft(): void {
        root.open(1);
        root.type(root.passphrase);
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "state", SessionModel.Unlocked);
        Work.begin("tablet");
        root.view.desk.capture = Work.capture;
        Work.capture.statements.write(0, "x");
        Fixture.advance(101);
        compare(root.find("Locking in 19 seconds").Accessible.description, "What you are writing is kept.");
        Work.setDiskFull(true);
        Work.capture.flush();
        tryVerify(() => root.find("Locking in 19 seconds").Accessible.description.startsWith("What you are writing could not be kept yet."));
        Work.setDiskFull(false);
        tryVerify(() => root.find("Locking in 19 seconds").Accessible.description === "What you are writing is kept.");
        root.view.desk.capture = null;
        Work.close();
    }
    function test_warning_tells_the_truth_about_a_decision(): void {
        root.open(1);
        root.type(root.passphrase);
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "state", SessionModel.Unlocked);
        Work.begin("champion");
        Work.addNotes(1);
        root.view.desk.triage = Work.triage;
        tryCompare(Work.triage.inbox, "count", 1);
        Work.openFirst();
        tryCompare(Work.triage.record, "state", Triage.LoadState.Filled);
        Work.setDiskFull(true);
        Work.triage.record.decision.writeWhy("Two accounts agree.");
        Fixture.advance(101);
        tryVerify(() => root.find("Locking in 19 seconds").Accessible.description.startsWith("What you are writing could not be kept yet."));
        Work.setDiskFull(false);
        tryVerify(() => root.find("Locking in 19 seconds").Accessible.description === "What you are writing is kept.");
        root.view.desk.triage = null;
        Work.close();
    }
    function test_cover_hides_everything_at_once(): void {
        root.open(1);
        root.type(root.passphrase);
        keyClick(Qt.Key_Return);
        tryCompare(Fixture.session, "state", SessionModel.Unlocked);
        Fixture.session.lock();
        root.find("Safelight is covered"); // in the same turn of the event loop
        tryCompare(Fixture.session, "state", SessionModel.Locked);
        compare(root.visibleNamed(root.view, "Safelight is covered"), null);
        root.view.away = true;
        root.find("Safelight is covered");
    }
    function test_trouble_shows_nothing_else(): void {
        root.open(1);
        root.view.troubleTitle = "Safelight is already open on this device.";
        root.view.trouble = "Go to the window that is open, or close it first. (SL-22)";
        root.find("Safelight is already open on this device.");
        compare(root.visibleNamed(root.view, "Passphrase"), null);
    }
    function test_no_text_is_cut_at_200_percent_data(): var {
        return [
            {
                tag: "phone",
                width: 360,
                people: 1
            },
            {
                tag: "phone, shared",
                width: 360,
                people: 2
            },
            {
                tag: "phone, nobody",
                width: 360,
                people: 0
            }
        ];
    }
    function test_no_text_is_cut_at_200_percent(row): void {
        root.open(row.people);
        root.view.anchors.fill = null;
        root.view.width = row.width;
        root.view.height = 740;
        Theme.textScale = 2;
        waitForRendering(root.view);
        root.checkTexts(root.view, row.width);
        Theme.textScale = 1;
    }
    function checkTexts(item: Item, limit: real): void {
        if (!item.visible)
            return;
        const text = item as Text;
        if (text && text.text.length > 0) {
            verify(!text.truncated, text.text + " is cut");
            const right = text.mapToItem(root.view, text.paintedWidth, 0).x;
            verify(right <= limit + 1, "'" + text.text + "' ends at " + right);
        }
        for (let i = 0; i < item.children.length; ++i)
            root.checkTexts(item.children[i], limit);
    }
}
