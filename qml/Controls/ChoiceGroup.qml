// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Safelight.Theme

/*!
    One answer out of a few. `options` takes a list of ChoiceOption, a model with roles value and text (and help,
    iconName), or an array of such objects. Nothing is chosen while `current` fits none. The group is one stop for Tab:
    the answer that has the focus, else the chosen one, else the first. Arrow keys move between answers.
*/
FocusScope {
    id: root

    property alias label: frame.label
    property alias help: frame.help
    property alias error: frame.error
    property alias optional: frame.optional
    property alias options: repeater.model
    property int current: -1
    /*! Answers side by side (wrapping) instead of under each other. */
    property bool inline: false
    /*! Moving by arrow keys chooses. False where a choice is a record at once: then Space or Enter chooses. */
    property bool commitOnMove: true

    signal chosen(int value)

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.label
    Accessible.description: root.error.length > 0 ? root.error : root.help

    function takeFocus(): void {
        const first = repeater.itemAt(Math.max(0, d.currentIndex));
        if (first)
            first.forceActiveFocus(Qt.TabFocusReason);
    }

    onActiveFocusChanged: {
        if (!root.activeFocus)
            d.focusIndex = -1;
    }

    QtObject {
        id: d

        property int focusIndex: -1
        readonly property int currentIndex: d.indexOf(root.current, repeater.count)
        readonly property int tabStop: Math.max(0, d.focusIndex >= 0 ? d.focusIndex : d.currentIndex)

        function valueOf(row: QtObject): int {
            return (row?.["modelData"] ?? row)?.["value"] ?? 0;
        }
        function wordOf(row: QtObject, role: string): string {
            return (row?.["modelData"] ?? row)?.[role] ?? "";
        }
        function indexOf(value: int, count: int): int {
            for (let i = 0; i < count; ++i) {
                const row = repeater.itemAt(i) as ChoiceRow;
                if (row && row.value === value)
                    return i;
            }
            return -1;
        }
        function move(from: int, by: int): void {
            const row = repeater.itemAt((from + by + repeater.count) % repeater.count) as ChoiceRow;
            if (row) {
                row.forceActiveFocus(Qt.TabFocusReason);
                if (root.commitOnMove)
                    root.chosen(row.value);
            }
        }
    }

    Column { // layouts inside layouts chase each other when text wraps
        id: column

        width: root.width
        spacing: Theme.space8

        FieldFrame {
            id: frame

            width: column.width
        }
        Flow {
            id: flow

            width: column.width
            spacing: Theme.space8

            Repeater {
                id: repeater

                delegate: ChoiceRow {
                    id: row

                    required property int index
                    required property QtObject model // the three kinds of options meet here; null while its row goes

                    width: root.inline ? Math.min(implicitWidth, flow.width) : flow.width
                    value: d.valueOf(row.model)
                    text: d.wordOf(row.model, "text")
                    help: d.wordOf(row.model, "help")
                    iconName: d.wordOf(row.model, "iconName")
                    checked: row.value === root.current
                    error: root.error.length > 0
                    focusPolicy: row.index === d.tabStop ? Qt.StrongFocus : Qt.ClickFocus

                    onActiveFocusChanged: {
                        if (row.activeFocus)
                            d.focusIndex = row.index;
                    }
                    onPicked: root.chosen(row.value)
                    Keys.onUpPressed: d.move(row.index, -1)
                    Keys.onLeftPressed: d.move(row.index, -1)
                    Keys.onDownPressed: d.move(row.index, 1)
                    Keys.onRightPressed: d.move(row.index, 1)
                }
            }
        }
    }
}
