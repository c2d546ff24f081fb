// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Safelight.Theme

/*! An invitation code in large groups of five that wrap as whole groups. */
Flow {
    id: root

    required property string code

    spacing: Theme.space12

    Accessible.role: Accessible.StaticText
    //: Read by a screen reader; %1 is a code in groups
    Accessible.name: qsTr("Code: %1").arg(root.code.split("").join(" "))

    Repeater {
        model: root.code.split("-")

        delegate: Text {
            required property string modelData

            text: modelData
            color: Theme.text
            font.family: Theme.familyTimes
            font.pixelSize: Theme.fontHeading
            font.weight: Theme.weightStrong
            font.letterSpacing: 2
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
