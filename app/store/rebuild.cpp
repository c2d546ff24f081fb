// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/merge.h"
#include "app/store/query.h"
#include "app/store/records.h"
#include "sync/engine/engine.h"

namespace safelight::records
{

namespace
{

/// Own envelopes that this principal sealed and cannot open: what is in them stands in the rows and nowhere else here.
Result<QSet<EnvHash>> sealedWithoutKey(ReadTx &tx, Journal &journal, const Engine &engine)
{
    QList<EnvHash> own;
    {
        Query row(tx, "SELECT DISTINCT e.hash FROM envelope e JOIN carried c ON c.envelope = e.hash WHERE e.own = 1");
        while (row.next())
            own.append(row.id<EnvHash>(0));
    }
    QSet<EnvHash> sealed;
    for (const EnvHash &hash : std::as_const(own)) {
        const Result<std::optional<HeldEnvelope>> held = journal.find(hash);
        if (!held)
            return held.error();
        if (*held && !engine.hasKeyOf(**held))
            sealed.insert(hash);
    }
    return sealed;
}

} // namespace

Done rebuild(WriteTx &tx, Journal &journal, Engine &engine)
{
    return caught([&]() -> Done {
        const Result<QSet<EnvHash>> sealed = sealedWithoutKey(tx, journal, engine);
        if (!sealed)
            return sealed.error();
        dropCache(tx, *sealed);
        QList<EnvHash> envelopes;
        Query row(tx, "SELECT hash FROM envelope WHERE kind = 1 ORDER BY no");
        while (row.next())
            envelopes.append(row.id<EnvHash>(0));
        for (const EnvHash &hash : std::as_const(envelopes)) {
            const Result<std::optional<HeldEnvelope>> held = journal.find(hash);
            if (!held)
                return held.error();
            if (Done merged = engine.replay(journal, **held); !merged)
                return merged;
        }
        return done();
    });
}

} // namespace safelight::records
