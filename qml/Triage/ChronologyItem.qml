// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! One line of the chronology: a statement or an event, with the heading of its part where the part begins. */
ColumnLayout {
    id: root

    required property int kind
    required property bool isStatement
    required property bool firstOfSection
    required property string section
    required property string heading
    required property string body
    required property string author
    required property string occurredText
    required property string recordedText
    required property string receivedText
    required property bool clockSuspect
    required property string alternative
    required property string message
    required property bool amended
    required property bool openConflict

    //: %1 is a name, %2 and %3 are times
    readonly property string times: root.receivedText.length > 0 ? qsTr("%1 · recorded %2 · at the service %3").arg(root.author).arg(root.recordedText).arg(root.receivedText)
        //: %1 is a name, %2 is a time
        : qsTr("%1 · recorded %2 · not at the service yet").arg(root.author).arg(root.recordedText)
    //: %1 is a name with times, as above
    readonly property string byline: root.clockSuspect ? qsTr("%1 · that device's clock may be wrong").arg(root.times) : root.times

    spacing: Theme.space12

    Heading {
        Layout.fillWidth: true
        Layout.topMargin: Theme.space8
        level: 2
        text: root.section
        visible: root.firstOfSection
    }
    StatementCard {
        Layout.fillWidth: true
        visible: root.isStatement
        kind: root.kind
        heading: root.heading
        body: root.body
        alternative: root.alternative
        byline: root.byline
        amended: root.amended
    }
    EventLine {
        Layout.fillWidth: true
        visible: !root.isStatement
        kind: root.kind
        heading: root.heading
        body: root.body
        alternative: root.alternative
        message: root.message
        byline: root.byline
        openConflict: root.openConflict
    }
}
