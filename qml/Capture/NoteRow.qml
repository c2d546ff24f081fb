// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! One note, or one draft, in a list: its beginning, where and when, and how far it has come. */
T.ItemDelegate {
    id: root

    required property string itemId
    required property bool isDraft
    /*! A draft that corrects a saved note. */
    required property bool isCorrection
    required property string title
    required property int kind
    required property string place
    required property string atText
    required property int stage
    required property string stageText
    required property bool needsAttention

    readonly property string whereAndWhen: root.place.length === 0 ? root.atText : root.atText.length === 0 ? root.place : qsTr("%1 · %2").arg(root.place).arg(root.atText)

    signal openRequested(string itemId)

    implicitWidth: 320
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.space16
    hoverEnabled: true
    text: root.title.length > 0 ? root.title : qsTr("Nothing written yet")
    font.family: Theme.family
    font.pixelSize: Theme.fontBody

    Accessible.role: Accessible.ListItem
    Accessible.name: root.text
    Accessible.description: qsTr("%1, %2").arg(root.isCorrection ? qsTr("Correction, a draft") : root.isDraft ? qsTr("Draft") : root.stageText).arg(root.whereAndWhen)
    Accessible.onPressAction: root.clicked()

    onClicked: root.openRequested(root.itemId)
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: ColumnLayout {
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space12

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: root.isCorrection ? "document-edit" : words.iconName
                color: Theme.textMuted
            }
            BodyText {
                Layout.fillWidth: true
                text: root.kind === ConcernTypes.StatementKind.Said && root.title.length > 0 ? "“" + root.text + "”" : root.text
                font.italic: root.kind === ConcernTypes.StatementKind.Said
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        MetaText {
            Layout.fillWidth: true
            text: root.whereAndWhen
            figures: true
            Accessible.ignored: true
        }
        StatusTag {
            Layout.maximumWidth: root.availableWidth
            kind: root.isDraft || root.needsAttention ? Banner.Warning : root.stage >= ConcernTypes.CustodyStage.Opened ? Banner.Success : root.stage >= ConcernTypes.CustodyStage.HeldByService ? Banner.Info : -1
            iconName: root.isDraft ? "document-edit" : root.stage < ConcernTypes.CustodyStage.HeldByService && !root.needsAttention ? "object-locked" : ""
            //: On a line of My notes: a correction to a saved note is half written
            text: root.isCorrection ? qsTr("Correction: you were writing this") : root.isDraft ? qsTr("Draft: you were writing this") : root.stageText
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.hovered ? Theme.surfaceSunken : Theme.surfaceRaised
        border.width: Theme.border
        border.color: Theme.outlineSoft

        FocusRing {
            visible: root.activeFocus
        }
    }

    KindWords {
        id: words

        kind: root.kind
    }
}
