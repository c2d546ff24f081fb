// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! Everything once more before it is handed in; after that nobody can open it here. */
ColumnLayout {
    id: root

    required property CaptureModel note

    signal changeRequested(string field)

    spacing: Theme.space16

    function takeFocus(): void {
        changeWords.forceActiveFocus(Qt.TabFocusReason);
    }

    Banner {
        Layout.fillWidth: true
        kind: Banner.Info
        text: qsTr("Once you hand this in, it is sealed for the safeguarding champions. It cannot be opened again on this computer.")
    }
    Column { // not a layout: its rows come and go
        Layout.fillWidth: true
        spacing: Theme.space16

        Repeater {
            model: root.note.statements

            delegate: NotePart {
                required property int index

                width: parent ? parent.width : 0
                visible: statementText.trim().length > 0
                isAmendment: false
                time: ""
                stage: ConcernTypes.CustodyStage.Draft
                stageText: ""
                attentionText: ""
            }
        }
    }
    AppButton {
        id: changeWords

        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        kind: AppButton.Quiet
        icon.name: "document-edit"
        text: qsTr("Change the words")
        onClicked: root.changeRequested("statement.0.text")
    }
    Card {
        Layout.fillWidth: true

        contentItem: ColumnLayout {
            spacing: Theme.space12

            FactRow {
                Layout.fillWidth: true
                label: qsTr("Immediate danger")
                value: root.note.danger === ConcernTypes.Danger.Yes ? qsTr("Yes") : root.note.danger === ConcernTypes.Danger.No ? qsTr("No") : qsTr("Not sure")
            }
            FactRow {
                Layout.fillWidth: true
                label: qsTr("Who")
                value: root.note.who.length > 0 ? root.note.who : root.note.whoUnknown ? qsTr("Not known") : qsTr("Nothing was said")
            }
            FactRow {
                Layout.fillWidth: true
                label: qsTr("About how old")
                value: root.note.age
            }
            FactRow {
                Layout.fillWidth: true
                label: qsTr("Where")
                value: root.note.where.length > 0 ? root.note.where : qsTr("Nothing was said")
            }
            FactRow {
                Layout.fillWidth: true
                label: qsTr("When")
                value: root.note.whenSummary
            }
        }
    }
    AppButton {
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        kind: AppButton.Quiet
        icon.name: "document-edit"
        text: qsTr("Change who, where or when")
        onClicked: root.changeRequested("who")
    }
}
