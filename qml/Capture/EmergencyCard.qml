// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Controls
import Safelight.Theme

/*! Call 999: what to say, who to tell next. Needs no connection. */
T.Pane {
    id: root

    property bool unsure: false
    property bool canDial: false
    property bool dialFailed: false
    property string dialledTime

    readonly property string headingText: root.unsure ? qsTr("If somebody could be hurt soon, call 999") : qsTr("Call 999 now")

    signal dialRequested

    implicitWidth: 280
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.space16

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.headingText

    contentItem: ColumnLayout {
        spacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: "call-start"
                color: Theme.danger
            }
            Heading {
                Layout.fillWidth: true
                level: 2
                text: root.headingText
                color: Theme.inkDangerContainer
            }
        }
        BodyText {
            Layout.fillWidth: true
            visible: root.unsure
            text: qsTr("Not being sure is a good enough reason to call.")
            color: Theme.inkDangerContainer
        }
        Repeater {
            model: [qsTr("Say where you are first, then what is happening now."), qsTr("Say who may be hurt and whether you can see a weapon."), qsTr("Keep yourself safe. Do not follow and do not hold anyone."), qsTr("Then tell your team lead. This note can wait.")]

            delegate: NumberedStep {
                Layout.fillWidth: true
            }
        }
        AppButton {
            objectName: "dial999"
            Layout.fillWidth: true
            visible: root.canDial
            kind: AppButton.Danger
            icon.name: "call-start"
            text: qsTr("Call 999")
            onClicked: root.dialRequested()
        }
        MetaText {
            Layout.fillWidth: true
            visible: root.dialFailed
            text: qsTr("This device cannot call. Use a telephone: 999.")
            color: Theme.inkDangerContainer
        }
        MetaText {
            Layout.fillWidth: true
            visible: root.dialledTime.length > 0
            //: %1 is a time such as 21:04
            text: qsTr("The call button was used at %1. That is part of the note.").arg(root.dialledTime)
            color: Theme.inkDangerContainer
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.dangerContainer
        border.width: 2
        border.color: Theme.danger
    }
}
