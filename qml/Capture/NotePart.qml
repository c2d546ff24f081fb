// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! One statement or correction as it was saved. What somebody said is shown as a quotation. */
Card {
    id: root

    required property int kind
    required property string statementText
    required property string toldBy
    required property string alternative
    required property bool isAmendment
    required property string time
    /*! Of a correction: how far it has come, and why it was not taken. Empty for the rest of the note. */
    required property int stage
    required property string stageText
    required property string attentionText

    readonly property string name: root.isAmendment ? qsTr("Correction") : root.told ? qsTr("I was told by %1").arg(root.toldBy) : words.name
    // Of a draft there may be words of a kind it had before: they are not part of the note
    readonly property bool told: root.kind === ConcernTypes.StatementKind.Told && root.toldBy.length > 0
    readonly property bool quoted: root.kind === ConcernTypes.StatementKind.Said && !root.isAmendment

    implicitWidth: 320
    Accessible.role: Accessible.Grouping
    Accessible.name: root.name

    QtObject {
        id: d

        readonly property bool refused: root.attentionText.length > 0
        readonly property bool held: root.stage >= ConcernTypes.CustodyStage.HeldByService
    }
    KindWords {
        id: words

        kind: root.kind
    }

    contentItem: ColumnLayout {
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            AppIcon {
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 3
                name: root.isAmendment ? "document-edit" : words.iconName
                size: Theme.iconSmall
                color: Theme.textMuted
            }
            BodyText {
                Layout.fillWidth: true
                text: root.name
                font.weight: Theme.weightStrong
            }
            MetaText {
                text: root.time
                figures: true
                visible: root.time.length > 0
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            Rectangle { // the mark of a quotation
                Layout.fillHeight: true
                implicitWidth: 4
                radius: 2
                color: Theme.action
                visible: root.quoted
            }
            BodyText {
                Layout.fillWidth: true
                text: root.quoted ? qsTr("“%1”").arg(root.statementText) : root.statementText
                font.italic: root.quoted
            }
        }
        MetaText {
            Layout.fillWidth: true
            visible: root.kind === ConcernTypes.StatementKind.Think && root.alternative.length > 0
            text: qsTr("Could anything else explain it? %1").arg(root.alternative)
        }
        StatusTag {
            objectName: "sent"
            Layout.maximumWidth: root.availableWidth
            visible: root.stageText.length > 0
            kind: d.refused ? Banner.Warning : d.held ? Banner.Info : -1
            iconName: d.refused || d.held ? "" : "object-locked"
            text: root.stageText
        }
        MetaText {
            Layout.fillWidth: true
            visible: d.refused
            text: root.attentionText
        }
    }
}
