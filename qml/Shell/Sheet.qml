// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! A panel over the page: from below on a phone, in the middle elsewhere. Escape and the button close it. */
Popup {
    id: root

    property string title
    property bool compact: false
    default property alias content: column.data

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    width: parent ? (root.compact ? parent.width : Math.min(parent.width - 2 * Theme.space24, Math.round(520 * Math.min(1.5, Theme.scale)))) : 320
    height: parent ? Math.min(implicitHeight, parent.height - (root.compact ? Theme.space24 : 2 * Theme.space24)) : implicitHeight
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? (root.compact ? parent.height - height : Math.round((parent.height - height) / 2)) : 0
    padding: 0

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.width: Theme.border
        border.color: Theme.outline
    }
    contentItem: Item {
        implicitHeight: header.implicitHeight + scroll.contentHeight + Theme.space16

        Accessible.role: Accessible.Dialog
        Accessible.name: root.title

        PageHeader {
            id: header

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.space24
            anchors.rightMargin: Theme.space12
            anchors.topMargin: Theme.space8
            anchors.top: parent.top
            title: root.title

            AppButton {
                kind: AppButton.Quiet
                iconOnly: true
                icon.name: "window-close"
                text: qsTr("Close")
                onClicked: root.close()
            }
        }
        ScrollPage {
            id: scroll

            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            margin: Theme.space24

            ColumnLayout {
                id: column

                Layout.fillWidth: true
                spacing: Theme.space16
            }
        }
    }
}
