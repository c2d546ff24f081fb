// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace safelight::testing
{

/// A bug planted on purpose: the control of the simulator. A world that carries one must report a violation within a
/// few seeds, or the simulator proves nothing.
enum class Mutation {
    None,
    AckWithoutHash,       ///< an answer that arrives counts as "everything I have is there"
    AckOnSend,            ///< sending counts as having arrived
    ApplyIsNotIdempotent, ///< the same change again becomes a second one
    CursorBeforeApply,    ///< a crash leaves the new cursor behind without what it stands for
    RefusedIsDeleted,     ///< a refused envelope is dropped to unblock the queue
    SavedBeforeCommit,    ///< the person reads "Saved" before the transaction is durable
    ServiceSkipsARow,     ///< a row committed behind the cursor is never delivered
    RewindForgets,        ///< a restored service makes devices drop what it does not have
    NobodyRelays,         ///< readers do not bring back what a restored service lost and its author cannot send again
    KioskKeepsText,       ///< a kiosk keeps a copy of what was handed in
    PlainOnTheWire,       ///< text travels beside the envelope
    AckedIsSealedAgain,   ///< what the service has acknowledged gets other bytes
    RowsDrift,            ///< rows come to say what no envelope says
    StartsWithOldKeys,    ///< a start overlooks the newest entry of the control log
};

} // namespace safelight::testing
