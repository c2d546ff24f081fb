// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/engine/journal.h"

namespace safelight
{

/// How far an own envelope has come, for the custody line. Times in ms, 0 = not yet.
struct Custody {
    EnvHash envelope;
    SpaceId space;
    std::int64_t savedMs = 0;         ///< device clock: durable here
    std::int64_t heldByServiceMs = 0; ///< service clock: acknowledged with a matching hash
    std::optional<ErrorCode> refused; ///< in the "needs attention" tray
};

namespace outbox
{
[[nodiscard]] Result<int> pendingCount(ReadTx &tx);
/// Own envelopes that carried this record (or its forward), oldest first.
[[nodiscard]] Result<QList<Custody>> custodyOf(ReadTx &tx, const Uuid &record);
[[nodiscard]] Result<QList<Custody>> attention(ReadTx &tx);
/// Remembers that an own sealed envelope (unreadable here) belongs to a record, so custodyOf finds it.
[[nodiscard]] Done tie(WriteTx &tx, const EnvHash &envelope, const Uuid &record);
/// Own sealed envelopes that are not acknowledged, whole, for DeviceFile::forward.
[[nodiscard]] Result<QList<QByteArray>> unsent(ReadTx &tx);
} // namespace outbox

/// A hand-in at a kiosk: all that remains there afterwards.
struct Slip {
    QString number; ///< 10 Crockford characters of the change_id, "ABCDE-FGHJK"
    EnvHash envelope;
    std::int64_t handedInMs = 0;
};
namespace slips
{
[[nodiscard]] QString numberOf(const Uuid &changeId);
/// A number as people type it, as ten characters: forgiving about case, hyphens, spaces and look-alike characters
/// (Crockford's base 32). Empty: not a slip number.
[[nodiscard]] QString normalised(const QString &typed);
[[nodiscard]] Done add(WriteTx &tx, const Slip &slip);
[[nodiscard]] Result<std::optional<Slip>> find(ReadTx &tx, const QString &typed); ///< forgiving, as normalised()
/// The newest slip, unless somebody said that they have its number.
[[nodiscard]] Result<std::optional<Slip>> newestUnread(ReadTx &tx);
/// Its person has the number: newestUnread() shows none that is as old.
[[nodiscard]] Done markRead(WriteTx &tx, std::int64_t handedInMs);
} // namespace slips

} // namespace safelight
