// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/roster/roster.h"
#include "sync/service/storage.h"

#include <map>
#include <mutex>

namespace safelight::service
{

/// Rosters as the stored control entries prove them, kept in memory while they are still the stored ones. Several
/// service processes over one storage stay right: every look compares with the control hash in the transaction.
/// Thread-safe.
class RosterBook
{
public:
    explicit RosterBook(SignPublic rootPk)
        : m_rootPk(rootPk)
    {
    }

    /// A roster and the log position of its last control entry.
    struct Page {
        Roster roster;
        std::uint64_t seq = 0;
    };
    /// The roster of a space at its stored head; empty when the service does not know the space.
    /// Errors: the storage's; Damaged when stored control entries no longer verify.
    [[nodiscard]] Result<Page> of(StorageTx &tx, const SpaceId &space);
    /// The organisation's own roster, or none before it was set up.
    [[nodiscard]] Result<std::optional<Roster>> organisation(StorageTx &tx);
    /// Remembers a roster whose control entry has been committed.
    void keep(const SpaceId &space, const Page &page);

    [[nodiscard]] const SignPublic &rootPk() const { return m_rootPk; }

private:
    [[nodiscard]] Result<Page> extended(StorageTx &tx, Page page, const EnvHash &until);

    SignPublic m_rootPk;
    std::mutex m_mutex;
    std::map<SpaceId, Page> m_pages;
};

} // namespace safelight::service
