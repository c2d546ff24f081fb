// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/forms/knownforms.h"
#include "app/store/records.h"
#include "app/triage/triagerules.h"

namespace safelight::triage
{

/// A concern with its triage fields as those set them who may (Voices::Deciders): what anybody else wrote to them, in a
/// team or sealed into the intake, is kept and says nothing. Of two values side by side the one counts that protects
/// more, as the forms say. How triage reads any record.
[[nodiscard]] Result<std::optional<Record>> recordIn(ReadTx &tx, const KnownForms &forms, const Uuid &id);
/// The author's statements of a concern, by their number in its note.
[[nodiscard]] Result<QList<Record>> statementsOf(ReadTx &tx, const KnownForms &forms, const Record &concern);
/// Records of a type that are linked to the concern by somebody whose word counts, oldest first.
[[nodiscard]] Result<QList<Record>> decidersRecords(ReadTx &tx, const Uuid &concern, Relation relation,
                                                    TypeNumber type);

/// One concern as the inbox shows it. Times in ms since 1970.
struct InboxItem {
    Uuid concern;
    DeviceId authorDevice;
    DeviceId ownerDevice;
    QString who; ///< in the author's words; empty = not known
    QString where;
    QString firstWords; ///< the beginning of the first statement
    QString author;     ///< name, or empty when not known here
    QString owner;      ///< name, or empty when not known here
    std::int64_t dueMs = 0;
    std::int64_t recordedMs = 0;
    std::int64_t receivedMs = 0; ///< 0 = the service's time is not known
    /// When the newest of what the author added and no decision has weighed yet came; 0 = there is nothing such.
    std::int64_t addedMs = 0;
    Danger danger = Danger::No;
    Urgency urgency = Urgency::NotTriaged;
    Status status = Status::New;
    bool ownerByDefault = false; ///< nobody took it yet: the duty champion answers for it
    bool dueByDefault = false;   ///< from the rules, not chosen yet
    bool openConflict = false;
    bool decisionBegun = false; ///< a decision is half written on this device

    /// Nobody has to do anything about it.
    [[nodiscard]] bool isAtRest() const { return status == Status::Decided && addedMs == 0; }
    [[nodiscard]] bool isOverdue(std::int64_t nowMs) const { return !isAtRest() && dueMs < nowMs; }
    friend bool operator==(const InboxItem &, const InboxItem &) = default;
};

struct Inbox {
    QList<InboxItem> items;
    bool truncated = false; ///< there are more than the limit
};

struct InboxQuery {
    std::int64_t nowMs = 0;
    DeviceId duty;        ///< see dutyChampion(); zero = nobody to name
    bool decided = false; ///< the decided ones instead of the open ones
    int limit = 1000;
};

/// Concerns that reached the intake. Open ones, and decided ones to which the author has added something since:
/// immediate first, then not yet triaged (where the author said "immediate danger", then where they were not sure, then
/// the rest), today, routine; the oldest first within each. Decided ones: newest first. The limit cuts at the end of
/// that order, so what has waited longest is never what is left out.
[[nodiscard]] Result<Inbox> inbox(ReadTx &tx, const KnownForms &forms, const TriageRules &rules,
                                  const InboxQuery &query);

/// Whether it was sent to the champions. What an author saved for their team alone lies in this vault too, because
/// answers go into the team's space, and is nobody's business here.
[[nodiscard]] Result<bool> reachedIntake(ReadTx &tx, const Uuid &concern);

/// One concern of the inbox. NotFound: not held here, or not a concern.
[[nodiscard]] Result<InboxItem> itemOf(ReadTx &tx, const KnownForms &forms, const TriageRules &rules,
                                       const Uuid &concern, const DeviceId &duty);

/// Everything the author said about who, where and when, for the head of a record.
struct ConcernFacts {
    std::int64_t dialled999Ms = 0; ///< the 999 button was used then; 0 = it was not
    QString who;
    bool whoUnknown = false;
    QString age;
    QString where;
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0; ///< 0 = no end given
    bool clockSuspect = false;
    QString slip;
    friend bool operator==(const ConcernFacts &, const ConcernFacts &) = default;
};
[[nodiscard]] ConcernFacts factsOf(const Record &concern, const KnownForms &forms);

/// One write to a triage field that nobody replaced, beside the others of an open conflict.
struct ConflictHead {
    Uuid change;
    QString author;
    std::int64_t recordedMs = 0;
    std::int64_t receivedMs = 0;
    QCborValue value;
    QString ownerName;  ///< for TriageField::Owner
    bool shown = false; ///< the value in force until a person settles it
    friend bool operator==(const ConflictHead &, const ConflictHead &) = default;
};
struct Conflict {
    TriageField field = TriageField::Status;
    QList<ConflictHead> heads; ///< oldest first, at least two
    friend bool operator==(const Conflict &, const Conflict &) = default;
};
[[nodiscard]] Result<QList<Conflict>> conflicts(ReadTx &tx, const KnownForms &forms, const Uuid &concern);

/// A triage value of a record, or nothing when it was never set or is not of the right kind.
[[nodiscard]] std::optional<qint64> numberIn(const Record &record, FieldNumber field);
[[nodiscard]] FieldNumber numberOf(TriageField field, const KnownForms &forms);
[[nodiscard]] std::optional<TriageField> fieldOf(FieldNumber number, const KnownForms &forms);

} // namespace safelight::triage
