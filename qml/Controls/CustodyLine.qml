// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick

/*!
    How far a note has come, step by step: done steps are ticked, the others are open. `steps` takes a model with roles
    text, time and done.
*/
Item {
    id: root

    property alias steps: repeater.model

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Where this note is")

    Column { // not a layout: its rows come and go
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            id: repeater

            delegate: CustodyStep {
                id: step

                required property int index
                required text
                required time
                required done

                width: column.width
                first: step.index === 0
                last: step.index === repeater.count - 1
            }
        }
    }
}
