// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! The places at the side; words beside the icons where there is room. Sync, appearance and lock stand at its foot. */
Rectangle {
    id: root

    property alias places: repeater.model
    property string current
    property bool wide: false
    property SyncStatus status: null
    property bool practice: false

    signal picked(string key)
    signal syncRequested
    signal settingsRequested
    signal lockRequested

    implicitWidth: root.wide ? Math.round(216 * Math.min(1.45, 1 + (Theme.scale - 1) * 0.6)) : Math.round(104 * Math.min(1.5, 1 + (Theme.scale - 1) * 0.6))
    implicitHeight: 480
    color: Theme.surfaceRaised

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Math.max(1, Theme.border)
        color: Theme.outlineSoft
    }
    ScrollPage {
        anchors.fill: parent
        anchors.rightMargin: 1
        margin: Theme.space8
        maximumWidth: root.width

        ColumnLayout {
            Layout.fillWidth: true
            Layout.minimumHeight: root.height - 2 * Theme.space8
            spacing: Theme.space8

            RowLayout {
                Layout.fillWidth: true
                Layout.margins: Theme.space4
                spacing: Theme.space8

                Image {
                    Layout.alignment: root.wide ? Qt.AlignVCenter : Qt.AlignHCenter
                    source: "qrc:/qt/qml/Safelight/Shell/icons/safelight.svg"
                    sourceSize.width: 32
                    sourceSize.height: 32
                    Accessible.ignored: true
                }
                Heading {
                    Layout.fillWidth: true
                    visible: root.wide
                    level: 2
                    text: "Safelight"
                }
            }
            StatusTag {
                Layout.fillWidth: true
                visible: root.practice
                kind: 2
                tight: !root.wide
                //: Mark on every page while all people and notes are invented
                text: qsTr("Practice")
            }
            Repeater {
                id: repeater

                delegate: NavButton {
                    id: button

                    required property NavItem modelData

                    Layout.fillWidth: true
                    visible: button.modelData.offered
                    beside: root.wide
                    text: button.modelData.text
                    icon.name: button.modelData.iconName
                    shortcutText: button.modelData.shortcut
                    current: root.current === button.modelData.key
                    onClicked: root.picked(button.modelData.key)
                }
            }
            Item {
                Layout.fillHeight: true
            }
            SyncStatusBar {
                Layout.fillWidth: true
                visible: root.status !== null
                status: root.status
                stacked: !root.wide
                iconSize: Theme.iconSize
                onClicked: root.syncRequested()
            }
            NavButton {
                Layout.fillWidth: true
                beside: root.wide
                leadsNowhere: true
                icon.name: "contrast"
                text: qsTr("Display")
                onClicked: root.settingsRequested()
            }
            NavButton {
                Layout.fillWidth: true
                beside: root.wide
                leadsNowhere: true
                icon.name: "lock"
                text: qsTr("Lock")
                shortcutText: "Ctrl+L"
                onClicked: root.lockRequested()
            }
        }
    }
}
