// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Triage

/*! The keys that work everywhere. */
QtObject {
    readonly property list<KeyHint> hints: [
        KeyHint {
            keys: "Ctrl+N"
            text: qsTr("New note")
        },
        KeyHint {
            keys: "Alt+1 … 4"
            text: qsTr("Go to a place")
        },
        KeyHint {
            keys: "Ctrl+L"
            text: qsTr("Lock")
        },
        KeyHint {
            keys: "?"
            text: qsTr("This list")
        }
    ]
}
