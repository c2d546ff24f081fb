// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! A decision with its reasons. It cannot be recorded without why and without what else was considered. */
ColumnLayout {
    id: root

    required property DecisionModel decision
    /*! The concern has been decided before; the form is there for a further decision. */
    property bool decided: false
    /*! The author would read a message; else the form says why there is none. */
    property bool canMessage: true
    property bool opened: false
    readonly property Item outcomeBanner: decidedBanner

    spacing: Theme.space16

    function takeFocus(): void {
        root.opened = true;
        outcome.takeFocus();
    }
    function jump(field: string): void {
        if (field === "outcome")
            outcome.takeFocus();
        else if (field === "why")
            why.takeFocus();
        else if (field === "alternatives")
            alternatives.takeFocus();
        else
            message.takeFocus();
    }

    Connections {
        target: root.decision

        function onRefused(): void {
            if (root.visible) // the page has a second one, for the other width
                summary.takeFocus();
        }
        function onFailed(): void {
            if (root.visible)
                toFailure.restart();
        }
        function onDecided(): void {
            root.opened = false;
        }
    }
    Timer { // what has just appeared has no place yet
        id: toFailure

        interval: 0
        onTriggered: failure.takeFocus()
    }

    Heading {
        Layout.fillWidth: true
        level: 2
        //: Heading of the form for a decision
        text: qsTr("Decision")
    }
    Banner {
        id: decidedBanner

        Layout.fillWidth: true
        visible: root.decided
        kind: Banner.Success
        text: qsTr("A decision is recorded. It stands in the chronology with its reasons.")
    }
    AppButton {
        Layout.fillWidth: true
        objectName: "furtherButton"
        visible: root.decided && !form.visible
        text: qsTr("Record a further decision")
        onClicked: root.takeFocus()
    }
    ColumnLayout {
        id: form

        Layout.fillWidth: true
        visible: !root.decided || root.opened || root.decision.started
        spacing: Theme.space16

        ErrorSummary {
            id: summary

            objectName: "decisionSummary"
            Layout.fillWidth: true
            errors: root.decision.problems
            onJump: field => root.jump(field)
        }
        Banner {
            Layout.fillWidth: true
            visible: root.decision.resumed
            kind: Banner.Info
            //: Title of a message above a form that was begun before: a decision half written
            title: qsTr("You were writing this")
            text: qsTr("Nothing was lost. Go on where you stopped.")
        }
        ChoiceGroup {
            id: outcome

            objectName: "outcome"
            Layout.fillWidth: true
            label: qsTr("What have you decided?")
            error: root.decision.outcomeProblem
            options: root.decision.outcomes
            current: root.decision.outcome
            enabled: !root.decision.busy
            onChosen: value => root.decision.chooseOutcome(value)
        }
        FormArea {
            id: why

            objectName: "why"
            Layout.fillWidth: true
            //: Label of the field for the reasons of a decision
            label: qsTr("Why?")
            help: qsTr("The reasons that led you here, so that somebody else can follow them later.")
            error: root.decision.whyProblem
            text: root.decision.why
            readOnly: root.decision.busy
            onEdited: text => root.decision.writeWhy(text)
        }
        FormArea {
            id: alternatives

            objectName: "alternatives"
            Layout.fillWidth: true
            label: qsTr("What else did you consider?")
            error: root.decision.alternativesProblem
            text: root.decision.alternatives
            readOnly: root.decision.busy
            onEdited: text => root.decision.writeAlternatives(text)
        }
        FormArea {
            id: message

            objectName: "message"
            Layout.fillWidth: true
            label: qsTr("A message to the person who told us")
            help: qsTr("They see this, your name and the time. They do not see your reasons.")
            visible: root.canMessage
            optional: true
            minimumLines: 2
            error: root.decision.messageProblem
            text: root.decision.messageToAuthor
            readOnly: root.decision.busy
            onEdited: text => root.decision.writeMessage(text)
        }
        BodyText {
            Layout.fillWidth: true
            visible: !root.canMessage
            color: Theme.textMuted
            text: qsTr("No message can be sent: the author does not read one of your spaces. A shared desk shows “decided” by slip number, and nothing else.")
        }
        MetaText {
            Layout.fillWidth: true
            text: qsTr("Draft kept on this device")
            visible: root.decision.draftSaved
        }
        Banner {
            Layout.fillWidth: true
            visible: root.decision.draftTrouble.length > 0 && !failure.visible
            kind: Banner.Warning
            title: qsTr("Your draft could not be kept on this device just now")
            text: root.decision.draftTrouble
        }
        Banner {
            id: failure

            objectName: "decisionFailure"
            Layout.fillWidth: true
            visible: root.decision.failureText.length > 0
            kind: Banner.Danger
            //: Title of a message: the decision could not be written
            title: qsTr("Not recorded")
            text: root.decision.failureText
        }
        AppButton {
            objectName: "decideButton"
            Layout.fillWidth: true
            kind: AppButton.Primary
            icon.name: "dialog-ok-apply"
            //: On the button while the decision is being written
            text: root.decision.busy ? qsTr("Recording…") : qsTr("Record the decision")
            enabled: !root.decision.busy
            onClicked: root.decision.decide()
        }
    }
}
