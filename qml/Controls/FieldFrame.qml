// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! Label, help and error around one input. The error stands between label and input, where it is read first. */
ColumnLayout {
    id: root

    property string label
    property string help
    property string error
    property bool optional: false

    spacing: Theme.space4

    BodyText {
        Layout.fillWidth: true
        //: After the label of a field that may stay empty
        text: root.optional ? qsTr("%1 (optional)").arg(root.label) : root.label
        font.weight: Theme.weightStrong
        visible: root.label.length > 0
        Accessible.ignored: true
    }
    MetaText {
        Layout.fillWidth: true
        text: root.help
        visible: root.help.length > 0
        Accessible.ignored: true
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.space8
        visible: root.error.length > 0

        AppIcon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            name: "dialog-error-symbolic"
            color: Theme.danger
            size: Theme.iconSmall
        }
        BodyText {
            Layout.fillWidth: true
            text: root.error
            color: Theme.danger
            font.weight: Theme.weightMedium
            Accessible.role: Accessible.AlertMessage
        }
    }
}
