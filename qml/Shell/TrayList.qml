// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! What the service refused, and what came and could not be used: each says why, until a person has seen it. */
ColumnLayout {
    id: root

    required property TrayModel tray

    /*! A row goes, and with it the button that had the focus. */
    signal rowSeen

    spacing: Theme.space12

    Heading {
        Layout.fillWidth: true
        level: 3
        text: qsTr("To look at")
    }
    Banner {
        Layout.fillWidth: true
        visible: text.length > 0
        kind: Banner.Warning
        text: root.tray ? root.tray.problem : ""
    }
    Column { // not a layout: its rows come and go
        Layout.fillWidth: true
        spacing: Theme.space12

        Repeater {
            model: root.tray

            delegate: TrayRow {
                required property string itemId

                width: parent ? parent.width : 0
                onSeen: {
                    root.tray.markSeen(itemId);
                    root.rowSeen();
                }
            }
        }
    }
}
