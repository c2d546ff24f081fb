// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Safelight.Theme

/*! A raised ground that holds things together: put one layout inside. */
T.Pane {
    id: root

    property bool sunken: false

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.space16

    Accessible.ignored: true // a ground is nothing to a screen reader: what lies on it is

    background: Rectangle {
        radius: Theme.radius
        color: root.sunken ? Theme.surfaceSunken : Theme.surfaceRaised
        border.width: Theme.border
        border.color: Theme.outlineSoft
    }
}
