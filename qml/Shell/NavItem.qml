// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! A place one can go to. */
QtObject {
    property string key
    property string text
    property string iconName
    property string shortcut
    property bool offered: true
}
