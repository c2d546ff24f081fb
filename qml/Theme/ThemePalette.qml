// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! The colour roles that every theme defines. "onX" is what is written on X; "xContainer" is the quiet form of X. */
QtObject {
    required property bool dark
    required property color surface
    required property color surfaceRaised
    required property color surfaceSunken
    required property color text
    required property color textMuted
    required property color outline
    required property color outlineSoft
    required property color action
    required property color actionPressed
    required property color onAction
    required property color actionContainer
    required property color onActionContainer
    required property color danger
    required property color onDanger
    required property color dangerContainer
    required property color onDangerContainer
    required property color warning
    required property color onWarning
    required property color warningContainer
    required property color onWarningContainer
    required property color success
    required property color onSuccess
    required property color successContainer
    required property color onSuccessContainer
    required property color info
    required property color onInfo
    required property color infoContainer
    required property color onInfoContainer
    required property color focus
    required property color focusInner
    required property color selection
    required property color onSelection
    required property color scrim
}
