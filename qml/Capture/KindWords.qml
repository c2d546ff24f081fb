// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Safelight.App.Concern

/*! The words and the icon of one kind of statement. */
QtObject {
    id: root

    property int kind: ConcernTypes.StatementKind.Saw

    readonly property string name: {
        switch (root.kind) {
        case ConcernTypes.StatementKind.Said:
            return qsTr("They said");
        case ConcernTypes.StatementKind.Told:
            return qsTr("I was told");
        case ConcernTypes.StatementKind.Think:
            return qsTr("I think");
        }
        return qsTr("I saw");
    }
    readonly property string question: {
        switch (root.kind) {
        case ConcernTypes.StatementKind.Said:
            return qsTr("What did they say?");
        case ConcernTypes.StatementKind.Told:
            return qsTr("What were you told?");
        case ConcernTypes.StatementKind.Think:
            return qsTr("What do you think?");
        }
        return qsTr("What did you see or hear?");
    }
    readonly property string help: {
        switch (root.kind) {
        case ConcernTypes.StatementKind.Said:
            return qsTr("Their own words, as near as you can. They are kept as a quotation.");
        case ConcernTypes.StatementKind.Told:
            return qsTr("What somebody else told you, in your words or theirs.");
        case ConcernTypes.StatementKind.Think:
            return qsTr("Your own view, kept apart from what you saw and heard.");
        }
        return qsTr("Only what you saw or heard yourself.");
    }
    readonly property string iconName: ["view-visible", "view-visible", "format-text-blockquote", "dialog-messages", "help-hint"][root.kind]
}
