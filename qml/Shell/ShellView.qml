// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Loader of Qt 6.4 refuses bound components, so `root` is reached from inside them without the pragma.
// qmllint disable unqualified
import QtQuick
import Safelight.Admin
import Safelight.App.Admin
import Safelight.App.Concern
import Safelight.App.Shell
import Safelight.App.Triage
import Safelight.Controls
import Safelight.Theme

/*! What fills the window: trouble, joining, unlocking, work, and the cover over all of it. */
FocusScope {
    id: root

    required property AppearanceModel appearance
    property SessionModel session: null
    property SyncStatus sync: null
    property JoinModel join: null
    property bool joining: false
    property CaptureModel capture: null
    property NotesModel notes: null
    property NoteModel note: null
    property KioskModel kiosk: null
    property TriageModel triage: null
    property AddDeviceModel addDevice: null
    property string trouble
    property string troubleTitle
    property string practiceHint
    property bool away: false

    readonly property bool atWork: root.session !== null && root.session.state === SessionModel.Unlocked
    readonly property bool compact: root.width < Theme.compactBelow * Math.min(1.2, Theme.scale)
    readonly property alias work: workLoader.item

    signal joinRequested
    signal joinEnded(bool joined)
    signal dialRequested

    implicitWidth: 1280
    implicitHeight: 800

    function showSettings(): void {
        settings.open();
    }
    function showSync(): void {
        syncSheet.open();
    }
    function closeSheets(): void {
        settings.close();
        syncSheet.close();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    Loader {
        anchors.fill: parent
        active: root.trouble.length > 0
        sourceComponent: TroublePage {
            title: root.troubleTitle
            text: root.trouble
        }
    }
    Loader {
        anchors.fill: parent
        focus: active
        active: root.trouble.length === 0 && root.joining && root.join !== null
        sourceComponent: JoinPage {
            model: root.join
            focus: true
            onBack: root.joinEnded(false)
            onDone: root.joinEnded(true)
        }
    }
    Loader {
        anchors.fill: parent
        focus: active
        active: root.trouble.length === 0 && !root.joining && root.session !== null && !root.atWork
        sourceComponent: UnlockPage {
            session: root.session
            practiceHint: root.practiceHint
            focus: true
            onJoinRequested: root.joinRequested()
            onSettingsRequested: root.showSettings()
        }
    }
    Loader {
        id: workLoader

        anchors.fill: parent
        focus: active
        active: root.atWork && (root.kiosk !== null || root.notes !== null || root.triage !== null)
        sourceComponent: WorkView {
            session: root.session
            sync: root.sync
            capture: root.capture
            notes: root.notes
            note: root.note
            kiosk: root.kiosk
            triage: root.triage
            addDevice: root.addDevice
            focus: true
            onSettingsRequested: root.showSettings()
            onSyncRequested: root.showSync()
            onDialRequested: root.dialRequested()
        }
    }

    LockWarning {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space16
        seconds: root.session ? root.session.lockInSeconds : 0
        draftTrouble: root.kiosk ? root.kiosk.note.draftTrouble : root.capture && root.capture.draftTrouble.length > 0 ? root.capture.draftTrouble : root.note ? root.note.draftTrouble : ""
        onStay: root.session.noteInput()
    }
    SettingsSheet {
        id: settings

        compact: root.compact
        appearance: root.appearance
    }
    SyncSheet {
        id: syncSheet

        compact: root.compact
        status: root.sync
    }
    LockCover {
        anchors.fill: parent
        visible: root.away || (root.session !== null && root.session.state === SessionModel.Locking)
    }

    Connections {
        target: root.session

        function onStateChanged(): void {
            if (!root.atWork)
                root.closeSheets();
        }
    }
}
