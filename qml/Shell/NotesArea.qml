// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Capture
import Safelight.Theme

/*! My notes: the list, and one note; side by side where there is room. */
FocusScope {
    id: root

    required property NotesModel notes
    required property NoteModel note

    readonly property bool twoPanes: root.width >= Theme.expandedFrom * Math.min(1.3, Theme.scale)
    readonly property bool noteOpen: root.note !== null && root.note.noteId.length > 0

    signal newRequested
    signal resumeRequested(string draftId)

    /*! To the note where only that is shown, otherwise to the list. */
    function takeFocus(): void {
        if (root.noteOpen && !root.twoPanes)
            page.takeFocus();
        else
            list.takeFocus();
    }

    onNoteOpenChanged: putFocus.restart()
    onTwoPanesChanged: putFocus.restart()

    Timer { // after the one is hidden and the other shown
        id: putFocus

        interval: 0
        onTriggered: {
            const away = list.activeFocus ? !list.visible : !page.activeFocus || !page.visible || !root.noteOpen;
            if (root.visible && root.activeFocus && away)
                root.takeFocus();
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        NotesPage {
            id: list

            Layout.fillHeight: true
            Layout.fillWidth: !root.twoPanes
            Layout.preferredWidth: root.twoPanes ? Math.round(Math.min(480, root.width * 0.42)) : -1
            visible: root.twoPanes || !root.noteOpen
            focus: true
            model: root.notes
            onNewRequested: root.newRequested()
            onResumeRequested: draftId => root.resumeRequested(draftId)
            onOpenRequested: noteId => root.note.open(noteId)
            onCorrectionRequested: noteId => {
                root.note.open(noteId);
                page.goToCorrection();
            }
        }
        Rectangle {
            Layout.fillHeight: true
            implicitWidth: Math.max(1, Theme.border)
            visible: root.twoPanes
            color: Theme.outlineSoft
        }
        NotePage {
            id: page

            Layout.fillHeight: true
            Layout.fillWidth: true
            visible: root.twoPanes || root.noteOpen
            model: root.note
            onBack: root.note.close()
        }
    }
}
