// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Shell
import Safelight.Controls
import Safelight.Theme

/*! Who are you, and your passphrase. On a device of one person only the second question. */
ScrollPage {
    id: root

    required property SessionModel session
    property string practiceHint
    property bool mayPractise: false
    property bool practising: false

    readonly property bool choosing: root.session.selectedFolder.length === 0 && root.session.people.count > 1
    readonly property bool nobody: root.session.state === SessionModel.Nobody
    readonly property bool unreadable: root.session.state === SessionModel.Unreadable

    signal joinRequested
    signal settingsRequested
    signal practiceRequested

    /*! The one thing to do here has the focus, not the page around it. */
    function focusJoin(): void {
        if (root.nobody)
            join.forceActiveFocus(Qt.TabFocusReason);
    }

    onNobodyChanged: root.focusJoin()
    Component.onCompleted: root.focusJoin()

    maximumWidth: Math.round(460 * Math.min(1.5, Theme.scale))

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Unlock Safelight")

    Brand {
        Layout.topMargin: Math.max(0, Math.min(120, root.height * 0.1))
        Layout.bottomMargin: Theme.space8
    }
    Banner {
        Layout.fillWidth: true
        visible: root.session.practice || root.practiceHint.length > 0
        kind: Banner.Info
        title: root.session.practice ? qsTr("Practice") : ""
        text: root.practiceHint.length > 0 ? root.practiceHint : qsTr("Every person and note here is invented. Try whatever you like.")
    }
    BodyText {
        Layout.fillWidth: true
        visible: root.nobody
        text: qsTr("Write down a concern where it happens, with or without a connection. Nobody works on this device yet.")
    }
    Banner {
        Layout.fillWidth: true
        visible: root.unreadable
        kind: Banner.Danger
        text: root.session.problem
        actionText: qsTr("Try again")
        onActionTriggered: root.session.reload()
    }
    PeopleList {
        Layout.fillWidth: true
        visible: root.choosing
        people: root.session.people
        onPicked: folder => root.session.select(folder)
    }
    PassphrasePanel {
        Layout.fillWidth: true
        visible: !root.choosing && !root.nobody && !root.unreadable && root.session.state !== SessionModel.Loading
        session: root.session
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space16
        spacing: Theme.space4

        AppButton {
            id: join

            Layout.fillWidth: true
            kind: root.nobody ? AppButton.Primary : AppButton.Quiet
            alignStart: !root.nobody
            visible: !root.practising
            icon.name: "list-add-user"
            text: root.nobody ? qsTr("Join with a code") : qsTr("Join as a new person")
            enabled: root.session.state === SessionModel.Nobody || root.session.state === SessionModel.Locked
            onClicked: root.joinRequested()
        }
        AppButton {
            Layout.fillWidth: true
            visible: root.mayPractise || root.practising
            kind: AppButton.Quiet
            alignStart: !root.nobody
            icon.name: root.practising ? "go-previous" : "help-contents"
            //: Two buttons: one opens a window with invented people, the other leaves it
            text: root.practising ? qsTr("Leave practice") : qsTr("Practise with invented people")
            onClicked: root.practiceRequested()
        }
        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Quiet
            alignStart: !root.nobody
            icon.name: "contrast"
            text: qsTr("Colours and text size")
            onClicked: root.settingsRequested()
        }
    }
}
