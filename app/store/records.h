// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/engine/journal.h"

#include <QCborMap>

namespace safelight
{

class Engine;

/// A record as it stands now (design.md section 3). Fields of the immutable body and, in `settled`, the provisional
/// value of each mutable field.
struct Record {
    Uuid id;
    TypeNumber type = 0;
    SpaceId space;
    DeviceId author;
    EnvHash envelope;                ///< the envelope that carried it here
    std::optional<EnvHash> original; ///< arrived embedded: the author's own envelope
    std::int64_t recordedAtMs = 0;
    std::int64_t recvMs = 0; ///< 0 = not at the service yet
    QCborMap body;
    QMap<FieldNumber, QCborValue> settled;
    QList<FieldNumber> openConflicts; ///< fields with heads of different values (PROTOCOL.md section 4)
};

/// One value somebody wrote to a mutable field and nobody replaced yet.
struct FieldHead {
    Uuid change;
    DeviceId author;
    std::int64_t recordedAtMs = 0;
    std::int64_t recvMs = 0;
    QCborValue value;
};

/// One write to a mutable field, whether or not another has replaced it since.
struct FieldWrite {
    FieldNumber field = 0;
    FieldHead write;
    bool isHead = false; ///< nobody replaced it yet
};

/// Which of two values protects more, for fields with a protective order (from the form definitions); the larger
/// number is shown while a conflict is open. Fields that are not in the map show the greatest change_id.
using ProtectiveOrder = QMap<std::pair<TypeNumber, FieldNumber>, QList<QCborValue>>; ///< least … most protective

/// Whose writes to mutable fields count. All of them are kept, and rows do not depend on it: it is decided where they
/// are read, because who may say what is proven by logs that come in any order.
enum class Voices : quint8 {
    Everybody,
    Deciders, ///< who reads, or once read, an intake or the hub (readers::mayDecide)
};

/// What makes one value of the writes to a field.
struct FieldRules {
    Voices voices = Voices::Everybody;
    const ProtectiveOrder *order = nullptr; ///< outlives the call; null: the greatest change_id is shown
};

/// One half of a list: the records that have come to rest (a write of `field` counts, every head of it is `value`, and
/// whatever its author added to it has been weighed: see records::unweighed), or all the others.
struct AtRest {
    FieldNumber field = 0;
    QCborValue value;
    bool wanted = true;
};

namespace records
{
[[nodiscard]] Result<std::optional<Record>> find(ReadTx &tx, const Uuid &id, const FieldRules &rules = {});
/// Newest first (recordedAt, then id), at most `limit`, older than `before` (zero = from the newest).
[[nodiscard]] Result<QList<Record>> list(ReadTx &tx, TypeNumber type, int limit, const Uuid &before = {});
/// The newest records of one author, in the order they were written (change_id), at most `limit`. An index finds them
/// among any number of others.
[[nodiscard]] Result<QList<Record>> listBy(ReadTx &tx, const DeviceId &author, TypeNumber type, int limit);
/// As list, but only records that an envelope of this space carried (own create or forwarded), and of these one half,
/// by the word of Voices::Deciders. What is at rest is not looked at again for the list of the others, however much of
/// it there is, until something is written about it.
[[nodiscard]] Result<QList<Record>> listHalf(ReadTx &tx, const SpaceId &space, TypeNumber type, const AtRest &half,
                                             const ProtectiveOrder &order, int limit, const Uuid &before = {});
/// Records linked to `to` by a relation, oldest first. What is part of another record, amends it, answers it or is
/// about it says so itself: such a link counts from the record's own author only.
[[nodiscard]] Result<QList<Record>> linkedTo(ReadTx &tx, const Uuid &to, Relation relation);
/// What the author of a record added to it or to a part of it (AmendmentOf) and nobody of Voices::Deciders has named as
/// evidence for a decision (EvidenceFor) yet, oldest first: whoever decided cannot have known it.
[[nodiscard]] Result<QList<Record>> unweighed(ReadTx &tx, const Uuid &record);
/// The other way round: ids that `from` is linked to by a relation, smallest first.
[[nodiscard]] Result<QList<Uuid>> linkedFrom(ReadTx &tx, const Uuid &from, Relation relation);
/// In the order in which the service got them, which is the same on every device; last what it has not got yet, and
/// what it got at the same time, as it was written. A clock of a device decides nothing between two authors.
void sortByArrival(QList<Record> &list);
[[nodiscard]] Result<QList<FieldHead>> heads(ReadTx &tx, const Uuid &record, FieldNumber field,
                                             Voices voices = Voices::Everybody);
/// Change ids to name as replaced when writing this field now.
[[nodiscard]] Result<QList<Uuid>> headIds(ReadTx &tx, const Uuid &record, FieldNumber field,
                                          Voices voices = Voices::Everybody);
/// Every write to the record's mutable fields, by change_id: who changed what, and when.
[[nodiscard]] Result<QList<FieldWrite>> history(ReadTx &tx, const Uuid &record, Voices voices = Voices::Everybody);
/// Drops every cached row and rebuilds it from the envelopes held: byte-equal rows afterwards (repair, and a test).
/// What this principal sealed without having the key (its grant did not open) has nothing to be rebuilt from: it stays.
[[nodiscard]] Done rebuild(WriteTx &tx, Journal &journal, Engine &engine);
/// SHA-256 over all cached rows in a fixed order; equal envelope sets give equal digests.
[[nodiscard]] Result<QByteArray> digest(ReadTx &tx);
} // namespace records

} // namespace safelight
