// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! One thing that needs a person, in words, with the button that says it was seen. */
Card {
    id: root

    required property string title
    required property string text
    required property string timeText

    signal seen

    sunken: true

    contentItem: ColumnLayout {
        spacing: Theme.space8

        BodyText {
            Layout.fillWidth: true
            text: root.title
            font.weight: Theme.weightStrong
        }
        MetaText {
            Layout.fillWidth: true
            figures: true
            text: root.timeText
        }
        BodyText {
            Layout.fillWidth: true
            text: root.text
        }
        AppButton {
            kind: AppButton.Secondary
            //: A button: a person has read about something that needs attention; the row goes
            text: qsTr("I have seen this")
            description: root.title + ", " + root.timeText
            onClicked: root.seen()
        }
    }
}
