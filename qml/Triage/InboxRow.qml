// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! One concern in the inbox. Shows what it is given; asks with a signal. */
ItemDelegate {
    id: root

    required property int index
    required property string concernId
    required property string title
    required property string where
    required property string firstWords
    required property bool dangerSaid
    required property int urgency
    required property string urgencyText
    required property int status
    required property string author
    required property string owner
    required property string dueText
    required property bool overdue
    required property string arrivedText
    required property bool openConflict
    property bool open: false

    signal openRequested(string concernId)

    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space16
    rightPadding: Theme.space12
    topPadding: Theme.space12
    bottomPadding: Theme.space12
    text: root.title

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title
    Accessible.description: d.spoken
    Accessible.selected: root.open
    Accessible.onPressAction: root.openRequested(root.concernId)

    onClicked: root.openRequested(root.concernId)
    Keys.onReturnPressed: root.openRequested(root.concernId)
    Keys.onEnterPressed: root.openRequested(root.concernId)

    QtObject {
        id: d

        //: Read after who a concern is about: response urgency, when it is due, its owner, where
        readonly property string spoken: qsTr("%1. %2. Owner: %3. %4").arg(root.urgencyText).arg(root.dueText).arg(root.owner).arg(root.where)
        readonly property bool decided: root.status === Triage.Status.Decided
    }

    contentItem: ColumnLayout {
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            BodyText {
                Layout.fillWidth: true
                text: root.title
                font.weight: Theme.weightStrong
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            MetaText {
                Layout.alignment: Qt.AlignTop
                Layout.maximumWidth: parent.width / 2
                text: root.arrivedText
                figures: true
                horizontalAlignment: Text.AlignRight
                Accessible.ignored: true
            }
        }
        BodyText {
            Layout.fillWidth: true
            text: root.firstWords
            visible: root.firstWords.length > 0
            font.pixelSize: Theme.fontSmall
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        MetaText {
            Layout.fillWidth: true
            text: root.where
            visible: root.where.length > 0
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.space4

            StatusTag {
                kind: Banner.Danger
                text: qsTr("Immediate danger reported")
                visible: root.dangerSaid && !d.decided && root.urgency !== Triage.Urgency.Immediate
                Accessible.ignored: true
            }
            UrgencyTag {
                urgency: root.urgency
                word: root.urgencyText
                visible: !d.decided
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "chronometer"
                text: qsTr("Overdue")
                visible: root.overdue
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "vcs-conflicting"
                text: qsTr("Two choices to settle")
                visible: root.openConflict
                Accessible.ignored: true
            }
        }
        MetaText {
            Layout.fillWidth: true
            //: %1 is when it is due, %2 is a name
            text: qsTr("%1 · %2").arg(root.dueText).arg(root.owner)
            Accessible.ignored: true
        }
    }
    background: RowBackground {
        open: root.open
        hovered: root.hovered
        focused: root.visualFocus
    }
}
