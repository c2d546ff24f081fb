// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme
import Safelight.App.Triage

/*! One statement, printed so that what was seen, said, told and thought cannot be taken for one another. */
Card {
    id: root

    required property int kind
    required property string heading
    required property string body
    required property string alternative
    required property string byline
    required property bool amended

    readonly property bool said: root.kind === Triage.EntryKind.Said
    readonly property bool thought: root.kind === Triage.EntryKind.Think

    sunken: root.thought

    Accessible.role: Accessible.Section
    Accessible.name: root.heading
    Accessible.description: root.body

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space8

            AppIcon {
                Layout.alignment: Qt.AlignTop
                name: root.kind === Triage.EntryKind.Saw ? "view-visible" : root.said ? "format-text-blockquote" : root.thought ? "question" : "user"
                color: Theme.textMuted
            }
            Heading {
                Layout.fillWidth: true
                level: 3
                text: root.heading
            }
        }
        StatusTag {
            Layout.maximumWidth: parent.width
            text: qsTr("Corrected or added to below")
            iconName: "document-edit"
            visible: root.amended
        }
        Item {
            Layout.fillWidth: true
            implicitHeight: words.implicitHeight

            Rectangle {
                anchors.left: parent.left
                anchors.top: parent.top
                anchors.bottom: parent.bottom
                width: Theme.space4
                radius: 2
                color: Theme.action
                visible: root.said
            }
            BodyText {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.leftMargin: root.said ? Theme.space16 : 0
                //: A person's own words in quotation marks
                text: root.said ? qsTr("“%1”").arg(root.body) : root.body
                font.italic: root.thought
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2
            visible: root.alternative.length > 0

            MetaText {
                Layout.fillWidth: true
                text: qsTr("What else could explain it")
            }
            BodyText {
                Layout.fillWidth: true
                text: root.alternative
            }
        }
        MetaText {
            Layout.fillWidth: true
            text: root.byline
            figures: true
        }
    }
}
