// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! A thin line between groups. */
Rectangle {
    implicitWidth: 120
    implicitHeight: Math.max(1, Theme.border)
    color: Theme.outlineSoft

    Accessible.ignored: true
}
