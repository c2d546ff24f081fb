// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! The first question of every note, and what to do when the answer is not a plain No. */
ColumnLayout {
    id: root

    required property int danger
    required property string problem
    property string answeredTime
    property string dialledTime
    property bool canDial: false
    property bool dialFailed: false

    signal answered(int danger)
    signal dialRequested

    spacing: Theme.space12

    function takeFocus(): void {
        choice.takeFocus();
    }

    ChoiceGroup {
        id: choice

        objectName: "danger"
        Layout.fillWidth: true
        label: qsTr("Is anyone in immediate danger?")
        error: root.problem
        inline: true
        current: root.danger
        options: [
            {
                "value": ConcernTypes.Danger.Yes,
                "text": qsTr("Yes")
            },
            {
                "value": ConcernTypes.Danger.No,
                "text": qsTr("No")
            },
            {
                "value": ConcernTypes.Danger.Unsure,
                "text": qsTr("Not sure")
            }
        ]
        onChosen: value => root.answered(value)
    }
    EmergencyCard {
        Layout.fillWidth: true
        visible: root.danger === ConcernTypes.Danger.Yes || root.danger === ConcernTypes.Danger.Unsure
        unsure: root.danger === ConcernTypes.Danger.Unsure
        canDial: root.canDial
        dialFailed: root.dialFailed
        dialledTime: root.dialledTime
        onDialRequested: root.dialRequested()
    }
}
