// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! The passphrase of the person who was chosen, what went wrong with it, and how long to wait. */
ColumnLayout {
    id: root

    required property SessionModel session

    readonly property bool unlocking: root.session.state === SessionModel.Unlocking
    readonly property bool waiting: root.session.waitSeconds > 0

    spacing: Theme.space16

    function submit(): void {
        if (field.text.length === 0)
            return;
        root.session.unlock(field.text);
        field.text = "";
    }
    function takeFocus(): void {
        if (root.visible)
            field.takeFocus();
    }

    Component.onCompleted: root.takeFocus()
    onVisibleChanged: root.takeFocus()

    Heading {
        Layout.fillWidth: true
        level: 2
        //: %1 is the name of a person
        text: qsTr("Welcome back, %1").arg(root.session.selectedName)
    }
    Banner {
        Layout.fillWidth: true
        visible: root.session.damaged
        kind: Banner.Danger
        //: Above the description of damage to stored notes
        title: qsTr("These notes cannot be opened now")
        text: root.session.problem
    }
    FormField {
        id: field

        objectName: "passphrase"
        Layout.fillWidth: true
        visible: !root.unlocking
        enabled: !root.waiting
        label: qsTr("Passphrase")
        help: qsTr("You may paste it.")
        error: root.waiting ? waitText.text : root.session.damaged ? "" : root.session.problem
        secret: true
        inputMethodHints: Qt.ImhHiddenText | Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
        onEdited: root.session.clearProblem()
        onAccepted: root.submit()
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.unlocking
        text: qsTr("Opening your notes. This takes about a second.")
    }
    AppButton {
        objectName: "unlock"
        Layout.fillWidth: true
        kind: AppButton.Primary
        icon.name: "unlock"
        text: qsTr("Unlock")
        enabled: !root.unlocking && !root.waiting && field.text.length > 0
        onClicked: root.submit()
    }
    AppButton {
        Layout.fillWidth: true
        kind: AppButton.Quiet
        alignStart: true
        icon.name: "go-previous"
        text: qsTr("Somebody else")
        visible: root.session.people.count > 1
        enabled: !root.unlocking
        onClicked: root.session.select("")
    }
    QtObject {
        id: waitText

        //: %n is a number of seconds, counting down
        readonly property string text: qsTr("Too many tries that did not open it. Try again in %n second(s). Nothing is erased.", "", root.session.waitSeconds)
    }
    Connections {
        target: root.session

        function onStateChanged(): void {
            if (root.session.state === SessionModel.Locked)
                root.takeFocus();
        }
    }
}
