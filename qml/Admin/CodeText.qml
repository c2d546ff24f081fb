// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Safelight.Theme

/*! An invitation code in large groups of five, two on a line, to read aloud and to type. */
Grid { // not a layout: its rows come and go
    id: root

    required property string code
    readonly property real groupWidth: Math.floor((root.width - root.columnSpacing) / root.columns)

    columns: 2
    columnSpacing: Theme.space16
    rowSpacing: Theme.space4

    Accessible.role: Accessible.StaticText
    //: Read by a screen reader; %1 is a code in groups
    Accessible.name: qsTr("Code: %1").arg(root.code.split("").join(" "))

    Repeater {
        model: root.code.split("-")

        delegate: Text {
            id: group

            required property string modelData

            width: root.groupWidth
            text: group.modelData
            color: Theme.text
            font.family: Theme.familyTimes
            font.pixelSize: Theme.fontHeading
            font.weight: Theme.weightStrong
            font.letterSpacing: 2
            textFormat: Text.PlainText
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.fontBody
            Accessible.ignored: true
        }
    }
}
