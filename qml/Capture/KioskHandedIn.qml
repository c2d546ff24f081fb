// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! The slip number, large enough to copy by hand, and the way out. */
FocusScope {
    id: root

    required property string slip
    required property string time

    signal finishRequested

    implicitWidth: 320
    implicitHeight: column.implicitHeight

    function takeFocus(): void {
        finish.forceActiveFocus(Qt.TabFocusReason);
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.space16

        Banner {
            Layout.fillWidth: true
            kind: Banner.Success
            //: %1 is a time such as 21:04
            title: qsTr("Safe on this device at %1. Thank you.").arg(root.time)
            text: qsTr("It is sealed and goes to the safeguarding champions as soon as there is a connection. Nothing of it can be read here.")
        }
        Card {
            Layout.fillWidth: true

            contentItem: ColumnLayout {
                spacing: Theme.space8

                BodyText {
                    Layout.fillWidth: true
                    text: qsTr("Your slip number. Copy it down to ask later how far it is.")
                }
                Heading {
                    objectName: "slip"
                    Layout.fillWidth: true
                    level: 0
                    text: root.slip
                    font.family: Theme.familyTimes
                    font.letterSpacing: 2
                    // Read out one by one, not as a word
                    Accessible.name: root.slip.split("").join(" ")
                }
            }
        }
        AppButton {
            id: finish

            objectName: "finish"
            Layout.fillWidth: true
            kind: AppButton.Primary
            text: qsTr("I have my number, clear the screen")
            focus: true
            onClicked: root.finishRequested()
        }
    }
}
