// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! A new person on this device: the code, who you are, four words, done. One thing at a time. */
ScrollPage {
    id: root

    required property JoinModel model

    /*! Away without joining: another person's sign-in, or practice. */
    signal back
    /*! The new person may go to work. */
    signal done

    /*! What is shown now. The steps with fields go to the field themselves; the others take the focus here. */
    readonly property int step: root.model.step
    readonly property bool spent: root.model.spent
    /*! The store is being made, or has nobody's word yet where notes go: there is no way back to the code. */
    readonly property bool making: root.model.step === JoinModel.Creating || root.model.step === JoinModel.Fetching

    onStepChanged: toStep.restart()
    onSpentChanged: toStep.restart()

    function focusStep(): void {
        if (root.spent)
            problem.takeFocus();
        else if (root.step === JoinModel.Waiting)
            waiting.takeFocus();
        else if (root.step === JoinModel.Finished)
            finished.takeFocus();
        else if (root.step !== JoinModel.EnterCode && root.step !== JoinModel.Confirm && root.step !== JoinModel.SamePassphrase)
            header.takeFocus();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Join with a code")

    Timer { // what has just appeared takes no focus yet
        id: toStep

        interval: 0
        onTriggered: root.focusStep()
    }
    PageHeader {
        id: header

        Layout.fillWidth: true
        title: qsTr("Join with a code")
        //: %1 is the name of an organisation
        subtitle: root.model.organisation.length > 0 ? root.model.organisation : qsTr("Your administrator gives you a code or a link.")
        backVisible: root.model.step !== JoinModel.Finished && (!root.making || !root.model.busy)
        onBack: {
            if (root.model.step === JoinModel.EnterCode || root.making)
                root.back();
            else
                root.model.startAgain();
        }
    }
    Banner {
        id: problem

        Layout.fillWidth: true
        visible: root.model.problem.length > 0 && root.model.problemField.length === 0
        kind: root.model.step === JoinModel.Waiting && !root.model.spent ? Banner.Warning : Banner.Danger
        text: root.model.problem
        actionText: root.making ? qsTr("Try again") : root.model.spent ? qsTr("Enter another code") : ""
        onActionTriggered: {
            if (root.making)
                root.model.tryAgain();
            else
                root.model.startAgain();
        }
    }
    JoinCode {
        Layout.fillWidth: true
        model: root.model
    }
    JoinPerson {
        Layout.fillWidth: true
        model: root.model
    }
    JoinWaiting {
        id: waiting

        Layout.fillWidth: true
        visible: root.model.step === JoinModel.Waiting
        model: root.model
    }
    JoinPassphrase {
        Layout.fillWidth: true
        model: root.model
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.model.step === JoinModel.Creating && root.model.busy
        text: qsTr("Making your encrypted store on this device. This takes a few seconds.")
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.model.step === JoinModel.Fetching && root.model.busy
        text: qsTr("Your store is made. This device asks the service where your notes go.")
    }
    EmptyState {
        id: finished

        Layout.fillWidth: true
        visible: root.model.step === JoinModel.Finished
        iconName: "emblem-ok-symbolic"
        //: %1 is the name of the person who joined
        title: qsTr("Welcome, %1").arg(root.model.person)
        text: qsTr("This device is ready. It works with and without a connection. Only your passphrase opens what you write here.")
        //: A button: begins to work with Safelight
        actionText: qsTr("Start")
        onActionTriggered: root.done()
    }
}
