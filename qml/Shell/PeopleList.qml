// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! The people of a shared device, by name. */
ColumnLayout {
    id: root

    required property PersonListModel people

    signal picked(string folder)

    spacing: Theme.space8

    Heading {
        Layout.fillWidth: true
        level: 2
        text: qsTr("Who are you?")
    }
    Column { // not a layout: its rows come and go
        Layout.fillWidth: true
        spacing: Theme.space8

        Repeater {
            model: root.people

            delegate: PersonRow {
                required property string folder

                width: parent ? parent.width : 0
                focus: true
                onClicked: root.picked(folder)
            }
        }
    }
}
