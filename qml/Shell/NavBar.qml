// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! The places at the bottom of a narrow window, under the thumb. */
Rectangle {
    id: root

    property alias places: repeater.model
    property string current

    signal picked(string key)

    implicitWidth: 360
    implicitHeight: row.implicitHeight + 2 * Theme.space4
    color: Theme.surfaceRaised

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.space4
        spacing: Theme.space8

        Repeater {
            id: repeater

            delegate: NavButton {
                id: button

                required property NavItem modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 10
                visible: button.modelData.offered
                text: button.modelData.text
                icon.name: button.modelData.iconName
                current: root.current === button.modelData.key
                onClicked: root.picked(button.modelData.key)
            }
        }
    }
}
