// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! Two or more people chose differently: their choices side by side, both kept, and a person settles which counts. */
Card {
    id: root

    required property ConflictModel conflict
    property bool busy: false

    signal settleRequested(string changeId)

    visible: root.conflict.count > 1

    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text

    function takeFocus(): void {
        const first = choices.itemAt(0) as ColumnLayout;
        if (first)
            first.children[first.children.length - 1].forceActiveFocus(Qt.TabFocusReason);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: "vcs-conflicting"
                color: Theme.warning
            }
            Heading {
                id: heading

                Layout.fillWidth: true
                level: 2
                //: %1 is a field such as "Response urgency"
                text: qsTr("%1: people chose differently").arg(root.conflict.fieldText)
            }
        }
        BodyText {
            Layout.fillWidth: true
            text: qsTr("Both choices are kept in the record. Until somebody settles it, the one that protects more counts.")
        }
        GridLayout {
            Layout.fillWidth: true
            columns: width < 200 * Theme.scale * Math.max(2, root.conflict.count) ? 1 : root.conflict.count
            columnSpacing: Theme.space12
            rowSpacing: Theme.space12

            Repeater {
                id: choices

                model: root.conflict

                delegate: ColumnLayout {
                    id: choice

                    required property string changeId
                    required property string valueText
                    required property string author
                    required property string timeText
                    required property bool shown

                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.space8

                    BodyText {
                        Layout.fillWidth: true
                        text: choice.valueText
                        font.pixelSize: Theme.fontTitle
                        font.weight: Theme.weightStrong
                    }
                    MetaText {
                        Layout.fillWidth: true
                        //: %1 is a name, %2 is a time
                        text: qsTr("%1, %2").arg(choice.author).arg(choice.timeText)
                        figures: true
                    }
                    StatusTag {
                        text: qsTr("Counts for now")
                        iconName: "checkmark"
                        visible: choice.shown
                    }
                    AppButton {
                        Layout.fillWidth: true
                        enabled: !root.busy
                        //: %1 is one of the values to choose from
                        text: qsTr("Settle on “%1”").arg(choice.valueText)
                        //: %1 is a name
                        description: qsTr("Chosen by %1").arg(choice.author)
                        onClicked: root.settleRequested(choice.changeId)
                    }
                }
            }
        }
    }
}
