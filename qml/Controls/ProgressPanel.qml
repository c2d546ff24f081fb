// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Theme

/*! Work that takes a while: what is being done, and how far it is. value 0 to 1; below 0 the length is not known. */
T.Pane {
    id: root

    property string text
    property real value: -1
    // What assistive technology asks for beside the value; nothing between them: how long it takes is not known
    readonly property real minimumValue: 0
    readonly property real maximumValue: root.value < 0 ? 0 : 1
    /*! Such as "312 of 1,000"; empty when there is nothing to count. */
    property string count
    /*! Offered only where stopping is safe. */
    property string cancelText

    signal cancelled

    implicitWidth: 280
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.space16

    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.text
    Accessible.description: root.count

    ColumnLayout {
        anchors.fill: parent
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

                readonly property bool known: root.value >= 0
                property real phase

                height: parent.height
                radius: 4
                color: Theme.action
                width: bar.known ? parent.width * Math.min(1, root.value) : parent.width * 0.3
                x: bar.known ? 0 : (parent.width - bar.width) * bar.phase

                SequentialAnimation on phase {
                    running: !bar.known && Theme.motionMs > 0 && root.visible
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
    background: Rectangle {
        radius: Theme.radius
        color: Theme.surfaceRaised
        border.width: Theme.border
        border.color: Theme.outlineSoft
    }
}
