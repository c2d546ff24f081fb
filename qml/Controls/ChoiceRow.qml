// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Theme

/*! One answer of a ChoiceGroup. Shows whether it is chosen; asks with picked(). */
T.RadioButton { // a button of another kind would be told to assistive technology as a plain push button
    id: root

    property int value: 0
    property string help
    property string iconName
    property bool error: false

    signal picked

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space12
    rightPadding: Theme.space16
    topPadding: Theme.space8
    bottomPadding: Theme.space8
    checkable: false // the group says what is checked
    autoExclusive: false
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: Theme.fontBody

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.description: root.help
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.onPressAction: root.picked()
    Accessible.onToggleAction: root.picked()

    onClicked: root.picked()
    Keys.onReturnPressed: root.picked()
    Keys.onEnterPressed: root.picked()

    contentItem: RowLayout {
        spacing: Theme.space12

        Rectangle {
            implicitWidth: 22
            implicitHeight: 22
            radius: 11
            color: Theme.surfaceRaised
            border.width: 2
            border.color: root.checked ? Theme.action : Theme.outline

            Rectangle {
                anchors.centerIn: parent
                width: 12
                height: 12
                radius: 6
                color: Theme.action
                visible: root.checked
            }
        }
        AppIcon {
            name: root.iconName
            visible: root.iconName.length > 0
            color: root.checked ? Theme.inkActionContainer : Theme.text
        }
        ChoiceWords {
            Layout.fillWidth: true
            Layout.preferredWidth: implicitWidth
            text: root.text
            help: root.help
            font: root.font
            chosen: root.checked
        }
    }
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.checked ? Theme.actionContainer : root.hovered || root.down ? Theme.surfaceSunken : Theme.surfaceRaised
        border.width: root.checked || root.error ? 2 : Math.max(1, Theme.border)
        border.color: root.checked ? Theme.action : root.error ? Theme.danger : Theme.outline

        FocusRing {
            radius: Theme.radiusSmall
            visible: root.visualFocus
        }
    }
}
