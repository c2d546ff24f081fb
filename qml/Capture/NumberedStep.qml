// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! One step of a numbered list on a danger ground. */
RowLayout {
    id: root

    required property int index
    required property string modelData

    spacing: Theme.space8

    BodyText {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Theme.iconSize
        //: The number of a step in a list
        text: qsTr("%1.").arg(root.index + 1)
        color: Theme.inkDangerContainer
        font.weight: Theme.weightStrong
        Accessible.ignored: true
    }
    BodyText {
        Layout.fillWidth: true
        text: root.modelData
        color: Theme.inkDangerContainer
    }
}
