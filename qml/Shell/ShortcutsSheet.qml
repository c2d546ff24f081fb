// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! What every key does. Opened with "?". */
Sheet {
    id: root

    property alias hints: repeater.model

    title: qsTr("Keys")

    Repeater {
        id: repeater

        delegate: RowLayout {
            id: row

            required property var modelData // a KeyHint of a page, or an object with keys and text

            Layout.fillWidth: true
            spacing: Theme.space16

            StatusTag {
                Layout.preferredWidth: Math.round(120 * Theme.scale)
                text: row.modelData.keys
            }
            BodyText {
                Layout.fillWidth: true
                text: row.modelData.text
            }
        }
    }
}
