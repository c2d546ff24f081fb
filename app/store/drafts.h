// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/syncstore.h"
#include "sync/wire/changeset.h"

#include <QSet>

namespace safelight
{

/// Something half written. Encrypted in the vault from the first key stroke; saved at most 1 s after the last one.
struct Draft {
    Uuid id;
    TypeNumber type = 0;
    quint32 formVersion = 1;
    QByteArray content; ///< CBOR, the feature's own
    QByteArray cursor;  ///< CBOR: which field, which position, to put a person back where they were
    std::int64_t changedAtMs = 0;
};

namespace drafts
{
[[nodiscard]] Done save(WriteTx &tx, const Draft &draft);
[[nodiscard]] Done remove(WriteTx &tx, const Uuid &id);
[[nodiscard]] Result<QList<Draft>> list(ReadTx &tx);                 ///< newest first
[[nodiscard]] Result<QSet<Uuid>> idsOf(ReadTx &tx, TypeNumber type); ///< of all drafts of a type
[[nodiscard]] Result<std::optional<Draft>> find(ReadTx &tx, const Uuid &id);
} // namespace drafts

} // namespace safelight
