// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! The words of one answer, and its help below. Says how wide they would like to be, for answers side by side. */
Item {
    id: root

    property string text
    property string help
    property alias font: label.font
    property bool chosen: false

    implicitWidth: Math.ceil(Math.max(label.implicitWidth, helpText.visible ? helpText.implicitWidth : 0))
    implicitHeight: label.height + (helpText.visible ? helpText.height : 0)

    Text {
        id: label

        width: root.width
        text: root.text
        color: root.chosen ? Theme.inkActionContainer : Theme.text
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
    MetaText {
        id: helpText

        anchors.top: label.bottom
        width: root.width
        text: root.help
        visible: root.help.length > 0
        color: root.chosen ? Theme.inkActionContainer : Theme.textMuted
        Accessible.ignored: true
    }
}
