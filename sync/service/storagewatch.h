// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/clock.h"
#include "sync/service/storage.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace safelight::service
{

/// A storage under watch: passes every call on, remembers what failed, and tells its listener so that the operator can
/// be told. Thread-safe, as the storage is.
class StorageWatch final : public Storage
{
public:
    /// What a storage itself can suffer from: DiskFull, DiskFault, Damaged, Internal. A refusal is no trouble.
    using Listener = std::function<void(ErrorCode trouble)>;

    StorageWatch(Storage &storage, Clock &clock)
        : m_storage(storage)
        , m_clock(clock)
    {
    }

    [[nodiscard]] Done write(const std::function<Done(StorageTx &)> &work) override;
    [[nodiscard]] Done read(const std::function<Done(StorageTx &)> &work) override;

    /// Called at most once a minute for each kind of trouble, on the thread that met it. Set once, before any call.
    void onTrouble(Listener listener) { m_listener = std::move(listener); }
    /// What the last write failed of. When that may have passed (a full disk), it writes a little to see, at most once
    /// in five seconds. Damage does not pass: it is told until the end.
    [[nodiscard]] Done health();

private:
    void note(const Done &result, bool written);

    Storage &m_storage;
    Clock &m_clock;
    Listener m_listener;
    std::mutex m_mutex;
    std::optional<ErrorCode> m_trouble;
    std::optional<UnixTime> m_tried; ///< when health() last wrote
    std::map<ErrorCode, UnixTime> m_told;
};

} // namespace safelight::service
