// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! The keys of the champion's desk, for the list under "?". TriagePage answers to them. */
QtObject {
    readonly property list<KeyHint> hints: [
        KeyHint {
            //: Keys; the letters are the same in every language
            keys: qsTr("J or ↓")
            text: qsTr("Next concern")
        },
        KeyHint {
            //: Keys; the letters are the same in every language
            keys: qsTr("K or ↑")
            text: qsTr("Previous concern")
        },
        KeyHint {
            //: A key
            keys: qsTr("Enter")
            text: qsTr("Open the concern")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("U")
            text: qsTr("Choose how fast to respond")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("O")
            text: qsTr("Take the concern over, or start work on it")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("T")
            text: qsTr("Choose when it is due")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("S")
            text: qsTr("Settle two choices")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("D")
            //: What a key does: leads to the form for a decision
            text: qsTr("Decide")
        },
        KeyHint {
            //: Keys, pressed together
            keys: qsTr("Ctrl+Enter")
            text: qsTr("Record the decision")
        },
        KeyHint {
            //: A key; the letter is the same in every language
            keys: qsTr("L")
            text: qsTr("Show decided or open concerns")
        },
        KeyHint {
            //: A key
            keys: qsTr("/")
            //: What a key does: leads to the search field
            text: qsTr("Search")
        },
        KeyHint {
            //: A key
            keys: qsTr("Esc")
            text: qsTr("Back to the inbox")
        }
    ]
}
