// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/devicefile.h"
#include "app/store/vault.h"

#include <atomic>

namespace safelight
{

/// What one answer changed in the vault.
struct SyncReport {
    SyncOutcome outcome;
    bool clockSuspect = false;
    outbox::OwnUnsent unsent;   ///< after it
    bool onlyFinishing = false; ///< there is no room for what is new: only own envelopes were acknowledged
};

/// The loop's view of an unlocked vault. An interface so that the loop is tested without a store.
class UnlockedSide
{
public:
    virtual ~UnlockedSide() = default;
    [[nodiscard]] virtual QFuture<Result<SyncRequest>> nextRequest(std::uint32_t waitS,
                                                                   const RequestBudget &budget) = 0;
    [[nodiscard]] virtual QFuture<Result<SyncReport>> absorb(const SyncRequest &asked,
                                                             const SyncResponse &response) = 0;
    /// Sealed copies of what the service does not hold yet, for the device file.
    [[nodiscard]] virtual QFuture<Result<UnsentCopies>> unsent() = 0;
};

/// The loop's view of the device file: sealed envelopes only, works while every vault is locked.
class LockedSide
{
public:
    virtual ~LockedSide() = default;
    [[nodiscard]] virtual QFuture<Done> forward(const QList<QByteArray> &envelopes) = 0;
    [[nodiscard]] virtual QFuture<Result<std::optional<SyncRequest>>> nextPush(const RequestBudget &budget) = 0;
    [[nodiscard]] virtual QFuture<Result<int>> acknowledged(const SyncResponse &response) = 0;
    /// The same, and of the author of an open vault what it says is unsent waits here, and nothing else.
    [[nodiscard]] virtual QFuture<Result<int>> acknowledged(const SyncResponse &response, const outbox::OwnUnsent &)
    {
        return acknowledged(response);
    }
};

/// The vault must outlive it.
class VaultSide final : public UnlockedSide
{
public:
    explicit VaultSide(Vault &vault)
        : m_vault(vault)
    {
    }
    [[nodiscard]] QFuture<Result<SyncRequest>> nextRequest(std::uint32_t waitS, const RequestBudget &budget) override;
    [[nodiscard]] QFuture<Result<SyncReport>> absorb(const SyncRequest &asked, const SyncResponse &response) override;
    [[nodiscard]] QFuture<Result<UnsentCopies>> unsent() override;

private:
    Vault &m_vault;
    /// There was no room for the last answer: the next request asks for none but what is said of own envelopes.
    std::shared_ptr<std::atomic<bool>> m_isFull = std::make_shared<std::atomic<bool>>(false);
};

/// The device file must outlive it.
class DeviceSide final : public LockedSide
{
public:
    explicit DeviceSide(DeviceFile &device)
        : m_device(device)
    {
    }
    [[nodiscard]] QFuture<Done> forward(const QList<QByteArray> &envelopes) override;
    [[nodiscard]] QFuture<Result<std::optional<SyncRequest>>> nextPush(const RequestBudget &budget) override;
    [[nodiscard]] QFuture<Result<int>> acknowledged(const SyncResponse &response) override;
    [[nodiscard]] QFuture<Result<int>> acknowledged(const SyncResponse &response,
                                                    const outbox::OwnUnsent &own) override;

private:
    DeviceFile &m_device;
};

} // namespace safelight
