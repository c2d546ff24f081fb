// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/vaultjournal.h"

#include "app/store/merge.h"
#include "app/store/query.h"

#include <sqlcipher/sqlite3.h>

namespace safelight
{

namespace
{

/// The columns of a HeldEnvelope, in the order heldFrom reads them.
#define HELD_COLUMNS "hash, space, bytes, seq, recv_ms, own, waits"

Result<HeldEnvelope> heldFrom(const Query &row)
{
    Result<Envelope> envelope = parseEnvelope(bytesOf(row.bytes(2)));
    if (!envelope)
        return ErrorCode::Damaged; // what we wrote ourselves
    return HeldEnvelope{row.id<EnvHash>(0), row.id<SpaceId>(1), std::move(*envelope), row.numberAs<std::uint64_t>(3),
                        row.number(4),      row.number(5) != 0, row.number(6) != 0};
}

/// caught(), and what is wrong with the file never looks like something wrong with an answer.
template <class F>
auto stored(F fn) -> std::invoke_result_t<F>
{
    auto result = caught(std::move(fn));
    if (result)
        return result;
    const ErrorCode code = result.error().code;
    return code == ErrorCode::NotAuthentic || code == ErrorCode::TooLarge
               ? Error{ErrorCode::Damaged, result.error().detail}
               : result.error();
}

Result<std::optional<HeldEnvelope>> firstHeld(Query row)
{
    if (!row.next())
        return std::optional<HeldEnvelope>();
    Result<HeldEnvelope> held = heldFrom(row);
    if (!held)
        return held.error();
    return std::optional<HeldEnvelope>(std::move(*held));
}

/// Rows of HELD_COLUMNS as long as they fit, but at least one.
Result<QList<HeldEnvelope>> heldWithin(Query rows, qint64 maxBytes)
{
    QList<HeldEnvelope> out;
    qint64 total = 0;
    while (rows.next()) {
        total += rows.bytes(2).size();
        if (!out.isEmpty() && total > maxBytes)
            break;
        Result<HeldEnvelope> held = heldFrom(rows);
        if (!held)
            return held.error();
        out.append(std::move(*held));
    }
    return out;
}

Result<QList<Envelope>> envelopesOf(Result<QList<HeldEnvelope>> held)
{
    if (!held)
        return held.error();
    QList<Envelope> out;
    out.reserve(held->size());
    for (HeldEnvelope &one : *held)
        out.append(std::move(one.envelope));
    return out;
}

class VaultJournal final : public Journal
{
public:
    VaultJournal(WriteTx &tx, const Clock &clock)
        : m_tx(tx)
        , m_clock(clock)
    {
    }

    Done attempt(const std::function<Done()> &work) override;
    Result<QList<SpaceCursor>> cursors() override;
    Done saveCursor(const SpaceCursor &cursor) override;
    Result<QList<HeldEnvelope>> controlEnvelopes(const SpaceId &space) override;
    Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> epochKeys(const SpaceId &space) override;
    Done saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed) override;
    Result<QList<Envelope>> ownAfter(const SpaceId &space, std::uint64_t authorSeq, qint64 maxBytes) override;
    Result<std::optional<HeldEnvelope>> ownAt(const SpaceId &space, std::uint64_t authorSeq) override;
    Result<std::optional<HeldEnvelope>> find(const EnvHash &envelope) override;
    Result<bool> hold(const HeldEnvelope &held) override;
    Done replaceOwn(const EnvHash &old, const Envelope &fresh) override;
    Result<AuthorHead> authorHead(const SpaceId &space, const DeviceId &author) override;
    Result<QList<HeldEnvelope>> waitingForKey(const SpaceId &space, std::uint32_t epoch, qint64 maxBytes) override;
    Result<QList<EnvHash>> unproven() override;
    Done rewind(const SpaceId &space, std::uint64_t toSeq) override;
    Result<QList<Envelope>> notInLog(const SpaceId &space, qint64 maxBytes) override;
    Done apply(const ProvenChange &change) override;
    Done markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq, std::int64_t serverMs) override;
    Done needsAttention(const SpaceId &space, const EnvHash &envelope, ErrorCode why) override;
    Done opened(const EnvHash &envelope) override;

private:
    void putIntoTray(const SpaceId &space, const EnvHash &envelope, ErrorCode why);

    WriteTx &m_tx;
    const Clock &m_clock;
};

Done VaultJournal::attempt(const std::function<Done()> &work)
{
    return caught([&]() -> Done {
        execute(m_tx, "SAVEPOINT attempt");
        Done worked = work();
        // After a full disk, SQLite may have ended the whole transaction itself: the caller has to hear of the disk.
        if (!worked && sqlite3_get_autocommit(m_tx.db().getHandle()) != 0)
            return worked;
        if (!worked)
            execute(m_tx, "ROLLBACK TO attempt");
        execute(m_tx, "RELEASE attempt");
        return worked;
    });
}

Result<QList<SpaceCursor>> VaultJournal::cursors()
{
    return stored([&]() -> Result<QList<SpaceCursor>> {
        QList<SpaceCursor> out;
        Query row(m_tx, "SELECT space, hi_seq, hi_hash, own_seq, own_hash, acked_seq, head_only "
                        "FROM cursor ORDER BY space");
        while (row.next()) {
            SpaceCursor cursor;
            cursor.space = row.id<SpaceId>(0);
            cursor.hiSeq = row.numberAs<std::uint64_t>(1);
            cursor.hiHash = row.id<LogHash>(2);
            cursor.ownSeq = row.numberAs<std::uint64_t>(3);
            cursor.ownHash = row.id<EnvHash>(4);
            cursor.ackedSeq = row.numberAs<std::uint64_t>(5);
            cursor.headOnly = row.number(6) != 0;
            out.append(cursor);
        }
        return out;
    });
}

Done VaultJournal::saveCursor(const SpaceCursor &cursor)
{
    return stored([&] {
        execute(m_tx,
                "INSERT INTO cursor (space, hi_seq, hi_hash, own_seq, own_hash, acked_seq, head_only) "
                "VALUES (?,?,?,?,?,?,?) "
                "ON CONFLICT (space) DO UPDATE SET hi_seq = excluded.hi_seq, hi_hash = excluded.hi_hash, "
                "own_seq = excluded.own_seq, own_hash = excluded.own_hash, acked_seq = excluded.acked_seq, "
                "head_only = excluded.head_only",
                cursor.space, cursor.hiSeq, cursor.hiHash, cursor.ownSeq, cursor.ownHash, cursor.ackedSeq,
                cursor.headOnly);
        return done();
    });
}

Result<QList<HeldEnvelope>> VaultJournal::controlEnvelopes(const SpaceId &space)
{
    return stored([&] {
        return heldWithin(Query(m_tx,
                                "SELECT " HELD_COLUMNS " FROM envelope "
                                "WHERE space = ? AND kind = 2 AND refused IS NULL ORDER BY no",
                                space),
                          std::numeric_limits<qint64>::max());
    });
}

Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> VaultJournal::epochKeys(const SpaceId &space)
{
    return stored([&]() -> Result<QMap<std::uint32_t, std::shared_ptr<const EpochKeys>>> {
        QMap<std::uint32_t, std::shared_ptr<const EpochKeys>> out;
        Query row(m_tx, "SELECT epoch, seed FROM epoch_seed WHERE space = ?", space);
        while (row.next()) {
            EpochSeed seed;
            row.copySecret(1, seed.span());
            out.insert(row.numberAs<std::uint32_t>(0), std::make_shared<const EpochKeys>(std::move(seed)));
        }
        return out;
    });
}

Done VaultJournal::saveSeed(const SpaceId &space, std::uint32_t epoch, const EpochSeed &seed)
{
    return stored([&] {
        execute(m_tx,
                "INSERT INTO epoch_seed (space, epoch, seed) VALUES (?,?,?) "
                "ON CONFLICT DO UPDATE SET seed = excluded.seed",
                space, epoch, ByteView(seed.span()));
        return done();
    });
}

Result<QList<Envelope>> VaultJournal::ownAfter(const SpaceId &space, std::uint64_t authorSeq, qint64 maxBytes)
{
    return stored([&] {
        return envelopesOf(heldWithin(Query(m_tx,
                                            "SELECT " HELD_COLUMNS " FROM envelope WHERE space = ? AND own = 1 "
                                            "AND refused IS NULL AND author_seq > ? ORDER BY author_seq",
                                            space, authorSeq),
                                      maxBytes));
    });
}

Result<std::optional<HeldEnvelope>> VaultJournal::ownAt(const SpaceId &space, std::uint64_t authorSeq)
{
    return stored([&] {
        return firstHeld(Query(m_tx,
                               "SELECT " HELD_COLUMNS " FROM envelope "
                               "WHERE space = ? AND own = 1 AND refused IS NULL AND author_seq = ?",
                               space, authorSeq));
    });
}

Result<std::optional<HeldEnvelope>> VaultJournal::find(const EnvHash &envelope)
{
    return stored(
        [&] { return firstHeld(Query(m_tx, "SELECT " HELD_COLUMNS " FROM envelope WHERE hash = ?", envelope)); });
}

Result<bool> VaultJournal::hold(const HeldEnvelope &held)
{
    return stored([&]() -> Result<bool> {
        const int completed = execute(m_tx,
                                      "UPDATE envelope SET seq = iif(?1 > 0, ?1, seq), "
                                      "recv_ms = iif(?2 > 0, ?2, recv_ms), waits = ?3, own = max(own, ?4) "
                                      "WHERE hash = ?5",
                                      held.seq, held.recvMs, held.waits, held.own, held.hash);
        if (completed > 0)
            return false;
        const Header &header = held.envelope.header;
        execute(m_tx,
                "INSERT INTO envelope (hash, space, author, author_seq, kind, epoch, seq, recv_ms, own, waits, "
                "saved_ms, bytes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                held.hash, held.space, header.author, header.authorSeq, header.kind, header.epoch, held.seq,
                held.recvMs, held.own, held.waits, held.own ? toMs(m_clock.now()) : 0, encodeEnvelope(held.envelope));
        return true;
    });
}

Done VaultJournal::replaceOwn(const EnvHash &old, const Envelope &fresh)
{
    return stored([&]() -> Done {
        const EnvHash hash = envHashOf(fresh);
        const Header &header = fresh.header;
        const int replaced = execute(m_tx,
                                     "UPDATE envelope SET hash = ?, author_seq = ?, epoch = ?, bytes = ? "
                                     "WHERE hash = ? AND own = 1",
                                     hash, header.authorSeq, header.epoch, encodeEnvelope(fresh), old);
        if (replaced == 0)
            return ErrorCode::NotFound;
        execute(m_tx, "UPDATE tie SET envelope = ? WHERE envelope = ?", hash, old);
        execute(m_tx, "UPDATE slip SET envelope = ? WHERE envelope = ?", hash, old);
        execute(m_tx, "UPDATE attention SET envelope = ? WHERE envelope = ?", hash, old);
        renameCarrier(m_tx, old, hash);
        return done();
    });
}

Result<AuthorHead> VaultJournal::authorHead(const SpaceId &space, const DeviceId &author)
{
    return stored([&]() -> Result<AuthorHead> {
        Query row(m_tx,
                  "SELECT author_seq, hash FROM envelope WHERE space = ? AND author = ? AND seq > 0 "
                  "ORDER BY author_seq DESC LIMIT 1",
                  space, author);
        if (!row.next())
            return AuthorHead{};
        return AuthorHead{row.numberAs<std::uint64_t>(0), row.id<EnvHash>(1)};
    });
}

Result<QList<HeldEnvelope>> VaultJournal::waitingForKey(const SpaceId &space, std::uint32_t epoch, qint64 maxBytes)
{
    return stored([&] {
        return heldWithin(Query(m_tx,
                                "SELECT " HELD_COLUMNS " FROM envelope "
                                "WHERE waits = 1 AND space = ? AND epoch = ? ORDER BY seq, no",
                                space, epoch),
                          maxBytes);
    });
}

Result<QList<EnvHash>> VaultJournal::unproven()
{
    return stored([&]() -> Result<QList<EnvHash>> {
        QList<EnvHash> out;
        Query row(m_tx,
                  "SELECT hash FROM (SELECT e.no, e.hash FROM epoch_seed s "
                  "JOIN envelope e ON e.space = s.space AND e.epoch = s.epoch WHERE e.waits = 1 AND e.own = 0 "
                  "UNION SELECT e.no, e.hash FROM attention a JOIN envelope e ON e.hash = a.envelope "
                  "WHERE a.why = ? AND e.own = 0) ORDER BY no",
                  ErrorCode::NotAuthentic);
        while (row.next())
            out.append(row.id<EnvHash>(0));
        return out;
    });
}

Done VaultJournal::rewind(const SpaceId &space, std::uint64_t toSeq)
{
    return stored([&] {
        execute(m_tx, "UPDATE envelope SET seq = 0, recv_ms = 0 WHERE space = ? AND seq > ?", space, toSeq);
        return done();
    });
}

Result<QList<Envelope>> VaultJournal::notInLog(const SpaceId &space, qint64 maxBytes)
{
    return stored([&] {
        return envelopesOf(
            heldWithin(Query(m_tx,
                             "SELECT " HELD_COLUMNS " FROM envelope WHERE space = ? AND seq = 0 AND own = 0 "
                             "ORDER BY kind <> 2, iif(kind = 2, no, 0), author, author_seq",
                             space),
                       maxBytes));
    });
}

Done VaultJournal::apply(const ProvenChange &change)
{
    return stored([&]() -> Done {
        const Result<Merged> merged = merge(m_tx, change);
        if (!merged)
            return merged.error();
        if (*merged == Merged::Forked)
            putIntoTray(change.space, change.envelope, ErrorCode::Conflict);
        return done();
    });
}

Done VaultJournal::markHeldByService(const SpaceId &space, std::uint64_t upToAuthorSeq, std::int64_t serverMs)
{
    return stored([&] {
        execute(m_tx,
                "UPDATE envelope SET held_ms = ? WHERE space = ? AND own = 1 AND refused IS NULL "
                "AND author_seq <= ? AND held_ms = 0",
                serverMs, space, upToAuthorSeq);
        return done();
    });
}

Done VaultJournal::needsAttention(const SpaceId &space, const EnvHash &envelope, ErrorCode why)
{
    return stored([&] {
        putIntoTray(space, envelope, why);
        execute(m_tx, "UPDATE envelope SET refused = ? WHERE hash = ? AND own = 1", why, envelope);
        return done();
    });
}

Done VaultJournal::opened(const EnvHash &envelope)
{
    return stored([&] {
        execute(m_tx, "DELETE FROM attention WHERE envelope = ? AND why = ?", envelope, ErrorCode::NotAuthentic);
        return done();
    });
}

void VaultJournal::putIntoTray(const SpaceId &space, const EnvHash &envelope, ErrorCode why)
{
    execute(m_tx,
            "INSERT INTO attention (envelope, space, why, at_ms) VALUES (?,?,?,?) "
            "ON CONFLICT DO UPDATE SET dismissed_ms = iif(why = excluded.why, dismissed_ms, 0), why = excluded.why",
            envelope, space, why, toMs(m_clock.now()));
}

#undef HELD_COLUMNS

} // namespace

std::unique_ptr<Journal> makeJournal(WriteTx &tx, const Clock &clock)
{
    return std::make_unique<VaultJournal>(tx, clock);
}

} // namespace safelight
