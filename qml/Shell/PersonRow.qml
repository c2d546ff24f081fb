// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Controls
import Safelight.Theme

/*! One person of a shared device. */
T.AbstractButton {
    id: root

    required property string name
    required property string kindText

    implicitWidth: 280
    implicitHeight: Math.max(Theme.primaryTarget + Theme.space8, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space12
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: root.name

    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.description: root.kindText
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: RowLayout {
        spacing: Theme.space12

        Rectangle {
            implicitWidth: Theme.iconSize + Theme.space16
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.actionContainer

            AppIcon {
                anchors.centerIn: parent
                name: "user-identity"
                color: Theme.inkActionContainer
            }
        }
        Column {
            Layout.fillWidth: true

            BodyText {
                width: parent.width
                text: root.name
                font.weight: Theme.weightStrong
                Accessible.ignored: true
            }
            MetaText {
                width: parent.width
                text: root.kindText
                Accessible.ignored: true
            }
        }
        AppIcon {
            name: "go-next"
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.hovered || root.down ? Theme.surfaceSunken : Theme.surfaceRaised
        border.width: Math.max(1, Theme.border)
        border.color: Theme.outline

        FocusRing {
            visible: root.visualFocus
        }
    }
}
