// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Theme

/*! A small choice that can be taken or dropped, such as a recent place. checked shows that it is taken. */
T.AbstractButton {
    id: root

    property string description

    width: root.parent ? Math.min(root.implicitWidth, root.parent.width) : root.implicitWidth // Flow does not hold it in
    implicitWidth: Math.max(Theme.touchTarget, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space16
    rightPadding: Theme.space16
    topPadding: Theme.space4
    bottomPadding: Theme.space4
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: root.enabled ? 1 : 0.45
    font.family: Theme.family
    font.pixelSize: Theme.fontBody

    function activate(): void {
        if (root.checkable)
            root.toggle();
        root.clicked();
    }

    Accessible.role: root.checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.description
    Accessible.checkable: root.checkable
    Accessible.checked: root.checked
    Accessible.onPressAction: root.activate()

    Keys.onReturnPressed: root.activate()
    Keys.onEnterPressed: root.activate()

    contentItem: RowLayout {
        spacing: Theme.space8

        AppIcon {
            name: root.checked && root.icon.name.length === 0 ? "dialog-ok-apply" : root.icon.name
            visible: name.length > 0
            size: Theme.iconSmall
            color: root.checked ? Theme.inkActionContainer : Theme.text
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            color: root.checked ? Theme.inkActionContainer : Theme.text
            font: root.font
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: Theme.space4
            anchors.bottomMargin: Theme.space4
            radius: Math.min(height / 2, 20)
            color: root.checked ? Theme.actionContainer : root.hovered || root.down ? Theme.surfaceSunken : Theme.surfaceRaised
            border.width: root.checked ? 2 : Math.max(1, Theme.border)
            border.color: root.checked ? Theme.action : Theme.outline

            FocusRing {
                radius: parent.radius
                visible: root.visualFocus
            }
        }
    }
}
