// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! A small word with an icon: how something stands. Kinds as Banner's; -1 is neutral. */
Item { // a pane would be told to assistive technology as a pane, whatever role it is given
    id: root

    property int kind: -1
    property string text
    property string iconName
    /*! Only the word, in the middle: where there is no room for an icon beside it. */
    property bool tight: false

    width: root.parent ? Math.min(root.implicitWidth, root.parent.width) : root.implicitWidth // Flow does not hold it in
    implicitWidth: row.implicitWidth + Theme.space8 + Theme.space12
    implicitHeight: row.implicitHeight + 2 * Theme.space4

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    KindColors {
        id: colors

        kind: Math.max(0, root.kind)
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall
        color: root.kind >= 0 ? colors.container : Theme.surfaceSunken
        border.width: Theme.border
        border.color: root.kind >= 0 ? colors.strong : Theme.outline
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.topMargin: Theme.space4
        anchors.bottomMargin: Theme.space4
        anchors.leftMargin: root.tight ? Theme.space4 : Theme.space8
        anchors.rightMargin: root.tight ? Theme.space4 : Theme.space12
        spacing: Theme.space8

        AppIcon {
            name: root.iconName.length > 0 ? root.iconName : root.kind >= 0 ? colors.iconName : ""
            visible: name.length > 0 && !root.tight
            size: Theme.iconSmall
            color: root.kind >= 0 ? colors.ink : Theme.textMuted
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            color: root.kind >= 0 ? colors.ink : Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.fontSmall
            font.weight: Theme.weightMedium
            horizontalAlignment: root.tight ? Text.AlignHCenter : Text.AlignLeft
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
