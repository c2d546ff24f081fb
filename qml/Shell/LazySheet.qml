// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T

/*! A sheet over the desk whose file is read only when somebody opens it for the first time. */
Loader {
    id: root

    required property Desk desk
    required property url file

    function open(): void {
        if (root.status === Loader.Null)
            root.setSource(root.file, {
                "desk": root.desk
            });
        (root.item as T.Popup).open();
    }
    function close(): void {
        if (root.item)
            (root.item as T.Popup).close();
    }
}
