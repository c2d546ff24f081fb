// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*!
    A view over the desk whose file, with all that it imports, is read only when it is wanted: what comes after the unlock
    page must not hold up the first picture of it.
*/
Loader {
    id: root

    required property Desk desk
    required property url file
    required property bool wanted

    function follow(): void {
        if (!root.wanted)
            root.source = "";
        else if (root.status === Loader.Null)
            root.setSource(root.file, {
                "desk": root.desk,
                "focus": true
            });
    }

    focus: root.wanted

    onWantedChanged: root.follow()
    Component.onCompleted: root.follow()
}
