// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! Third step of joining: four words to compare with the administrator, until the administrator has approved. */
ColumnLayout {
    id: root

    required property JoinModel model

    spacing: Theme.space16

    function takeFocus(): void {
        heading.takeFocus();
    }

    Heading {
        id: heading

        Layout.fillWidth: true
        level: 2
        text: qsTr("Read these four words to your administrator")
    }
    BodyText {
        Layout.fillWidth: true
        text: qsTr("In person or by telephone. The same four words must stand on both screens. If they differ, stop: somebody else may be using your code.")
    }
    WordCards {
        objectName: "words"
        Layout.fillWidth: true
        words: root.model.words
    }
    Banner {
        objectName: "asksAgain"
        Layout.fillWidth: true
        visible: root.model.asksAgain && !root.model.spent
        kind: Banner.Info
        text: qsTr("Nobody touched this device for a while, so it has let go of your passphrase. You type the same one again when your administrator has approved. Nothing is lost.")
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: !root.model.spent
        text: qsTr("Waiting for your administrator to approve this device. Leave this page open.")
    }
}
