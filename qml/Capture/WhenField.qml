// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! When it happened: now unless changed, and never more exact than what the person knows. */
ColumnLayout {
    id: root

    required property int choice
    required property string date
    required property string from
    required property string to
    property string summary
    property string dateProblem
    property string fromProblem
    property string toProblem
    property bool clockSuspect: false
    property real room: 320

    signal chosen(int choice)
    signal dateWritten(string text)
    signal fromWritten(string text)
    signal toWritten(string text)

    readonly property bool earlier: root.choice !== ConcernTypes.WhenChoice.Now

    spacing: Theme.space12

    function focusField(field: string): void {
        if (field === "whenDate")
            dateField.takeFocus();
        else if (field === "whenFrom" && fromField.visible)
            fromField.takeFocus();
        else if (field === "whenTo" && toField.visible)
            toField.takeFocus();
        else
            group.takeFocus();
    }

    ChoiceGroup {
        id: group

        objectName: "when"
        Layout.fillWidth: true
        label: qsTr("When was it?")
        inline: true
        current: root.choice
        options: [
            {
                "value": ConcernTypes.WhenChoice.Now,
                "text": qsTr("Now")
            },
            {
                "value": ConcernTypes.WhenChoice.EarlierToday,
                "text": qsTr("Earlier today")
            },
            {
                "value": ConcernTypes.WhenChoice.Yesterday,
                "text": qsTr("Yesterday")
            },
            {
                "value": ConcernTypes.WhenChoice.AnotherDay,
                "text": qsTr("Another day")
            }
        ]
        onChosen: value => root.chosen(value)
    }
    Banner {
        Layout.fillWidth: true
        visible: root.clockSuspect
        kind: Banner.Warning
        title: qsTr("This device's clock may be wrong")
        text: qsTr("Say the time yourself if you know it. The note is marked, and nothing is refused.")
    }
    FormField {
        id: dateField

        objectName: "whenDate"
        Layout.fillWidth: true
        visible: root.choice === ConcernTypes.WhenChoice.AnotherDay
        label: qsTr("Which day?")
        help: qsTr("Day, month and year, like 24/11/2026.")
        error: root.dateProblem
        text: root.date
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onEdited: text => root.dateWritten(text)
    }
    GridLayout {
        Layout.fillWidth: true
        visible: root.earlier
        columns: root.room < 480 * Theme.scale ? 1 : 2
        columnSpacing: Theme.space16
        rowSpacing: Theme.space12

        FormField {
            id: fromField

            objectName: "whenFrom"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            label: qsTr("From about")
            help: qsTr("Like 22:10. Leave it empty if you do not know.")
            optional: true
            error: root.fromProblem
            text: root.from
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhPreferNumbers
            onEdited: text => root.fromWritten(text)
        }
        FormField {
            id: toField

            objectName: "whenTo"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            label: qsTr("Until about")
            help: qsTr("Leave it empty if it was one moment.")
            optional: true
            error: root.toProblem
            text: root.to
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhPreferNumbers
            onEdited: text => root.toWritten(text)
        }
    }
    MetaText {
        Layout.fillWidth: true
        visible: root.summary.length > 0
        figures: true
        //: %1 is a time or a stretch of time, such as "between 22:10 and 22:14"
        text: qsTr("Will be written down as: %1").arg(root.summary)
    }
}
