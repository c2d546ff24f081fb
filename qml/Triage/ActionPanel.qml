// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! What a champion does with a concern: how fast to respond, who owns it, when it is due, and the decision. */
ColumnLayout {
    id: root

    required property RecordModel record
    readonly property list<ChoiceOption> urgencies: [
        ChoiceOption {
            value: Triage.Urgency.Immediate
            //: How fast we respond: at once
            text: qsTr("Immediate")
            iconName: "flag"
        },
        ChoiceOption {
            value: Triage.Urgency.Today
            //: How fast we respond, and by when it is due: before this day ends
            text: qsTr("Today")
            iconName: "chronometer"
        },
        ChoiceOption {
            value: Triage.Urgency.Routine
            //: How fast we respond: within some working days
            text: qsTr("Routine")
            iconName: "view-calendar"
        }
    ]

    /*! What says that it is decided. */
    readonly property Item outcome: decisionPanel.outcomeBanner

    spacing: Theme.space24

    function focusUrgency(): void {
        urgency.takeFocus();
    }
    function focusDecision(): void {
        decisionPanel.takeFocus();
    }
    function focusDue(): void {
        dueToday.forceActiveFocus(Qt.TabFocusReason);
    }

    ChoiceGroup {
        id: urgency

        objectName: "urgency"
        Layout.fillWidth: true
        label: qsTr("How fast do we respond?")
        help: qsTr("It says nothing about the person.")
        visible: root.record.status !== Triage.Status.Decided
        enabled: !root.record.busy && !(root.record.conflict.count > 1)
        current: root.record.urgency
        options: root.urgencies
        commitOnMove: false
        onChosen: value => root.record.chooseUrgency(value)
    }
    ColumnLayout {
        Layout.fillWidth: true
        visible: root.record.status !== Triage.Status.Decided
        spacing: Theme.space8

        Heading {
            Layout.fillWidth: true
            level: 3
            //: Heading above the name of who answers for the concern
            text: qsTr("Owner")
        }
        BodyText {
            Layout.fillWidth: true
            //: %1 is a name
            text: root.record.mine ? qsTr("%1 (you)").arg(root.record.ownerText) : root.record.ownerText
        }
        AppButton {
            objectName: "takeButton"
            Layout.fillWidth: true
            visible: !root.record.mine || root.record.status === Triage.Status.Opened
            enabled: !root.record.busy
            icon.name: "user"
            text: root.record.mine ? qsTr("Start work on it") : qsTr("Take it over")
            onClicked: root.record.take()
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        visible: root.record.status !== Triage.Status.Decided
        spacing: Theme.space8

        Heading {
            Layout.fillWidth: true
            level: 3
            //: Heading above the time by which something must be done
            text: qsTr("Due")
        }
        BodyText {
            Layout.fillWidth: true
            text: root.record.overdue ? root.record.dueText : root.record.dueTime
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Chip {
                id: dueToday

                objectName: "dueToday"
                //: How fast we respond, and by when it is due: before this day ends
                text: qsTr("Today")
                description: qsTr("Make it due today")
                enabled: !root.record.busy
                onClicked: root.record.setDueInDays(0)
            }
            Chip {
                //: By when it is due
                text: qsTr("Tomorrow")
                description: qsTr("Make it due tomorrow")
                enabled: !root.record.busy
                onClicked: root.record.setDueInDays(1)
            }
            Chip {
                text: qsTr("In a week")
                description: qsTr("Make it due in a week")
                enabled: !root.record.busy
                onClicked: root.record.setDueInDays(7)
            }
        }
    }
    Divider {
        Layout.fillWidth: true
        visible: root.record.status !== Triage.Status.Decided
    }
    DecisionPanel {
        id: decisionPanel

        Layout.fillWidth: true
        decision: root.record.decision
        canMessage: root.record.canMessage
        decided: root.record.status === Triage.Status.Decided
    }
}
