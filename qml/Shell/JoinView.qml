// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import Safelight.Admin

/*! The page to join, over the desk. A file of its own so that its types are not loaded before somebody joins. */
JoinPage {
    id: root

    required property Desk desk

    model: root.desk.join
}
