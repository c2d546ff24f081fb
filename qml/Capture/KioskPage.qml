// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! The one task of a kiosk, a step at a time: danger, what, who and where, check, slip number, gone. */
FocusScope {
    id: root

    required property KioskModel model

    readonly property real room: Math.min(scroll.maximumWidth, root.width - 2 * scroll.margin)
    readonly property bool inFlow: root.model.stepNumber > 0

    /*! The slip number was read, or the note thrown away: the shell goes back to choosing a person. */
    signal done

    implicitWidth: 800
    implicitHeight: 640

    function takeFocus(): void {
        switch (root.model.step) {
        case KioskModel.Danger:
            danger.takeFocus();
            break;
        case KioskModel.What:
            if (d.note.cursorStatement() >= 0 && d.note.cursorStatement() < d.note.statements.count)
                statements.focusField(d.note.cursorStatement(), d.note.cursorField(), d.note.cursorPosition());
            else
                statements.focusField(0, "text", -1);
            break;
        case KioskModel.WhoWhere:
            if (d.note.cursorField().length > 0 && d.note.cursorStatement() < 0)
                whoWhere.focusField(d.note.cursorField(), d.note.cursorPosition());
            else
                whoWhere.takeFocus();
            break;
        case KioskModel.Check:
            check.takeFocus();
            break;
        case KioskModel.HandedIn:
            handedIn.takeFocus();
            break;
        case KioskModel.SlipStatus:
            slipStatus.takeFocus();
            break;
        }
    }

    QtObject {
        id: d

        property bool askingToDiscard: false
        readonly property CaptureModel note: root.model.note

        function next(): void {
            if (root.model.step === KioskModel.Check)
                root.model.handIn();
            else
                root.model.next();
            if (root.model.note.problems.count > 0) {
                scroll.contentY = 0;
                summary.takeFocus();
            }
        }
        function jump(field: string): void {
            const parts = field.split(".");
            if (parts.length === 3) {
                root.model.goTo(KioskModel.What);
                statements.focusField(Number(parts[1]), parts[2], -1);
            } else if (field === "danger") {
                root.model.goTo(KioskModel.Danger);
                danger.takeFocus();
            } else {
                root.model.goTo(KioskModel.WhoWhere);
                whoWhere.focusField(field, -1);
            }
        }
    }

    Timer { // after the step is visible
        id: putFocus

        interval: 0
        onTriggered: {
            if (root.visible && root.activeFocus && scroll.enabled)
                root.takeFocus();
        }
    }
    onActiveFocusChanged: {
        if (root.Window.activeFocusItem === root) // given to the page, not to anything on it
            putFocus.restart();
    }
    Connections {
        target: root.model

        function onStepChanged(): void {
            d.askingToDiscard = false;
            scroll.contentY = 0;
            putFocus.restart();
        }
        function onFinished(): void {
            root.done();
        }
    }

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: root.visible && root.inFlow
        onActivated: d.next()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            Layout.fillWidth: true
            Layout.leftMargin: Math.max(scroll.margin, (root.width - scroll.maximumWidth) / 2)
            Layout.rightMargin: Layout.leftMargin
            title: {
                switch (root.model.step) {
                case KioskModel.What:
                    return qsTr("What happened?");
                case KioskModel.WhoWhere:
                    return qsTr("Who, where and when?");
                case KioskModel.Check:
                    return qsTr("Check and hand in");
                case KioskModel.HandedIn:
                    return qsTr("Handed in");
                case KioskModel.SlipStatus:
                    return qsTr("How far is my slip?");
                }
                return qsTr("Hand in a concern");
            }
            //: %1 is the number of a step
            subtitle: root.inFlow ? qsTr("Step %1 of 4").arg(root.model.stepNumber) : ""
            backVisible: root.model.step !== KioskModel.Danger && root.model.step !== KioskModel.HandedIn
            onBack: root.model.back()
        }
        ScrollPage {
            id: scroll

            objectName: "kioskScroll"
            Layout.fillWidth: true
            Layout.fillHeight: true
            maximumWidth: 760 * Math.min(1.3, Theme.scale)
            enabled: root.model.note.state !== CaptureModel.Saving && root.model.note.state !== CaptureModel.Opening

            ErrorSummary {
                id: summary

                objectName: "problems"
                Layout.fillWidth: true
                errors: root.model.note.problems
                onJump: field => d.jump(field)
            }
            Banner {
                Layout.fillWidth: true
                visible: root.model.note.resumed && root.inFlow
                kind: Banner.Info
                title: qsTr("You were writing this")
                text: qsTr("Nothing was lost. Go on where you stopped.")
            }

            Banner {
                objectName: "lastSlip"
                Layout.fillWidth: true
                visible: root.model.lastSlip.length > 0 && root.model.step === KioskModel.Danger
                kind: Banner.Info
                //: %1 is a slip number such as ABCDE-FGHJK, %2 the time it was handed in
                title: qsTr("Your last slip: %1, %2").arg(root.model.lastSlip).arg(root.model.lastSlipTime)
                text: qsTr("Copy the number down to ask later how far it is.")
                actionText: qsTr("I have my number")
                onActionTriggered: {
                    root.model.takeLastSlip();
                    root.takeFocus();
                }
            }
            DangerCard {
                id: danger

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.Danger
                danger: root.model.note.danger
                problem: root.model.note.dangerProblem
                dialledTime: root.model.note.dialledTime
                onAnswered: value => root.model.note.answerDanger(value)
            }
            StatementList {
                id: statements

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.What
                model: root.model.note.statements
                room: root.room
                onCursorMoved: (field, statement, position) => root.model.note.moveCursor(field, statement, position)
            }
            KioskWhoWhere {
                id: whoWhere

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.WhoWhere
                note: root.model.note
                room: root.room
            }
            KioskCheck {
                id: check

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.Check
                note: root.model.note
                onChangeRequested: field => d.jump(field)
            }
            KioskHandedIn {
                id: handedIn

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.HandedIn
                slip: root.model.slip
                time: root.model.note.savedTime
                onFinishRequested: root.model.finish()
            }
            KioskSlipStatus {
                id: slipStatus

                Layout.fillWidth: true
                visible: root.model.step === KioskModel.SlipStatus
                model: root.model
            }
            AppLink {
                objectName: "askForSlip"
                Layout.fillWidth: true
                Layout.maximumWidth: Math.ceil(implicitWidth)
                visible: root.model.step === KioskModel.Danger
                text: qsTr("I have a slip number and want to know how far it is")
                onClicked: root.model.askForSlip()
            }
            DiscardRow {
                Layout.fillWidth: true
                visible: root.inFlow && root.model.step !== KioskModel.Danger
                asking: d.askingToDiscard
                onAsked: d.askingToDiscard = true
                onKept: d.askingToDiscard = false
                onDiscarded: root.model.giveUp()
            }
        }
        SaveTrouble {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(implicitHeight, root.height * 0.35)
            maximumWidth: scroll.maximumWidth
            margin: scroll.margin
            note: d.note
            failureTitle: qsTr("This is not handed in yet")
            onAgainRequested: root.model.handIn()
        }
        ActionBar {
            Layout.fillWidth: true
            maximumWidth: scroll.maximumWidth
            margin: scroll.margin
            visible: root.inFlow

            AppButton {
                visible: root.model.step !== KioskModel.Danger
                text: qsTr("Back")
                Layout.fillWidth: true
                onClicked: root.model.back()
            }
            AppButton {
                objectName: "next"
                Layout.fillWidth: true
                kind: AppButton.Primary
                icon.name: root.model.step === KioskModel.Check ? "document-encrypt" : ""
                text: root.model.note.state === CaptureModel.Saving ? qsTr("Handing in") : root.model.step === KioskModel.Check ? qsTr("Hand in") : qsTr("Next")
                enabled: scroll.enabled
                onClicked: d.next()
            }
        }
    }
}
