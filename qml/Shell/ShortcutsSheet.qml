// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Loader of Qt 6.4 refuses bound components, so `root` is reached from inside it without the pragma.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.Triage

/*! What every key does. Opened with "?". */
Sheet {
    id: root

    property list<KeyHint> hints

    title: qsTr("Keys")

    Loader {
        Layout.fillWidth: true
        active: root.visible // the list is another one each time
        sourceComponent: ColumnLayout {
            spacing: Theme.space12

            Repeater {
                model: root.hints

                delegate: GridLayout {
                    id: row

                    required property string keys
                    required property string text

                    Layout.fillWidth: true
                    columns: root.width < 24 * Theme.fontBody ? 1 : 2
                    columnSpacing: Theme.space16
                    rowSpacing: Theme.space4

                    StatusTag {
                        Layout.preferredWidth: Math.round(120 * Theme.scale)
                        Layout.alignment: Qt.AlignTop
                        text: row.keys
                    }
                    BodyText {
                        Layout.fillWidth: true
                        text: row.text
                    }
                }
            }
        }
    }
}
