// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls

/*! Safelight cannot go on: why, and what to do. Nothing else, so that nothing is touched. */
ScrollPage {
    id: root

    property string title
    property string text

    Accessible.role: Accessible.Pane
    Accessible.name: root.title

    Brand {
        Layout.topMargin: Math.max(0, root.height * 0.12)
    }
    Banner {
        Layout.fillWidth: true
        kind: Banner.Danger
        title: root.title
        text: root.text
    }
    AppButton {
        //: Ends the program
        text: qsTr("Close Safelight")
        focus: true
        onClicked: Qt.quit()
    }
}
