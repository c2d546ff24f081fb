// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! The colour roles that every theme defines. "inkX" is what is written on X; "xContainer" is the quiet form of X. */
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
    required property color inkAction
    required property color actionContainer
    required property color inkActionContainer
    required property color danger
    required property color inkDanger
    required property color dangerContainer
    required property color inkDangerContainer
    required property color warning
    required property color inkWarning
    required property color warningContainer
    required property color inkWarningContainer
    required property color success
    required property color inkSuccess
    required property color successContainer
    required property color inkSuccessContainer
    required property color info
    required property color inkInfo
    required property color infoContainer
    required property color inkInfoContainer
    required property color focus
    required property color focusInner
    required property color selection
    required property color inkSelection
    required property color scrim
}
