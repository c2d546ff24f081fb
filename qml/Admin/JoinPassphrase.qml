// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! The store could not be made, or the passphrase was refused: once more, with nothing lost. */
ColumnLayout {
    id: root

    required property JoinModel model
    readonly property bool current: root.model.step === JoinModel.NewPassphrase

    visible: root.current
    spacing: Theme.space16

    Component.onCompleted: d.show()
    onCurrentChanged: d.show()

    QtObject {
        id: d

        function show(): void {
            if (root.current)
                secrets.takeFocus();
            else
                secrets.forget();
        }
        function go(): void {
            root.model.choosePassphrase(secrets.passphrase, secrets.repeated);
        }
    }

    BodyText {
        Layout.fillWidth: true
        text: qsTr("Your administrator has approved this device. Only your passphrase is missing.")
    }
    PassphraseFields {
        id: secrets

        Layout.fillWidth: true
        model: root.model
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
