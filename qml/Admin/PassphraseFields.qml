// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! A new passphrase, twice, with help that counts along. */
ColumnLayout {
    id: root

    required property JoinModel model
    property alias passphrase: first.text
    property alias repeated: second.text

    signal accepted

    spacing: Theme.space16

    function takeFocus(): void {
        first.takeFocus();
    }
    function goTo(field: string): void {
        if (field === "passphrase")
            first.takeFocus();
        else if (field === "repeat")
            second.takeFocus();
    }
    /*! Nothing of it stays on a page that has moved on. */
    function forget(): void {
        first.text = "";
        second.text = "";
    }

    QtObject {
        id: d

        readonly property int missing: root.model.missingCharacters(first.text)
    }

    FormField {
        id: first

        objectName: "passphrase"
        Layout.fillWidth: true
        secret: true
        label: qsTr("Choose your passphrase")
        help: qsTr("15 characters or more. Four or five words that only you would put together are easy to type and hard to guess. Nobody can reset it for you.")
        error: root.model.problemField === "passphrase" ? root.model.problem : ""
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        onAccepted: second.takeFocus()
    }
    StatusTag {
        id: length

        objectName: "length"
        visible: first.text.length > 0
        kind: d.missing > 0 ? Banner.Warning : Banner.Success
        //: How many characters a new passphrase still needs, or that it needs no more
        text: d.missing > 0 ? qsTr("%n more character(s)", "", d.missing) : qsTr("Long enough")
    }
    FormField {
        id: second

        objectName: "repeat"
        Layout.fillWidth: true
        secret: true
        label: qsTr("The same passphrase again")
        error: root.model.problemField === "repeat" ? root.model.problem : ""
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        onAccepted: root.accepted()
    }
}
