// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.App.Shell
import Safelight.Theme

/*! Carries what a person chose into the theme. The only writer of Theme. */
Item {
    id: root

    required property AppearanceModel appearance

    visible: false

    Binding {
        target: Theme
        property: "mode"
        value: root.appearance.theme
    }
    Binding {
        target: Theme
        property: "textScale"
        value: root.appearance.textScale
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.appearance.reducedMotion
    }
}
