// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! The code of an invitation as a QR and in groups of five, with the address that belongs to it, while nobody has
    answered yet. */
ColumnLayout {
    id: root

    required property AddDeviceModel model

    spacing: Theme.space16

    function takeFocus(): void {
        heading.takeFocus();
    }

    Heading {
        id: heading

        Layout.fillWidth: true
        level: 2
        text: qsTr("Join with this code on the new device")
    }
    BodyText {
        Layout.fillWidth: true
        text: qsTr("Scan this with the new device's camera, or paste the link, or type code and address.")
    }
    GridLayout {
        Layout.fillWidth: true
        columns: root.width < Theme.compactBelow ? 1 : 2
        columnSpacing: Theme.space24
        rowSpacing: Theme.space16

        QrCode {
            id: qr

            /*! A link that carries a certificate has many modules: they need their room. */
            readonly property int side: Math.min(root.width, Math.max(320, qr.implicitWidth))

            objectName: "qr"
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: qr.side
            Layout.preferredHeight: qr.side
            text: root.model.link

            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("QR code with the link for the new device")
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.space12

            CodeText {
                objectName: "code"
                Layout.fillWidth: true
                code: root.model.code
            }
            MetaText {
                Layout.fillWidth: true
                //: Label above the internet address of the service
                text: qsTr("Address")
                Accessible.ignored: true
            }
            BodyText {
                objectName: "address"
                Layout.fillWidth: true
                text: root.model.address
                font.weight: Theme.weightStrong
                wrapMode: Text.WrapAnywhere
                //: Read by a screen reader; %1 is an internet address such as "safelight.example.org"
                Accessible.name: qsTr("Address: %1").arg(root.model.address)
            }
            MetaText {
                Layout.fillWidth: true
                //: %1 is a date and time
                text: qsTr("Works once, until %1. Keep it to yourself and the person who gets the device.").arg(root.model.expires)
            }
            FormField {
                objectName: "link"
                Layout.fillWidth: true
                //: Label of the link that the new device can open
                label: qsTr("Link")
                help: qsTr("To paste where scanning is not possible")
                readOnly: true
                text: root.model.link
                cursorPosition: 0
            }
        }
    }
    ProgressPanel {
        objectName: "waiting"
        Layout.fillWidth: true
        text: qsTr("Waiting for the new device to answer")
    }
}
