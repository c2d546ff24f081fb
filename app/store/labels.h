// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/outbox.h"
#include "app/store/vault.h"

#include <QMap>

namespace safelight
{

/// Opens what rosters say under a seal (names of members and spaces) into the tables of people and spaces, whenever a
/// roster or the keys for it have moved. Store thread.
class Labels final
{
public:
    [[nodiscard]] Done refresh(WriteTx &tx, Journal &journal, const Engine &engine);
    void forget() { m_seen.clear(); }

private:
    struct Seen {
        EnvHash control;
        bool hasKeys = false;
        friend bool operator==(const Seen &, const Seen &) = default;
    };
    QMap<SpaceId, Seen> m_seen;
};

/// Members are destroyed from the last: the thread ends before the engine on it, the engine before its keys.
struct Vault::Parts {
    Parts(DeviceKeys k, VaultOwner o, QString name, Clock &c)
        : keys(std::move(k))
        , owner(std::move(o))
        , folderName(std::move(name))
        , clock(c)
    {
    }

    DeviceKeys keys;
    VaultOwner owner;
    QString folderName;
    Clock &clock;
    Labels labels;                           ///< store thread only
    outbox::CopiedUpTo copied;               ///< what the device file was given; store thread only
    std::optional<std::uint64_t> engineIsAt; ///< commits after which the engine is what the disk says; store thread
    std::unique_ptr<Engine> engine;
    std::unique_ptr<DbThread> db;
};

} // namespace safelight
