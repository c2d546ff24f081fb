// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.impl
import Safelight.Theme

/*! A freedesktop icon by name, in one colour of the theme. Never alone: a word stands beside it. */
IconImage {
    id: root

    property int size: Theme.iconSize

    implicitWidth: root.size
    implicitHeight: root.size
    sourceSize: Qt.size(root.size, root.size)
    color: Theme.text

    Accessible.ignored: true
}
