// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Controls
import Safelight.Theme

/*! A place where the words of a search were found. */
ItemDelegate {
    id: root

    required property string concernId
    required property string title
    required property string snippet
    required property string timeText
    property bool open: false

    signal openRequested(string concernId)

    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space16
    rightPadding: Theme.space12
    topPadding: Theme.space12
    bottomPadding: Theme.space12
    text: root.title

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title
    Accessible.description: root.snippet
    Accessible.onPressAction: root.openRequested(root.concernId)

    onClicked: root.openRequested(root.concernId)
    Keys.onReturnPressed: root.openRequested(root.concernId)
    Keys.onEnterPressed: root.openRequested(root.concernId)

    contentItem: ColumnLayout {
        spacing: Theme.space4

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            BodyText {
                Layout.fillWidth: true
                text: root.title
                font.weight: Theme.weightStrong
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            MetaText {
                Layout.alignment: Qt.AlignTop
                Layout.maximumWidth: parent.width / 2
                text: root.timeText
                figures: true
                horizontalAlignment: Text.AlignRight
                Accessible.ignored: true
            }
        }
        BodyText {
            Layout.fillWidth: true
            text: root.snippet
            font.pixelSize: Theme.fontSmall
            maximumLineCount: 3
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    background: RowBackground {
        open: root.open
        hovered: root.hovered
        focused: root.activeFocus
    }
}
