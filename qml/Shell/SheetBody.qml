// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! Title, way out and a column that scrolls when it must. */
Item {
    id: root

    property string title
    default property alias content: column.data

    signal closed

    implicitWidth: 360
    implicitHeight: header.implicitHeight + scroll.contentHeight + Theme.space16

    /*! For when what had the focus is gone. */
    function takeFocus(): void {
        close.forceActiveFocus(Qt.TabFocusReason);
    }

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
            id: close

            kind: AppButton.Quiet
            iconOnly: true
            icon.name: "window-close"
            text: qsTr("Close")
            onClicked: root.closed()
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
