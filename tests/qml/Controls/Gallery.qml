// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! Every control once, with invented words, to look at and to test. */
ScrollPage {
    id: root

    maximumWidth: 900

    PageHeader {
        Layout.fillWidth: true
        title: "Gallery"
        subtitle: "Every control, once"
        backVisible: true

        AppButton {
            kind: AppButton.Quiet
            iconOnly: true
            icon.name: "view-refresh"
            text: "Try now"
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: root.width < 600 ? 1 : 4
        columnSpacing: 12
        rowSpacing: 12

        AppButton {
            objectName: "primary"
            Layout.fillWidth: true
            kind: AppButton.Primary
            icon.name: "document-save"
            text: "Save the note"
        }
        AppButton {
            objectName: "secondary"
            Layout.fillWidth: true
            text: "Not now"
        }
        AppButton {
            Layout.fillWidth: true
            objectName: "danger"
            kind: AppButton.Danger
            icon.name: "edit-delete"
            text: "Remove draft"
        }
        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Quiet
            text: "Show more"
        }
        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Primary
            text: "Disabled"
            enabled: false
        }
    }
    ErrorSummary {
        objectName: "summary"
        Layout.fillWidth: true
        errors: ListModel {
            ListElement {
                field: "where"
                text: "Say where it was, in a few words"
            }
            ListElement {
                field: "why"
                text: "Say why you decided this"
            }
        }
    }
    FormField {
        objectName: "field"
        Layout.fillWidth: true
        label: "Where was it?"
        help: "A street, a doorway, a library. As you would tell a colleague."
        placeholder: "For example: Aldgate, east side"
    }
    FormField {
        objectName: "broken"
        Layout.fillWidth: true
        label: "Where was it?"
        error: "Say where it was, in a few words"
    }
    FormField {
        objectName: "secret"
        Layout.fillWidth: true
        label: "Passphrase"
        secret: true
        text: "four words and more"
    }
    FormArea {
        objectName: "area"
        Layout.fillWidth: true
        label: "What did you see?"
        help: "Only what you saw yourself."
        optional: true
        text: "A grey tent by the east wall. A woman of about forty, shaking, no coat."
    }
    ChoiceGroup {
        id: urgency

        objectName: "choices"
        Layout.fillWidth: true
        label: "How soon must somebody look at this?"
        current: 2
        options: [
            {
                value: 1,
                text: "Immediate danger",
                iconName: "dialog-warning-symbolic",
                help: "Call 999 first"
            },
            {
                value: 2,
                text: "Today",
                iconName: "clock"
            },
            {
                value: 3,
                text: "Routine"
            }
        ]
        onChosen: value => urgency.current = value
    }
    Flow {
        Layout.fillWidth: true
        spacing: 8

        Chip {
            text: "Aldgate"
        }
        Chip {
            text: "Liverpool Street"
            checkable: true
            checked: true
        }
        Chip {
            text: "Add a place"
            icon.name: "list-add"
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: 8

        StatusTag {
            text: "Draft"
        }
        StatusTag {
            kind: 0
            text: "With a champion"
        }
        StatusTag {
            kind: 1
            text: "Held by the service"
        }
        StatusTag {
            kind: 2
            text: "Waiting for a connection"
        }
        StatusTag {
            kind: 3
            text: "Overdue"
        }
    }
    Banner {
        Layout.fillWidth: true
        kind: Banner.Info
        text: "3 notes on this device are waiting for a connection. They are safe."
        actionText: "Try now"
    }
    Banner {
        Layout.fillWidth: true
        kind: Banner.Success
        text: "Saved on this device, 21:04"
    }
    Banner {
        Layout.fillWidth: true
        kind: Banner.Warning
        title: "The clock of this device looks wrong"
        text: "Times in your notes may be off. Check the date and time in the settings of the device."
    }
    Banner {
        Layout.fillWidth: true
        kind: Banner.Danger
        title: "Is anyone in immediate danger?"
        text: "Call 999 first. Write it down afterwards."
        actionText: "What to say"
    }
    Card {
        Layout.fillWidth: true

        ColumnLayout {
            width: parent.width
            spacing: 12

            Heading {
                Layout.fillWidth: true
                level: 2
                text: "Where this note is"
            }
            CustodyLine {
                objectName: "custody"
                Layout.fillWidth: true
                steps: ListModel {
                    ListElement {
                        text: "Safe on this device"
                        time: "21:04"
                        done: true
                    }
                    ListElement {
                        text: "Held by the service"
                        time: "21:11"
                        done: true
                    }
                    ListElement {
                        text: "Opened by a champion"
                        time: ""
                        done: false
                    }
                    ListElement {
                        text: "Decided"
                        time: ""
                        done: false
                    }
                }
            }
        }
    }
    ProgressPanel {
        Layout.fillWidth: true
        text: "Getting your team's notes"
        value: 0.31
        count: "312 of 1,000"
        cancelText: "Stop"
    }
    ToggleRow {
        objectName: "toggle"
        Layout.fillWidth: true
        text: "Less movement"
        help: "Turns off all animation"
        checked: true
    }
    EmptyState {
        Layout.fillWidth: true
        iconName: "document-edit"
        title: "No notes yet"
        text: "What you write appears here, with how far it has come."
        actionText: "Write the first note"
    }
}
