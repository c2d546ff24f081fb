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

    QtObject {
        id: d

        readonly property bool danger: root.record.danger === Triage.Danger.Yes
        readonly property bool unsure: root.record.danger === Triage.Danger.Unsure
        readonly property bool dialled: root.record.dialledText.length > 0
        readonly property string said: d.danger
            //: %1 is a name
            ? qsTr("%1 answered “yes” to “Is anyone in immediate danger?”.").arg(root.record.author) : d.unsure
            //: %1 is a name
            ? qsTr("%1 answered “I am not sure” to “Is anyone in immediate danger?”.").arg(root.record.author) : ""
        //: %1 is a date and time; the button dials the emergency number
        readonly property string called: d.dialled ? qsTr("The 999 call button was used: %1.").arg(root.record.dialledText) : ""
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
                //: On a concern: the time by which something must be done has passed
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
        objectName: "dangerBanner"
        visible: d.danger || d.unsure || d.dialled
        kind: d.danger || d.dialled ? Banner.Danger : Banner.Warning
        title: d.danger ? qsTr("Immediate danger was reported") : d.unsure ? qsTr("The author was not sure about immediate danger") : qsTr("The author turned to 999")
        text: d.said.length > 0 && d.dialled ? d.said + "\n" + d.called : d.said + d.called
    }
    Banner {
        Layout.fillWidth: true
        objectName: "clockBanner"
        visible: root.record.clockSuspect
        kind: Banner.Warning
        title: qsTr("The times may be wrong")
        text: qsTr("The clock of the author's device may have been wrong when this was written. The times at the service are right.")
    }
    Banner {
        Layout.fillWidth: true
        objectName: "addedBanner"
        visible: root.record.addedSince
        kind: Banner.Warning
        //: %1 is a name
        title: qsTr("%1 added to this after the decision").arg(root.record.author)
        text: qsTr("Read what was added, below. Then decide again, also if nothing changes.")
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
            //: Label above the place
            label: qsTr("Where")
            value: root.record.where
        }
        Fact {
            //: Label above the time it happened
            label: qsTr("When")
            value: root.record.whenText
        }
        Fact {
            label: qsTr("999 call button used")
            value: root.record.dialledText
        }
        Fact {
            //: Label above the number on the slip that a shared desk gives out
            label: qsTr("Slip number")
            value: root.record.slip
        }
        Fact {
            //: Label above the name of the author
            label: qsTr("Recorded by")
            value: root.record.author
        }
        Fact {
            //: Label above the name of who answers for the concern
            label: qsTr("Owner")
            value: root.record.ownerText
        }
        Fact {
            //: Label above the time by which something must be done
            label: qsTr("Due")
            value: root.record.dueTime
        }
    }
    FeedbackSent {
        Layout.fillWidth: true
        feedback: root.record.feedback
        text: root.record.feedbackText
    }
    Column { // not a layout: its rows come and go, and Qt 6.4's layouts hold on to rows that are gone
        id: chronology

        Layout.fillWidth: true
        spacing: Theme.space16

        Repeater {
            model: root.record.chronology

            delegate: ChronologyItem {
                width: chronology.width
            }
        }
    }
}
