// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! The place of the open record: nothing open, being read, failed, or the record; with its actions below it where
    there is no room for them beside it. */
Item {
    id: root

    required property RecordModel record
    property bool actionsBelow: false
    property bool backVisible: false

    readonly property string concernId: root.record.concernId

    signal back

    onConcernIdChanged: page.kept = null

    implicitWidth: 480
    implicitHeight: 600

    Accessible.role: Accessible.Pane
    //: Said by a screen reader: the part of the page with the open concern
    Accessible.name: qsTr("Concern")

    function takeFocus(): void {
        page.contentY = 0;
        page.forceActiveFocus(Qt.TabFocusReason);
        if (view.visible)
            view.takeFocus();
    }
    function focusConflict(): void {
        view.takeFocus();
    }
    function focusUrgency(): void {
        actions.focusUrgency();
    }
    function focusDecision(): void {
        actions.focusDecision();
    }
    function focusDue(): void {
        actions.focusDue();
    }

    Connections {
        target: root.record.decision

        function onDecided(): void { // the chronology above grows, and the form goes
            page.kept = root.actionsBelow ? actions.outcome : null;
        }
    }
    ScrollPage {
        id: page

        objectName: "recordScroll"
        anchors.fill: parent
        maximumWidth: Theme.readingWidth + Theme.space48
        visible: root.record.state !== Triage.LoadState.Empty
        activeFocusOnTab: true

        Accessible.role: Accessible.Document
        Accessible.name: root.record.title

        AppButton {
            objectName: "backButton"
            Layout.fillWidth: true
            alignStart: true
            kind: AppButton.Quiet
            icon.name: "go-previous"
            text: qsTr("Back to the inbox")
            visible: root.backVisible
            onClicked: root.back()
        }
        ProgressPanel {
            Layout.fillWidth: true
            visible: root.record.state === Triage.LoadState.Loading
            text: qsTr("Opening the concern")
        }
        Banner {
            Layout.fillWidth: true
            visible: root.record.state === Triage.LoadState.Failed
            kind: Banner.Danger
            title: qsTr("This concern could not be read")
            text: root.record.failureText
            //: A button: reads the concern again
            actionText: qsTr("Try again")
            onActionTriggered: root.record.refresh()
        }
        Flow {
            id: jumps

            Layout.fillWidth: true
            spacing: Theme.space8
            visible: actions.visible && root.record.status !== Triage.Status.Decided

            AppButton {
                objectName: "goToDecision"
                width: Math.min(implicitWidth, jumps.width)
                alignStart: true
                //: A button that leads to the form for a decision
                text: qsTr("Decide")
                icon.name: "dialog-ok-apply"
                description: qsTr("Goes to the decision below")
                onClicked: actions.focusDecision()
            }
            AppButton {
                width: Math.min(implicitWidth, jumps.width)
                alignStart: true
                text: qsTr("How fast, who, when")
                icon.name: "chronometer"
                description: qsTr("Goes to response urgency, owner and due date below")
                onClicked: actions.focusUrgency()
            }
        }
        RecordView {
            id: view

            Layout.fillWidth: true
            record: root.record
            room: page.width
            visible: root.record.state === Triage.LoadState.Filled
        }
        Divider {
            Layout.fillWidth: true
            visible: actions.visible
        }
        ActionPanel {
            id: actions

            Layout.fillWidth: true
            record: root.record
            visible: root.actionsBelow && root.record.state === Triage.LoadState.Filled
        }
    }
    EmptyState {
        anchors.fill: parent
        visible: root.record.state === Triage.LoadState.Empty
        iconName: "view-list-details"
        title: qsTr("No concern is open")
        text: qsTr("Choose one from the inbox. Opening it makes you its owner and tells the author, if nobody has opened it before.")
    }
}
