// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/vaultcheck.h"

#include "app/store/query.h"

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

namespace
{

/// The key a space's own roster, or the root, knows an author by.
std::optional<SignPublic> keyOf(const Roster &roster, const DeviceId &author, const SignPublic &rootPk)
{
    if (author == rootAuthorOf(rootPk))
        return rootPk;
    const auto member = roster.members().constFind(author);
    return member == roster.members().constEnd() ? std::nullopt : std::optional(member->keys.signPk);
}

/// One space: signatures, author chains.
void checkSpace(WriteTx &tx, const Roster &roster, const SignPublic &rootPk, CheckReport &report)
{
    const auto fault = [&](const QString &what, std::uint64_t seq) {
        report.faults.append(u"space %1, author_seq %2: %3"_s.arg(roster.space().toHex().left(8)).arg(seq).arg(what));
    };
    Query rows(tx,
               "SELECT bytes, hash, refused FROM envelope WHERE space = ? ORDER BY author, author_seq, refused IS NULL",
               roster.space());
    DeviceId author;
    std::uint64_t lastSeq = 0;
    EnvHash lastHash;
    while (rows.next()) {
        ++report.envelopes;
        const QByteArray bytes = rows.bytes(0);
        const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
        if (!envelope) {
            fault(u"does not parse"_s, 0);
            continue;
        }
        const Header &header = envelope->header;
        const EnvHash hash = envHashOf(*envelope);
        if (hash != rows.id<EnvHash>(1))
            fault(u"is not what it was stored as"_s, header.authorSeq);
        if (const auto key = keyOf(roster, header.author, rootPk)) {
            ++report.signatures;
            if (!verifyEnvelope(*envelope, *key))
                fault(u"signature"_s, header.authorSeq);
        }
        if (!rows.isNull(2))
            continue; // refused: out of its author's chain, kept for a person to look at
        if (header.author == author && header.authorSeq == lastSeq + 1) {
            ++report.chainLinks;
            if (header.prev != lastHash)
                fault(u"the author's chain is broken"_s, header.authorSeq);
        }
        author = header.author;
        lastSeq = header.authorSeq;
        lastHash = hash;
    }
}

/// The log's own chain, where this device holds it from the beginning.
void checkLog(WriteTx &tx, const SpaceId &space, CheckReport &report)
{
    Query cursor(tx, "SELECT hi_seq, hi_hash FROM cursor WHERE space = ?", space);
    if (!cursor.next())
        return;
    const std::uint64_t end = cursor.numberAs<std::uint64_t>(0);
    const LogHash wanted = cursor.id<LogHash>(1);
    Query rows(tx, "SELECT seq, recv_ms, hash FROM envelope WHERE space = ? AND seq > 0 AND seq <= ? ORDER BY seq",
               space, std::int64_t(end));
    LogHash hash;
    std::uint64_t seq = 0;
    while (rows.next()) {
        if (rows.numberAs<std::uint64_t>(0) != seq + 1)
            return; // a submit-only device holds control entries alone
        ++seq;
        hash = nextLogHash(hash, seq, rows.number(1), rows.id<EnvHash>(2));
    }
    if (seq != end || end == 0)
        return;
    report.logEntries += int(seq);
    if (hash != wanted)
        report.faults.append(u"space %1: the log's chain does not end in its head"_s.arg(space.toHex().left(8)));
}

} // namespace

Result<CheckReport> checkChains(WriteTx &tx, Engine &engine, const SignPublic &rootPk)
{
    const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
    if (!followed)
        return followed.error();
    CheckReport report;
    for (const FollowedSpace &space : *followed) {
        if (const Roster *roster = engine.roster(space.id)) {
            checkSpace(tx, *roster, rootPk, report);
            checkLog(tx, space.id, report);
        }
    }
    return report;
}

Result<QStringList> checkFile(ReadTx &tx)
{
    Query checkpoint(tx, "PRAGMA wal_checkpoint(TRUNCATE)");
    while (checkpoint.next()) {
    }
    QStringList complaints;
    Query cipher(tx, "PRAGMA cipher_integrity_check");
    while (cipher.next())
        complaints.append(cipher.text(0));
    Query plain(tx, "PRAGMA integrity_check");
    while (plain.next()) {
        if (plain.text(0) != "ok"_L1)
            complaints.append(plain.text(0));
    }
    return complaints;
}

Result<bool> checkRows(WriteTx &tx, Journal &journal, Engine &engine, bool repair)
{
    const Result<QByteArray> before = records::digest(tx);
    if (!before)
        return before.error();
    if (const Done rebuilt = records::rebuild(tx, journal, engine); !rebuilt)
        return rebuilt.error();
    const Result<QByteArray> after = records::digest(tx);
    if (!after)
        return after.error();
    if (*before != *after && !repair)
        return Error{ErrorCode::Damaged, u"rows differ from what the envelopes say"_s};
    return *before == *after;
}

} // namespace safelight::ctl
