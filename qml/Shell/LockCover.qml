// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Controls
import Safelight.Theme

/*! Hides everything at once: while locking, and while another program has the attention. */
Rectangle {
    id: root

    color: Theme.surface
    z: 100

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Safelight is covered")

    Brand {
        anchors.centerIn: parent
    }
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.AllButtons
    }
}
