// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import Safelight.Controls
import Safelight.Theme

/*! A panel over the page: from below on a phone, in the middle elsewhere. Escape and the button close it. */
Popup {
    id: root

    property string title
    readonly property bool compact: root.parent !== null && root.parent.width < Theme.compactBelow * Math.min(1.2, Theme.scale)
    default property alias content: body.content

    function takeFocus(): void {
        body.takeFocus();
    }

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    width: parent ? (root.compact ? parent.width : Math.min(parent.width - 2 * Theme.space24, Math.round(520 * Math.min(1.5, Theme.scale)))) : 320
    height: parent ? Math.min(implicitHeight, parent.height - (root.compact ? Theme.space24 : 2 * Theme.space24)) : implicitHeight
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? (root.compact ? parent.height - height : Math.round((parent.height - height) / 2)) : 0
    padding: 0

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.width: Theme.border
        border.color: Theme.outline
    }
    SheetBody {
        id: body

        anchors.fill: parent
        title: root.title
        onClosed: root.close()
    }
}
