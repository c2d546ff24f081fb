// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerndraft.h"
#include "app/concern/custody.h"
#include "app/store/outbox.h"
#include "app/store/vault.h"

namespace safelight
{

/// What a save says back.
struct SavedConcern {
    Uuid concern;
    EnvHash envelope;               ///< in the team space; on a kiosk the sealed one in the intake
    std::optional<EnvHash> forward; ///< the sealed copy on its way to the champions
    std::int64_t savedMs = 0;
    QString slip; ///< kiosk only
};

struct StatementView {
    Uuid id;
    StatementKind kind = StatementKind::Saw;
    QString text;
    QString toldBy;
    QString alternative;
    friend bool operator==(const StatementView &, const StatementView &) = default;
};

struct AmendmentView {
    Uuid id;
    QString text;
    std::int64_t recordedAtMs = 0;
    std::int64_t heldByServiceMs = 0; ///< service clock; 0 = not yet where the concern went
    std::optional<ErrorCode> refused; ///< the service did not take it
    friend bool operator==(const AmendmentView &, const AmendmentView &) = default;
};

/// A concern of one's own, as its author reads it again.
struct ConcernView {
    Uuid id;
    Danger danger = Danger::Unsure;
    std::int64_t dialled999Ms = 0;
    QString who;
    bool whoUnknown = false;
    QString age;
    QString where;
    WhenInterval when;
    bool clockSuspect = false;
    std::int64_t recordedAtMs = 0;
    QList<StatementView> statements;
    QList<AmendmentView> amendments; ///< oldest first
    ConcernCustody custody;
    friend bool operator==(const ConcernView &, const ConcernView &) = default;
};

/// Of the beginning of a note, in UTF-16 units: more than a line shows.
inline constexpr qsizetype kTitleLength = 140;

/// One line of "My notes".
struct ConcernSummary {
    Uuid id;
    QString title; ///< beginning of the first statement
    StatementKind kind = StatementKind::Saw;
    QString where;
    std::int64_t recordedAtMs = 0;
    ConcernCustody custody;
    friend bool operator==(const ConcernSummary &, const ConcernSummary &) = default;
};

/// What a slip number tells at a kiosk: how far, and when. Never content, never a name.
struct SlipStatus {
    QString number;
    std::int64_t handedInMs = 0; ///< 0 when it was handed in elsewhere; then nothing is known of the service either
    std::int64_t heldByServiceMs = 0; ///< service clock
    std::optional<ErrorCode> refused; ///< by the service, and no champion has opened it all the same
    std::int64_t openedMs = 0;
    std::int64_t decidedMs = 0;
    friend bool operator==(const SlipStatus &, const SlipStatus &) = default;
};

/// Everything that happens to concerns on the store thread: pure functions over one open transaction, so that view
/// models, safelight-ctl and the simulator all do the same.
namespace concerns
{

/// Whether this principal may hand notes in to the champions' intake.
[[nodiscard]] Result<bool> canSendToChampion(ReadTx &tx);

/// Save on a tablet or laptop, in the caller's one transaction: records and their sealed envelope in the team space,
/// for Destination::Champion a forwarded copy sealed for the intake, and the draft gone. What is saved has passed
/// ConcernRules::check: otherwise Invalid, and nothing happens.
/// Errors: Invalid, Forbidden (no team space to write in, or no intake), TooLarge, and the engine's.
[[nodiscard]] Result<SavedConcern> save(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                                        const ConcernDraft &draft, const Uuid &draftId, std::int64_t nowMs);

/// Hand in at a kiosk: sealed for the intake, which this device cannot read. Afterwards only the slip remains here.
/// Errors as save().
[[nodiscard]] Result<SavedConcern> handIn(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                                          const ConcernDraft &draft, const Uuid &draftId, std::int64_t nowMs);

/// Adds a signed correction to an own concern; the original stays as it was. Goes where the concern went. Its draft, if
/// there is one, is gone with it.
/// Errors: Invalid (empty or too long), NotFound (not held here), Forbidden (somebody else's, or nowhere to write), and
/// the engine's.
[[nodiscard]] Result<Uuid> amend(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules,
                                 const Uuid &concern, const QString &text, const Uuid &draftId = {});

/// Sends an own concern that was kept with the team to the champions after all, with its corrections; also one that the
/// service refused. Once is enough: a concern that is on its way there stays as it is.
/// Errors: NotFound (not held here), Forbidden (somebody else's, or no intake to write in), TooLarge (it was refused
/// for that, and would be again), NoKey, and the engine's.
[[nodiscard]] Done send(WriteTx &tx, Journal &journal, Engine &engine, const ConcernRules &rules, const Uuid &concern);

/// Own concerns, newest first, at most `limit`.
[[nodiscard]] Result<QList<ConcernSummary>> listOwn(ReadTx &tx, const ConcernRules &rules, const DeviceId &self,
                                                    int limit);
/// Errors: NotFound, Forbidden (somebody else's).
[[nodiscard]] Result<ConcernView> read(ReadTx &tx, const ConcernRules &rules, const DeviceId &self,
                                       const Uuid &concern);
/// Own corrections of a concern, oldest first. One that went to the champions counts as held when they have it.
[[nodiscard]] Result<QList<AmendmentView>> amendmentsOf(ReadTx &tx, const ConcernRules &rules, const DeviceId &self,
                                                        const Uuid &concern);
[[nodiscard]] Result<ConcernCustody> custodyOf(ReadTx &tx, const ConcernRules &rules, const Uuid &concern);

/// Places of own concerns, most recent first, each once.
[[nodiscard]] Result<QStringList> recentPlaces(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, int limit);

/// By a typed number, forgiving about case, hyphen and look-alike characters. Nothing: no such slip is known here
/// (yet).
[[nodiscard]] Result<std::optional<SlipStatus>> slipStatus(ReadTx &tx, const ConcernRules &rules, const QString &typed);

} // namespace concerns

} // namespace safelight
