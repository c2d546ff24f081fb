// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.Theme

/*!
    Work that takes a while: what is being done, and how far it is: value 0 to 1 with indeterminate false, else the
    length is not known.
*/
T.ProgressBar { // a pane would be told to assistive technology as a pane, whatever role it is given
    id: root

    property string text
    /*! Such as "312 of 1,000"; empty when there is nothing to count. */
    property string count
    /*! Offered only where stopping is safe. */
    property string cancelText

    signal cancelled

    implicitWidth: 280
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.space16
    indeterminate: true

    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.text
    // Qt 6.4 tells no value of a progress bar, so it stands here in words.
    Accessible.description: root.count.length > 0 || root.indeterminate ? root.count : d.percent

    QtObject {
        id: d

        //: %1 is how much of some work is done, in percent
        readonly property string percent: qsTr("%1 %").arg(Math.round(100 * root.position))
    }

    contentItem: ColumnLayout {
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
                width: parent.width * (root.indeterminate ? 0.3 : root.position)
                x: root.indeterminate ? (parent.width - bar.width) * bar.phase : 0

                SequentialAnimation on phase {
                    running: root.indeterminate && Theme.motionMs > 0 && root.visible
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
