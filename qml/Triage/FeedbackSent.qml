// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! What the author has been told, or that a person must tell them. */
Item {
    id: root

    required property int feedback
    required property string text

    implicitWidth: 280
    implicitHeight: root.feedback === Triage.Feedback.NoWay ? banner.implicitHeight : line.implicitHeight
    visible: root.text.length > 0

    Banner {
        id: banner

        width: parent.width
        visible: root.feedback === Triage.Feedback.NoWay
        kind: Banner.Warning
        title: qsTr("Tell them yourself")
        text: root.text
    }
    RowLayout {
        id: line

        width: parent.width
        visible: root.feedback !== Triage.Feedback.NoWay
        spacing: Theme.space8

        AppIcon {
            Layout.alignment: Qt.AlignTop
            name: "mail-reply-sender"
            size: Theme.iconSmall
            color: Theme.success
        }
        BodyText {
            Layout.fillWidth: true
            text: root.text
        }
    }
}
