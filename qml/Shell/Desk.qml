// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQml
import Safelight.App.Admin
import Safelight.App.Concern
import Safelight.App.Shell
import Safelight.App.Triage

/*!
    What app/main lays out for the person at this device. Appearance, session and sync status are always there; the others
    come with an unlock and are taken away before a lock: a null means that this person has no such place.
*/
QtObject {
    id: root

    property AppearanceModel appearance: null
    property SessionModel session: null
    property SyncStatus sync: null
    property TrayModel tray: null
    property JoinModel join: null
    property CaptureModel capture: null
    property NotesModel notes: null
    property NoteModel note: null
    property KioskModel kiosk: null
    property TriageModel triage: null
    property AddDeviceModel addDevice: null

    /*! Why something that is being written here is not on the disk; empty while all of it is. */
    readonly property string draftTrouble: root.kiosk && root.kiosk.note.draftTrouble || root.capture && root.capture.draftTrouble || root.note && root.note.draftTrouble || root.triage && root.triage.record.decision.draftTrouble || ""
}
