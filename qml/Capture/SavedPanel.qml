// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! A note is durable: says so, and what happens next. Takes the focus so that it is read out. */
ScrollPage {
    id: root

    property string time
    property bool toChampion: true

    signal done
    signal anotherRequested

    implicitWidth: 320
    implicitHeight: Math.ceil(root.contentHeight)
    centred: true

    function takeFocus(): void {
        doneButton.forceActiveFocus(Qt.TabFocusReason);
    }

    AppIcon {
        Layout.alignment: Qt.AlignHCenter
        name: "dialog-ok-apply"
        size: Theme.iconLarge
        color: Theme.success
    }
    Heading {
        id: heading

        objectName: "savedHeading"
        Layout.fillWidth: true
        level: 1
        //: %1 is a time such as 21:04
        text: qsTr("Saved on this device %1").arg(root.time)
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.AlertMessage
    }
    BodyText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: root.toChampion ? qsTr("It goes to a safeguarding champion as soon as there is a connection. You will see under My notes when it is held, opened and decided.") : qsTr("It goes to your team as soon as there is a connection. Nobody else is told.")
    }
    AppButton {
        id: doneButton

        objectName: "savedDone"
        Layout.fillWidth: true
        Layout.topMargin: Theme.space16
        kind: AppButton.Primary
        text: qsTr("Done")
        description: heading.text
        onClicked: root.done()
    }
    AppButton {
        Layout.fillWidth: true
        text: qsTr("Write another note")
        onClicked: root.anotherRequested()
    }
}
