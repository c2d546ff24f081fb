// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! Says what will appear here, and offers the first action. */
Item {
    id: root

    property string iconName
    property string title
    property string text
    property string actionText

    signal actionTriggered

    implicitWidth: 320
    implicitHeight: column.implicitHeight + 2 * Theme.space24

    function takeFocus(): void {
        actionButton.forceActiveFocus(Qt.TabFocusReason);
    }

    ColumnLayout {
        id: column

        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.space16, 420)
        spacing: Theme.space12

        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            name: root.iconName
            size: Theme.iconLarge
            color: Theme.textMuted
            visible: root.iconName.length > 0
        }
        Heading {
            Layout.fillWidth: true
            level: 2
            text: root.title
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            Layout.fillWidth: true
            text: root.text
            color: Theme.textMuted
            horizontalAlignment: Text.AlignHCenter
            visible: root.text.length > 0
        }
        AppButton {
            id: actionButton

            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.space8
            Layout.maximumWidth: parent.width
            kind: AppButton.Primary
            text: root.actionText
            visible: root.actionText.length > 0
            onClicked: root.actionTriggered()
        }
    }
}
