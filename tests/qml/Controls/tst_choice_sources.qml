// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Safelight.Controls

/*! The three kinds of options that a ChoiceGroup takes. */
TestCase {
    id: root

    name: "ChoiceSources"
    when: windowShown
    visible: true
    width: 400
    height: 400

    readonly property list<ChoiceOption> objects: [
        ChoiceOption {
            value: 5
            text: "Five"
        },
        ChoiceOption {
            value: 6
            text: "Six"
        }
    ]
    ListModel {
        id: rows

        ListElement {
            value: 5
            text: "Five"
        }
        ListElement {
            value: 6
            text: "Six"
        }
    }
    Component {
        id: groupComponent

        ChoiceGroup {
            width: 300
            label: "Number"
        }
    }
    SignalSpy {
        id: spy

        signalName: "chosen"
    }

    function init(): void {
        failOnWarning(/.?/);
    }
    function test_options_data(): var {
        return [
            {
                tag: "list of ChoiceOption",
                options: root.objects
            },
            {
                tag: "model with roles",
                options: rows
            },
            {
                tag: "array of objects",
                options: [
                    {
                        value: 5,
                        text: "Five"
                    },
                    {
                        value: 6,
                        text: "Six"
                    }
                ]
            }
        ];
    }
    function test_options(row): void {
        const group = createTemporaryObject(groupComponent, root, {
            options: row.options
        });
        spy.target = group;
        spy.clear();
        group.takeFocus();
        keyClick(Qt.Key_Down);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], 6);
        spy.target = null;
    }

    function test_arrows_choose_only_where_that_is_light_data(): var {
        return [
            {
                tag: "a draft",
                commitOnMove: true,
                chosenByArrow: 1
            },
            {
                tag: "a record at once",
                commitOnMove: false,
                chosenByArrow: 0
            }
        ];
    }
    function test_arrows_choose_only_where_that_is_light(row): void {
        const group = createTemporaryObject(groupComponent, root, {
            options: root.objects,
            commitOnMove: row.commitOnMove
        });
        spy.target = group;
        spy.clear();
        group.takeFocus();
        keyClick(Qt.Key_Down);
        compare(root.Window.activeFocusItem.text, "Six");
        compare(spy.count, row.chosenByArrow);
        keyClick(Qt.Key_Space);
        compare(spy.count, row.chosenByArrow + 1);
        compare(spy.signalArguments[row.chosenByArrow][0], 6);
        spy.target = null;
    }

    Component {
        id: betweenComponent

        Column {
            property alias group: middle

            AppButton {
                text: "Before"
            }
            ChoiceGroup {
                id: middle

                width: 300
                label: "Number"
                options: root.objects
            }
            AppButton {
                text: "After"
            }
        }
    }

    function test_the_group_is_one_stop_for_tab_data(): var {
        return [
            {
                tag: "none chosen",
                current: -1,
                stop: "Five"
            },
            {
                tag: "first chosen",
                current: 5,
                stop: "Five"
            },
            {
                tag: "last chosen",
                current: 6,
                stop: "Six"
            }
        ];
    }
    function test_the_group_is_one_stop_for_tab(row): void {
        const column = createTemporaryObject(betweenComponent, root);
        column.group.current = row.current;
        const focusText = () => root.Window.activeFocusItem.text;
        column.children[0].forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Tab);
        compare(focusText(), row.stop);
        keyClick(Qt.Key_Tab);
        compare(focusText(), "After");
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        compare(focusText(), row.stop);
        column.group.commitOnMove = false;
        keyClick(Qt.Key_Down); // away from the chosen one, and still one stop
        keyClick(Qt.Key_Tab);
        compare(focusText(), "After");
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        compare(focusText(), row.stop);
        keyClick(Qt.Key_Tab, Qt.ShiftModifier);
        compare(focusText(), "Before");
    }
}
