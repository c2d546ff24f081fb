// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.impl
import Safelight.Theme

/*! A freedesktop icon by name, in one colour of the theme. Never alone: a word stands beside it. */
Item {
    id: root

    property alias name: image.name
    property alias color: image.color
    property int size: Theme.iconSize

    implicitWidth: root.size
    implicitHeight: root.size

    Accessible.ignored: true

    IconImage {
        id: image

        anchors.centerIn: parent
        width: root.size
        height: root.size
        sourceSize.width: root.size
        sourceSize.height: root.size
        color: Theme.text
        Accessible.ignored: true
    }
}
