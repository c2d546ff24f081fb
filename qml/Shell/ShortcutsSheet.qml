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

    Column { // not a layout: its rows come and go
        Layout.fillWidth: true
        spacing: Theme.space12

        Repeater {
            id: repeater

            delegate: Item {
                id: row

                required property var modelData // a KeyHint of a page

                width: parent ? parent.width : 0
                height: Math.max(keys.implicitHeight, words.implicitHeight)

                StatusTag {
                    id: keys

                    anchors.left: parent.left
                    anchors.top: parent.top
                    width: Math.round(120 * Theme.scale)
                    text: row.modelData.keys
                }
                BodyText {
                    id: words

                    anchors.left: keys.right
                    anchors.leftMargin: Theme.space16
                    anchors.right: parent.right
                    text: row.modelData.text
                }
            }
        }
    }
}
