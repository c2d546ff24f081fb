// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Safelight.App.Concern
import Safelight.Theme

/*! Who, where and when, at a kiosk. */
ColumnLayout {
    id: root

    required property CaptureModel note
    property real room: 320

    spacing: Theme.space24

    function takeFocus(): void {
        who.focusField("who", -1);
    }
    function focusField(field: string, position: int): void {
        if (field === "where")
            where.focusField(position);
        else if (field.startsWith("when"))
            when.focusField(field);
        else
            who.focusField(field, position);
    }

    WhoSection {
        id: who

        Layout.fillWidth: true
        who: root.note.who
        whoUnknown: root.note.whoUnknown
        age: root.note.age
        whoProblem: root.note.whoProblem
        ageProblem: root.note.ageProblem
        onWhoWritten: text => root.note.describeWho(text)
        onUnknownToggled: unknown => root.note.setWhoUnknown(unknown)
        onAgeWritten: text => root.note.describeAge(text)
        onCursorMoved: (field, position) => root.note.moveCursor(field, -1, position)
    }
    WhereSection {
        id: where

        Layout.fillWidth: true
        note: root.note
        onCursorMoved: (field, position) => root.note.moveCursor(field, -1, position)
    }
    WhenField {
        id: when

        Layout.fillWidth: true
        choice: root.note.whenChoice
        date: root.note.whenDate
        from: root.note.whenFrom
        to: root.note.whenTo
        summary: root.note.whenSummary
        dateProblem: root.note.whenDateProblem
        fromProblem: root.note.whenFromProblem
        toProblem: root.note.whenToProblem
        clockSuspect: root.note.clockSuspect
        room: root.room
        onChosen: value => root.note.chooseWhen(value)
        onDateWritten: text => root.note.writeWhenDate(text)
        onFromWritten: text => root.note.writeWhenFrom(text)
        onToWritten: text => root.note.writeWhenTo(text)
    }
}
