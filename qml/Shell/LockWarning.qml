// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Controls

/*! Safelight is about to lock: any touch keeps it open, and so does the button. */
Banner {
    id: root

    property int seconds: 0
    /*! Why what is being written is not on the disk; empty while it is. */
    property string draftTrouble

    signal stay

    z: 50
    visible: root.seconds > 0
    kind: Banner.Warning
    //: %n is a number of seconds, counting down
    title: qsTr("Locking in %n second(s)", "", root.seconds)
    text: root.draftTrouble.length > 0 ? qsTr("What you are writing could not be kept yet. %1").arg(root.draftTrouble) : qsTr("What you are writing is kept.")
    actionText: qsTr("Stay signed in")
    onActionTriggered: root.stay()
}
