// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! Second step of joining: is this the right organisation, who are you, and your passphrase. */
ColumnLayout {
    id: root

    required property JoinModel model
    readonly property bool current: root.model.step === JoinModel.Confirm
    readonly property string problemField: root.current ? root.model.problemField : ""

    visible: root.current
    spacing: Theme.space16

    Component.onCompleted: d.show()
    onCurrentChanged: d.show()
    onProblemFieldChanged: afterLayout.start()

    Connections {
        target: root.model

        function onLeft(): void {
            secrets.forget();
        }
    }
    Timer {
        id: afterLayout // a field that has just appeared takes no focus yet

        interval: 0
        onTriggered: d.goToProblem()
    }
    QtObject {
        id: d

        /*! What is to be mended gets the focus, so that a screen reader says it. */
        function goToProblem(): void {
            if (root.problemField === "person")
                person.takeFocus();
            else
                secrets.goTo(root.problemField);
        }
        function show(): void {
            if (root.current)
                person.takeFocus();
            else
                secrets.forget();
        }
        function join(): void {
            root.model.claim(person.text, secrets.passphrase, secrets.repeated);
        }
    }

    Card {
        Layout.fillWidth: true

        contentItem: ColumnLayout {
            spacing: Theme.space4

            MetaText {
                Layout.fillWidth: true
                text: qsTr("This code is from")
            }
            Heading {
                objectName: "organisation"
                Layout.fillWidth: true
                level: 2
                text: root.model.organisation
            }
            BodyText {
                Layout.fillWidth: true
                //: %1 is what the administrator called the device, such as "Tablet 3, outreach"
                text: qsTr("For: %1").arg(root.model.forWhom)
            }
        }
    }
    FormField {
        id: person

        objectName: "person"
        Layout.fillWidth: true
        //: Label of the field
        label: qsTr("Your name")
        help: qsTr("Your colleagues see it beside what you write.")
        error: root.model.problemField === "person" ? root.model.problem : ""
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        maximumLength: 60
    }
    PassphraseFields {
        id: secrets

        Layout.fillWidth: true
        model: root.model
        onAccepted: d.join()
    }
    AppButton {
        objectName: "join"
        Layout.fillWidth: root.width < Theme.compactBelow
        kind: AppButton.Primary
        enabled: !root.model.busy
        //: A button: becomes a member of the organisation that is shown
        text: qsTr("Join")
        onClicked: d.join()
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.model.busy
        text: qsTr("Telling the service about this device")
    }
}
