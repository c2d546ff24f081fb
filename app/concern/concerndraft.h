// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/when.h"
#include "app/forms/knownforms.h"

#include <QCborMap>

namespace safelight
{

/// One thing the author knows, and how.
struct StatementDraft {
    StatementKind kind = StatementKind::Saw;
    QString text;
    QString toldBy;      ///< Told only
    QString alternative; ///< Think only: could anything else explain it?
    friend bool operator==(const StatementDraft &, const StatementDraft &) = default;

    /// Nothing is written of what belongs to its kind: left out of the note. What was written for another kind before
    /// the kind was changed does not count.
    [[nodiscard]] bool isBlank() const
    {
        return text.trimmed().isEmpty() && (kind != StatementKind::Told || toldBy.trimmed().isEmpty()) &&
               (kind != StatementKind::Think || alternative.trimmed().isEmpty());
    }
};

/// A note being written. A plain value; as CBOR it is the content of a Draft (app/store/drafts.h).
struct ConcernDraft {
    Danger danger = Danger::Unanswered;
    std::int64_t dangerAnsweredMs = 0;                  ///< 0 = not answered
    std::int64_t dialled999Ms = 0;                      ///< 0 = not from here
    QList<StatementDraft> statements{StatementDraft{}}; ///< at least one, in the author's order
    QString who;
    bool whoUnknown = false;
    QString age;
    QString where;
    WhenAnswer when;
    std::int64_t startedMs = 0; ///< when the first key was struck
    Destination destination = Destination::Champion;
    friend bool operator==(const ConcernDraft &, const ConcernDraft &) = default;

    /// Nothing was written or answered yet: not worth keeping.
    [[nodiscard]] bool isBlank() const;
    [[nodiscard]] QByteArray toCbor() const;
    /// Error: Malformed. Members this version does not know are dropped, missing ones are empty.
    [[nodiscard]] static Result<ConcernDraft> fromCbor(const QByteArray &cbor);
};

/// Where the author was: which input, which statement (-1 = none), how many characters in.
struct DraftCursor {
    QString field;
    int statement = -1;
    int position = 0;
    friend bool operator==(const DraftCursor &, const DraftCursor &) = default;

    [[nodiscard]] QByteArray toCbor() const;
    [[nodiscard]] static DraftCursor fromCbor(const QByteArray &cbor); ///< damaged: the beginning
};

/// One thing to mend before saving. `field` names an input of the screen: "danger", "statement.0.text",
/// "statement.0.toldBy", "statement.0.alternative", "who", "age", "where", "whenDate", "whenFrom", "whenTo".
struct DraftProblem {
    QString field;
    QString text;
    friend bool operator==(const DraftProblem &, const DraftProblem &) = default;
};

/// The rules a concern is written by: numbers by name and the definitions that check and explain. Made once in main;
/// cheap to copy.
struct ConcernRules {
    KnownForms forms;
    FormDefinition concern;
    FormDefinition statement;
    FormDefinition amendment;

    [[nodiscard]] static Result<ConcernRules> from(const FormCatalogue &catalogue);

    [[nodiscard]] qint64 wireKind(StatementKind kind) const;
    [[nodiscard]] StatementKind kindFromWire(qint64 value) const; ///< unknown: Saw
    [[nodiscard]] qint64 wireDanger(Danger danger) const;
    [[nodiscard]] Danger dangerFromWire(qint64 value) const;

    /// The immutable body of the concern record, without what only the save knows (clock, slip).
    [[nodiscard]] QCborMap concernBody(const ConcernDraft &draft, const WhenInterval &when) const;
    [[nodiscard]] QCborMap statementBody(const StatementDraft &draft, int order) const;

    /// Everything that must be mended before this can be saved, in the order of the screen. Blank statements beside
    /// written ones are no problem: they are left out.
    [[nodiscard]] QList<DraftProblem> check(const ConcernDraft &draft, std::int64_t nowMs, bool clockSuspect) const;
};

} // namespace safelight
