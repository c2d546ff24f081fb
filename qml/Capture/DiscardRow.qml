// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.Controls
import Safelight.Theme

/*! Throwing a draft away: asked twice, because it cannot be undone. */
ColumnLayout {
    id: root

    property bool asking: false

    signal asked
    signal kept
    signal discarded

    spacing: Theme.space8

    AppButton {
        id: discard

        objectName: "discard"
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        kind: AppButton.Quiet
        icon.name: "edit-delete"
        text: qsTr("Throw this draft away")
        visible: !root.asking
        onClicked: {
            root.asked();
            keep.forceActiveFocus(Qt.TabFocusReason);
        }
    }
    BodyText {
        Layout.fillWidth: true
        visible: root.asking
        text: qsTr("Throw this draft away? It cannot be brought back.")
        font.weight: Theme.weightMedium
        Accessible.role: Accessible.AlertMessage
    }
    Flow {
        Layout.fillWidth: true
        visible: root.asking
        spacing: Theme.space8

        AppButton {
            id: keep

            text: qsTr("Keep it")
            onClicked: {
                root.kept();
                discard.forceActiveFocus(Qt.TabFocusReason);
            }
        }
        AppButton {
            objectName: "discardConfirmed"
            kind: AppButton.Danger
            text: qsTr("Throw away")
            onClicked: root.discarded()
        }
    }
}
