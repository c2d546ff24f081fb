// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Triage

/*! The keys of the page where notes are written. */
QtObject {
    readonly property list<KeyHint> hints: [
        KeyHint {
            keys: "Ctrl+1"
            text: qsTr("This statement: I saw")
        },
        KeyHint {
            keys: "Ctrl+2"
            text: qsTr("This statement: they said")
        },
        KeyHint {
            keys: "Ctrl+3"
            text: qsTr("This statement: I was told")
        },
        KeyHint {
            keys: "Ctrl+4"
            text: qsTr("This statement: I think")
        },
        KeyHint {
            keys: qsTr("Ctrl+Enter")
            text: qsTr("Save")
        },
        KeyHint {
            keys: qsTr("Page Up, Page Down")
            text: qsTr("Scroll the page")
        }
    ]
}
