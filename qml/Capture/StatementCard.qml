// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! One statement being written: how it is known, the words, and what belongs to that kind. */
FocusScope {
    id: root

    required property int index
    required property int kind
    required property string statementText
    required property string toldBy
    required property string alternative
    required property string textProblem
    required property string toldByProblem
    required property string alternativeProblem

    property int count: 1
    property real room: 320

    signal written(string text)
    signal toldByWritten(string text)
    signal alternativeWritten(string text)
    signal kindChosen(int kind)
    signal splitRequested(int position)
    signal removeRequested
    signal cursorMoved(string field, int position)

    implicitWidth: 320
    implicitHeight: card.implicitHeight

    Accessible.role: Accessible.Grouping
    //: %1 is the number of a statement, %2 how many there are
    Accessible.name: qsTr("Statement %1 of %2").arg(root.index + 1).arg(root.count)

    function focusField(field: string, position: int): void {
        if (field === "kind")
            picker.forceActiveFocus(Qt.TabFocusReason);
        else if (field === "toldBy" && toldBy.visible)
            toldBy.takeFocusAt(position);
        else if (field === "alternative" && alternative.visible)
            alternative.takeFocusAt(position);
        else
            area.takeFocusAt(position);
    }

    KindWords {
        id: words

        kind: root.kind
    }

    Card {
        id: card

        anchors.left: parent.left
        anchors.right: parent.right

        ColumnLayout {
            anchors.fill: parent
            spacing: Theme.space16

            RowLayout {
                Layout.fillWidth: true
                visible: root.count > 1

                Heading {
                    Layout.fillWidth: true
                    level: 3
                    text: qsTr("Statement %1 of %2").arg(root.index + 1).arg(root.count)
                }
                AppButton {
                    kind: AppButton.Quiet
                    iconOnly: true
                    icon.name: "edit-delete"
                    //: %1 is the number of a statement
                    text: qsTr("Remove statement %1").arg(root.index + 1)
                    onClicked: root.removeRequested()
                }
            }
            KindPicker {
                id: picker

                objectName: "kindPicker"
                Layout.fillWidth: true
                current: root.kind
                room: root.room - 2 * card.padding
                onChosen: kind => root.kindChosen(kind)
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space12

                Rectangle { // the mark of a quotation
                    Layout.fillHeight: true
                    implicitWidth: 4
                    radius: 2
                    color: Theme.action
                    visible: root.kind === ConcernTypes.StatementKind.Said
                }
                FormArea {
                    id: area

                    objectName: "statementText"
                    Layout.fillWidth: true
                    label: words.question
                    help: words.help
                    error: root.textProblem
                    text: root.statementText
                    minimumLines: 4
                    input.inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                    input.font.italic: root.kind === ConcernTypes.StatementKind.Said
                    input.onCursorPositionChanged: {
                        if (area.input.activeFocus)
                            root.cursorMoved("text", area.cursorPosition);
                    }
                    onEdited: text => root.written(text)
                }
            }
            FormField {
                id: toldBy

                objectName: "toldBy"
                Layout.fillWidth: true
                visible: root.kind === ConcernTypes.StatementKind.Told
                label: qsTr("Who told you?")
                help: qsTr("A name or a role: a neighbour, a hostel worker.")
                optional: true
                error: root.toldByProblem
                text: root.toldBy
                inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                onCursorPositionChanged: {
                    if (toldBy.input.activeFocus)
                        root.cursorMoved("toldBy", toldBy.cursorPosition);
                }
                onEdited: text => root.toldByWritten(text)
            }
            FormArea {
                id: alternative

                objectName: "alternative"
                Layout.fillWidth: true
                visible: root.kind === ConcernTypes.StatementKind.Think
                label: qsTr("Could anything else explain it?")
                help: qsTr("Skip this if nothing comes to mind.")
                optional: true
                error: root.alternativeProblem
                text: root.alternative
                minimumLines: 2
                input.inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                input.onCursorPositionChanged: {
                    if (alternative.input.activeFocus)
                        root.cursorMoved("alternative", alternative.cursorPosition);
                }
                onEdited: text => root.alternativeWritten(text)
            }
            AppButton {
                objectName: "split"
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
                kind: AppButton.Quiet
                icon.name: "edit-cut"
                text: qsTr("Split at the cursor")
                description: qsTr("Makes the words after the cursor a statement of their own")
                visible: d.canSplit
                onClicked: root.splitRequested(area.cursorPosition)
            }
        }
    }

    QtObject {
        id: d

        readonly property bool canSplit: area.text.slice(0, area.cursorPosition).trim().length > 0 && area.text.slice(area.cursorPosition).trim().length > 0
    }
}
