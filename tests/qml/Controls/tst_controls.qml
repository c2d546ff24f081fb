// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import QtTest
import Safelight.Controls
import Safelight.Theme

/*! The gallery worked by keyboard, by touch and by assistive technology. */
TestCase {
    id: root

    name: "Controls"
    when: windowShown
    visible: true
    width: 700
    height: 1000

    Component {
        id: galleryComponent

        Gallery {
            anchors.fill: parent
        }
    }
    Component {
        id: spyComponent

        SignalSpy {}
    }

    property Gallery gallery: null

    function init(): void {
        failOnWarning(/.?/);
        Theme.textScale = 1;
        root.gallery = createTemporaryObject(galleryComponent, root);
        verify(root.gallery);
        waitForRendering(root.gallery);
    }
    function cleanup(): void {
        Theme.textScale = 1;
        Theme.mode = Theme.Day;
    }
    function find(name: string): Item {
        const item = findChild(root.gallery, name);
        verify(item, name);
        return item;
    }
    function spyOn(target: Item, signalName: string): SignalSpy {
        return createTemporaryObject(spyComponent, root, {
            target: target,
            signalName: signalName
        });
    }
    /*! Every item below that takes part in keyboard or touch. */
    function tappable(item: Item, found: list<Item>): list<Item> {
        if (!item.visible)
            return found;
        if (item instanceof T.AbstractButton || item instanceof AppLink || item instanceof T.TextField || item instanceof T.TextArea)
            found.push(item);
        for (let i = 0; i < item.children.length; ++i)
            found = root.tappable(item.children[i], found);
        return found;
    }

    Component {
        id: secretComponent

        FormField {
            label: "Passphrase"
            secret: true
        }
    }
    function test_a_hidden_field_has_room_for_what_is_typed_data(): var {
        return [
            {
                tag: "phone",
                width: 328,
                scale: 1,
                beside: true
            },
            {
                tag: "phone 200 %",
                width: 328,
                scale: 2,
                beside: false
            },
            {
                tag: "tablet 200 %",
                width: 700,
                scale: 2,
                beside: true
            }
        ];
    }
    function test_a_hidden_field_has_room_for_what_is_typed(data): void {
        Theme.textScale = data.scale;
        const field = createTemporaryObject(secretComponent, root, {
            width: data.width
        });
        waitForRendering(field);
        const show = findChild(field, "show");
        const input = field.input;
        verify(input.width >= 10 * Theme.fontBody, "only " + input.width);
        compare(show.mapToItem(field, 0, 0).y < input.mapToItem(field, 0, 0).y + input.height, data.beside);
        verify(show.mapToItem(field, 0, 0).x + show.width <= field.width);
        verify(show.mapToItem(field, 0, 0).y + show.height <= field.height);
    }

    function test_everything_tappable_has_a_name_and_a_role(): void {
        const items = root.tappable(root.gallery, []);
        verify(items.length > 15, "found " + items.length);
        for (const item of items) {
            if (!item.Accessible.passwordEdit)
                verify(item.Accessible.name.length > 0, item + " has no name");
            verify(item.Accessible.role !== Accessible.NoRole, item + " has no role");
        }
    }
    function test_targets_are_large_enough_data(): var {
        return [
            {
                tag: "100 %",
                scale: 1
            },
            {
                tag: "200 %",
                scale: 2
            }
        ];
    }
    function test_targets_are_large_enough(row): void {
        Theme.textScale = row.scale;
        waitForRendering(root.gallery);
        for (const item of root.tappable(root.gallery, [])) {
            verify(item.height >= Theme.touchTarget, item.Accessible.name + " is " + item.height + " high");
            verify(item.width >= Theme.touchTarget, item.Accessible.name + " is " + item.width + " wide");
        }
        for (const name of ["primary", "danger"]) // what is filled is what matters most, above all the 999 button
            verify(root.find(name).height >= Theme.primaryTarget, name);
    }
    function test_everything_is_reached_by_tab(): void {
        const items = root.tappable(root.gallery, []).filter(item => item.enabled);
        const reached = new Set();
        root.find("primary").forceActiveFocus(Qt.TabFocusReason);
        for (let i = 0; i < 2 * items.length; ++i) {
            reached.add(root.gallery.Window.activeFocusItem);
            keyClick(Qt.Key_Tab);
        }
        for (const item of items) {
            if (!(item instanceof ChoiceRow))
                verify(reached.has(item), item.Accessible.name + " is not reached");
        }
        const group = root.find("choices");
        const stops = Array.from(reached).filter(item => item instanceof ChoiceRow && root.isIn(item, group));
        compare(stops.length, 1); // arrow keys go on from there
        compare(stops[0].value, group.current);
    }
    function isIn(item: Item, group: Item): bool {
        for (let up = item; up; up = up.parent) {
            if (up === group)
                return true;
        }
        return false;
    }
    function test_focused_item_is_scrolled_into_sight(): void {
        const toggle = root.find("toggle");
        compare(root.gallery.contentY, 0);
        toggle.forceActiveFocus(Qt.TabFocusReason);
        const y = toggle.mapToItem(root.gallery, 0, 0).y;
        verify(y >= 0 && y + toggle.height <= root.gallery.height, "at " + y);
    }
    Component {
        id: writingComponent

        ScrollPage {
            property alias area: area

            width: 320
            height: 300

            FormArea {
                id: area

                objectName: "writing"
                label: "What happened?"
            }
            AppButton {
                text: "After"
            }
        }
    }
    function test_what_is_being_typed_stays_in_sight(): void {
        const page = createTemporaryObject(writingComponent, root);
        const input = page.area.input;
        const cursorY = () => input.mapToItem(page, 0, input.cursorRectangle.y).y;
        const inSight = () => cursorY() >= 0 && cursorY() + input.cursorRectangle.height <= page.height;
        page.area.takeFocus();
        for (let i = 0; i < 30; ++i)
            keyClick(Qt.Key_Return);
        tryVerify(() => page.contentHeight > 2 * page.height);
        tryVerify(inSight, 5000, "the cursor is at " + cursorY());
        input.cursorPosition = 0;
        tryVerify(inSight);
        input.cursorPosition = input.length;
        tryVerify(inSight);
        page.height = 200; // a keyboard on the screen
        tryVerify(inSight);
    }
    Component {
        id: emptyComponent

        EmptyState {
            width: 360
            height: 220
            title: "Nothing is here yet"
            text: "What you write on this device appears here, and everything that your team writes, as soon as it has arrived."
            actionText: "Write the first note"
        }
    }
    function test_an_empty_state_keeps_its_button_in_a_small_place(): void {
        Theme.textScale = 2;
        const empty = createTemporaryObject(emptyComponent, root);
        waitForRendering(empty);
        verify(empty.scrolls);
        const button = root.tappable(empty.contentItem, [])[0];
        compare(button.text, "Write the first note");
        button.forceActiveFocus(Qt.TabFocusReason);
        const y = button.mapToItem(empty, 0, 0).y;
        verify(y >= 0 && y + button.height <= empty.height, "at " + y);
        empty.height = 2000; // where there is room it stands in the middle and nothing scrolls
        verify(!empty.scrolls && !empty.interactive && !empty.activeFocusOnTab);
        tryVerify(() => button.mapToItem(empty, 0, 0).y > 900);
    }
    function test_a_page_that_takes_the_focus_shows_it_and_scrolls(): void {
        const empty = createTemporaryObject(emptyComponent, root);
        Theme.textScale = 2;
        waitForRendering(empty);
        const rings = Array.from(empty.children).filter(child => child instanceof FocusRing);
        compare(rings.length, 1);
        verify(!rings[0].visible);
        empty.forceActiveFocus(Qt.TabFocusReason);
        verify(rings[0].visible);
        keyClick(Qt.Key_Down);
        verify(empty.contentY > 0);
        for (let i = 0; i < 5; ++i)
            keyClick(Qt.Key_PageDown);
        compare(empty.contentY, empty.contentHeight - empty.height);
        for (let i = 0; i < 5; ++i)
            keyClick(Qt.Key_PageUp);
        compare(empty.contentY, 0);
    }

    function test_nothing_is_wider_than_the_page_at_200_percent(): void {
        Theme.textScale = 2;
        root.gallery.anchors.fill = null;
        root.gallery.width = 360;
        root.gallery.height = 740;
        waitForRendering(root.gallery);
        root.checkWidths(root.gallery.contentItem);
    }
    function checkWidths(item: Item): void {
        if (!item.visible || item.width === 0 || item instanceof T.TextField)
            return; // a long line scrolls inside its field
        const text = item as Text;
        if (text) {
            verify(!text.truncated, text.text + " is cut");
            const right = text.mapToItem(root.gallery, text.paintedWidth, 0).x;
            verify(right <= 362, "'" + text.text + "' ends at " + right);
        }
        for (let i = 0; i < item.children.length; ++i)
            root.checkWidths(item.children[i]);
    }

    function test_button_answers_to_data(): var {
        return [
            {
                tag: "Space",
                key: Qt.Key_Space
            },
            {
                tag: "Return",
                key: Qt.Key_Return
            },
            {
                tag: "Enter",
                key: Qt.Key_Enter
            }
        ];
    }
    function test_button_answers_to(row): void {
        const button = root.find("secondary");
        const spy = root.spyOn(button, "clicked");
        button.forceActiveFocus(Qt.TabFocusReason);
        verify(button.visualFocus);
        keyClick(row.key);
        compare(spy.count, 1);
    }
    function test_field_shows_its_error_and_says_it(): void {
        const field = root.find("broken");
        compare(field.input.Accessible.name, "Where was it?");
        compare(field.input.Accessible.description, "Say where it was, in a few words");
        const fine = root.find("field");
        compare(fine.input.Accessible.description, fine.help);
    }
    function test_field_reports_typing(): void {
        const field = root.find("field");
        const spy = root.spyOn(field, "edited");
        field.takeFocus();
        keyClick(Qt.Key_A);
        compare(field.text, "a");
        compare(spy.count, 1);
        field.text = "set by the program";
        compare(spy.count, 1);
    }
    function test_secret_is_hidden_until_shown(): void {
        const field = root.find("secret");
        compare(field.input.echoMode, TextInput.Password);
        verify(field.input.Accessible.passwordEdit);
        compare(field.input.Accessible.description, "Passphrase"); // Qt tells no name of a hidden field
        compare(field.Accessible.name, "Passphrase");
        field.takeFocus();
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Space);
        compare(field.input.echoMode, TextInput.Normal);
        keyClick(Qt.Key_Space);
        compare(field.input.echoMode, TextInput.Password);
    }
    function test_area_lets_go_of_the_focus_on_tab(): void {
        const area = root.find("area");
        const before = area.text;
        area.takeFocus();
        verify(area.input.activeFocus);
        keyClick(Qt.Key_Tab);
        verify(!area.input.activeFocus);
        compare(area.text, before);
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        verify(area.input.activeFocus);
    }
    function test_choices_by_arrow_keys(): void {
        const group = root.find("choices");
        compare(group.current, 2);
        group.takeFocus();
        keyClick(Qt.Key_Down);
        compare(group.current, 3);
        keyClick(Qt.Key_Down);
        compare(group.current, 1);
        keyClick(Qt.Key_Up);
        compare(group.current, 3);
    }
    function test_choices_by_touch(): void {
        const group = root.find("choices");
        const spy = root.spyOn(group, "chosen");
        root.gallery.reveal(group);
        mouseClick(group, 60, group.height - 10);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], 3);
    }
    function test_error_summary_leads_to_the_field(): void {
        const summary = root.find("summary");
        compare(summary.count, 2);
        compare(summary.Accessible.name, "2 things to mend");
        const spy = root.spyOn(summary, "jump");
        summary.takeFocus();
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Return);
        compare(spy.signalArguments[0][0], "why");
        summary.errors = [];
        verify(!summary.visible);
    }
    function test_custody_line_says_what_is_not_yet(): void {
        const line = root.find("custody");
        verify(line.implicitHeight > 100);
    }
}
