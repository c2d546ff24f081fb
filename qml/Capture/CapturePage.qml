// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*!
    Writing one note: danger first, then what the author knows, who, where and when. Everything is a draft at once.
    Ctrl+1 to Ctrl+4 switch the kind of the statement, Ctrl+Return saves.
*/
FocusScope {
    id: root

    required property CaptureModel model

    readonly property bool wide: root.width >= Theme.expandedFrom * Math.min(1.3, Theme.scale)
    // Widths are reckoned from the page's own, not from what the layout gave: that would be asked again and again
    readonly property real room: Math.min(scroll.maximumWidth, root.width - 2 * scroll.margin)
    readonly property real mainRoom: root.wide ? Math.floor((root.room - Theme.space32) * 0.58) : root.room
    readonly property real sideRoom: root.wide ? root.room - Theme.space32 - root.mainRoom : root.room
    readonly property bool saved: root.model.state === CaptureModel.Saved

    /*! The note is saved, or left as a draft: the page has done its work. */
    signal done
    /*! The dial button was used; only the shell talks to the telephone. */
    signal dialRequested

    implicitWidth: 360
    implicitHeight: 640

    function focusField(field: string, statement: int, position: int): void {
        const parts = field.split(".");
        if (parts.length === 3)
            statements.focusField(Number(parts[1]), parts[2], position);
        else if (field === "danger")
            danger.takeFocus();
        else if (field === "who" || field === "age")
            whoSection.focusField(field, position);
        else if (field === "where")
            whereSection.focusField(position);
        else if (field.startsWith("when"))
            whenField.focusField(field);
        else if (field === "destination")
            destination.takeFocus();
        else if (statement >= 0)
            statements.focusField(statement, field, position);
        else
            danger.takeFocus();
    }
    /*! Puts the person back where they were, or at the first question. */
    function takeFocus(): void {
        if (root.saved)
            savedPanel.takeFocus();
        else if (root.model.cursorField().length > 0)
            root.focusField(root.model.cursorField(), root.model.cursorStatement(), root.model.cursorPosition());
        else
            danger.takeFocus();
    }
    function save(): void {
        root.model.save();
        if (root.model.problems.count > 0) {
            scroll.contentY = 0;
            summary.takeFocus();
        }
    }

    QtObject {
        id: d

        property bool askingToDiscard: false
        /*! What is typed now is part of the note: while it is being saved it would be dropped. */
        readonly property bool changeable: root.visible && !root.saved && scroll.enabled
        readonly property bool toChampion: root.model.destination === ConcernTypes.Destination.Champion
    }

    Timer { // after the statements of the draft are on the page
        id: putBack

        interval: 0
        onTriggered: {
            if (root.visible && root.activeFocus && scroll.enabled)
                root.takeFocus();
        }
    }
    Connections {
        target: root.model

        function onResumedChanged(): void { // another note, or none
            d.askingToDiscard = false;
            putBack.restart();
        }
    }
    onVisibleChanged: putBack.restart()
    onActiveFocusChanged: {
        if (root.Window.activeFocusItem === root) // given to the page, not to anything on it
            putBack.restart();
    }
    onSavedChanged: putBack.restart()

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: root.visible && !root.saved
        onActivated: root.save()
    }
    Shortcut {
        sequence: "Ctrl+1"
        enabled: d.changeable
        onActivated: statements.chooseKind(ConcernTypes.StatementKind.Saw)
    }
    Shortcut {
        sequence: "Ctrl+2"
        enabled: d.changeable
        onActivated: statements.chooseKind(ConcernTypes.StatementKind.Said)
    }
    Shortcut {
        sequence: "Ctrl+3"
        enabled: d.changeable
        onActivated: statements.chooseKind(ConcernTypes.StatementKind.Told)
    }
    Shortcut {
        sequence: "Ctrl+4"
        enabled: d.changeable
        onActivated: statements.chooseKind(ConcernTypes.StatementKind.Think)
    }

    SavedPanel {
        id: savedPanel

        anchors.fill: parent
        visible: root.saved
        time: root.model.savedTime
        toChampion: d.toChampion
        onDone: root.done()
        onAnotherRequested: root.model.startNew()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: !root.saved

        PageHeader {
            Layout.fillWidth: true
            Layout.leftMargin: Math.max(scroll.margin, (root.width - scroll.maximumWidth) / 2)
            Layout.rightMargin: Layout.leftMargin
            title: root.model.started ? qsTr("Your draft") : qsTr("New note")
            subtitle: Theme.scale < 1.5 || root.wide ? qsTr("Kept as a draft as you write") : ""
            backVisible: true
            onBack: {
                root.model.flush();
                root.done();
            }

            AppButton {
                objectName: "another"
                visible: root.model.started
                kind: AppButton.Quiet
                iconOnly: !root.wide
                icon.name: "list-add"
                text: qsTr("Write another note")
                description: qsTr("This one stays among your drafts")
                onClicked: root.model.startNew()
            }
        }
        ScrollPage {
            id: scroll

            objectName: "captureScroll"
            Layout.fillWidth: true
            Layout.fillHeight: true
            maximumWidth: root.wide ? 1040 : Theme.readingWidth
            enabled: root.model.state !== CaptureModel.Saving && root.model.state !== CaptureModel.Opening

            ErrorSummary {
                id: summary

                objectName: "problems"
                Layout.fillWidth: true
                errors: root.model.problems
                onJump: field => root.focusField(field, -1, -1)
            }
            Banner {
                objectName: "resumed"
                Layout.fillWidth: true
                visible: root.model.resumed
                kind: Banner.Info
                title: qsTr("You were writing this")
                text: qsTr("Nothing was lost. Go on where you stopped.")
            }
            GridLayout {
                Layout.fillWidth: true
                columns: root.wide ? 2 : 1
                columnSpacing: Theme.space32
                rowSpacing: Theme.space24

                ColumnLayout {
                    Layout.preferredWidth: root.mainRoom
                    Layout.maximumWidth: root.mainRoom
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.space24

                    DangerCard {
                        id: danger

                        Layout.fillWidth: true
                        danger: root.model.danger
                        problem: root.model.dangerProblem
                        answeredTime: root.model.dangerTime
                        dialledTime: root.model.dialledTime
                        canDial: root.model.canDial
                        onAnswered: value => root.model.answerDanger(value)
                        dialFailed: root.model.dialFailed
                        onDialRequested: root.dialRequested()
                    }
                    StatementList {
                        id: statements

                        Layout.fillWidth: true
                        model: root.model.statements
                        room: root.mainRoom
                        onCursorMoved: (field, statement, position) => root.model.moveCursor(field, statement, position)
                    }
                }
                ColumnLayout {
                    Layout.preferredWidth: root.sideRoom
                    Layout.maximumWidth: root.sideRoom
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.space24

                    WhoSection {
                        id: whoSection

                        Layout.fillWidth: true
                        who: root.model.who
                        whoUnknown: root.model.whoUnknown
                        age: root.model.age
                        whoProblem: root.model.whoProblem
                        ageProblem: root.model.ageProblem
                        onWhoWritten: text => root.model.describeWho(text)
                        onUnknownToggled: unknown => root.model.setWhoUnknown(unknown)
                        onAgeWritten: text => root.model.describeAge(text)
                        onCursorMoved: (field, position) => root.model.moveCursor(field, -1, position)
                    }
                    WhereSection {
                        id: whereSection

                        Layout.fillWidth: true
                        note: root.model
                        onCursorMoved: (field, position) => root.model.moveCursor(field, -1, position)
                    }
                    WhenField {
                        id: whenField

                        Layout.fillWidth: true
                        choice: root.model.whenChoice
                        date: root.model.whenDate
                        from: root.model.whenFrom
                        to: root.model.whenTo
                        summary: root.model.whenSummary
                        dateProblem: root.model.whenDateProblem
                        fromProblem: root.model.whenFromProblem
                        toProblem: root.model.whenToProblem
                        clockSuspect: root.model.clockSuspect
                        room: root.sideRoom
                        onChosen: value => root.model.chooseWhen(value)
                        onDateWritten: text => root.model.writeWhenDate(text)
                        onFromWritten: text => root.model.writeWhenFrom(text)
                        onToWritten: text => root.model.writeWhenTo(text)
                    }
                    DestinationChoice {
                        id: destination

                        Layout.fillWidth: true
                        destination: root.model.destination
                        canSend: root.model.canSendToChampion
                        onChosen: value => root.model.chooseDestination(value)
                    }
                    DiscardRow {
                        Layout.fillWidth: true
                        asking: d.askingToDiscard
                        onAsked: d.askingToDiscard = true
                        onKept: d.askingToDiscard = false
                        onDiscarded: {
                            d.askingToDiscard = false;
                            root.model.discard();
                            root.done();
                        }
                    }
                }
            }
        }
        SaveTrouble {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(implicitHeight, root.height * 0.35)
            maximumWidth: scroll.maximumWidth
            margin: scroll.margin
            note: root.model
            failureTitle: qsTr("This is not saved yet")
            onAgainRequested: root.save()
        }
        ActionBar {
            id: bar

            Layout.fillWidth: true
            maximumWidth: scroll.maximumWidth
            margin: scroll.margin

            MetaText {
                Layout.fillWidth: true
                visible: root.wide
                text: qsTr("Ctrl+1 to Ctrl+4 change how you know it. Ctrl+Return saves.")
            }
            AppButton {
                objectName: "changeDestination"
                visible: root.model.canSendToChampion && (!bar.stacked || Theme.scale < 1.5)
                Layout.fillWidth: bar.stacked
                kind: AppButton.Quiet
                text: qsTr("Change who gets it")
                enabled: scroll.enabled
                onClicked: root.focusField("destination", -1, -1)
            }
            AppButton {
                objectName: "save"
                Layout.fillWidth: !root.wide
                Layout.minimumWidth: 200
                kind: AppButton.Primary
                icon.name: "document-save"
                text: root.model.state === CaptureModel.Saving ? qsTr("Saving") : d.toChampion ? qsTr("Save and send to a champion") : qsTr("Save for my team")
                description: d.toChampion ? qsTr("Saves on this device, then sends it to a safeguarding champion") : qsTr("Saves on this device, for your team. Nobody else is told.")
                enabled: scroll.enabled
                onClicked: root.save()
            }
        }
    }
}
