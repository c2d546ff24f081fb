// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! One step of a CustodyLine. */
Item {
    id: root

    property string text
    property string time
    property bool done: false
    property bool first: false
    property bool last: false

    readonly property int dot: Math.round(22 * Math.min(1.5, Theme.scale))

    implicitWidth: 240
    implicitHeight: Math.max(36, row.implicitHeight + Theme.space12)

    Accessible.role: Accessible.ListItem
    Accessible.name: root.text
    //: Whether a step on the way of a note is reached
    Accessible.description: root.done ? (root.time.length > 0 ? root.time : qsTr("Done")) : qsTr("Not yet")

    Rectangle {
        anchors.horizontalCenter: circle.horizontalCenter
        width: 2
        anchors.top: parent.top
        anchors.bottom: circle.top
        color: root.done ? Theme.success : Theme.outline
        visible: !root.first
    }
    Rectangle {
        anchors.horizontalCenter: circle.horizontalCenter
        width: 2
        anchors.top: circle.bottom
        anchors.bottom: parent.bottom
        color: Theme.outline
        visible: !root.last
    }
    Rectangle {
        id: circle

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: root.dot
        height: root.dot
        radius: root.dot / 2
        color: root.done ? Theme.success : Theme.surfaceRaised
        border.width: 2
        border.color: root.done ? Theme.success : Theme.outline

        AppIcon {
            anchors.centerIn: parent
            name: "dialog-ok-apply"
            size: root.dot - 6
            color: Theme.inkSuccess
            visible: root.done
        }
    }
    GridLayout {
        id: row

        columns: root.width < 18 * Theme.fontBody ? 1 : 2

        anchors.left: circle.right
        anchors.leftMargin: Theme.space12
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.space12
        rowSpacing: 0

        BodyText {
            Layout.fillWidth: true
            text: root.text
            color: root.done ? Theme.text : Theme.textMuted
            Accessible.ignored: true
        }
        MetaText {
            text: root.time
            figures: true
            visible: root.time.length > 0
            Accessible.ignored: true
        }
    }
}
