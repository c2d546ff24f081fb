// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! How the author knows it: four answers, one tap or one key. One stop for Tab; arrow keys move between them. */
FocusScope {
    id: root

    property int current: ConcernTypes.StatementKind.Saw
    /*! The width there is, known before the layout. */
    property real room: 280

    signal chosen(int kind)

    implicitWidth: 280
    implicitHeight: grid.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("How do you know this?")

    GridLayout {
        id: grid

        anchors.fill: parent
        columns: root.room >= 620 * Math.min(1.4, Theme.scale) ? 4 : root.room < 250 * Theme.scale ? 1 : 2
        columnSpacing: Theme.space8
        rowSpacing: Theme.space8

        Repeater {
            id: repeater

            model: [ConcernTypes.StatementKind.Saw, ConcernTypes.StatementKind.Said, ConcernTypes.StatementKind.Told, ConcernTypes.StatementKind.Think]

            delegate: ChoiceRow {
                id: row

                required property int index
                required property int modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                value: row.modelData
                text: words.name
                iconName: root.room >= 380 * Theme.scale ? words.iconName : ""
                checked: row.value === root.current
                focusPolicy: row.checked ? Qt.StrongFocus : Qt.ClickFocus
                onPicked: root.chosen(row.value)
                Keys.onUpPressed: root.move(row.index, -1)
                Keys.onLeftPressed: root.move(row.index, -1)
                Keys.onDownPressed: root.move(row.index, 1)
                Keys.onRightPressed: root.move(row.index, 1)

                KindWords {
                    id: words

                    kind: row.modelData
                }
            }
        }
    }

    function move(from: int, by: int): void {
        const row = repeater.itemAt((from + by + repeater.count) % repeater.count) as ChoiceRow;
        if (row) {
            root.chosen(row.value);
            row.forceActiveFocus(Qt.TabFocusReason);
        }
    }
}
