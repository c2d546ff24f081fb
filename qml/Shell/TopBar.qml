// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! Over narrow windows and kiosks: how sync stands, appearance, lock. */
Rectangle {
    id: root

    property SyncStatus status: null
    property bool practice: false
    /*! Who is signed in, on a shared device. */
    property string person

    signal syncRequested
    signal settingsRequested
    signal lockRequested

    /*! Who and practice go below: beside them nothing else would have room. */
    readonly property bool narrow: root.width < Theme.compactBelow * Theme.scale

    implicitWidth: 360
    implicitHeight: column.implicitHeight + Theme.space8
    color: Theme.surfaceRaised

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.space4
        anchors.rightMargin: Theme.space4
        spacing: 0

        RowLayout {
            spacing: Theme.space8

            SyncStatusBar {
                Layout.fillWidth: true
                visible: root.status !== null
                status: root.status
                onClicked: root.syncRequested()
            }
            StatusTag {
                visible: root.practice && !root.narrow
                kind: 2
                //: Mark on every page while all people and notes are invented
                text: qsTr("Practice")
            }
            MetaText {
                visible: root.person.length > 0 && !root.narrow
                text: root.person
            }
            AppButton {
                kind: AppButton.Quiet
                iconOnly: true
                icon.name: "contrast"
                //: A button: colours and text size
                text: qsTr("Display")
                onClicked: root.settingsRequested()
            }
            AppButton {
                kind: AppButton.Quiet
                iconOnly: true
                icon.name: "lock"
                //: A button: locks Safelight
                text: qsTr("Lock")
                onClicked: root.lockRequested()
            }
        }
        RowLayout {
            Layout.leftMargin: Theme.space12
            Layout.rightMargin: Theme.space12
            Layout.bottomMargin: Theme.space4
            visible: root.narrow && (root.practice || root.person.length > 0)
            spacing: Theme.space8

            StatusTag {
                visible: root.practice
                kind: 2
                //: Mark on every page while all people and notes are invented
                text: qsTr("Practice")
            }
            MetaText {
                Layout.fillWidth: true
                text: root.person
            }
        }
    }
    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
