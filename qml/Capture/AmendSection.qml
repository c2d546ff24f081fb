// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! Correcting or adding to a saved note: a signed, dated record of its own. The note itself never changes. */
ColumnLayout {
    id: root

    required property string amendment
    required property string problem
    required property bool saving
    required property bool saved
    required property bool resumed

    signal written(string text)
    signal saveRequested

    spacing: Theme.space12

    function takeFocus(): void {
        area.takeFocusAt(-1);
    }

    Banner {
        Layout.fillWidth: true
        visible: root.resumed
        kind: Banner.Info
        //: Title of a message above a correction that was begun before
        title: qsTr("You were writing this")
        text: qsTr("Nothing was lost. Go on where you stopped.")
    }
    FormArea {
        id: area

        objectName: "amendment"
        Layout.fillWidth: true
        label: qsTr("Correct or add something")
        help: qsTr("What you wrote before stays as it was. This is added below it, with the time.")
        error: root.problem
        text: root.amendment
        minimumLines: 2
        enabled: !root.saving
        input.inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onEdited: text => root.written(text)
    }
    Banner {
        Layout.fillWidth: true
        visible: root.saved
        kind: Banner.Success
        text: qsTr("Saved on this device. It goes to everyone who has the note.")
    }
    AppButton {
        objectName: "saveAmendment"
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        icon.name: "document-save"
        text: root.saving ? qsTr("Saving") : qsTr("Add to the note")
        enabled: !root.saving
        onClicked: root.saveRequested()
    }
}
