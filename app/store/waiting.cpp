// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/waiting.h"

#include "app/store/query.h"
#include "sync/wire/limits.h"

#include <QSet>
#include <algorithm>

namespace safelight::waiting
{

namespace
{

constexpr qsizetype kRequestRoomBytes = qsizetype(16) * 1024; ///< for what a request holds beside envelopes

/// A matching hash proves everything up to it; another one proves nothing.
void clearProven(WriteTx &tx, const SpaceId &space, const DeviceId &author, const AuthorHead &head)
{
    {
        Query row(tx, "SELECT hash FROM waiting WHERE space = ? AND author = ? AND author_seq = ?", space, author,
                  head.seq);
        if (!row.next() || row.id<EnvHash>(0) != head.hash)
            return;
    }
    execute(tx, "DELETE FROM waiting WHERE space = ? AND author = ? AND author_seq <= ?", space, author, head.seq);
}

/// A push-only request in the making: as much as one may carry, each author's envelopes in order.
struct Push {
    qsizetype limit = kMaxRequestBytes;
    SyncRequest request;
    Queue last; ///< whose copies it ends with
    qsizetype total = kRequestRoomBytes;

    /// False: there is no room.
    bool add(Query row)
    {
        while (row.next()) {
            const Queue queue{row.id<SpaceId>(0), row.id<DeviceId>(1)};
            const QByteArray bytes = row.bytes(2);
            auto ask = std::find_if(request.asks.begin(), request.asks.end(),
                                    [&](const Ask &one) { return one.space == queue.space; });
            const bool another = ask == request.asks.end();
            total += bytes.size() + 8;
            if (!request.asks.isEmpty() && (total > limit || (another && request.asks.size() == kMaxAsksPerRequest)))
                return false;
            if (another)
                ask = request.asks.insert(request.asks.end(), Ask{queue.space, 0, {}, {}});
            ask->push.append(bytes);
            last = queue;
        }
        return true;
    }
};

} // namespace

Result<QList<SealedCopy>> copiesOf(const QList<QByteArray> &envelopes)
{
    QList<SealedCopy> out;
    for (const QByteArray &bytes : envelopes) {
        Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
        if (!envelope)
            return envelope.error();
        const EnvHash hash = envHashOf(*envelope);
        out.append({std::move(*envelope), hash});
    }
    return out;
}

int count(ReadTx &tx)
{
    Query row(tx, "SELECT count(*) FROM waiting");
    return row.next() ? row.numberAs<int>(0) : 0;
}

void add(WriteTx &tx, const QList<SealedCopy> &copies)
{
    for (const SealedCopy &copy : copies) {
        const Header &header = copy.envelope.header;
        execute(tx, "INSERT OR REPLACE INTO waiting (space, author, author_seq, hash, bytes) VALUES (?,?,?,?,?)",
                header.space, header.author, header.authorSeq, copy.hash, encodeEnvelope(copy.envelope));
    }
}

void clearProven(WriteTx &tx, const SyncResponse &response)
{
    for (const Answer &answer : response.answers) {
        for (auto head = answer.authors.cbegin(); head != answer.authors.cend(); ++head)
            clearProven(tx, answer.space, head.key(), *head);
    }
}

void keepOnly(WriteTx &tx, const DeviceId &author, QList<SealedCopy> copies)
{
    QSet<EnvHash> unsent;
    for (const SealedCopy &copy : std::as_const(copies))
        unsent.insert(copy.hash);
    QSet<EnvHash> here;
    {
        Query row(tx, "SELECT hash FROM waiting WHERE author = ?", author);
        while (row.next())
            here.insert(row.id<EnvHash>(0));
    }
    for (const EnvHash &hash : here - unsent)
        execute(tx, "DELETE FROM waiting WHERE author = ? AND hash = ?", author, hash);
    copies.removeIf([&](const SealedCopy &copy) { return here.contains(copy.hash); });
    add(tx, copies);
}

std::optional<SyncRequest> nextPush(ReadTx &tx, Queue &turn, const RequestBudget &budget)
{
    Push push;
    push.limit = std::min<qsizetype>(kMaxRequestBytes, kRequestRoomBytes + qsizetype(budget.pushBytes));
    push.request.maxBytes = 0;
    const bool room = push.add(Query(tx,
                                     "SELECT space, author, bytes FROM waiting WHERE (space, author) > (?, ?) "
                                     "ORDER BY space, author, author_seq",
                                     turn.space, turn.author));
    if (room)
        push.add(Query(tx,
                       "SELECT space, author, bytes FROM waiting WHERE (space, author) <= (?, ?) "
                       "ORDER BY space, author, author_seq",
                       turn.space, turn.author));
    if (push.request.asks.isEmpty())
        return std::nullopt;
    turn = push.last;
    return std::move(push.request);
}

} // namespace safelight::waiting
