// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"

#include <QCommandLineParser>
#include <QStringList>
#include <functional>

namespace safelight::ctl
{

/// What the process answers to the shell.
enum class Exit : int {
    Ok = 0,
    Failed = 1, ///< something went wrong and was said on standard error, with its support code ("SL-7")
    Usage = 2,  ///< the command line was not understood
    Untrue = 3, ///< a check ran to its end and found something wrong
};

/// What every command is given. Made in main.
struct Surroundings {
    Clock &clock;
    Random &random;
};

/// One sub-command. `words` is how it is called ("org create"); `declare` names its options for the parser and for
/// --help; `run` does it, with a parser that has read the command line.
struct Command {
    QString words;
    QString summary; ///< one line for the overview
    QString help;    ///< a few lines and an example, above the options
    std::function<void(QCommandLineParser &)> declare;
    std::function<Exit(const QCommandLineParser &, Surroundings &)> run;
    qsizetype arguments = 0; ///< so many words beside the options at most; more are refused
};
inline constexpr qsizetype kAnyNumber = 1'000'000;

/// Every command, in the order of the overview.
[[nodiscard]] QList<Command> allCommands();

// one group per file
[[nodiscard]] QList<Command> organisationCommands();
[[nodiscard]] QList<Command> deviceCommands();
[[nodiscard]] QList<Command> noteCommands();
[[nodiscard]] QList<Command> triageCommands();
[[nodiscard]] QList<Command> upkeepCommands();
[[nodiscard]] QList<Command> envelopeCommands();
[[nodiscard]] QList<Command> practiceCommands();

} // namespace safelight::ctl
