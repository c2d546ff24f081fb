// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Controls
import Safelight.Theme

/*! Ground of a row in a list: the open one has a bar at its start, the focused one a ring. */
Rectangle {
    id: root

    property bool open: false
    property bool hovered: false
    property bool focused: false

    radius: Theme.radiusSmall
    color: root.open ? Theme.actionContainer : root.hovered ? Theme.surfaceSunken : Theme.surfaceRaised
    border.width: root.open ? Math.max(1, Theme.border) : Theme.border
    border.color: root.open ? Theme.action : Theme.outlineSoft

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space4
        width: Theme.space4
        radius: 2
        color: Theme.action
        visible: root.open
    }
    FocusRing {
        anchors.margins: 0
        radius: Theme.radiusSmall - 5
        visible: root.focused
    }
}
