// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Safelight.Theme

/*! A slim scroll bar that stays in sight while there is more to see. */
ScrollBar {
    id: root

    policy: root.size < 1 ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded

    contentItem: Rectangle {
        implicitWidth: 6
        radius: 3
        color: Theme.outline
        visible: root.size < 1
    }
}
