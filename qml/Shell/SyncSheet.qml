// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! How this device and the service stand, in whole sentences, with what can be done. */
Sheet {
    id: root

    required property Desk desk
    readonly property SyncStatus status: root.desk.sync
    readonly property TrayModel tray: root.desk.tray

    title: qsTr("Where your notes are")

    Banner {
        Layout.fillWidth: true
        kind: root.status ? root.status.kind : Banner.Info
        text: root.status ? root.status.text : ""
        actionText: root.status ? root.status.actionText : ""
        onActionTriggered: root.status.tryNow()
    }
    Banner {
        Layout.fillWidth: true
        visible: root.status !== null && root.status.clockText.length > 0
        kind: Banner.Warning
        text: root.status ? root.status.clockText : ""
    }
    TrayList {
        Layout.fillWidth: true
        visible: root.tray !== null && root.tray.count > 0
        tray: root.tray
        onRowSeen: root.takeFocus()
    }
    MetaText {
        Layout.fillWidth: true
        visible: root.status !== null && root.status.lastGoodText.length > 0
        figures: true
        //: %1 is a time such as 21:04
        text: qsTr("Last heard from the service: %1").arg(root.status ? root.status.lastGoodText : "")
    }
    BodyText {
        Layout.fillWidth: true
        color: Theme.textMuted
        text: qsTr("What you save is encrypted and kept on this device first. It is sent when there is a connection, also while Safelight is locked.")
    }
}
