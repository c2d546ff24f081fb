// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Theme

/*! Work that takes a while: what is being done, and how far it is. value 0 to 1; below 0 the length is not known. */
Item { // a pane would be told to assistive technology as a pane, whatever role it is given
    id: root

    property string text
    property real value: -1
    readonly property bool known: root.value >= 0
    /*! Such as "312 of 1,000"; empty when there is nothing to count. */
    property string count
    /*! Offered only where stopping is safe. */
    property string cancelText

    signal cancelled

    implicitWidth: 280
    implicitHeight: column.implicitHeight + 2 * Theme.space16

    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.text
    // Qt 6.4 tells no value of a progress bar, so it stands here in words.
    Accessible.description: root.count.length > 0 || !root.known ? root.count : d.percent

    QtObject {
        id: d

        //: %1 is how much of some work is done, in percent
        readonly property string percent: qsTr("%1 %").arg(Math.round(100 * root.value))
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surfaceRaised
        border.width: Theme.border
        border.color: Theme.outlineSoft
    }
    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.space16
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            BodyText {
                Layout.fillWidth: true
                text: root.text
            }
            MetaText {
                text: root.count
                figures: true
                visible: root.count.length > 0
            }
        }
        Rectangle {
            id: track

            Layout.fillWidth: true
            implicitHeight: 8
            radius: 4
            color: Theme.surfaceSunken
            border.width: 1
            border.color: Theme.outline
            clip: true

            Rectangle {
                id: bar

                property real phase

                height: parent.height
                radius: 4
                color: Theme.action
                width: parent.width * (root.known ? Math.min(1, root.value) : 0.3)
                x: root.known ? 0 : (parent.width - bar.width) * bar.phase

                SequentialAnimation on phase {
                    running: !root.known && Theme.motionMs > 0 && root.visible
                    loops: Animation.Infinite

                    NumberAnimation {
                        from: 0
                        to: 1
                        duration: 900
                        easing.type: Easing.InOutQuad
                    }
                    NumberAnimation {
                        from: 1
                        to: 0
                        duration: 900
                        easing.type: Easing.InOutQuad
                    }
                }
            }
        }
        AppButton {
            text: root.cancelText
            visible: root.cancelText.length > 0
            onClicked: root.cancelled()
        }
    }
}
