// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! An administrator adds a device: what it is, its code, four words, approved. */
ScrollPage {
    id: root

    required property AddDeviceModel model
    property bool backVisible: false

    signal back

    /*! What is shown now; each takes the focus, so that a screen reader says it and Tab goes on from there. */
    readonly property int step: root.model.step
    readonly property bool spent: root.model.spent

    onStepChanged: {
        if (root.step === AddDeviceModel.Finished)
            choose.forgetName(); // the next device is another one
        toStep.restart();
    }
    onSpentChanged: toStep.restart()

    function focusStep(): void {
        if (root.spent)
            problem.takeFocus();
        else if (root.step === AddDeviceModel.Choose)
            choose.takeFocus();
        else if (root.step === AddDeviceModel.Waiting)
            code.takeFocus();
        else if (root.step === AddDeviceModel.Compare)
            compare.takeFocus();
        else if (root.step === AddDeviceModel.Finished)
            finished.takeFocus();
        else
            header.takeFocus();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Add a device")

    Timer { // what has just appeared takes no focus yet
        id: toStep

        interval: 0
        onTriggered: root.focusStep()
    }
    PageHeader {
        id: header

        Layout.fillWidth: true
        title: qsTr("Add a device")
        subtitle: root.model.step === AddDeviceModel.Choose ? qsTr("A tablet, a kiosk or another champion's laptop") : root.model.forWhom
        backVisible: root.backVisible || root.model.step !== AddDeviceModel.Choose
        onBack: {
            if (root.model.step === AddDeviceModel.Choose)
                root.back();
            else
                root.model.startAgain();
        }
    }
    Banner {
        id: problem

        objectName: "problem"
        Layout.fillWidth: true
        visible: root.model.problem.length > 0 && root.model.problemField.length === 0
        kind: root.model.step === AddDeviceModel.Waiting && !root.model.spent ? Banner.Warning : Banner.Danger
        text: root.model.problem
        actionText: root.model.spent ? qsTr("Make a new code") : ""
        onActionTriggered: root.model.startAgain()
    }
    AddDeviceChoose {
        id: choose

        Layout.fillWidth: true
        model: root.model
    }
    AddDeviceCode {
        id: code

        Layout.fillWidth: true
        visible: root.model.step === AddDeviceModel.Waiting && !root.model.spent
        model: root.model
    }
    AddDeviceCompare {
        id: compare

        Layout.fillWidth: true
        visible: root.model.step === AddDeviceModel.Compare && !root.model.spent
        model: root.model
    }
    ProgressPanel {
        Layout.fillWidth: true
        visible: root.model.step === AddDeviceModel.Approving
        text: qsTr("Giving the new device its keys")
    }
    EmptyState {
        id: finished

        Layout.fillWidth: true
        visible: root.model.step === AddDeviceModel.Finished
        iconName: "emblem-ok-symbolic"
        //: %1 is a person's name, %2 what the device is called
        title: qsTr("%1 can start on %2").arg(root.model.person).arg(root.model.forWhom)
        text: qsTr("The new device finishes by itself within a few seconds.")
        actionText: qsTr("Add another device")
        onActionTriggered: root.model.startAgain()
    }
}
