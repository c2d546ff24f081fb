// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Safelight.App.Shell
import Safelight.Theme

/*!
    The window. Made by app/main with the appearance; what the person works with is laid on its desk. The title never
    says more than the name of the program.
*/
ApplicationWindow {
    id: root

    required property AppearanceModel appearance
    readonly property Desk desk: Desk {
        appearance: root.appearance
    }
    property bool joining: false
    /*! Why there is nothing to work with, in words; empty while all is well. */
    property string trouble
    property string troubleTitle
    property string practiceHint
    /*! The unlock page offers to go to a practice room, or to leave the one this is. */
    property bool mayPractise: false
    property bool practising: false
    /*! Cover the window while another program has the attention. */
    property bool coverWhenAway: false
    readonly property alias view: view

    signal joinRequested
    signal joinEnded(bool joined)
    signal dialRequested
    signal practiceRequested

    title: "Safelight" // a name: neutral, and the same in every language
    width: 1280
    height: 800
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    color: Theme.surface

    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    palette.window: Theme.surface
    palette.windowText: Theme.text
    palette.toolTipBase: Theme.surfaceSunken
    palette.toolTipText: Theme.text

    ThemeSetter {
        appearance: root.appearance
    }
    ShellView {
        id: view

        anchors.fill: parent
        focus: true
        desk: root.desk
        joining: root.joining
        trouble: root.trouble
        troubleTitle: root.troubleTitle
        practiceHint: root.practiceHint
        mayPractise: root.mayPractise
        practising: root.practising
        away: root.coverWhenAway && Application.state !== Qt.ApplicationActive

        onJoinRequested: root.joinRequested()
        onJoinEnded: joined => root.joinEnded(joined)
        onDialRequested: root.dialRequested()
        onPracticeRequested: root.practiceRequested()
    }
}
