// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

/// What the champion's screens and functions speak in.
namespace safelight::triage
{
Q_NAMESPACE
QML_NAMED_ELEMENT(Triage)
Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")

/// How fast we respond, as a person chose it. It says nothing about the person the concern is about. Values from 0 up
/// are the choices of the concern form; a test holds the two together.
enum class Urgency : int { NotTriaged = -1, Routine = 0, Today = 1, Immediate = 2 };
Q_ENUM_NS(Urgency)

/// What the author answered to "Is anyone in immediate danger?". "I am not sure" is an answer of its own.
enum class Danger : int { No, Unsure, Yes };
Q_ENUM_NS(Danger)

/// Values are the choices of the concern form.
enum class Status : int { New = 0, Opened = 1, InProgress = 2, Decided = 3 };
Q_ENUM_NS(Status)

/// What a line of the chronology is. The first four are the kinds of statement, numbered as in the statement form.
enum class EntryKind : int {
    Saw = 1,
    Said = 2,
    Told = 3,
    Think = 4,
    Recorded = 10, ///< the concern itself came to be
    Amendment = 11,
    StatusSet = 12,
    UrgencySet = 13,
    OwnerSet = 14,
    DueSet = 15,
    Decision = 16,
    FeedbackSent = 17,
};
Q_ENUM_NS(EntryKind)

/// The mutable fields of a concern that a champion writes.
enum class TriageField : int { Status = 1, Urgency = 2, Owner = 3, Due = 4 };
Q_ENUM_NS(TriageField)

/// The four states every page shows.
enum class LoadState : int { Loading, Empty, Failed, Filled };
Q_ENUM_NS(LoadState)

/// What became of the answer to the author.
enum class Feedback : int {
    None,        ///< nothing to tell yet
    Sent,        ///< with name and message, into a space the author reads
    StatusOnly,  ///< the author wrote at a shared desk: stage, time and slip number only
    AlreadySent, ///< told of this stage before
    OwnRecord,   ///< the champion wrote it
    NoWay,       ///< no space that the author reads and we may write to: a person must tell them
};
Q_ENUM_NS(Feedback)

} // namespace safelight::triage
