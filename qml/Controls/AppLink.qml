// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*!
    Underlined words that lead somewhere inside the program. No button of Qt's: to assistive technology that would be
    one, whatever its role here says (Qt 6.4).
*/
Item {
    id: root

    property string text
    property color color: Theme.action
    property string description

    signal clicked

    implicitWidth: label.implicitWidth
    implicitHeight: Math.max(Theme.touchTarget, label.implicitHeight + 2 * Theme.space4)
    activeFocusOnTab: true

    Accessible.role: Accessible.Link
    Accessible.name: root.text
    Accessible.description: root.description
    Accessible.focusable: true
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onSpacePressed: root.clicked()

    TapHandler {
        onTapped: root.clicked()
    }
    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
    Text {
        id: label

        anchors.fill: parent
        anchors.topMargin: Theme.space4
        anchors.bottomMargin: Theme.space4
        text: root.text
        color: root.color
        font.family: Theme.family
        font.pixelSize: Theme.fontBody
        font.underline: true
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
    FocusRing { // round the words, which stand on the line of the text above them
        anchors.margins: 0
        anchors.leftMargin: -Theme.space4
        anchors.rightMargin: -Theme.space4
        radius: Theme.radiusSmall - 5
        visible: root.activeFocus
    }
}
