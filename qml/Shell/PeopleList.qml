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
    Repeater {
        model: root.people

        delegate: PersonRow {
            required property string folder

            Layout.fillWidth: true
            focus: true
            onClicked: root.picked(folder)
        }
    }
}
