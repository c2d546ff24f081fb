// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! Who gets the note: a person chooses, each time. */
ColumnLayout {
    id: root

    required property int destination
    property bool canSend: true

    signal chosen(int destination)

    spacing: Theme.space8

    function takeFocus(): void {
        choice.takeFocus();
    }

    ChoiceGroup {
        id: choice

        objectName: "destination"
        Layout.fillWidth: true
        visible: root.canSend
        label: qsTr("Who should get this?")
        current: root.destination
        options: [
            {
                "value": ConcernTypes.Destination.Champion,
                "text": qsTr("Send to a safeguarding champion"),
                "help": qsTr("They read it, decide, and tell you.")
            },
            {
                "value": ConcernTypes.Destination.TeamOnly,
                "text": qsTr("Keep with my team for now"),
                "help": qsTr("Your team can read it. Nobody else is told.")
            }
        ]
        onChosen: value => root.chosen(value)
    }
    Banner {
        Layout.fillWidth: true
        visible: !root.canSend
        kind: Banner.Info
        text: qsTr("This note goes to your team. This device does not hand notes in to the champions.")
    }
}
