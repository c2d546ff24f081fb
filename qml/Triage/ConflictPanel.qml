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
    /*! Width of the place it stands in. */
    property real room: 480

    signal settleRequested(string changeId)

    visible: root.conflict.count > 1

    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text

    function takeFocus(): void {
        const first = choices.itemAt(0) as ConflictChoice;
        if (first)
            first.settle.forceActiveFocus(Qt.TabFocusReason);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: "view-split-left-right"
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
        Grid { // not a layout: its rows come and go
            id: grid

            readonly property real columnWidth: Math.floor((grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns)

            Layout.fillWidth: true
            columns: root.room < 220 * Theme.scale * Math.max(2, root.conflict.count) ? 1 : Math.max(1, root.conflict.count)
            columnSpacing: Theme.space12
            rowSpacing: Theme.space12

            Repeater {
                id: choices

                model: root.conflict

                delegate: ConflictChoice {
                    width: grid.columnWidth
                    busy: root.busy
                    onSettleRequested: changeId => root.settleRequested(changeId)
                }
            }
        }
    }
}
