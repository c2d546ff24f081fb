// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Controls
import Safelight.Theme

/*! All statements of a note, and the four ways to add one more. */
ColumnLayout {
    id: root

    required property StatementListModel model

    /*! The statement that has, or last had, the focus. */
    property int currentStatement: 0
    property real room: 320

    signal cursorMoved(string field, int statement, int position)

    spacing: Theme.space16

    function focusField(statement: int, field: string, position: int): void {
        const card = repeater.itemAt(statement) as StatementCard;
        if (card)
            card.focusField(field, position);
    }
    function chooseKind(kind: int): void {
        root.model.chooseKind(root.currentStatement, kind);
    }

    Column { // not a layout: its rows come and go
        Layout.fillWidth: true
        spacing: Theme.space16

        Repeater {
            id: repeater

            model: root.model

            delegate: StatementCard {
                id: card

                width: parent ? parent.width : 0
                count: root.model.count
                room: root.room

                onActiveFocusChanged: {
                    if (card.activeFocus)
                        root.currentStatement = card.index;
                }
                onWritten: text => root.model.write(card.index, text)
                onToldByWritten: text => root.model.writeToldBy(card.index, text)
                onAlternativeWritten: text => root.model.writeAlternative(card.index, text)
                onKindChosen: kind => root.model.chooseKind(card.index, kind)
                onSplitRequested: position => {
                    const row = root.model.split(card.index, position);
                    root.focusField(row, "kind", -1);
                }
                onRemoveRequested: {
                    const row = card.index;
                    root.model.remove(row);
                    root.focusField(Math.min(row, root.model.count - 1), "text", -1);
                }
                onCursorMoved: (field, position) => root.cursorMoved(field, card.index, position)
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.space4

        MetaText {
            Layout.fillWidth: true
            text: qsTr("Add what else you know:")
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.space8

            Repeater {
                model: [ConcernTypes.StatementKind.Saw, ConcernTypes.StatementKind.Said, ConcernTypes.StatementKind.Told, ConcernTypes.StatementKind.Think]

                delegate: Chip {
                    id: chip

                    required property int modelData

                    icon.name: "list-add"
                    text: words.name
                    //: Said after "I saw" and the like
                    description: qsTr("Adds a statement")
                    onClicked: root.focusField(root.model.add(chip.modelData), "text", -1)

                    KindWords {
                        id: words

                        kind: chip.modelData
                    }
                }
            }
        }
    }
}
