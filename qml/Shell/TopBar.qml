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

    implicitWidth: 360
    implicitHeight: row.implicitHeight + Theme.space8
    color: Theme.surfaceRaised

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.space4
        anchors.rightMargin: Theme.space4
        spacing: Theme.space8

        SyncStatusBar {
            Layout.fillWidth: true
            visible: root.status !== null
            status: root.status
            onClicked: root.syncRequested()
        }
        StatusTag {
            visible: root.practice
            kind: 2
            text: qsTr("Practice")
        }
        MetaText {
            visible: root.person.length > 0
            text: root.person
        }
        AppButton {
            kind: AppButton.Quiet
            iconOnly: true
            icon.name: "contrast"
            text: qsTr("Display")
            onClicked: root.settingsRequested()
        }
        AppButton {
            kind: AppButton.Quiet
            iconOnly: true
            icon.name: "lock"
            text: qsTr("Lock")
            onClicked: root.lockRequested()
        }
    }
    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
