// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! The actions of a page, where a thumb reaches them. Buttons go into the row. */
Rectangle {
    id: root

    default property alias actions: grid.data
    property real maximumWidth: Theme.readingWidth
    /*! Of the page, so that buttons and fields end on one line. */
    property int margin: Theme.space16
    property bool stacked: root.width < 420 * Theme.scale

    implicitWidth: 320
    implicitHeight: grid.implicitHeight + 2 * Theme.space12
    color: Theme.surfaceRaised

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.max(1, Theme.border)
        color: Theme.outlineSoft
    }
    GridLayout {
        id: grid

        anchors.centerIn: parent
        width: Math.min(root.width - 2 * root.margin, root.maximumWidth)
        columns: root.stacked ? 1 : 3
        columnSpacing: Theme.space12
        rowSpacing: Theme.space8
    }
}
