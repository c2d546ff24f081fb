// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! The ground of an input: edge of 3:1, thicker and red on an error, focus ring. */
Rectangle {
    id: root

    property bool error: false
    property bool focused: false

    radius: Theme.radiusSmall
    color: Theme.surfaceRaised
    border.width: root.error ? 2 : Math.max(1, Theme.border)
    border.color: root.error ? Theme.danger : Theme.outline

    FocusRing {
        radius: Theme.radiusSmall
        visible: root.focused
    }
}
