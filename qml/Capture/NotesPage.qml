// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! My notes: drafts first, then what was saved, each with how far it has come. Ctrl+N begins a new one. */
FocusScope {
    id: root

    required property NotesModel model

    readonly property real room: Theme.readingWidth + 120
    readonly property bool compact: root.width < Theme.compactBelow * Math.min(1.3, Theme.scale)

    signal newRequested
    signal resumeRequested(string draftId)
    signal openRequested(string noteId)
    /*! A correction that was begun: its note is opened, and the correction gone on with. */
    signal correctionRequested(string noteId)

    implicitWidth: 360
    implicitHeight: 640

    function takeFocus(): void {
        if (list.visible)
            list.forceActiveFocus(Qt.TabFocusReason);
        else if (empty.visible)
            empty.takeFocus();
        else if (failure.visible)
            failure.takeFocus();
        else
            root.forceActiveFocus(Qt.TabFocusReason);
    }

    Connections {
        target: root.model

        function onStateChanged(): void { // other things can be pressed now
            if (root.visible && root.activeFocus)
                putFocus.restart();
        }
    }
    Timer { // after they are shown
        id: putFocus

        interval: 0
        onTriggered: root.takeFocus()
    }

    Shortcut {
        sequence: "Ctrl+N"
        enabled: root.visible
        onActivated: root.newRequested()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            Layout.fillWidth: true
            Layout.leftMargin: Math.max(Theme.space16, (root.width - root.room) / 2)
            Layout.rightMargin: Layout.leftMargin
            title: qsTr("My notes")
            subtitle: root.model.state !== ConcernTypes.LoadState.Filled ? "" : root.model.draftCount > 0 ? qsTr("Go on with a draft, or write something new") : qsTr("What you wrote, and what became of it")

            AppButton {
                visible: !root.compact && list.visible
                kind: AppButton.Primary
                icon.name: "list-add"
                text: qsTr("New note")
                onClicked: root.newRequested()
            }
        }
        Banner {
            id: failure

            objectName: "failure"
            Layout.fillWidth: true
            Layout.margins: Theme.space16
            visible: root.model.state === ConcernTypes.LoadState.Failed
            kind: Banner.Danger
            title: qsTr("Your notes cannot be shown just now")
            text: root.model.failureText
            actionText: qsTr("Try again")
            onActionTriggered: root.model.refresh()
        }
        ProgressPanel {
            Layout.fillWidth: true
            Layout.margins: Theme.space16
            visible: root.model.state === ConcernTypes.LoadState.Loading
            text: qsTr("Opening your notes")
        }
        Item { // holds the header up while there is nothing under it
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Failed || root.model.state === ConcernTypes.LoadState.Loading
        }
        Item { // a layout of its own inside: they would chase each other's height
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Empty

            EmptyState {
                id: empty

                anchors.fill: parent
                iconName: "document-edit"
                title: qsTr("No notes yet")
                text: qsTr("What you write appears here, with who has opened it and what they decided.")
                actionText: qsTr("New note")
                onActionTriggered: root.newRequested()
            }
        }
        ListView {
            id: list

            objectName: "notes"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.model.state === ConcernTypes.LoadState.Filled
            focus: true
            activeFocusOnTab: true
            clip: true
            spacing: Theme.space12
            topMargin: Theme.space8
            bottomMargin: Theme.space16
            model: root.model
            keyNavigationEnabled: true
            highlightMoveDuration: Theme.motionMs
            boundsBehavior: Flickable.StopAtBounds

            Accessible.role: Accessible.List
            Accessible.name: qsTr("My notes")

            delegate: FocusScope {
                id: cell

                required property int index
                required property string itemId
                required property bool isDraft
                required property string correctionOf
                required property string title
                required property int kind
                required property string place
                required property string atText
                required property int stage
                required property string stageText
                required property bool needsAttention

                width: list.width
                implicitHeight: row.implicitHeight

                NoteRow {
                    id: row

                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(cell.width - 2 * Theme.space16, root.room)
                    focus: true
                    itemId: cell.itemId
                    isDraft: cell.isDraft
                    isCorrection: cell.correctionOf.length > 0
                    title: cell.title
                    kind: cell.kind
                    place: cell.place
                    atText: cell.atText
                    stage: cell.stage
                    stageText: cell.stageText
                    needsAttention: cell.needsAttention
                    onOpenRequested: itemId => {
                        list.currentIndex = cell.index;
                        if (cell.correctionOf.length > 0)
                            root.correctionRequested(cell.correctionOf);
                        else if (cell.isDraft)
                            root.resumeRequested(itemId);
                        else
                            root.openRequested(itemId);
                    }
                }
            }
        }
        ActionBar {
            Layout.fillWidth: true
            visible: root.compact && list.visible

            AppButton {
                objectName: "newNote"
                Layout.fillWidth: true
                kind: AppButton.Primary
                icon.name: "list-add"
                text: qsTr("New note")
                onClicked: root.newRequested()
            }
        }
    }
}
