// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Theme

/*!
    A button. Primary is the one main action of a page; Danger asks twice before it is used; Quiet is for the rest.
    iconOnly hides the words (they stay the accessible name and become the tool tip).
*/
Button {
    id: root

    enum Kind { Primary, Secondary, Danger, Quiet }

    property int kind: AppButton.Secondary
    property bool iconOnly: false
    /*! Said after the name by a screen reader. */
    property string description
    /*! Words at the start instead of the middle, for rows of actions under each other. */
    property bool alignStart: false

    readonly property bool filled: root.kind === AppButton.Primary || root.kind === AppButton.Danger
    readonly property color ink: root.kind === AppButton.Primary ? Theme.inkAction : root.kind === AppButton.Danger ? Theme.inkDanger : root.kind === AppButton.Quiet ? Theme.action : Theme.text
    readonly property int target: root.filled ? Theme.primaryTarget : Theme.touchTarget

    implicitWidth: Math.max(root.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(root.target, implicitContentHeight + topPadding + bottomPadding)
    topPadding: Theme.space8
    bottomPadding: Theme.space8
    leftPadding: root.iconOnly ? Theme.space12 : root.kind === AppButton.Quiet ? Theme.space12 : Theme.space24
    rightPadding: leftPadding
    spacing: Theme.space8
    opacity: root.enabled ? 1 : 0.45
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.weight: Theme.weightStrong
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: root.ink

    ToolTip.visible: root.iconOnly && (root.hovered || root.visualFocus)
    ToolTip.text: root.text
    ToolTip.delay: 600

    function activate(): void {
        if (root.checkable)
            root.toggle();
        root.clicked();
    }

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.description
    Accessible.onPressAction: root.activate()

    Keys.onReturnPressed: root.activate()
    Keys.onEnterPressed: root.activate()

    contentItem: RowLayout {
        spacing: 0

        Item {
            Layout.fillWidth: true
            visible: !root.alignStart
        }
        AppIcon {
            Layout.rightMargin: root.iconOnly ? 0 : root.spacing
            name: root.icon.name
            color: root.icon.color
            size: root.icon.width
            visible: root.icon.name.length > 0
        }
        Text {
            Layout.fillWidth: true // shrinks and wraps when it must, never grows
            Layout.maximumWidth: Math.ceil(implicitWidth)
            text: root.text
            visible: !root.iconOnly
            color: root.ink
            font: root.font
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            horizontalAlignment: root.alignStart ? Text.AlignLeft : Text.AlignHCenter
            Accessible.ignored: true
        }
        Item {
            Layout.fillWidth: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: {
            if (root.kind === AppButton.Primary)
                return root.down || root.hovered ? Theme.actionPressed : Theme.action;
            if (root.kind === AppButton.Danger)
                return Theme.danger;
            if (root.kind === AppButton.Quiet)
                return root.down || root.hovered ? Theme.surfaceSunken : Theme.clear;
            return root.down || root.hovered ? Theme.surfaceSunken : Theme.surfaceRaised;
        }
        border.width: root.kind === AppButton.Secondary ? Math.max(Theme.border, 1) : root.filled || root.kind === AppButton.Quiet ? 0 : Theme.border
        border.color: Theme.outline

        FocusRing {
            visible: root.visualFocus
        }
    }
}
