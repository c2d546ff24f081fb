// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// The closed sets of this room, for C++ and QML alike. Numbers are written into drafts: add at the end only.
namespace ConcernTypes
{
Q_NAMESPACE
QML_ELEMENT

/// How the author knows what a statement says. The one distinction a note never mixes.
enum class StatementKind : quint8 { Saw = 1, Said = 2, Told = 3, Think = 4 };
Q_ENUM_NS(StatementKind)

/// The answer to "Is anyone in immediate danger?", asked first, always.
enum class Danger : quint8 { Unanswered = 0, No = 1, Yes = 2, Unsure = 3 };
Q_ENUM_NS(Danger)

/// When it happened, as a person says it. Relative to when the note was begun, not to when it is saved.
enum class WhenChoice : quint8 { Now = 0, EarlierToday = 1, Yesterday = 2, AnotherDay = 3 };
Q_ENUM_NS(WhenChoice)

/// Where a note goes on Save: a human choice, never the program's.
enum class Destination : quint8 { Champion = 0, TeamOnly = 1 };
Q_ENUM_NS(Destination)

/// How far a note has come (experience.md section 2). Ordered.
enum class CustodyStage : quint8 { Draft = 0, SafeHere = 1, HeldByService = 2, Opened = 3, Decided = 4, ToldBack = 5 };
Q_ENUM_NS(CustodyStage)

/// The four states of anything that is loaded.
enum class LoadState : quint8 { Loading = 0, Empty = 1, Filled = 2, Failed = 3 };
Q_ENUM_NS(LoadState)
} // namespace ConcernTypes

using namespace ConcernTypes;

} // namespace safelight
