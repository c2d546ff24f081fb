// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! One concern: who, where, when, what the author knows, what is not settled, and the chronology. */
ColumnLayout {
    id: root

    required property RecordModel record
    /*! Width of the place it stands in. Not its own, which the layouts inside would chase. */
    property real room: 480

    spacing: Theme.space16

    component Fact: ColumnLayout {
        id: fact

        required property string label
        required property string value

        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: 0
        visible: fact.value.length > 0

        MetaText {
            Layout.fillWidth: true
            text: fact.label
        }
        BodyText {
            Layout.fillWidth: true
            text: fact.value
        }
    }

    function takeFocus(): void {
        if (conflictPanel.visible)
            conflictPanel.takeFocus();
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space8

        Heading {
            Layout.fillWidth: true
            level: 1
            text: root.record.title
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            UrgencyTag {
                urgency: root.record.urgency
                word: root.record.urgencyText
            }
            StatusTag {
                text: root.record.statusText
                iconName: root.record.status === Triage.Status.Decided ? "dialog-ok-apply" : "mail-read-symbolic"
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "chronometer"
                text: qsTr("Overdue")
                visible: root.record.overdue
            }
        }
    }
    Banner {
        Layout.fillWidth: true
        visible: root.record.failureText.length > 0
        kind: Banner.Danger
        text: root.record.failureText
    }
    Banner {
        Layout.fillWidth: true
        visible: root.record.dangerSaid || root.record.dangerUnsure
        kind: root.record.dangerSaid ? Banner.Danger : Banner.Warning
        title: root.record.dangerSaid ? qsTr("Immediate danger was reported") : qsTr("The author was not sure about immediate danger")
        //: %1 is a name
        text: root.record.dangerSaid ? qsTr("%1 answered “yes” to “Is anyone in immediate danger?”.").arg(root.record.author) : qsTr("%1 answered “I am not sure” to “Is anyone in immediate danger?”.").arg(root.record.author)
    }
    ConflictPanel {
        id: conflictPanel

        Layout.fillWidth: true
        conflict: root.record.conflict
        room: root.room
        busy: root.record.busy
        onSettleRequested: changeId => root.record.settle(changeId)
    }
    GridLayout {
        Layout.fillWidth: true
        columns: root.room < 450 * Theme.scale ? 1 : root.room < 700 * Theme.scale ? 2 : 3
        columnSpacing: Theme.space16
        rowSpacing: Theme.space4

        Fact {
            label: qsTr("About how old")
            value: root.record.age
        }
        Fact {
            label: qsTr("Where")
            value: root.record.where
        }
        Fact {
            label: qsTr("When")
            value: root.record.whenText
        }
        Fact {
            label: qsTr("Slip number")
            value: root.record.slip
        }
        Fact {
            label: qsTr("Recorded by")
            value: root.record.author
        }
        Fact {
            label: qsTr("Owner")
            value: root.record.ownerText
        }
        Fact {
            label: qsTr("Due")
            value: root.record.dueTime
        }
    }
    FeedbackSent {
        Layout.fillWidth: true
        feedback: root.record.feedback
        text: root.record.feedbackText
    }
    Repeater {
        model: root.record.chronology

        delegate: ChronologyItem {
            Layout.fillWidth: true
        }
    }
}
