// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/service/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <map>

namespace safelight::service
{

/// StorageTx over the one SQLCipher connection. Statements are compiled once and kept as long as the connection.
class SqlTx final : public StorageTx
{
public:
    explicit SqlTx(SQLite::Database &db)
        : m_db(db)
    {
    }

    Result<std::optional<SpaceHead>> head(const SpaceId &space) override;
    Result<std::optional<SpaceHead>> lockHead(const SpaceId &space) override { return head(space); }
    Done saveHead(const SpaceHead &head) override;
    Result<QList<SpaceHead>> heads() override;
    Result<AuthorHead> authorHead(const SpaceId &space, const DeviceId &author) override;
    Result<std::optional<EnvHash>> authorHashAt(const SpaceId &space, const DeviceId &author,
                                                std::uint64_t authorSeq) override;
    Done append(const SpaceId &space, const StoredEnvelope &envelope) override;
    Result<QList<StoredEnvelope>> range(const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes) override;
    Result<QList<StoredEnvelope>> controls(const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes) override;
    Result<std::optional<LogHash>> logHashAt(const SpaceId &space, std::uint64_t seq) override;

    Result<std::optional<Install>> install(const InstallId &id) override;
    Done saveInstall(const Install &install) override;
    Result<QList<DevicePublic>> principalsOf(const InstallId &id) override;
    Result<std::optional<InstallId>> installOf(const DeviceId &device) override;
    Done savePrincipal(const InstallId &install, const DevicePublic &device) override;

    Result<std::optional<InviteState>> invite(const Lookup &lookup) override;
    Done saveInvite(const Lookup &lookup, const InviteState &state) override;
    Done dropExpiredInvites(std::int64_t nowMs) override;

    Result<QByteArray> setting(const QString &name) override;
    Done saveSetting(const QString &name, const QByteArray &value) override;

private:
    class Query;
    Result<QList<StoredEnvelope>> page(const char *sql, const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes);
    SQLite::Database &m_db;
    std::map<const char *, SQLite::Statement> m_statements; ///< by address of the literal
};

} // namespace safelight::service
