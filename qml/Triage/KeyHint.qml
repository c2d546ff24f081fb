// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/*! A key and what it does, for the list the shell shows. */
QtObject {
    property string keys
    property string text
}
