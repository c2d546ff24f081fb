// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/keys.h"
#include "sync/wire/messages.h"

#include <functional>
#include <limits>
#include <memory>

namespace safelight::service
{

struct SpaceHead {
    SpaceId space;
    std::uint64_t seq = 0;
    LogHash hash;
    EnvHash controlHash;
};
struct Install {
    InstallId id;
    SignPublic loginPk;
    bool blocked = false;
};
struct StoredEnvelope {
    std::uint64_t seq = 0;
    std::int64_t recvMs = 0;
    DeviceId author;
    std::uint64_t authorSeq = 0;
    EnvelopeKind kind = EnvelopeKind::Changes;
    EnvHash hash;
    LogHash logHash;
    QByteArray bytes; ///< header ‖ sig ‖ ct
};

/// One transaction on the central store. Numbers are given under the space's lock, held to commit, so that number
/// order = commit order = visibility order (sync-protocol section 10).
class StorageTx
{
public:
    virtual ~StorageTx() = default;

    [[nodiscard]] virtual Result<std::optional<SpaceHead>> head(const SpaceId &space) = 0;
    /// Locks the space's row until the end of the transaction (write transactions).
    [[nodiscard]] virtual Result<std::optional<SpaceHead>> lockHead(const SpaceId &space) = 0;
    [[nodiscard]] virtual Done saveHead(const SpaceHead &head) = 0;
    /// Every space's head, for the coalesced poll behind long polls.
    [[nodiscard]] virtual Result<QList<SpaceHead>> heads() = 0;
    /// Position of an author's chain in a space; zero for a stranger.
    [[nodiscard]] virtual Result<AuthorHead> authorHead(const SpaceId &space, const DeviceId &author) = 0;
    [[nodiscard]] virtual Result<std::optional<EnvHash>> authorHashAt(const SpaceId &space, const DeviceId &author,
                                                                      std::uint64_t authorSeq) = 0;
    /// Adds the entry and moves its author's head. The space's head is saveHead()'s business.
    [[nodiscard]] virtual Done append(const SpaceId &space, const StoredEnvelope &envelope) = 0;
    /// Ascending from afterSeq + 1 until maxBytes are reached (at least one, if there is one).
    [[nodiscard]] virtual Result<QList<StoredEnvelope>> range(const SpaceId &space, std::uint64_t afterSeq,
                                                              qint64 maxBytes) = 0;
    /// The same of control entries alone.
    [[nodiscard]] virtual Result<QList<StoredEnvelope>>
    controls(const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes = std::numeric_limits<qint64>::max()) = 0;
    [[nodiscard]] virtual Result<std::optional<LogHash>> logHashAt(const SpaceId &space, std::uint64_t seq) = 0;

    [[nodiscard]] virtual Result<std::optional<Install>> install(const InstallId &id) = 0;
    [[nodiscard]] virtual Done saveInstall(const Install &install) = 0;
    /// Principals of an installation (by setup or claim), ascending by id.
    [[nodiscard]] virtual Result<QList<DevicePublic>> principalsOf(const InstallId &id) = 0;
    /// Which installation a principal belongs to. One, for ever: a principal does not move.
    [[nodiscard]] virtual Result<std::optional<InstallId>> installOf(const DeviceId &device) = 0;
    [[nodiscard]] virtual Done savePrincipal(const InstallId &install, const DevicePublic &device) = 0;

    [[nodiscard]] virtual Result<std::optional<InviteState>> invite(const Lookup &lookup) = 0;
    [[nodiscard]] virtual Done saveInvite(const Lookup &lookup, const InviteState &state) = 0;
    [[nodiscard]] virtual Done dropExpiredInvites(std::int64_t nowMs) = 0;

    /// Small durable settings of the service ("root_pk", "token_key", "org_space"). Empty when not set.
    [[nodiscard]] virtual Result<QByteArray> setting(const QString &name) = 0;
    [[nodiscard]] virtual Done saveSetting(const QString &name, const QByteArray &value) = 0;
};

/// The central store. Today: one embedded SQLCipher file. Next: PostgreSQL >= 15, same interface, same test suite
/// (tests/sync/service/storage_suite.h). Calls may come from any thread.
class Storage
{
public:
    virtual ~Storage() = default;
    /// Commits on a value, rolls back on an Error or an exception, which becomes ServiceUnavailable. Durable (fsync)
    /// before it returns.
    [[nodiscard]] virtual Done write(const std::function<Done(StorageTx &)> &work) = 0;
    [[nodiscard]] virtual Done read(const std::function<Done(StorageTx &)> &work) = 0;
};

/// One SQLCipher file, synchronous=FULL, one connection (reliability.md F2). path ":memory:" for the simulator.
/// Errors: InUse, Damaged, NewerSchema, DiskFull, DiskFault.
[[nodiscard]] Result<std::unique_ptr<Storage>> openEmbeddedStorage(const QString &path, const DataKey &key);

/// Reads the whole file after a checkpoint: pages, SQL integrity, foreign keys, then every log hash and author chain
/// again from the first entry. The list says what is wrong, empty when all is well. Errors: as openEmbeddedStorage.
[[nodiscard]] Result<QStringList> checkEmbeddedStorage(const QString &path, const DataKey &key);

} // namespace safelight::service
