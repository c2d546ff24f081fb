// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Theme

/*! Small, quieter text: times, helps, counts. Figures of one width with `figures: true`. */
BodyText {
    property bool figures: false

    color: Theme.textMuted
    font.family: figures ? Theme.familyTimes : Theme.family
    font.pixelSize: Theme.fontSmall
    lineHeight: 1.3
}
