// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Controls
import Safelight.Theme

/*! One place in the bar or rail: icon with its word below (or beside, where there is room). */
T.AbstractButton {
    id: root

    property bool beside: false
    property bool current: false
    property string shortcutText
    /*! Does something here instead of leading to a place. */
    property bool leadsNowhere: false

    implicitWidth: Math.max(Theme.touchTarget, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.primaryTarget, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space4
    leftPadding: root.beside ? Theme.space12 : Theme.space4
    rightPadding: leftPadding
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: root.leadsNowhere ? Accessible.Button : Accessible.PageTab
    Accessible.name: root.text
    Accessible.description: root.shortcutText
    Accessible.selected: root.current
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: GridLayout {
        columns: root.beside ? 2 : 1
        columnSpacing: Theme.space12
        rowSpacing: 2

        AppIcon {
            Layout.alignment: root.beside ? Qt.AlignVCenter : Qt.AlignHCenter | Qt.AlignBottom
            name: root.icon.name
            color: root.current ? Theme.inkActionContainer : Theme.text
        }
        Text {
            Layout.fillWidth: true
            Layout.alignment: root.beside ? Qt.AlignVCenter : Qt.AlignTop
            text: root.text
            color: root.current ? Theme.inkActionContainer : Theme.text
            font.family: Theme.family
            font.pixelSize: root.beside ? Theme.fontBody : Math.min(Theme.fontSmall, 22)
            font.weight: root.current ? Theme.weightStrong : Theme.weightMedium
            horizontalAlignment: root.beside ? Text.AlignLeft : Text.AlignHCenter
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.current ? Theme.actionContainer : root.hovered || root.down ? Theme.surfaceSunken : Theme.clear
        border.width: root.current ? Theme.border : 0
        border.color: Theme.action

        FocusRing {
            anchors.margins: 0
            radius: Theme.radius - 5
            visible: root.visualFocus
        }
    }
}
