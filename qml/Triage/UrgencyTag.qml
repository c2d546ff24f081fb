// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.Controls
import Safelight.App.Triage

/*! How fast we respond, as a person chose it: a word with an icon. It says nothing about the person. */
StatusTag {
    id: root

    required property int urgency
    required property string word

    kind: root.urgency === Triage.Urgency.Immediate ? Banner.Danger : root.urgency === Triage.Urgency.NotTriaged ? Banner.Info : -1
    iconName: root.urgency === Triage.Urgency.Immediate ? "flag" : root.urgency === Triage.Urgency.NotTriaged ? "question" : root.urgency === Triage.Urgency.Today ? "chronometer" : "view-calendar"
    text: root.word
}
