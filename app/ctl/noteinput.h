// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concernrepository.h"
#include "app/ctl/session.h"

namespace safelight::ctl
{

/// --statement, --from, --who, --where, --danger, --to.
void declareNote(QCommandLineParser &options);

/// "saw: …", "said: …", "told by NAME: …", "told: …", "think: …". Error: Invalid (no such beginning).
[[nodiscard]] Result<StatementDraft> statementFrom(const QString &line);

/// A note in the words of the command line and of practice data.
struct NoteWords {
    QStringList lines; ///< statementFrom()
    QString danger;    ///< "no", "yes", "unsure"
    QString who;
    QString where;
    QString to; ///< "champion", "team"
};
/// Error: Invalid.
[[nodiscard]] Result<ConcernDraft> noteOf(const NoteWords &words, std::int64_t nowMs);

/// What the command line alone says is understood: looked at before anything is opened or read. Error: Invalid.
[[nodiscard]] Done checkNote(const QCommandLineParser &options);

/// A note as the command line and its input say. Errors: Invalid, Malformed (not UTF-8), NotFound (--from).
[[nodiscard]] Result<ConcernDraft> noteFrom(const QCommandLineParser &options, std::int64_t nowMs);

/// As the screen does: a kiosk hands in, the others save. Precondition: ConcernRules::check found nothing.
[[nodiscard]] QFuture<Result<SavedConcern>> saveNote(Session &session, const ConcernDraft &draft);

} // namespace safelight::ctl
