// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Theme

/*! A setting that is on or off; the whole row is the target. Says On or Off in words too. */
T.AbstractButton {
    id: root

    property string help

    implicitWidth: 280
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    verticalPadding: Theme.space8
    horizontalPadding: 0 // the words stand on the line of the text around them
    leftInset: -Theme.space8
    rightInset: -Theme.space8
    checkable: true
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: Theme.fontBody

    function activate(): void {
        if (root.checkable)
            root.toggle();
        root.clicked();
    }

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.description: root.help
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.onToggleAction: root.activate()
    Accessible.onPressAction: root.activate()

    Keys.onReturnPressed: root.activate()
    Keys.onEnterPressed: root.activate()

    contentItem: RowLayout {
        spacing: Theme.space12

        Column {
            Layout.fillWidth: true
            spacing: 0

            BodyText {
                width: parent.width
                text: root.text
                Accessible.ignored: true
            }
            MetaText {
                width: parent.width
                text: root.help
                visible: root.help.length > 0
                Accessible.ignored: true
            }
        }
        MetaText {
            //: How a switch stands
            text: root.checked ? qsTr("On") : qsTr("Off")
            Accessible.ignored: true
        }
        Rectangle {
            implicitWidth: 48
            implicitHeight: 28
            radius: 14
            color: root.checked ? Theme.action : Theme.surfaceSunken
            border.width: 2
            border.color: root.checked ? Theme.action : Theme.outline

            Rectangle {
                x: root.checked ? parent.width - width - 5 : 5
                anchors.verticalCenter: parent.verticalCenter
                width: 18
                height: 18
                radius: 9
                color: root.checked ? Theme.inkAction : Theme.outline
            }
        }
    }
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.hovered ? Theme.surfaceSunken : Theme.clear

        FocusRing {
            radius: Theme.radiusSmall
            visible: root.visualFocus
        }
    }
}
