// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/engine/journal.h"

#include <QMap>

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

/// Something in the "needs attention" tray: nothing of it is lost, and nobody is told of it but here.
struct TrayItem {
    enum class Kind : quint8 {
        OwnRefused, ///< written here, and the service does not take it
        Unreadable, ///< came from somebody else, and is not what it should be
    };
    EnvHash envelope;
    SpaceId space;
    Kind kind = Kind::OwnRefused;
    ErrorCode why = ErrorCode::Internal;
    std::int64_t atMs = 0; ///< device clock
    bool dismissed = false;
};

namespace outbox
{
/// Own envelopes that carried this record (or its forward), oldest first.
[[nodiscard]] Result<QList<Custody>> custodyOf(ReadTx &tx, const Uuid &record);
/// One own envelope, by its hash; nothing when it is none.
[[nodiscard]] Result<std::optional<Custody>> custodyOf(ReadTx &tx, const EnvHash &envelope);
/// The tray, oldest first, with what was dismissed.
[[nodiscard]] Result<QList<TrayItem>> tray(ReadTx &tx);
/// A person has seen it: kept, no longer counted, and counted again if it is refused for another reason. Error:
/// NotFound.
[[nodiscard]] Done dismiss(WriteTx &tx, const EnvHash &envelope, std::int64_t nowMs);
/// Remembers that an own sealed envelope (unreadable here) belongs to a record, so custodyOf finds it.
[[nodiscard]] Done tie(WriteTx &tx, const EnvHash &envelope, const Uuid &record);
/// How far the own envelopes of each space were copied, and what the service held then.
struct Copied {
    AuthorHead head;
    std::uint64_t ackedSeq = 0;
};
using CopiedUpTo = QMap<SpaceId, Copied>;
struct Unsent {
    QList<QByteArray> envelopes;
    int waiting = 0; ///< all that are not acknowledged, copied before or not
    CopiedUpTo upTo;
};
/// Own sealed envelopes that are not acknowledged, whole, for DeviceFile::forward: only what is beyond `copied`, or all
/// of a space whose chain was sealed again or whose service forgot something.
[[nodiscard]] Result<Unsent> unsentAfter(ReadTx &tx, const CopiedUpTo &copied);

/// Everything of one author on this device that the service does not hold, in no particular order: what the device file
/// should hold of them, and nothing else.
struct OwnUnsent {
    DeviceId author;
    QList<QByteArray> envelopes;
};
[[nodiscard]] Result<OwnUnsent> ownUnsent(ReadTx &tx, const DeviceId &author);
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
/// Its number is unread from now on, and that of an earlier one no longer.
[[nodiscard]] Done add(WriteTx &tx, const Slip &slip);
[[nodiscard]] Result<std::optional<Slip>> find(ReadTx &tx, const QString &typed); ///< forgiving, as normalised()
/// The slip that was added last, unless somebody said that they have its number.
[[nodiscard]] Result<std::optional<Slip>> lastUnread(ReadTx &tx);
/// Its person has the number: lastUnread() shows none until another is added.
[[nodiscard]] Done markRead(WriteTx &tx);
} // namespace slips

} // namespace safelight
