// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! The four words that two people compare, large, numbered, in reading order. */
Grid { // not a layout: its rows come and go
    id: root

    /*! With a space between. */
    required property string words
    readonly property real cardWidth: Math.floor((root.width - (root.columns - 1) * root.columnSpacing) / root.columns)

    columns: root.width < Theme.compactBelow * Math.max(1, Theme.textScale * 0.8) ? 1 : 2
    rowSpacing: Theme.space8
    columnSpacing: Theme.space8

    Accessible.role: Accessible.Grouping
    //: Said by a screen reader before four words, %1
    Accessible.name: qsTr("Words to compare: %1").arg(root.words.split(" ").join(", "))

    Repeater {
        model: root.words.length > 0 ? root.words.split(" ") : []

        delegate: Card {
            id: card

            required property int index
            required property string modelData

            width: root.cardWidth
            sunken: true

            contentItem: RowLayout {
                spacing: Theme.space12

                MetaText {
                    figures: true
                    text: Number(card.index + 1).toLocaleString(Qt.locale(), "f", 0)
                    Accessible.ignored: true
                }
                Heading {
                    Layout.fillWidth: true
                    level: 0
                    text: card.modelData
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.fontTitle
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
