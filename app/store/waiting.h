// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/crypto/envelope.h"
#include "sync/engine/requestbudget.h"
#include "sync/wire/messages.h"

namespace safelight
{

/// A sealed envelope on its way.
struct SealedCopy {
    Envelope envelope;
    EnvHash hash;
};

/// The device file's table of sealed copies that some vault still has to get to the service. Throws the library's
/// exceptions.
namespace waiting
{

/// Error: Malformed (any of them: nothing of the list is taken).
[[nodiscard]] Result<QList<SealedCopy>> copiesOf(const QList<QByteArray> &envelopes);
[[nodiscard]] int count(ReadTx &tx);
/// One that was sealed again takes the place of the one before.
void add(WriteTx &tx, const QList<SealedCopy> &copies);
/// Drops what the author heads of an answer prove to be held.
void clearProven(WriteTx &tx, const SyncResponse &response);
/// Of this author exactly these wait from here on.
void keepOnly(WriteTx &tx, const DeviceId &author, QList<SealedCopy> copies);

/// One author's copies for one space.
struct Queue {
    SpaceId space;
    DeviceId author;
};
/// As much as one push-only request and the budget may carry, each author's envelopes in order. Round and round: it
/// begins behind `turn`, and leaves there whom it ends with. Nothing: nothing waits.
[[nodiscard]] std::optional<SyncRequest> nextPush(ReadTx &tx, Queue &turn, const RequestBudget &budget);

} // namespace waiting

} // namespace safelight
