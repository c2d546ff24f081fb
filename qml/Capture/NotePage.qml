// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! One note of one's own: where it is now, what came back, what was written, and room to correct it. */
FocusScope {
    id: root

    required property NoteModel model

    readonly property bool wide: root.width >= Theme.expandedFrom * Math.min(1.3, Theme.scale)
    // Widths are reckoned from the page's own, not from what the layout gave: that would be asked again and again
    readonly property real room: Math.min(scroll.maximumWidth, root.width - 2 * scroll.margin)
    readonly property real mainRoom: root.wide ? Math.floor((root.room - Theme.space32) * 0.58) : root.room
    readonly property real sideRoom: root.wide ? root.room - Theme.space32 - root.mainRoom : root.room

    signal back

    implicitWidth: 360
    implicitHeight: 640

    function takeFocus(): void {
        header.takeFocus();
    }
    /*! Into the correction that was begun, now or as soon as the note is read. */
    function goToCorrection(): void {
        d.awaitingCorrection = true;
        putIn.restart();
    }

    QtObject {
        id: d

        property bool awaitingCorrection: false
    }
    Timer { // after the note is on the page
        id: putIn

        interval: 0
        onTriggered: {
            if (!d.awaitingCorrection || !root.model.amendmentResumed)
                return;
            d.awaitingCorrection = false;
            amend.takeFocus();
        }
    }
    Connections {
        target: root.model

        function onAmendmentChanged(): void {
            putIn.restart();
        }
        function onChanged(): void {
            if (root.model.state === ConcernTypes.LoadState.Empty || root.model.state === ConcernTypes.LoadState.Failed)
                d.awaitingCorrection = false;
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            id: header

            Layout.fillWidth: true
            Layout.leftMargin: Math.max(scroll.margin, (root.width - scroll.maximumWidth) / 2)
            Layout.rightMargin: Layout.leftMargin
            title: qsTr("Your note")
            //: %1 is a time, perhaps with its day
            subtitle: root.model.writtenAt.length > 0 ? qsTr("Written %1").arg(root.model.writtenAt) : ""
            backVisible: true
            onBack: root.back()
        }
        Banner {
            objectName: "failure"
            Layout.fillWidth: true
            Layout.margins: Theme.space16
            visible: root.model.state === ConcernTypes.LoadState.Failed
            kind: Banner.Danger
            title: qsTr("This note cannot be shown")
            text: root.model.failureText
        }
        ProgressPanel {
            Layout.fillWidth: true
            Layout.margins: Theme.space16
            visible: root.model.state === ConcernTypes.LoadState.Loading
            text: qsTr("Opening your note")
        }
        Item { // a layout of its own inside: they would chase each other's height
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Empty

            EmptyState {
                anchors.fill: parent
                iconName: "note"
                title: qsTr("No note chosen")
                text: qsTr("Choose one of your notes to see where it is now.")
            }
        }
        Item { // holds the header up while there is nothing under it
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Failed || root.model.state === ConcernTypes.LoadState.Loading
        }
        ScrollPage {
            id: scroll

            objectName: "noteScroll"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Filled
            maximumWidth: root.wide ? 1040 : Theme.readingWidth

            Banner {
                Layout.fillWidth: true
                visible: root.model.needsAttention
                kind: Banner.Warning
                title: qsTr("The service did not take this note. It is safe on this device.")
                text: root.model.attentionText
            }
            Column { // a layout in which rows come and go loses count (Qt 6.4)
                Layout.fillWidth: true
                visible: messages.count > 0
                spacing: Theme.space8

                Repeater {
                    id: messages

                    model: root.model.messages

                    delegate: Banner {
                        required property string from
                        required property string time
                        required text

                        objectName: "message"
                        width: parent?.width ?? 0
                        kind: Banner.Success
                        //: %1 is a name, %2 a time
                        title: from.length > 0 ? qsTr("%1 says, %2").arg(from).arg(time)
                            //: %1 is a time
                            : qsTr("A message for you, %1").arg(time)
                    }
                }
            }
            Banner {
                objectName: "sendLater"
                Layout.fillWidth: true
                visible: root.model.canSend
                kind: Banner.Info
                title: qsTr("Kept with your team")
                text: root.model.sendFailureText.length > 0 ? root.model.sendFailureText : qsTr("No champion has been told. You can still send it.")
                actionText: qsTr("Send to a safeguarding champion")
                onActionTriggered: root.model.sendToChampion()
            }
            GridLayout {
                Layout.fillWidth: true
                columns: root.wide ? 2 : 1
                columnSpacing: Theme.space32
                rowSpacing: Theme.space24

                ColumnLayout {
                    Layout.preferredWidth: root.sideRoom
                    Layout.maximumWidth: root.sideRoom
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.space16

                    Heading {
                        Layout.fillWidth: true
                        level: 2
                        text: qsTr("Where it is now")
                    }
                    Card {
                        Layout.fillWidth: true

                        contentItem: CustodyLine {
                            objectName: "custody"
                            steps: root.model.custody
                        }
                    }
                    Heading {
                        Layout.fillWidth: true
                        level: 2
                        text: qsTr("Who, where and when")
                    }
                    Card {
                        Layout.fillWidth: true

                        contentItem: ColumnLayout {
                            spacing: Theme.space12

                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("Immediate danger")
                                value: root.model.danger === ConcernTypes.Danger.Yes ? qsTr("Yes") : root.model.danger === ConcernTypes.Danger.No ? qsTr("No") : qsTr("Not sure")
                            }
                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("The button to call 999 was used at")
                                value: root.model.dialledTime
                            }
                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("Who")
                                value: root.model.who.length > 0 ? root.model.who : root.model.whoUnknown ? qsTr("Not known") : qsTr("Nothing was said")
                            }
                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("About how old")
                                value: root.model.age
                            }
                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("Where")
                                value: root.model.where
                            }
                            FactRow {
                                Layout.fillWidth: true
                                label: qsTr("When")
                                value: root.model.when
                            }
                            MetaText {
                                Layout.fillWidth: true
                                visible: root.model.clockSuspect
                                text: qsTr("This device's clock may have been wrong then.")
                            }
                        }
                    }
                }
                ColumnLayout {
                    Layout.preferredWidth: root.mainRoom
                    Layout.maximumWidth: root.mainRoom
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.space16

                    Heading {
                        Layout.fillWidth: true
                        level: 2
                        text: qsTr("What you wrote")
                    }
                    Column { // not a layout: its rows come and go
                        Layout.fillWidth: true
                        spacing: Theme.space16

                        Repeater {
                            model: root.model.parts

                            delegate: NotePart {
                                width: parent ? parent.width : 0
                            }
                        }
                    }
                    AmendSection {
                        id: amend

                        Layout.fillWidth: true
                        resumed: root.model.amendmentResumed
                        amendment: root.model.amendment
                        problem: root.model.amendmentProblem.length > 0 ? root.model.amendmentProblem : root.model.draftTrouble
                        saving: root.model.amendState === NoteModel.Saving
                        saved: root.model.amendState === NoteModel.Saved
                        onWritten: text => root.model.writeAmendment(text)
                        onSaveRequested: root.model.saveAmendment()
                    }
                }
            }
        }
    }
}
