// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! The mark and the name. */
RowLayout {
    spacing: Theme.space12

    Image {
        source: "qrc:/qt/qml/Safelight/Shell/icons/safelight.svg"
        sourceSize.width: Theme.iconLarge
        sourceSize.height: Theme.iconLarge
        Accessible.ignored: true
    }
    Heading {
        level: 0
        text: "Safelight"
    }
}
