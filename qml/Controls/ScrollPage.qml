// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import Safelight.Theme

/*!
    A page in one column of readable width that scrolls when it must, keeps what has the focus and what is being typed in
    sight, and scrolls by Page Up and Page Down, and by arrow keys while it has the focus itself. Children go into the
    column.
*/
Flickable {
    id: root

    default property alias content: column.data
    property int maximumWidth: Theme.readingWidth
    property int margin: root.width < Theme.compactBelow ? Theme.space16 : Theme.space24
    /*! Where there is more room than the column needs, it stands in the middle. */
    property bool centred: false
    /*! Stays in sight while the page grows or shrinks around it, until somebody scrolls. */
    property Item kept: null
    readonly property bool scrolls: root.contentHeight > root.height + 0.5

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * root.margin
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    interactive: root.scrolls

    function scrollBy(distance: real): void {
        root.contentY = Math.max(0, Math.min(root.contentHeight - root.height, root.contentY + distance));
    }
    function reveal(item: Item): void {
        const top = item.mapToItem(root.contentItem, 0, 0).y - Theme.space24;
        const bottom = top + item.height + 2 * Theme.space24;
        const low = Math.max(0, root.contentHeight - root.height);
        if (top < root.contentY)
            root.contentY = Math.max(0, Math.min(top, low));
        else if (bottom > root.contentY + root.height)
            root.contentY = Math.max(0, Math.min(low, Math.min(top, bottom - root.height)));
    }

    onHeightChanged: follow.restart() // a keyboard on the screen takes room
    onContentHeightChanged: follow.restart()
    onMovementStarted: d.letGo()
    Keys.onPressed: event => {
        const itself = root.Window.activeFocusItem === root;
        if (event.key === Qt.Key_PageDown)
            root.scrollBy(root.height * 0.9);
        else if (event.key === Qt.Key_PageUp)
            root.scrollBy(-root.height * 0.9);
        else if (event.key === Qt.Key_Down && itself)
            root.scrollBy(Theme.space48);
        else if (event.key === Qt.Key_Up && itself)
            root.scrollBy(-Theme.space48);
        else
            return;
        d.letGo();
        event.accepted = true;
    }

    ScrollBar.vertical: ScrollBar {
        policy: root.scrolls ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded
        contentItem: Rectangle {
            implicitWidth: 6
            radius: 3
            color: Theme.outline
            visible: root.scrolls
        }
    }

    QtObject {
        id: d

        readonly property Item focused: root.Window.activeFocusItem
        /*! Several lines being written on this page, which grow it. */
        readonly property TextEdit editor: d.holds(d.focused) ? d.focused as TextEdit : null

        /*! What got the focus: what has just appeared gets its place only afterwards. Until somebody scrolls. */
        property Item followed: null

        onFocusedChanged: {
            if (!d.holds(d.focused))
                return;
            d.followed = d.focused;
            root.reveal(d.focused);
            follow.restart();
        }

        function letGo(): void {
            root.kept = null;
            d.followed = null;
        }
        function holds(item: Item): bool {
            let up = item;
            while (up && up !== root.contentItem)
                up = up.parent;
            return up !== null;
        }
        function followCursor(): void {
            if (root.kept)
                root.reveal(root.kept);
            if (!d.editor) {
                if (!root.kept && d.followed && d.followed === d.focused)
                    root.reveal(d.followed);
                return;
            }
            const line = d.editor.cursorRectangle;
            const top = d.editor.mapToItem(root.contentItem, 0, line.y).y;
            const bottom = top + line.height + Theme.space24;
            if (bottom > root.contentY + root.height)
                root.scrollBy(bottom - root.contentY - root.height);
            else if (top - Theme.space24 < root.contentY)
                root.scrollBy(top - Theme.space24 - root.contentY);
        }
    }
    Connections {
        target: d.editor

        function onCursorRectangleChanged(): void {
            follow.restart();
        }
    }
    Timer { // after the layout has seen the new line
        id: follow

        interval: 0
        onTriggered: d.followCursor()
    }
    FocusRing {
        parent: root // stays while the page scrolls
        anchors.margins: 0
        radius: Theme.radiusSmall - 5
        visible: root.activeFocus
    }

    ColumnLayout {
        id: column

        x: Math.max(root.margin, (root.width - width) / 2)
        y: root.centred ? Math.max(root.margin, (root.height - column.implicitHeight) / 2) : root.margin
        // A page that has no room yet is laid out as if it had: a letter a line would make its heights chase each other.
        width: root.width > 2 * root.margin ? Math.min(root.maximumWidth, root.width - 2 * root.margin) : root.maximumWidth
        spacing: Theme.space16
    }
}
