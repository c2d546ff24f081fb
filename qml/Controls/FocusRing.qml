// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! Two-tone focus ring around the item it is put into; one of the two tones stands out on every ground. */
Item {
    id: root

    property int radius: Theme.radius

    anchors.fill: parent
    anchors.margins: -5
    z: 10

    Rectangle {
        anchors.fill: parent
        radius: root.radius + 5
        color: Theme.clear
        border.width: Theme.focusWidth
        border.color: Theme.focus
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.focusWidth
        radius: root.radius + 2
        color: Theme.clear
        border.width: 2
        border.color: Theme.focusInner
    }
}
