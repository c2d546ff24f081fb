// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/merge.h"
#include "app/store/query.h"
#include "app/store/records.h"
#include "sync/engine/engine.h"

namespace safelight::records
{

Done rebuild(WriteTx &tx, Journal &journal, Engine &engine)
{
    return caught([&]() -> Done {
        dropCache(tx);
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
