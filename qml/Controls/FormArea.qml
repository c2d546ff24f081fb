// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Safelight.Theme

/*! Several lines of text with label, help and error. Grows with what is written; Tab moves on. */
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
    property alias cursorPosition: input.cursorPosition
    property alias input: input
    property int minimumLines: 3

    signal edited(string text)

    implicitWidth: 280
    implicitHeight: column.implicitHeight

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
        TextArea {
            id: input

            width: column.width
            implicitHeight: Math.max(metrics.lineSpacing * root.minimumLines, contentHeight) + topPadding + bottomPadding
            focus: true
            padding: Theme.space12
            font.family: Theme.family
            font.pixelSize: Theme.fontBody
            color: Theme.text
            placeholderTextColor: Theme.textMuted
            selectionColor: Theme.selection
            selectedTextColor: Theme.inkSelection
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText

            Accessible.role: Accessible.EditableText
            Accessible.name: root.label
            Accessible.description: root.error.length > 0 ? root.error : root.help
            Accessible.multiLine: true

            Keys.priority: Keys.BeforeItem
            Keys.onTabPressed: input.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: input.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            onTextChanged: {
                if (input.activeFocus)
                    root.edited(input.text);
            }

            background: FieldBackground {
                error: root.error.length > 0
                focused: input.activeFocus
            }

            FontMetrics {
                id: metrics

                font: input.font
            }
        }
    }
}
