// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! First step of joining: the code or the link, and the service's address where only a code is known. */
ColumnLayout {
    id: root

    required property JoinModel model
    readonly property bool current: root.model.step === JoinModel.EnterCode
    readonly property string problemField: root.current ? root.model.problemField : ""

    visible: root.current
    spacing: Theme.space16

    Component.onCompleted: d.show()
    onCurrentChanged: d.show()
    onProblemFieldChanged: afterLayout.start()

    Timer {
        id: afterLayout // a field that has just appeared takes no focus yet

        interval: 0
        onTriggered: d.goToProblem()
    }
    QtObject {
        id: d

        /*! What is to be mended gets the focus, so that a screen reader says it. */
        function goToProblem(): void {
            if (root.problemField === "code")
                code.takeFocus();
            else if (root.problemField === "address")
                address.takeFocus();
        }
        function show(): void {
            code.text = root.current ? root.model.offeredLink : "";
            if (root.current)
                code.takeFocus();
        }
        function errorAt(field: string): string {
            return root.model.problemField === field ? root.model.problem : "";
        }
        function enter(): void {
            root.model.enter(code.text, address.text, certificate.text);
        }
    }

    FormField {
        id: code

        objectName: "code"
        Layout.fillWidth: true
        label: qsTr("Code or link")
        help: qsTr("Four groups of five letters and numbers, or the whole link that begins with safelight:")
        //: Shows the shape of a code; X stands for any letter or number
        placeholder: qsTr("XXXXX-XXXXX-XXXXX-XXXXX")
        error: d.errorAt("code")
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        onAccepted: d.enter()
    }
    FormField {
        id: address

        objectName: "address"
        Layout.fillWidth: true
        visible: root.model.addressNeeded
        label: qsTr("Address of your service")
        help: qsTr("It stands beside the code on your administrator's screen, for example safelight.example.org")
        error: d.errorAt("address")
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhSensitiveData
        onAccepted: d.enter()
    }
    FormField {
        id: certificate

        objectName: "certificate"
        Layout.fillWidth: true
        visible: root.model.addressNeeded
        optional: true
        //: Label: where the file with the service's certificate lies
        label: qsTr("Certificate file")
        help: qsTr("Only if your organisation gave you one: where it lies on this device")
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    }
    AppButton {
        objectName: "next"
        Layout.fillWidth: root.width < Theme.compactBelow
        kind: AppButton.Primary
        enabled: !root.model.busy
        //: A button: to the next step
        text: qsTr("Next")
        onClicked: d.enter()
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.model.busy
        text: qsTr("Asking the service about this code")
    }
}
