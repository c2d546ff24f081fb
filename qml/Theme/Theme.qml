// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

/*!
    Every colour, size and time of the interface, by role (experience.md section 5). The shell sets mode, textScale and
    reducedMotion; everything else reads. Sizes are device-independent pixels.
*/
QtObject {
    id: root

    enum Mode { Day, Night, HighContrast }

    property int mode: Theme.Day
    /*! 1.0 to 2.0; what lies outside is brought back inside. */
    property real textScale: 1
    property bool reducedMotion: false

    readonly property ThemePalette palette: root.mode === Theme.Night ? root.night : root.mode === Theme.HighContrast ? root.highContrast : root.day

    // Colours
    readonly property bool dark: root.palette.dark
    readonly property color surface: root.palette.surface
    readonly property color surfaceRaised: root.palette.surfaceRaised
    readonly property color surfaceSunken: root.palette.surfaceSunken
    readonly property color text: root.palette.text
    readonly property color textMuted: root.palette.textMuted
    readonly property color outline: root.palette.outline
    readonly property color outlineSoft: root.palette.outlineSoft
    readonly property color action: root.palette.action
    readonly property color actionPressed: root.palette.actionPressed
    readonly property color inkAction: root.palette.inkAction
    readonly property color actionContainer: root.palette.actionContainer
    readonly property color inkActionContainer: root.palette.inkActionContainer
    readonly property color danger: root.palette.danger
    readonly property color inkDanger: root.palette.inkDanger
    readonly property color dangerContainer: root.palette.dangerContainer
    readonly property color inkDangerContainer: root.palette.inkDangerContainer
    readonly property color warning: root.palette.warning
    readonly property color inkWarning: root.palette.inkWarning
    readonly property color warningContainer: root.palette.warningContainer
    readonly property color inkWarningContainer: root.palette.inkWarningContainer
    readonly property color success: root.palette.success
    readonly property color inkSuccess: root.palette.inkSuccess
    readonly property color successContainer: root.palette.successContainer
    readonly property color inkSuccessContainer: root.palette.inkSuccessContainer
    readonly property color info: root.palette.info
    readonly property color inkInfo: root.palette.inkInfo
    readonly property color infoContainer: root.palette.infoContainer
    readonly property color inkInfoContainer: root.palette.inkInfoContainer
    readonly property color focus: root.palette.focus
    readonly property color focusInner: root.palette.focusInner
    readonly property color selection: root.palette.selection
    readonly property color inkSelection: root.palette.inkSelection
    readonly property color scrim: root.palette.scrim
    readonly property color clear: "transparent"

    // Spacing
    readonly property int space4: 4
    readonly property int space8: 8
    readonly property int space12: 12
    readonly property int space16: 16
    readonly property int space24: 24
    readonly property int space32: 32
    readonly property int space48: 48

    // Type: pixel sizes, grown by textScale. Headings grow less, so that 200 % still fits a phone.
    readonly property real scale: Math.max(1, Math.min(2, root.textScale))
    readonly property int fontSmall: Math.round(14 * root.scale)
    readonly property int fontBody: Math.round(16 * root.scale)
    readonly property int fontTitle: Math.round(19 * (1 + (root.scale - 1) * 0.85))
    readonly property int fontHeading: Math.round(24 * (1 + (root.scale - 1) * 0.75))
    readonly property int fontDisplay: Math.round(32 * (1 + (root.scale - 1) * 0.65))
    readonly property string family: "Inter"
    /*! Figures of one width, for times and counts that stand under each other. */
    readonly property string familyTimes: "Safelight Figures"
    readonly property int weightRegular: Font.Normal
    readonly property int weightMedium: Font.Medium
    readonly property int weightStrong: Font.DemiBold
    readonly property real lineHeight: 1.35

    // Shapes and targets
    readonly property int touchTarget: 48
    readonly property int primaryTarget: 56
    readonly property int radius: 10
    readonly property int radiusSmall: 6
    readonly property int border: root.mode === Theme.HighContrast ? 2 : 1
    readonly property int focusWidth: 3
    readonly property int iconSmall: Math.round(16 * Math.min(1.75, root.scale))
    readonly property int iconSize: Math.round(22 * Math.min(1.6, root.scale))
    readonly property int iconLarge: Math.round(48 * Math.min(1.4, root.scale))

    // Widths at which the layout changes, and the widest comfortable line of text
    readonly property int compactBelow: 600
    readonly property int expandedFrom: 840
    readonly property int wideFrom: 1100
    readonly property int readingWidth: Math.round(640 * Math.min(1.5, root.scale))

    // Time
    readonly property int motionMs: root.reducedMotion ? 0 : 120

    // The three sets; read them through the roles above
    readonly property ThemePalette day: DayPalette {}
    readonly property ThemePalette night: NightPalette {}
    readonly property ThemePalette highContrast: HighContrastPalette {}
}
