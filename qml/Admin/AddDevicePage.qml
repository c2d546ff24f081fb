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

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Add a device")

    PageHeader {
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
        objectName: "problem"
        Layout.fillWidth: true
        visible: root.model.problem.length > 0 && root.model.problemField.length === 0
        kind: root.model.step === AddDeviceModel.Waiting && !root.model.spent ? Banner.Warning : Banner.Danger
        text: root.model.problem
        actionText: root.model.spent ? qsTr("Make a new code") : ""
        onActionTriggered: root.model.startAgain()
    }
    AddDeviceChoose {
        Layout.fillWidth: true
        model: root.model
    }
    AddDeviceCode {
        Layout.fillWidth: true
        visible: root.model.step === AddDeviceModel.Waiting && !root.model.spent
        model: root.model
    }
    AddDeviceCompare {
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
