// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Safelight.Theme

/*! Underlined words that lead somewhere inside the program. */
T.AbstractButton {
    id: root

    property color color: Theme.action
    property string description

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space4
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.underline: true

    function activate(): void {
        root.clicked();
    }

    Accessible.role: Accessible.Link
    Accessible.name: root.text
    Accessible.description: root.description
    Accessible.onPressAction: root.activate()

    Keys.onReturnPressed: root.activate()
    Keys.onEnterPressed: root.activate()

    contentItem: Text {
        text: root.text
        color: root.color
        font: root.font
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
    background: Item {
        FocusRing {
            anchors.margins: 0
            radius: Theme.radiusSmall - 5
            visible: root.visualFocus
        }
    }
}
