// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls

/*! One fact of a note: a small label with its value under it. */
ColumnLayout {
    id: root

    property string label
    property string value

    spacing: 2
    visible: root.value.length > 0

    Accessible.role: Accessible.StaticText
    //: Read by a screen reader: %1 is the label of a fact, %2 its value
    Accessible.name: qsTr("%1: %2").arg(root.label).arg(root.value)

    MetaText {
        Layout.fillWidth: true
        text: root.label
        Accessible.ignored: true
    }
    BodyText {
        Layout.fillWidth: true
        text: root.value
        Accessible.ignored: true
    }
}
