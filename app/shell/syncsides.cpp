// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncsides.h"

namespace safelight
{

QFuture<Result<SyncRequest>> VaultSide::nextRequest(std::uint32_t waitS, const RequestBudget &budget)
{
    RequestBudget carries = budget;
    if (*m_isFull)
        carries.answerBytes = 0;
    return m_vault.write([waitS, carries](WriteTx &, Journal &journal, Engine &engine) {
        return engine.nextRequest(journal, waitS, carries);
    });
}

QFuture<Result<SyncReport>> VaultSide::absorb(const SyncRequest &asked, const SyncResponse &response)
{
    auto taken = m_vault.write(
        [asked, response](WriteTx &tx, Journal &journal, Engine &engine) -> Result<SyncReport> {
            Result<SyncOutcome> outcome = engine.absorb(journal, asked, response);
            if (!outcome)
                return outcome.error();
            Result<outbox::OwnUnsent> unsent = outbox::ownUnsent(tx, engine.self());
            if (!unsent)
                return unsent.error();
            return SyncReport{*outcome, engine.clockSuspect(), std::move(*unsent), asked.maxBytes == 0};
        },
        roomForAnswerTo(asked));
    return taken.then(QtFuture::Launch::Sync, [isFull = m_isFull](Result<SyncReport> report) {
        *isFull = !report && report.error().code == ErrorCode::DiskFull;
        return report;
    });
}

QFuture<Result<UnsentCopies>> VaultSide::unsent() { return m_vault.unsentCopies(); }

QFuture<Done> DeviceSide::forward(const QList<QByteArray> &envelopes) { return m_device.forward(envelopes); }

QFuture<Result<std::optional<SyncRequest>>> DeviceSide::nextPush(const RequestBudget &budget)
{
    return m_device.nextPush(budget);
}

QFuture<Result<int>> DeviceSide::acknowledged(const SyncResponse &response) { return m_device.acknowledged(response); }

QFuture<Result<int>> DeviceSide::acknowledged(const SyncResponse &response, const outbox::OwnUnsent &own)
{
    return m_device.acknowledged(response, own);
}

} // namespace safelight
