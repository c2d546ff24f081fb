// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls

/*! How Safelight looks on this device. Every choice shows at once. */
Sheet {
    id: root

    required property Desk desk
    readonly property AppearanceModel appearance: root.desk.appearance

    title: qsTr("Colours and text size")

    ChoiceGroup {
        objectName: "theme"
        Layout.fillWidth: true
        label: qsTr("Colours")
        current: root.appearance.theme
        options: [
            {
                value: AppearanceModel.Day,
                text: qsTr("Day"),
                help: qsTr("For daylight and offices")
            },
            {
                value: AppearanceModel.Night,
                text: qsTr("Night"),
                help: qsTr("Dark and warm, for the street and for sleeping people nearby")
            },
            {
                value: AppearanceModel.HighContrast,
                text: qsTr("High contrast"),
                help: qsTr("Most contrast, every edge drawn")
            }
        ]
        onChosen: value => root.appearance.chooseTheme(value)
    }
    ChoiceGroup {
        objectName: "textSize"
        Layout.fillWidth: true
        inline: true
        label: qsTr("Text size")
        current: Math.round(root.appearance.textScale * 100)
        //: A text size; %1 is a number
        options: [
            {
                value: 100,
                text: qsTr("%1 %").arg(100)
            },
            {
                value: 125,
                text: qsTr("%1 %").arg(125)
            },
            {
                value: 150,
                text: qsTr("%1 %").arg(150)
            },
            {
                value: 175,
                text: qsTr("%1 %").arg(175)
            },
            {
                value: 200,
                text: qsTr("%1 %").arg(200)
            }
        ]
        onChosen: value => root.appearance.chooseTextScale(value / 100)
    }
    ToggleRow {
        objectName: "lessMovement"
        Layout.fillWidth: true
        text: qsTr("Less movement")
        help: qsTr("Turns off all animation")
        checked: root.appearance.reducedMotion
        onToggled: root.appearance.chooseReducedMotion(checked)
    }
}
