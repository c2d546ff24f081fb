// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! Something that happened to a concern after it was recorded. */
RowLayout {
    id: root

    required property int kind
    required property string heading
    required property string body
    required property string alternative
    required property string message
    required property string byline
    required property bool openConflict

    spacing: Theme.space12

    Accessible.role: Accessible.Section
    Accessible.name: root.heading
    Accessible.description: root.byline

    QtObject {
        id: d

        readonly property bool decision: root.kind === Triage.EntryKind.Decision
        readonly property string iconName: root.kind === Triage.EntryKind.Amendment ? "document-edit" : d.decision ? "dialog-ok-apply" : root.kind === Triage.EntryKind.FeedbackSent ? "mail-reply-sender" : root.kind === Triage.EntryKind.OwnerSet ? "user" : root.kind === Triage.EntryKind.DueSet ? "view-calendar" : root.kind === Triage.EntryKind.UrgencySet ? "chronometer" : root.kind === Triage.EntryKind.Recorded ? "document-save" : "mail-read-symbolic"
    }

    AppIcon {
        Layout.alignment: Qt.AlignTop
        name: d.iconName
        color: Theme.textMuted
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            BodyText {
                Layout.fillWidth: true
                text: root.heading
                font.weight: Theme.weightMedium
            }
            StatusTag {
                Layout.alignment: Qt.AlignTop
                kind: Banner.Warning
                iconName: "view-split-left-right"
                //: Two people chose differently, and nobody has said yet which choice counts
                text: qsTr("Not settled")
                visible: root.openConflict
            }
        }
        MetaText {
            Layout.fillWidth: true
            //: Label above the reasons of a decision
            text: qsTr("Why")
            visible: d.decision
        }
        BodyText {
            Layout.fillWidth: true
            text: root.body
            visible: root.body.length > 0
        }
        MetaText {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space4
            text: qsTr("What else was considered")
            visible: root.alternative.length > 0
        }
        BodyText {
            Layout.fillWidth: true
            text: root.alternative
            visible: root.alternative.length > 0
        }
        MetaText {
            Layout.fillWidth: true
            Layout.topMargin: Theme.space4
            text: qsTr("Message to the author")
            visible: root.message.length > 0
        }
        BodyText {
            Layout.fillWidth: true
            text: root.message
            visible: root.message.length > 0
        }
        MetaText {
            Layout.fillWidth: true
            text: root.byline
            figures: true
        }
    }
}
