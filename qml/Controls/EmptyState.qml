// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! Says what will appear here, and offers the first action. Fills the place it is given, and scrolls where that is small. */
ScrollPage {
    id: root

    property string iconName
    property string title
    property string text
    property string actionText

    signal actionTriggered

    /*! To its action, or to the words where there is none. */
    function takeFocus(): void {
        if (button.visible)
            button.forceActiveFocus(Qt.TabFocusReason);
        else
            heading.takeFocus();
    }

    implicitWidth: 320
    implicitHeight: Math.ceil(root.contentHeight)
    maximumWidth: Math.round(420 * Theme.scale)
    margin: Theme.space24
    centred: true
    activeFocusOnTab: root.scrolls

    Accessible.role: Accessible.Grouping
    Accessible.name: root.title

    AppIcon {
        Layout.alignment: Qt.AlignHCenter
        name: root.iconName
        size: Theme.iconLarge
        color: Theme.textMuted
        visible: root.iconName.length > 0
    }
    Heading {
        id: heading

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
        id: button

        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.space8
        Layout.maximumWidth: Math.max(0, root.width - 2 * root.margin) // not the column's: it would chase its own width
        kind: AppButton.Primary
        text: root.actionText
        visible: root.actionText.length > 0
        onClicked: root.actionTriggered()
    }
}
