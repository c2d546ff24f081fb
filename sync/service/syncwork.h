// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/rosterbook.h"
#include "sync/service/storage.h"

#include <QMap>
#include <QSet>
#include <map>

namespace safelight::service
{

/// One POST /v1/sync inside one transaction: decides what is appended and what the asker may see. Nothing here
/// survives a roll-back; movedRosters() and movedHeads() are for after the commit.
class SyncWork
{
public:
    SyncWork(StorageTx &tx, RosterBook &book, QList<DevicePublic> principals, std::int64_t nowMs)
        : m_tx(tx)
        , m_book(book)
        , m_principals(std::move(principals))
        , m_nowMs(nowMs)
    {
    }

    /// Push, then pull, of one space. `budget`: bytes of log entries still allowed in this answer.
    [[nodiscard]] Result<Answer> serve(const Ask &ask, qint64 &budget);
    /// Whether there is something for the asker above its position.
    struct News {
        bool any = false;
        bool controlOnly = false; ///< no change of others is ever news to it here
    };
    [[nodiscard]] Result<News> newsOf(const Ask &ask);

    [[nodiscard]] const std::map<SpaceId, RosterBook::Page> &movedRosters() const { return m_rosters; }
    [[nodiscard]] QList<SpaceHead> movedHeads() const { return m_moved.values(); }

private:
    struct Space;
    [[nodiscard]] Result<Space> space(const SpaceId &id, bool lock);
    [[nodiscard]] Result<SpaceStatus> push(Space &space, const Envelope &envelope, const QByteArray &bytes);
    [[nodiscard]] Result<SpaceStatus> continues(Space &space, const Envelope &envelope, const EnvHash &hash);
    [[nodiscard]] Result<SpaceStatus> control(Space &space, const Envelope &envelope);
    [[nodiscard]] Done append(Space &space, const Envelope &envelope, const EnvHash &hash, const QByteArray &bytes);
    [[nodiscard]] Done pushAll(Space &space, const Ask &ask, Answer &answer);
    [[nodiscard]] Done pull(const Space &space, const Ask &ask, qint64 &budget, Answer &answer);
    [[nodiscard]] Result<bool> standsAt(const Ask &ask, const SpaceHead &head);
    [[nodiscard]] std::optional<Role> roleIn(const Roster &roster) const;
    [[nodiscard]] bool isOwn(const DeviceId &author) const;
    [[nodiscard]] Result<std::optional<Roster>> organisation();

    StorageTx &m_tx;
    RosterBook &m_book;
    QList<DevicePublic> m_principals;
    std::int64_t m_nowMs;
    std::map<SpaceId, RosterBook::Page> m_rosters; ///< changed in this transaction
    QMap<SpaceId, SpaceHead> m_moved;
};

} // namespace safelight::service
