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
    required property int danger
    required property int urgency
    required property string urgencyText
    required property int status
    required property string author
    required property string owner
    required property string ownerName
    required property bool ownerByDefault
    required property string dueText
    required property bool overdue
    required property string arrivedText
    required property bool openConflict
    required property bool added
    required property bool atRest
    required property bool decisionBegun
    property bool open: false

    signal openRequested(string concernId)

    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.space16
    rightPadding: Theme.space12
    topPadding: Theme.space8
    bottomPadding: Theme.space8
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

        readonly property bool dangerShown: root.danger !== Triage.Danger.No && !root.atRest && root.urgency !== Triage.Urgency.Immediate
        //: On a concern: the author said that somebody is in danger, or was not sure
        readonly property string dangerWord: !d.dangerShown ? "" : root.danger === Triage.Danger.Yes ? qsTr("Danger reported") : qsTr("Danger not ruled out")
        //: Two people chose differently, and somebody has to say which choice counts
        readonly property string conflictWord: root.openConflict ? qsTr("Two choices to settle") : ""
        //: The author corrected a concern, or added to it, and no decision has taken that into account yet
        readonly property string addedWord: root.added ? qsTr("Added to") : ""
        //: On a concern: a decision is half written on this device
        readonly property string begunWord: root.decisionBegun ? qsTr("You were writing a decision") : ""
        //: Read after who a concern is about: response urgency, when it is due, its owner, where
        readonly property string rest: qsTr("%1. %2. Owner: %3. %4").arg(root.urgencyText).arg(root.dueText).arg(root.owner).arg(root.where)
        /*! What is seen as tags is said first, each a sentence of its own. */
        readonly property string spoken: d.sentence(d.dangerWord) + d.sentence(d.addedWord) + d.sentence(d.conflictWord) + d.sentence(d.begunWord) + d.rest

        function sentence(words: string): string {
            return words.length > 0 ? words + ". " : "";
        }
    }

    contentItem: ColumnLayout {
        spacing: Theme.space4

        GridLayout {
            Layout.fillWidth: true
            columns: root.width < 280 * Theme.scale ? 1 : 2
            columnSpacing: Theme.space8
            rowSpacing: 0

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
                text: root.arrivedText
                figures: true
                Accessible.ignored: true
            }
        }
        MetaText {
            Layout.fillWidth: true
            text: root.where
            visible: root.where.length > 0
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        BodyText {
            Layout.fillWidth: true
            text: root.firstWords
            visible: root.firstWords.length > 0
            font.pixelSize: Theme.fontSmall
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 2
            Layout.bottomMargin: 2
            spacing: Theme.space4

            StatusTag {
                kind: root.danger === Triage.Danger.Yes ? Banner.Danger : Banner.Warning
                text: d.dangerWord
                visible: d.dangerShown
                Accessible.ignored: true
            }
            UrgencyTag {
                urgency: root.urgency
                word: root.urgencyText
                visible: !root.atRest
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "chronometer"
                //: On a concern: the time by which something must be done has passed
                text: qsTr("Overdue")
                visible: root.overdue
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "document-edit"
                text: d.addedWord
                visible: root.added
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "view-split-left-right"
                text: d.conflictWord
                visible: root.openConflict
                Accessible.ignored: true
            }
            StatusTag {
                kind: Banner.Warning
                iconName: "document-edit"
                text: d.begunWord
                visible: root.decisionBegun
                Accessible.ignored: true
            }
        }
        MetaText {
            Layout.fillWidth: true
            //: %1 is when it is due, %2 is a name
            text: root.ownerByDefault ? qsTr("%1 · %2, not opened").arg(root.dueText).arg(root.ownerName) : qsTr("%1 · %2").arg(root.dueText).arg(root.ownerName)
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    background: RowBackground {
        open: root.open
        hovered: root.hovered
        focused: root.activeFocus
    }
}
