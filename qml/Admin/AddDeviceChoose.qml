// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Admin
import Safelight.Controls
import Safelight.Theme

/*! What the new device is, which team it works in, and what it is called. */
ColumnLayout {
    id: root

    required property AddDeviceModel model

    visible: root.model.step === AddDeviceModel.Choose
    spacing: Theme.space24

    QtObject {
        id: d

        property int kind: AddDeviceModel.Tablet
        property int chosenTeam: -1
        /*! What was chosen, or what is usual for the kind as soon as the teams are known. */
        readonly property int team: d.chosenTeam >= 0 || root.model.teams.length === 0 ? d.chosenTeam : root.model.usualTeam(d.kind)

        function pick(kind: int): void {
            d.kind = kind;
            d.chosenTeam = -1;
        }
        function teamOptions(): var {
            const options = [];
            for (let i = 0; i < root.model.teams.length; ++i) {
                if (root.model.fits(d.kind, i))
                    options.push({
                        "value": i,
                        "text": root.model.teams[i]
                    });
            }
            return options;
        }
        function start(): void {
            root.model.start(d.kind, name.text, d.team);
        }
    }

    function takeFocus(): void {
        kind.takeFocus();
    }
    function forgetName(): void {
        name.text = "";
    }

    ChoiceGroup {
        id: kind

        objectName: "kind"
        Layout.fillWidth: true
        label: qsTr("What is it?")
        current: d.kind
        options: [kindTablet, kindKiosk, kindLaptop]
        onChosen: value => d.pick(value)

        ChoiceOption {
            id: kindTablet

            value: AddDeviceModel.Tablet
            iconName: "tablet"
            //: A kind of device, to choose
            text: qsTr("A tablet")
            help: qsTr("Writes and reads its own team's notes; hands concerns to the champions")
        }
        ChoiceOption {
            id: kindKiosk

            value: AddDeviceModel.Kiosk
            iconName: "computer"
            //: A kind of device, to choose: shared, at a desk
            text: qsTr("A kiosk")
            help: qsTr("Shared at a desk; can hand in, and never read again")
        }
        ChoiceOption {
            id: kindLaptop

            value: AddDeviceModel.Laptop
            iconName: "computer-laptop"
            text: qsTr("A champion's laptop")
            help: qsTr("Reads what is handed in, decides, answers")
        }
    }
    ChoiceGroup {
        id: team

        objectName: "team"
        Layout.fillWidth: true
        visible: d.kind !== AddDeviceModel.Laptop && (root.model.teams.length > 1 || team.error.length > 0)
        label: d.kind === AddDeviceModel.Kiosk ? qsTr("At which desk?") : qsTr("In which team?")
        help: d.kind === AddDeviceModel.Kiosk ? qsTr("Only where no tablet writes: a kiosk must not be able to read a team's notes.") : ""
        error: root.model.problemField === "team" ? root.model.problem : ""
        current: d.team
        options: d.teamOptions()
        onChosen: value => d.chosenTeam = value
    }
    FormField {
        id: name

        objectName: "name"
        Layout.fillWidth: true
        label: qsTr("What do you call it?")
        help: qsTr("The new device shows this, so that a code does not end up on the wrong one.")
        //: An example of a device's name
        placeholder: qsTr("Tablet 3, outreach")
        error: root.model.problemField === "name" ? root.model.problem : ""
        maximumLength: 60
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onAccepted: d.start()
    }
    AppButton {
        objectName: "start"
        Layout.fillWidth: root.width < Theme.compactBelow
        kind: AppButton.Primary
        enabled: !root.model.busy
        text: qsTr("Make a code")
        onClicked: d.start()
    }
}
