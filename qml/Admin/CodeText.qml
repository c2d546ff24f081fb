// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! An invitation code in large groups of five, two on a line, to read aloud and to type. */
GridLayout {
    id: root

    required property string code

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

            Layout.fillWidth: true
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
