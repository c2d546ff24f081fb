// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! Colours, icon and word of a kind of message. Kinds are Banner's numbers: Info, Success, Warning, Danger. */
QtObject {
    id: root

    property int kind: 0

    readonly property color strong: [Theme.info, Theme.success, Theme.warning, Theme.danger][root.kind]
    readonly property color container: [Theme.infoContainer, Theme.successContainer, Theme.warningContainer, Theme.dangerContainer][root.kind]
    readonly property color ink: [Theme.inkInfoContainer, Theme.inkSuccessContainer, Theme.inkWarningContainer, Theme.inkDangerContainer][root.kind]
    readonly property string iconName: ["documentinfo", "dialog-ok-apply", "dialog-warning-symbolic", "dialog-error-symbolic"][root.kind]
    //: Said before a message by a screen reader
    readonly property string word: [qsTr("Information"), qsTr("Done"), qsTr("Take care"), qsTr("Important")][root.kind]
}
