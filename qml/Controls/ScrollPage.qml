// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Theme

/*!
    A page in one column of readable width that scrolls when it must, keeps what has the focus in sight, and scrolls by
    Page Up and Page Down. Children go into the column.
*/
Flickable {
    id: root

    default property alias content: column.data
    property int maximumWidth: Theme.readingWidth
    property int margin: root.width < Theme.compactBelow ? Theme.space16 : Theme.space24

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * root.margin
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick

    function reveal(item: Item): void {
        const top = item.mapToItem(root.contentItem, 0, 0).y - Theme.space24;
        const bottom = top + item.height + 2 * Theme.space24;
        const low = Math.max(0, root.contentHeight - root.height);
        if (top < root.contentY)
            root.contentY = Math.max(0, Math.min(top, low));
        else if (bottom > root.contentY + root.height)
            root.contentY = Math.max(0, Math.min(low, Math.min(top, bottom - root.height)));
    }

    Keys.onPressed: event => {
        const low = Math.max(0, root.contentHeight - root.height);
        if (event.key === Qt.Key_PageDown)
            root.contentY = Math.min(low, root.contentY + root.height * 0.9);
        else if (event.key === Qt.Key_PageUp)
            root.contentY = Math.max(0, root.contentY - root.height * 0.9);
        else
            return;
        event.accepted = true;
    }

    ScrollBar.vertical: ScrollBar {
        policy: root.contentHeight > root.height ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded
        contentItem: Rectangle {
            implicitWidth: 6
            radius: 3
            color: Theme.outline
            visible: root.contentHeight > root.height
        }
    }

    Connections {
        target: root.Window.window

        function onActiveFocusItemChanged(): void {
            const item = root.Window.activeFocusItem;
            let up = item;
            while (up && up !== root.contentItem)
                up = up.parent;
            if (item && up)
                root.reveal(item);
        }
    }

    ColumnLayout {
        id: column

        x: Math.max(root.margin, (root.width - width) / 2)
        y: root.margin
        width: Math.min(root.maximumWidth, root.width - 2 * root.margin)
        spacing: Theme.space16
    }
}
