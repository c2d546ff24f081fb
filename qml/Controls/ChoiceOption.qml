// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! One answer of a ChoiceGroup. */
QtObject {
    property int value: 0
    property string text
    property string help
    property string iconName
}
