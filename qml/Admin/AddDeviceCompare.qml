// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! Somebody answered: the same four words on both screens? Only then approve. */
ColumnLayout {
    id: root

    required property AddDeviceModel model

    spacing: Theme.space16

    function takeFocus(): void {
        who.takeFocus();
    }

    Heading {
        id: who

        objectName: "who"
        Layout.fillWidth: true
        level: 2
        //: %1 is the name that was typed on the new device
        text: qsTr("%1 has answered").arg(root.model.person)
    }
    BodyText {
        Layout.fillWidth: true
        text: qsTr("Ask them to read their four words to you, in person or by telephone.")
    }
    WordCards {
        objectName: "words"
        Layout.fillWidth: true
        words: root.model.words
    }
    GridLayout {
        Layout.fillWidth: true
        columns: root.width < Theme.compactBelow ? 1 : 2
        columnSpacing: Theme.space12
        rowSpacing: Theme.space12

        AppButton {
            objectName: "approve"
            Layout.fillWidth: root.width < Theme.compactBelow
            kind: AppButton.Primary
            enabled: !root.model.busy
            text: qsTr("The words are the same: approve")
            onClicked: root.model.approve()
        }
        AppButton {
            objectName: "differ"
            Layout.fillWidth: root.width < Theme.compactBelow
            text: qsTr("The words differ")
            description: qsTr("Stops here. The device gets no keys, and you make a new code.")
            onClicked: root.model.startAgain()
        }
    }
}
