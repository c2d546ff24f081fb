// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! Who a note is about. Not knowing is an answer like any other. */
ColumnLayout {
    id: root

    required property string who
    required property bool whoUnknown
    required property string age
    property string whoProblem
    property string ageProblem

    signal whoWritten(string text)
    signal unknownToggled(bool unknown)
    signal ageWritten(string text)
    signal cursorMoved(string field, int position)

    spacing: Theme.space12

    function focusField(field: string, position: int): void {
        if (field === "age")
            ageField.takeFocusAt(position);
        else
            whoField.takeFocusAt(position);
    }

    FormField {
        id: whoField

        objectName: "who"
        Layout.fillWidth: true
        label: root.whoUnknown ? qsTr("How would you recognise them?") : qsTr("Who is this about?")
        help: root.whoUnknown ? qsTr("For example: grey tent, woman, red scarf.") : qsTr("A name, an alias, or how you would recognise them.")
        optional: true
        error: root.whoProblem
        text: root.who
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onCursorPositionChanged: {
            if (whoField.input.activeFocus)
                root.cursorMoved("who", whoField.cursorPosition);
        }
        onEdited: text => root.whoWritten(text)
    }
    ToggleRow {
        objectName: "whoUnknown"
        Layout.fillWidth: true
        text: qsTr("I do not know who this is")
        checked: root.whoUnknown
        onToggled: root.unknownToggled(checked)
    }
    FormField {
        id: ageField

        objectName: "age"
        Layout.fillWidth: true
        label: qsTr("About how old?")
        optional: true
        error: root.ageProblem
        text: root.age
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onCursorPositionChanged: {
            if (ageField.input.activeFocus)
                root.cursorMoved("age", ageField.cursorPosition);
        }
        onEdited: text => root.ageWritten(text)
    }
}
