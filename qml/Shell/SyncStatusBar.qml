// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! The state of sync in a few words; opens the whole story. */
T.AbstractButton {
    id: root

    required property SyncStatus status
    /*! Icon above the words, for a narrow rail. */
    property bool stacked: false
    property int iconSize: Theme.iconSmall

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space4
    leftPadding: root.stacked ? Theme.space4 : Theme.space12
    rightPadding: leftPadding
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: root.status ? root.status.title : ""

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.status ? root.status.text : ""
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    KindColors {
        id: colors

        kind: root.status ? root.status.kind : 0
    }

    contentItem: GridLayout {
        columns: root.stacked ? 1 : 2
        columnSpacing: root.iconSize > Theme.iconSmall ? Theme.space12 : Theme.space8
        rowSpacing: 2

        AppIcon {
            Layout.alignment: root.stacked ? Qt.AlignHCenter : Qt.AlignVCenter
            name: root.status ? root.status.iconName : ""
            size: root.iconSize
            color: colors.strong
        }
        MetaText {
            Layout.fillWidth: true
            text: root.text
            color: Theme.text
            horizontalAlignment: root.stacked ? Text.AlignHCenter : Text.AlignLeft
            figures: true
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.hovered || root.down ? Theme.surfaceSunken : Theme.clear

        FocusRing {
            anchors.margins: 0
            radius: Theme.radiusSmall - 5
            visible: root.visualFocus
        }
    }
}
