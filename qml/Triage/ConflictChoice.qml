// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! One of the values that stand side by side: what, by whom, when, and the way to settle on it. */
ColumnLayout {
    id: root

    required property string changeId
    required property string valueText
    required property string author
    required property string timeText
    required property bool shown
    property bool busy: false
    readonly property alias settle: button

    signal settleRequested(string changeId)

    spacing: Theme.space8

    BodyText {
        Layout.fillWidth: true
        text: root.valueText
        font.pixelSize: Theme.fontTitle
        font.weight: Theme.weightStrong
    }
    MetaText {
        Layout.fillWidth: true
        //: %1 is a name, %2 is a time
        text: qsTr("%1, %2").arg(root.author).arg(root.timeText)
        figures: true
    }
    AppButton {
        id: button

        Layout.fillWidth: true
        enabled: !root.busy
        //: %1 is one of the values to choose from
        text: qsTr("Settle on “%1”").arg(root.valueText)
        //: %1 is a name
        description: qsTr("Chosen by %1").arg(root.author)
        onClicked: root.settleRequested(root.changeId)
    }
    StatusTag {
        Layout.maximumWidth: parent.width
        text: qsTr("Counts for now")
        iconName: "dialog-ok-apply"
        visible: root.shown
    }
}
