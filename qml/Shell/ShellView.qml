// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Loader of Qt 6.4 refuses bound components, so `root` is reached from inside them without the pragma.
// qmllint disable unqualified
import QtQuick
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! What fills the window: trouble, joining, unlocking, work, and the cover over all of it. */
FocusScope {
    id: root

    required property Desk desk
    property bool joining: false
    property string trouble
    property string troubleTitle
    property string practiceHint
    property bool mayPractise: false
    property bool practising: false
    property bool away: false

    readonly property bool atWork: root.desk.session !== null && root.desk.session.state === SessionModel.Unlocked
    readonly property alias work: workLoader.item

    signal joinRequested
    signal joinEnded(bool joined)
    signal dialRequested
    signal practiceRequested

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
    LazyView {
        id: joinLoader

        wanted: root.trouble.length === 0 && root.joining && root.desk.join !== null
        anchors.fill: parent
        file: "JoinView.qml"
        desk: root.desk
    }
    Connections {
        target: joinLoader.item

        function onBack(): void {
            root.joinEnded(false);
        }
        function onDone(): void {
            root.joinEnded(true);
        }
    }
    Loader {
        anchors.fill: parent
        focus: active
        active: root.trouble.length === 0 && !root.joining && root.desk.session !== null && !root.atWork
        sourceComponent: UnlockPage {
            session: root.desk.session
            practiceHint: root.practiceHint
            mayPractise: root.mayPractise
            practising: root.practising
            focus: true
            onJoinRequested: root.joinRequested()
            onSettingsRequested: root.showSettings()
            onPracticeRequested: root.practiceRequested()
        }
    }
    LazyView {
        id: workLoader

        wanted: root.atWork && (root.desk.kiosk !== null || root.desk.notes !== null || root.desk.triage !== null)
        anchors.fill: parent
        file: "WorkView.qml"
        desk: root.desk
    }
    Connections {
        target: workLoader.item

        function onSettingsRequested(): void {
            root.showSettings();
        }
        function onSyncRequested(): void {
            root.showSync();
        }
        function onDialRequested(): void {
            root.dialRequested();
        }
    }

    LockWarning {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space16
        seconds: root.desk.session ? root.desk.session.lockInSeconds : 0
        draftTrouble: root.desk.draftTrouble
        onStay: root.desk.session.noteInput()
    }
    LazySheet {
        id: settings

        desk: root.desk
        file: "SettingsSheet.qml"
    }
    LazySheet {
        id: syncSheet

        desk: root.desk
        file: "SyncSheet.qml"
    }
    LockCover {
        anchors.fill: parent
        visible: root.away || (root.desk.session !== null && root.desk.session.state === SessionModel.Locking)
    }

    Connections {
        target: root.desk.session

        function onStateChanged(): void {
            if (!root.atWork)
                root.closeSheets();
        }
    }
}
