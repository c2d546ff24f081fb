// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/triageactions.h"

namespace safelight::triage
{

/// Where an author can be answered.
struct FeedbackSpace {
    SpaceId space;
    bool statusOnly = false; ///< the author only reads there (a shared desk): no names and no words
};

/// The team-kind space whose roster has the author as a member who can read, and where this champion may write. One
/// where the author writes too (their own team) goes before one they only read. Nothing when there is none.
[[nodiscard]] Result<std::optional<FeedbackSpace>> feedbackSpaceFor(ReadTx &tx, const Engine &engine,
                                                                    const DeviceId &author, std::int64_t nowMs);

enum class Stage : int { Opened, Decided };

/// Writes a receipt of a stage and links it to the concern: every decision has words of its own. Part of the caller's
/// transaction.
[[nodiscard]] Result<Feedback> tellAuthor(const Action &action, const Record &concern, Stage stage,
                                          const QString &message = {});
/// The same, unless the author has been told of that stage before: AlreadySent.
[[nodiscard]] Result<Feedback> tellAuthorOnce(const Action &action, const Record &concern, Stage stage,
                                              const QString &message = {});

/// How the author stands at a stage that has been reached. Reads only.
[[nodiscard]] Result<Feedback> feedbackState(const Action &action, const Record &concern, Stage stage);

/// What the author has been told so far about a stage, read from the receipts held here: those that the author's device
/// believes.
[[nodiscard]] Result<bool> wasTold(ReadTx &tx, const KnownForms &forms, const Uuid &concern, Stage stage);

} // namespace safelight::triage
