// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Theme

/*! One line of text with its label, help and error. */
FocusScope {
    id: root

    property alias label: frame.label
    property alias help: frame.help
    property alias error: frame.error
    property alias optional: frame.optional
    property alias text: input.text
    property alias placeholder: input.placeholderText
    property alias readOnly: input.readOnly
    /*! What is written here is sensitive unless the page says otherwise: no keyboard learns from it. */
    property alias inputMethodHints: input.inputMethodHints
    property alias maximumLength: input.maximumLength
    property alias cursorPosition: input.cursorPosition
    property alias input: input
    /*! Text is hidden while true, with a button to show it. Pasting is always allowed. */
    property bool secret: false

    readonly property string note: root.error.length > 0 ? root.error : root.help

    signal edited(string text)
    signal accepted

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.Grouping
    Accessible.name: root.label

    QtObject {
        id: d

        /*! Beside the button there would not be room for ten letters: it goes below. */
        readonly property bool tight: root.secret && root.width - show.implicitWidth - Theme.space8 < 10 * Theme.fontBody
        //: Read by a screen reader: label of a field, then its help or error
        readonly property string labelAndNote: qsTr("%1. %2").arg(root.label).arg(root.note)
    }

    function takeFocus(): void {
        input.forceActiveFocus(Qt.TabFocusReason);
    }
    /*! With the cursor after so many characters; below 0: behind the last. */
    function takeFocusAt(position: int): void {
        root.takeFocus();
        input.cursorPosition = position < 0 ? input.length : Math.min(position, input.length);
    }

    Column { // layouts inside layouts chase each other when text wraps
        id: column

        width: root.width
        spacing: Theme.space8

        FieldFrame {
            id: frame

            width: column.width
        }
        GridLayout {
            width: column.width
            columns: d.tight ? 1 : 2
            columnSpacing: Theme.space8
            rowSpacing: Theme.space8

            TextField {
                id: input

                property bool shown: false

                Layout.fillWidth: true
                implicitHeight: Math.max(Theme.touchTarget, contentHeight + topPadding + bottomPadding)
                focus: true
                leftPadding: Theme.space12
                rightPadding: Theme.space12
                font.family: Theme.family
                font.pixelSize: Theme.fontBody
                color: Theme.text
                placeholderTextColor: Theme.textMuted
                selectionColor: Theme.selection
                selectedTextColor: Theme.inkSelection
                selectByMouse: true
                inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                echoMode: root.secret && !input.shown ? TextInput.Password : TextInput.Normal

                Accessible.role: Accessible.EditableText
                Accessible.name: root.label
                // Qt tells no name of a hidden field, so its label goes first into the description.
                Accessible.description: !root.secret || input.shown ? root.note : root.note.length > 0 ? d.labelAndNote : root.label
                Accessible.passwordEdit: root.secret && !input.shown

                onTextEdited: root.edited(input.text)
                onAccepted: root.accepted()

                background: FieldBackground {
                    error: root.error.length > 0
                    focused: input.activeFocus
                }
            }
            AppButton {
                id: show

                objectName: "show"
                visible: root.secret
                icon.name: input.shown ? "password-show-off" : "password-show-on"
                //: A button beside a passphrase: hides or shows its letters
                text: input.shown ? qsTr("Hide") : qsTr("Show")
                //: Said of the Show button beside a hidden field
                description: input.shown ? qsTr("Hides what you typed") : qsTr("Shows what you typed")
                onClicked: input.shown = !input.shown
            }
        }
    }
}
