// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! How far a slip has come, and what to do when it gets no further: steps and times, never what was written. */
ColumnLayout {
    id: root

    required property KioskModel model

    spacing: Theme.space16
    onVisibleChanged: field.text = "" // nobody's number waits for the next person

    function takeFocus(): void {
        field.takeFocus();
    }

    FormField {
        id: field

        objectName: "slipNumber"
        Layout.fillWidth: true
        label: qsTr("Slip number")
        help: qsTr("Ten letters and figures, like ABCDE-FGHJK.")
        error: root.model.slipState === KioskModel.Unknown ? qsTr("No slip with this number is known here. Check the number; a new slip can take a while to be opened.") : root.model.slipState === KioskModel.Failed ? root.model.slipFailureText : ""
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhPreferUppercase
        onAccepted: root.model.lookUpSlip(field.text)
    }
    AppButton {
        objectName: "lookUpSlip"
        Layout.fillWidth: true
        kind: AppButton.Primary
        text: qsTr("Look it up")
        enabled: root.model.slipState !== KioskModel.Looking
        onClicked: root.model.lookUpSlip(field.text)
    }
    Card {
        Layout.fillWidth: true
        visible: root.model.slipState === KioskModel.Found

        contentItem: ColumnLayout {
            spacing: Theme.space12

            Heading {
                Layout.fillWidth: true
                level: 2
                text: root.model.slipNumber
                font.family: Theme.familyTimes
            }
            Banner {
                objectName: "slipNotTaken"
                Layout.fillWidth: true
                visible: root.model.slipNotTaken
                kind: Banner.Warning
                title: qsTr("Not taken")
                text: qsTr("The service did not take it, so it does not reach a safeguarding champion. It stays sealed on this device. Please tell a champion another way, for example by telephone.")
            }
            CustodyLine {
                objectName: "slipSteps"
                Layout.fillWidth: true
                steps: root.model.slipSteps
            }
        }
    }
}
