// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Loader of Qt 6.4 refuses bound components, so `root` is reached from inside them without the pragma.
// qmllint disable unqualified
import QtQml
import QtQuick
import QtQuick.Layouts
import Safelight.Admin
import Safelight.App.Concern
import Safelight.Capture
import Safelight.Controls
import Safelight.Theme
import Safelight.Triage

/*!
    Work with an open vault. A bar below in narrow windows, a rail in wider ones; on a kiosk no places at all, one task.
    What is offered follows from the models that app/main made for this person.
*/
FocusScope {
    id: root

    required property Desk desk

    readonly property bool isKiosk: root.desk.kiosk !== null
    readonly property bool compact: root.width < Theme.compactBelow * Math.min(1.2, Theme.scale)
    readonly property bool wide: root.width >= Theme.wideFrom * Math.min(1.3, Theme.scale)
    /*! "triage", "capture", "notes" or "devices". */
    property string place: root.desk.triage ? "triage" : "capture"
    readonly property list<NavItem> places: [
        NavItem {
            key: "triage"
            text: qsTr("Inbox")
            iconName: "view-list-details"
            shortcut: "Alt+1"
            offered: root.desk.triage !== null
        },
        NavItem {
            key: "capture"
            //: A place: the page where notes are written
            text: qsTr("Write")
            iconName: "document-edit"
            shortcut: root.desk.triage ? "Alt+2" : "Alt+1"
            offered: root.desk.capture !== null
        },
        NavItem {
            key: "notes"
            text: qsTr("My notes")
            iconName: "view-list-text"
            shortcut: root.desk.triage ? "Alt+3" : "Alt+2"
            offered: root.desk.notes !== null
        },
        NavItem {
            key: "devices"
            text: qsTr("Add a device")
            iconName: "list-add"
            shortcut: "Alt+4"
            offered: root.desk.addDevice !== null
        }
    ]

    signal settingsRequested
    signal syncRequested
    signal dialRequested

    function go(key: string): void {
        if (key === "capture" && root.desk.capture.state === CaptureModel.Saved)
            root.desk.capture.startNew(); // that note has left the page
        root.place = key;
        const page = d.pageOf(key);
        page.forceActiveFocus(Qt.TabFocusReason);
        if (page.item as CapturePage)
            (page.item as CapturePage).takeFocus();
        else if (page.item as NotesArea)
            (page.item as NotesArea).takeFocus();
        else if (page.item as AddDevicePage)
            (page.item as AddDevicePage).focusStep();
    }
    function goToShortcut(wanted: int): void {
        let position = wanted;
        for (let i = 0; i < root.places.length; ++i) {
            if (root.places[i].offered && position-- === 0)
                return root.go(root.places[i].key);
        }
    }

    function showShortcuts(): void {
        shortcuts.hints = d.hints();
        shortcuts.open();
    }
    function hideShortcuts(): void {
        shortcuts.close();
    }

    QtObject {
        id: d

        function pageOf(key: string): Loader {
            return key === "triage" ? triageLoader : key === "capture" ? captureLoader : key === "notes" ? notesLoader : devicesLoader;
        }
        /*! The keys of the window first, then those of the page that is shown. */
        function hints(): var {
            const all = [];
            for (let i = 0; i < general.hints.length; ++i)
                all.push(general.hints[i]);
            const page = triageLoader.item as TriagePage;
            const own = root.place === "capture" ? writing.hints : page && root.place === "triage" ? page.shortcuts : [];
            for (let i = 0; i < own.length; ++i)
                all.push(own[i]);
            return all;
        }
        /*! Somebody asked for a new note: what was being written becomes a draft among My notes. */
        function writeNew(): void {
            root.desk.capture.startNew();
            root.go("capture");
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            Layout.fillWidth: true
            visible: root.compact || root.isKiosk
            status: root.desk.sync
            practice: root.desk.session.practice
            person: root.isKiosk ? root.desk.session.selectedName : ""
            onSyncRequested: root.syncRequested()
            onSettingsRequested: root.settingsRequested()
            onLockRequested: root.desk.session.lock()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            NavRail {
                Layout.fillHeight: true
                visible: !root.compact && !root.isKiosk
                wide: root.wide
                places: root.places
                current: root.place
                status: root.desk.sync
                practice: root.desk.session.practice
                onPicked: key => root.go(key)
                onSyncRequested: root.syncRequested()
                onSettingsRequested: root.settingsRequested()
                onLockRequested: root.desk.session.lock()
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                Loader {
                    anchors.fill: parent
                    active: root.isKiosk
                    focus: active
                    sourceComponent: KioskPage {
                        model: root.desk.kiosk
                        focus: true
                        onDone: root.desk.session.lock()
                    }
                }
                Loader {
                    id: triageLoader

                    anchors.fill: parent
                    active: root.desk.triage !== null
                    visible: root.place === "triage" && !root.isKiosk
                    focus: visible
                    sourceComponent: TriagePage {
                        model: root.desk.triage
                        focus: true
                    }
                }
                Loader {
                    id: captureLoader

                    anchors.fill: parent
                    active: root.desk.capture !== null && !root.isKiosk
                    visible: root.place === "capture" && !root.isKiosk
                    focus: visible
                    sourceComponent: CapturePage {
                        model: root.desk.capture
                        focus: true
                        onDone: root.go("notes")
                        onDialRequested: root.dialRequested()
                    }
                }
                Loader {
                    id: notesLoader

                    anchors.fill: parent
                    active: root.desk.notes !== null && root.desk.note !== null && !root.isKiosk
                    visible: root.place === "notes" && !root.isKiosk
                    focus: visible
                    sourceComponent: NotesArea {
                        notes: root.desk.notes
                        note: root.desk.note
                        focus: true
                        onNewRequested: d.writeNew()
                        onResumeRequested: draftId => {
                            root.desk.capture.resume(draftId);
                            root.go("capture");
                        }
                    }
                }
                Loader {
                    id: devicesLoader

                    anchors.fill: parent
                    active: root.desk.addDevice !== null && !root.isKiosk
                    visible: root.place === "devices" && !root.isKiosk
                    focus: visible
                    sourceComponent: AddDevicePage {
                        model: root.desk.addDevice
                        focus: true
                    }
                }
            }
        }
        NavBar {
            Layout.fillWidth: true
            visible: root.compact && !root.isKiosk
            places: root.places
            current: root.place
            onPicked: key => root.go(key)
        }
    }

    ShortcutsSheet {
        id: shortcuts
    }
    GeneralKeys {
        id: general
    }
    WritingKeys {
        id: writing
    }

    Shortcut {
        sequence: "Ctrl+L"
        onActivated: root.desk.session.lock()
    }
    Shortcut {
        sequences: ["?", "F1"]
        enabled: !root.isKiosk
        onActivated: root.showShortcuts()
    }
    Shortcut {
        sequence: "Ctrl+N"
        enabled: root.desk.capture !== null && !root.isKiosk && root.place !== "notes"
        onActivated: d.writeNew()
    }
    Instantiator {
        model: root.isKiosk ? 0 : 4
        delegate: Shortcut {
            required property int index

            sequence: "Alt+" + (index + 1)
            onActivated: root.goToShortcut(index)
        }
    }
}
