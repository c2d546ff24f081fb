// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! A heading. Level 1 is the name of the page, 2 a part of it, 3 a group inside a part. */
Text {
    id: root

    property int level: 1

    color: Theme.text
    font.family: Theme.family
    font.pixelSize: root.level <= 0 ? Theme.fontDisplay : root.level === 1 ? Theme.fontHeading : root.level === 2 ? Theme.fontTitle : Theme.fontBody
    font.weight: Theme.weightStrong
    font.letterSpacing: root.level <= 1 ? -0.3 : 0
    lineHeight: 1.2
    wrapMode: Text.Wrap
    textFormat: Text.PlainText

    activeFocusOnTab: root.activeFocus // only while it has the focus: Tab goes on from where it stands

    Accessible.role: Accessible.Heading
    Accessible.name: root.text

    /*! For a part of a page that has just taken the place of another: it is said, and Tab goes on from here. */
    function takeFocus(): void {
        root.forceActiveFocus(Qt.TabFocusReason);
    }

    FocusRing {
        radius: Theme.radiusSmall - 5
        visible: root.activeFocus
    }
}
