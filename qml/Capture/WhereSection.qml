// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! Where it was, in words; places written before are one tap away. No position is ever taken. */
ColumnLayout {
    id: root

    required property CaptureModel note

    signal cursorMoved(string field, int position)

    spacing: Theme.space8

    function focusField(position: int): void {
        field.takeFocusAt(position);
    }

    FormField {
        id: field

        objectName: "where"
        Layout.fillWidth: true
        label: qsTr("Where was it?")
        help: qsTr("In words: a street, a doorway, a library.")
        optional: true
        error: root.note.whereProblem
        text: root.note.where
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onCursorPositionChanged: {
            if (field.input.activeFocus)
                root.cursorMoved("where", field.cursorPosition);
        }
        onEdited: text => root.note.describeWhere(text)
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: places.count > 0

        Repeater {
            id: places

            model: root.note.recentPlaces

            delegate: Chip {
                id: chip

                required property string modelData

                width: Math.min(implicitWidth, root.width)
                text: chip.modelData
                icon.name: "mark-location"
                checked: chip.modelData === root.note.where
                //: Said after the name of a place
                description: qsTr("Recent place")
                onClicked: root.note.describeWhere(chip.modelData)
            }
        }
    }
}
