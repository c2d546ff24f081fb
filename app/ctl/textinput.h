// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QCommandLineParser>

namespace safelight::ctl
{

/// Bytes of people as text: UTF-8 to the last byte, or nothing. A character that stands for what could not be read
/// would change a note silently, and make two passphrases one. Error: Malformed.
[[nodiscard]] Result<QString> textFrom(const QByteArray &bytes, const QString &what);

/// The value of an option that takes a whole number from `atLeast` on. Error: Invalid.
[[nodiscard]] Result<int> numberFrom(const QCommandLineParser &options, const QString &name, int atLeast);

/// Empty when every one of these options, where it is set, holds a plain name (app/admin/plainname.h); otherwise what
/// to mend.
[[nodiscard]] QString mendNames(const QCommandLineParser &options, const QStringList &names);

} // namespace safelight::ctl
