// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*!
    What stands between the words and the disk, or who they were for, right above the button that is pressed. Long words
    scroll.
*/
ScrollPage {
    id: root

    required property CaptureModel note
    /*! What is said of a note that could not be saved. */
    required property string failureTitle

    readonly property bool failed: root.note.state === CaptureModel.Failed

    /*! The save is wanted once more: the page checks first. What else failed, the note itself does again. */
    signal againRequested

    implicitHeight: root.contentHeight
    margin: Theme.space12
    visible: root.failed || root.note.draftTrouble.length > 0 || root.note.keptBack

    onFailedChanged: {
        if (root.failed)
            focusSoon.restart();
    }

    Timer { // after it is shown
        id: focusSoon

        interval: 0
        onTriggered: failure.takeFocus()
    }
    Banner {
        id: failure

        objectName: "failure"
        Layout.fillWidth: true
        visible: root.failed
        kind: Banner.Danger
        title: {
            switch (root.note.failure) {
            case CaptureModel.NotOpened:
                return qsTr("The draft could not be opened");
            case CaptureModel.NotDiscarded:
                return qsTr("The draft could not be thrown away");
            default:
                return root.failureTitle;
            }
        }
        text: root.note.failureText
        actionText: qsTr("Try again")
        onActionTriggered: {
            if (root.note.failure === CaptureModel.NotSaved)
                root.againRequested();
            else
                root.note.tryAgain();
        }
    }
    Banner {
        objectName: "draftTrouble"
        Layout.fillWidth: true
        visible: root.note.draftTrouble.length > 0
        kind: Banner.Warning
        title: qsTr("Your draft could not be kept on this device just now")
        text: root.note.draftTrouble
    }
    Banner {
        objectName: "keptBack"
        Layout.fillWidth: true
        visible: root.note.keptBack
        kind: Banner.Warning
        //: Title of a message: the note was to go to a safeguarding champion as well
        title: qsTr("This note now goes to your team only")
        text: qsTr("This device does not hand notes in any more. Tell a champion another way.")
    }
}
