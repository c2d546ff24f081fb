// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! Nobody was here for a while and the passphrase was let go: the same one once more, with nothing else lost. */
ColumnLayout {
    id: root

    required property JoinModel model
    readonly property bool current: root.model.step === JoinModel.SamePassphrase

    visible: root.current
    spacing: Theme.space16

    Component.onCompleted: d.show()
    onCurrentChanged: d.show()

    Connections {
        target: root.model

        function onLeft(): void {
            again.text = "";
        }
    }
    QtObject {
        id: d

        function show(): void {
            if (root.current)
                again.takeFocus();
            else
                again.text = "";
        }
        function go(): void {
            root.model.typeAgain(again.text);
        }
    }

    BodyText {
        Layout.fillWidth: true
        text: qsTr("Your administrator has approved this device. Only your passphrase is missing: this device had let go of it, because nobody touched it for a while.")
    }
    FormField {
        id: again

        objectName: "again"
        Layout.fillWidth: true
        secret: true
        label: qsTr("Your passphrase")
        help: qsTr("The same one that you chose with this code. If you do not know it any more, go back and ask for a new code.")
        error: root.current && root.model.problemField === "passphrase" ? root.model.problem : ""
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        onAccepted: d.go()
    }
    AppButton {
        objectName: "finish"
        Layout.fillWidth: root.width < Theme.compactBelow
        kind: AppButton.Primary
        enabled: !root.model.busy
        //: A button: the last step of joining
        text: qsTr("Finish")
        onClicked: d.go()
    }
}
