// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/vault.h"

#include "app/store/labels.h"
#include "app/store/outbox.h"
#include "app/store/vaultjournal.h"

namespace safelight
{

Vault::Vault(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
    , m_db(m_parts->db.get())
    , m_engine(m_parts->engine.get())
{
}

Vault::~Vault() { close(); }

const VaultOwner &Vault::owner() const { return m_parts->owner; }

QFuture<Result<UnsentCopies>> Vault::unsentCopies()
{
    return read([&copied = m_parts->copied](ReadTx &tx) -> Result<UnsentCopies> {
        Result<outbox::Unsent> fresh = outbox::unsentAfter(tx, copied);
        if (!fresh)
            return fresh.error();
        copied = std::move(fresh->upTo);
        return UnsentCopies{std::move(fresh->envelopes), fresh->waiting};
    });
}

QFuture<Done> Vault::checkpoint()
{
    return m_db->work([](SyncStore &store) { return store.checkpoint(); });
}

QString Vault::folderName() const { return m_parts->folderName; }

void Vault::close() { m_db->close(); }

Result<std::unique_ptr<Journal>> Vault::enter(WriteTx &tx)
{
    auto journal = makeJournal(tx, m_parts->clock);
    if (m_parts->engineIsAt != tx.committed()) {
        m_parts->engineIsAt.reset();
        m_parts->labels.forget();
        if (Done loaded = m_engine->load(*journal); !loaded)
            return loaded.error();
    }
    // Until this transaction is known to be committed, the engine may be ahead of the disk.
    m_parts->engineIsAt.reset();
    return journal;
}

Done Vault::leave(WriteTx &tx, Journal &journal)
{
    if (Done refreshed = m_parts->labels.refresh(tx, journal, *m_engine); !refreshed)
        return refreshed;
    m_parts->engineIsAt = tx.committed() + 1;
    return done();
}

} // namespace safelight
