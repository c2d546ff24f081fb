// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/sqltx.h"

#include "sync/crypto/envelope.h"
#include "sync/service/sqlschema.h"

namespace safelight::service
{

namespace
{

/// Runs SQL at the library's edge: its exceptions end here.
template <class F>
auto guarded(F work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return errorFrom(exception);
    }
}

constexpr const char *kEnvColumns = "SELECT seq, recv_ms, author, author_seq, kind, hdr, ct, log_hash FROM env ";

QByteArray blob(const SQLite::Column &column)
{
    return {static_cast<const char *>(column.getBlob()), column.getBytes()};
}

template <class Bytes>
Bytes fixed(const SQLite::Column &column)
{
    const QByteArrayView view(static_cast<const char *>(column.getBlob()), column.getBytes());
    // The schema's CHECKs hold the lengths; a file in which they do not hold is damaged.
    if (const auto value = Bytes::from(view))
        return *value;
    throw SQLite::Exception("length", 11 /* SQLITE_CORRUPT */);
}

} // namespace

/// A kept statement with its values bound in order; ready for the next user when it goes.
class SqlTx::Query
{
public:
    template <class... Values>
    Query(SqlTx &tx, const char *sql, const Values &...values)
        : m_statement(find(tx, sql))
    {
        [[maybe_unused]] int index = 0;
        (bind(++index, values), ...);
    }
    ~Query() { m_statement.tryReset(); }
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    [[nodiscard]] bool next() { return m_statement.executeStep(); }
    void run() { m_statement.exec(); }
    [[nodiscard]] SQLite::Column at(int column) const { return m_statement.getColumn(column); }

private:
    static SQLite::Statement &find(SqlTx &tx, const char *sql)
    {
        const auto found = tx.m_statements.find(sql);
        if (found != tx.m_statements.end())
            return found->second;
        return tx.m_statements.emplace(sql, SQLite::Statement(tx.m_db, sql)).first->second;
    }
    void bind(int index, const QByteArray &value)
    {
        m_statement.bind(index, static_cast<const void *>(value.constData()), int(value.size()));
    }
    void bind(int index, const std::optional<QByteArray> &value)
    {
        if (value)
            bind(index, *value);
        else
            m_statement.bind(index);
    }
    void bind(int index, const QString &value) { m_statement.bind(index, value.toStdString()); }
    void bind(int index, std::int64_t value) { m_statement.bind(index, value); }
    void bind(int index, std::uint64_t value) { m_statement.bind(index, std::int64_t(value)); }
    void bind(int index, int value) { m_statement.bind(index, value); }
    void bind(int index, bool value) { m_statement.bind(index, value ? 1 : 0); }
    template <std::size_t N, class Tag>
    void bind(int index, const FixedBytes<N, Tag> &value)
    {
        m_statement.bind(index, static_cast<const void *>(value.bytes.data()), int(N));
    }

    SQLite::Statement &m_statement;
};

namespace
{

template <class Row>
StoredEnvelope envelopeOf(const Row &row)
{
    StoredEnvelope out;
    out.seq = std::uint64_t(row.at(0).getInt64());
    out.recvMs = row.at(1).getInt64();
    out.author = fixed<DeviceId>(row.at(2));
    out.authorSeq = std::uint64_t(row.at(3).getInt64());
    out.kind = EnvelopeKind(row.at(4).getInt());
    const QByteArray header = blob(row.at(5));
    out.hash = envHashOf(bytesOf(header));
    out.bytes = header + blob(row.at(6));
    out.logHash = fixed<LogHash>(row.at(7));
    return out;
}

template <class Row>
SpaceHead headOf(const Row &row)
{
    return {fixed<SpaceId>(row.at(0)), std::uint64_t(row.at(1).getInt64()), fixed<LogHash>(row.at(2)),
            fixed<EnvHash>(row.at(3))};
}

} // namespace

Result<std::optional<SpaceHead>> SqlTx::head(const SpaceId &space)
{
    return guarded([&]() -> Result<std::optional<SpaceHead>> {
        Query query(*this, "SELECT id, head_seq, head_hash, control_hash FROM space WHERE id = ?", space);
        if (!query.next())
            return std::optional<SpaceHead>();
        return std::optional(headOf(query));
    });
}

Done SqlTx::saveHead(const SpaceHead &head)
{
    return guarded([&]() -> Done {
        Query(*this,
              "INSERT INTO space (id, head_seq, head_hash, control_hash) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO "
              "UPDATE SET head_seq = excluded.head_seq, head_hash = excluded.head_hash, "
              "control_hash = excluded.control_hash",
              head.space, head.seq, head.hash, head.controlHash)
            .run();
        return done();
    });
}

Result<QList<SpaceHead>> SqlTx::heads()
{
    return guarded([&]() -> Result<QList<SpaceHead>> {
        QList<SpaceHead> out;
        Query query(*this, "SELECT id, head_seq, head_hash, control_hash FROM space ORDER BY id");
        while (query.next())
            out.append(headOf(query));
        return out;
    });
}

Result<AuthorHead> SqlTx::authorHead(const SpaceId &space, const DeviceId &author)
{
    return guarded([&]() -> Result<AuthorHead> {
        Query query(*this, "SELECT head_seq, head_hash FROM author WHERE space_id = ? AND device_id = ?", space,
                    author);
        if (!query.next())
            return AuthorHead{};
        return AuthorHead{std::uint64_t(query.at(0).getInt64()), fixed<EnvHash>(query.at(1))};
    });
}

Result<std::optional<EnvHash>> SqlTx::authorHashAt(const SpaceId &space, const DeviceId &author,
                                                   std::uint64_t authorSeq)
{
    return guarded([&]() -> Result<std::optional<EnvHash>> {
        Query query(*this, "SELECT hdr FROM env WHERE space_id = ? AND author = ? AND author_seq = ?", space, author,
                    authorSeq);
        if (!query.next())
            return std::optional<EnvHash>();
        const QByteArray header = blob(query.at(0));
        return std::optional(envHashOf(bytesOf(header)));
    });
}

Done SqlTx::append(const SpaceId &space, const StoredEnvelope &envelope)
{
    return guarded([&]() -> Done {
        const QByteArray header = envelope.bytes.first(kSignedHeaderBytes);
        const QByteArray ct = envelope.bytes.sliced(kSignedHeaderBytes);
        Query(*this,
              "INSERT INTO env (space_id, seq, author, author_seq, kind, recv_ms, hdr, ct, log_hash) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              space, envelope.seq, envelope.author, envelope.authorSeq, int(envelope.kind), envelope.recvMs, header, ct,
              envelope.logHash)
            .run();
        Query(*this,
              "INSERT INTO author (space_id, device_id, head_seq, head_hash) VALUES (?, ?, ?, ?) ON CONFLICT "
              "(space_id, device_id) DO UPDATE SET head_seq = excluded.head_seq, head_hash = excluded.head_hash",
              space, envelope.author, envelope.authorSeq, envelope.hash)
            .run();
        return done();
    });
}

Result<QList<StoredEnvelope>> SqlTx::range(const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes)
{
    static const std::string sql = std::string(kEnvColumns) + "WHERE space_id = ? AND seq > ? ORDER BY seq";
    return page(sql.c_str(), space, afterSeq, maxBytes);
}

Result<QList<StoredEnvelope>> SqlTx::controls(const SpaceId &space, std::uint64_t afterSeq, qint64 maxBytes)
{
    static const std::string sql =
        std::string(kEnvColumns) + "WHERE space_id = ? AND seq > ? AND kind = 2 ORDER BY seq";
    return page(sql.c_str(), space, afterSeq, maxBytes);
}

Result<QList<StoredEnvelope>> SqlTx::page(const char *sql, const SpaceId &space, std::uint64_t afterSeq,
                                          qint64 maxBytes)
{
    return guarded([&]() -> Result<QList<StoredEnvelope>> {
        QList<StoredEnvelope> out;
        qint64 bytes = 0;
        Query query(*this, sql, space, afterSeq);
        while (query.next()) {
            StoredEnvelope envelope = envelopeOf(query);
            bytes += envelope.bytes.size();
            if (!out.isEmpty() && bytes > maxBytes)
                break;
            out.append(std::move(envelope));
        }
        return out;
    });
}

Result<std::optional<LogHash>> SqlTx::logHashAt(const SpaceId &space, std::uint64_t seq)
{
    return guarded([&]() -> Result<std::optional<LogHash>> {
        Query query(*this, "SELECT log_hash FROM env WHERE space_id = ? AND seq = ?", space, seq);
        if (!query.next())
            return std::optional<LogHash>();
        return std::optional(fixed<LogHash>(query.at(0)));
    });
}

Result<std::optional<Install>> SqlTx::install(const InstallId &id)
{
    return guarded([&]() -> Result<std::optional<Install>> {
        Query query(*this, "SELECT login_pk, blocked FROM install WHERE id = ?", id);
        if (!query.next())
            return std::optional<Install>();
        return std::optional(Install{id, fixed<SignPublic>(query.at(0)), query.at(1).getInt() != 0});
    });
}

Done SqlTx::saveInstall(const Install &install)
{
    return guarded([&]() -> Done {
        Query(*this,
              "INSERT INTO install (id, login_pk, blocked) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
              "login_pk = excluded.login_pk, blocked = excluded.blocked",
              install.id, install.loginPk, install.blocked)
            .run();
        return done();
    });
}

Result<QList<DevicePublic>> SqlTx::principalsOf(const InstallId &id)
{
    return guarded([&]() -> Result<QList<DevicePublic>> {
        QList<DevicePublic> out;
        Query query(*this, "SELECT id, sign_pk, box_pk FROM device WHERE install_id = ? ORDER BY id", id);
        while (query.next())
            out.append({fixed<DeviceId>(query.at(0)), fixed<SignPublic>(query.at(1)), fixed<BoxPublic>(query.at(2))});
        return out;
    });
}

Result<std::optional<InstallId>> SqlTx::installOf(const DeviceId &device)
{
    return guarded([&]() -> Result<std::optional<InstallId>> {
        Query query(*this, "SELECT install_id FROM device WHERE id = ?", device);
        if (!query.next())
            return std::optional<InstallId>();
        return std::optional(fixed<InstallId>(query.at(0)));
    });
}

Done SqlTx::savePrincipal(const InstallId &install, const DevicePublic &device)
{
    return guarded([&]() -> Done {
        Query(*this,
              "INSERT INTO device (id, sign_pk, box_pk, install_id) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
              device.id, device.signPk, device.boxPk, install)
            .run();
        return done();
    });
}

Result<std::optional<InviteState>> SqlTx::invite(const Lookup &lookup)
{
    return guarded([&]() -> Result<std::optional<InviteState>> {
        Query query(*this, "SELECT info, expires_ms, claim, welcome FROM invite WHERE lookup = ?", lookup);
        if (!query.next())
            return std::optional<InviteState>();
        InviteState state{blob(query.at(0)), query.at(1).getInt64(), std::nullopt, blob(query.at(3))};
        if (!query.at(2).isNull()) {
            const QByteArray bytes = blob(query.at(2));
            const Result<ClaimRequest> claim = decode<ClaimRequest>(bytesOf(bytes));
            if (!claim)
                return Error{ErrorCode::Damaged, QStringLiteral("stored claim")};
            state.claim = *claim;
        }
        return std::optional(std::move(state));
    });
}

Done SqlTx::saveInvite(const Lookup &lookup, const InviteState &state)
{
    return guarded([&]() -> Done {
        const std::optional<QByteArray> claim = state.claim ? std::optional(encode(*state.claim)) : std::nullopt;
        Query(*this,
              "INSERT INTO invite (lookup, info, expires_ms, claim, welcome) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
              "(lookup) DO UPDATE SET info = excluded.info, expires_ms = excluded.expires_ms, "
              "claim = excluded.claim, welcome = excluded.welcome",
              lookup, state.info, state.expiresMs, claim, state.welcome)
            .run();
        return done();
    });
}

Done SqlTx::dropExpiredInvites(std::int64_t nowMs)
{
    return guarded([&]() -> Done {
        Query(*this, "DELETE FROM invite WHERE expires_ms <= ?", nowMs).run();
        return done();
    });
}

Result<QByteArray> SqlTx::setting(const QString &name)
{
    return guarded([&]() -> Result<QByteArray> {
        Query query(*this, "SELECT value FROM setting WHERE name = ?", name);
        return query.next() ? blob(query.at(0)) : QByteArray();
    });
}

Done SqlTx::saveSetting(const QString &name, const QByteArray &value)
{
    return guarded([&]() -> Done {
        Query(*this,
              "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
              "excluded.value",
              name, value)
            .run();
        return done();
    });
}

} // namespace safelight::service
